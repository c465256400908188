"""Which markers belong together: gaps, repeats, mixtures, restarts, quotations."""

from __future__ import annotations

import re

import pytest

from outline.marked import markers, numbers, parse
from speechparse.model import Item, Point, Section


def series(text: str) -> list[list[str]]:
    """The markers of each series, in the order of their numbers in the document."""
    found: dict[int, list[str]] = {}
    for node in parse(text).walk():
        if isinstance(node, Section | Point | Item) and node.marker is not None:
            found.setdefault(node.marker.series, []).append(node.marker.text)
    return [found[number] for number in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是育苗；二是修路；三是架桥。", [["一是", "二是", "三是"]]),
        # A member is missing, or stands twice.
        ("一是育苗；二是修路；四是架桥。", [["一是", "二是", "四是"]]),
        ("一、育苗\n要早。\n三、修路\n要快。\n四、架桥\n要稳。", [["一、", "三、", "四、"]]),
        ("一是育苗。\n二是修路。\n二是修路。\n三是架桥。", [["一是", "二是", "二是", "三是"]]),
        # The first stands inside a paragraph, the others open one.
        ("主要做了两件事：一是育苗。\n二是修路。\n三是架桥。", [["一是", "二是", "三是"]]),
        # Other words take over.
        ("首先要育苗。二要修路，三要架桥。", [["首先", "二要", "三要"]]),
        ("一是育苗；二是修路；三要架桥。", [["一是", "二是", "三要"]]),
        # The nearest of two series that another word may take over.
        ("首先要育苗，一是选种，二要浸种，三要催芽。", [["一是", "二要", "三要"]]),
        # The numbering starts again in one paragraph.
        (
            "会议指出，一是育苗；二是修路。会议强调，一是架桥；二是打井。",
            [["一是", "二是"], ["一是", "二是"]],
        ),
        ("先抓两头：一是育苗；二是修路。再抓三条：一要早，二要快，三要稳。", [["一是", "二是"], ["一要", "二要", "三要"]]),
        # Pairs.
        (
            "一方面育苗，另一方面修路。我们一方面架桥，另一方面打井。",
            [["一方面", "另一方面"], ["一方面", "另一方面"]],
        ),
        # A section between two members that open paragraphs parts them only where it is no part of the first.
        ("一、育苗\n第一，要早。\n第二，要快。\n二、修路\n第一，要稳。\n第二，要好。",
         [["一、", "二、"], ["第一，", "第二，"], ["第一，", "第二，"]]),
        # Numbers run on under another heading.
        ("一、育苗\n（一）选种。要早。\n（二）浸种。要快。\n二、修路\n（三）备料。要足。\n（四）施工。要稳。",
         [["一、", "二、"], ["（一）", "（二）", "（三）", "（四）"]]),
        # Or start again.
        ("一、育苗\n（一）选种。要早。\n（二）浸种。要快。\n二、修路\n（一）备料。要足。\n（二）施工。要稳。",
         [["一、", "二、"], ["（一）", "（二）"], ["（一）", "（二）"]]),
        # Items.
        ("任务是：\n——育苗；\n——修路。", [["——", "——"]]),
    ],
)  # fmt: skip
def test_series(text: str, expected: list[list[str]]) -> None:
    assert series(text) == expected


def check(expected: str) -> None:
    assert markers(re.sub("[{}]", "", expected)) == expected


def test_a_quoted_series_is_another_text() -> None:
    check("要坚持“一要吃饭，二要建设”的原则，{一是}育苗，{二是}修路。")


def test_a_quotation_of_several_sentences_is_this_text() -> None:
    check("他说：“{一是}育苗要早。{二是}修路要快。”大家鼓掌。")


def test_a_lone_point_counts_only_where_the_text_is_cut_off() -> None:
    check("各村都要动手。\n{一是}育苗要早，修路要快，各村都要")
    check("各村都要动手。\n一是育苗要早，修路要快。")


def test_a_lone_number_with_a_dot_is_no_heading() -> None:
    check("1.育苗要早\n各村都要动手。")


def test_a_missing_number_is_found_behind_the_sentence_it_is_glued_to() -> None:
    check("{一、}育苗要早\n各村动手。{二、}修路要快\n各村动手。\n{三、}架桥要稳\n各村动手。")
    check("{（一）}育苗。要早动手{（二）}修路。要快。\n{（三）}架桥。要稳。")


def test_last_and_finally_take_the_next_number() -> None:
    assert numbers("首先，育苗要早。其次，修路要快。最后，架桥要稳。") == [1, 2, 3]


def test_one_dash_alone_lists_nothing() -> None:
    assert series("我们要早动手。\n——这是大家的话。\n说得好。") == []


def test_items_are_of_their_own_kind() -> None:
    items = [node for node in parse("任务是：\n——育苗；\n——修路。").walk() if isinstance(node, Item)]
    assert [item.id for item in items] == ["i1", "i2"]


def test_each_list_of_items_counts_from_one() -> None:
    text = "第一，育苗。任务是：\n——选种；\n——浸种。\n第二，修路。任务是：\n——备料；\n——施工。"
    items = [node.id for node in parse(text).walk() if isinstance(node, Item)]
    assert items == ["p1/i1", "p1/i2", "p2/i1", "p2/i2"]
