"""What encloses what: a text, and its markers with those inside each in brackets."""

from __future__ import annotations

import pytest

from outline.marked import extents, tree


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The ranks of GB/T 9704.
        (
            "第一部分　育苗\n一、选种\n（一）备种。要足。\n1.买种。要好。\n（1）水稻。要多。\n①早稻。先种。\n②晚稻。后种。\n"
            "（2）玉米。要少。\n2.留种。要净。\n（二）晒种。要匀。\n二、浸种\n要透。\n第二部分　修路\n要快。",
            "第一部分[一、[（一）[1.[（1）[① ②] （2）] 2.] （二）] 二、] 第二部分",
        ),
        ("第一章　总则\n第一条　要早。\n第二条　要快。\n第二章　附则\n第三条　要稳。", "第一章[第一条 第二条] 第二章[第三条]"),
        ("第一章　总则\n第一节　任务\n第一条　要早：\n（一）选种；\n（二）浸种。\n第二条　要快。",
         "第一章[第一节[第一条[（一） （二）] 第二条]]"),
        # Numbering that runs on over higher headings, or starts again.
        ("一、育苗\n（一）选种。要早。\n（二）浸种。要快。\n二、修路\n（三）备料。要足。", "一、[（一） （二）] 二、[（三）]"),
        ("一、育苗\n（一）选种。要早。\n（二）浸种。要快。\n二、修路\n（一）备料。要足。\n（二）施工。要稳。",
         "一、[（一） （二）] 二、[（一） （二）]"),
        # A document in which a lower style repeatedly encloses complete series of a higher one.
        (
            "（一）育苗\n一、选种要早\n早动手。\n二、浸种要快\n快动手。\n（二）修路\n一、备料要足\n多备料。\n二、施工要稳\n慢施工。\n（三）架桥\n要稳。",
            "（一）[一、 二、] （二）[一、 二、] （三）",
        ),
        # Decimals say themselves where they belong.
        ("1.育苗\n1.1选种要早\n早动手。\n1.2浸种要快\n快动手。\n2.修路\n2.1备料要足\n多备料。\n2.2施工要稳\n慢施工。",
         "1.[1.1 1.2] 2.[2.1 2.2]"),
        ("1.1选种要早\n1.1.1买种要好\n早动手。\n1.1.2留种要净\n快动手。\n1.2浸种要快\n快动手。", "1.1[1.1.1 1.1.2] 1.2"),
        # Points in a section, in its heading's paragraph or below.
        ("一、育苗\n要做两件事：一是选种；二是浸种。\n二、修路\n一是备料。\n二是施工。", "一、[一是 二是] 二、[一是 二是]"),
        ("（一）育苗。一是选种；二是浸种。\n（二）修路。要快。", "（一）[一是 二是] （二）"),
        # Points in points: behind a colon they nest, behind a full stop they are siblings.
        ("一是育苗；二是修路，要做到：一要早，二要快。", "一是 二是[一要 二要]"),
        ("一是育苗；二是修路。大家还要做到两条。一要早，二要快。", "一是 二是 一要 二要"),
        ("第一，育苗。一是选种；二是浸种。\n第二，修路。一是备料；二是施工。", "第一，[一是 二是] 第二，[一是 二是]"),
        ("第一，育苗。\n一是选种。\n二是浸种。\n第二，修路。\n要快。", "第一，[一是 二是] 第二，"),
        # The last member that opens its paragraph holds what stands in it, and no more.
        ("第一，育苗要早。\n第二，修路要快。一是备料；二是施工。", "第一， 第二，[一是 二是]"),
        ("第一，育苗要早。\n第二，修路要快：\n一是备料。\n二是施工。\n大家努力。", "第一， 第二，[一是 二是]"),
        ("第一，育苗要早。\n第二，修路要快。\n最后说两句。一是团结；二是安全。", "第一， 第二， 一是 二是"),
        # A pair inside a member belongs to it.
        ("一是育苗，一方面要选种，另一方面要浸种；二是修路。", "一是[一方面 另一方面] 二是"),
        # One pair behind another is no part of it.
        ("第一，育苗。要早。\n第二，修路。要快。\n一方面备料，另一方面施工。", "第一， 第二， 一方面 另一方面"),
        # A new heading ends every point.
        ("一、育苗\n一是选种。\n二是浸种。\n二、修路\n（一）备料。要足。\n（二）施工。要稳。", "一、[一是 二是] 二、[（一） （二）]"),
        # Sections between two members are parts of the first one; what stands below the last is not.
        ("第一，育苗。\n1.选种。要早。\n2.浸种。要快。\n第二，修路。\n1.备料。要足。\n2.施工。要稳。", "第一，[1. 2.] 第二， 1. 2."),
        # On one line without a break.
        ("我讲两点。一、育苗要早。一是选种；二是浸种。二、修路要快。一是备料；二是施工。", "一、[一是 二是] 二、[一是 二是]"),
    ],
)  # fmt: skip
def test_trees(text: str, expected: str) -> None:
    assert tree(text) == expected


def test_where_points_end_that_stand_in_one_paragraph() -> None:
    text = "做两件事：一是育苗，要早；二是修路。要快。\n大家努力。"
    assert extents(text) == {"一是": "一是育苗，要早；", "二是": "二是修路。要快。"}


def test_where_points_end_that_open_paragraphs() -> None:
    text = "第一，育苗要早。\n早动手。\n第二，修路要快。\n大家努力。"
    assert extents(text) == {"第一，": "第一，育苗要早。\n早动手。", "第二，": "第二，修路要快。"}


def test_a_section_runs_on_to_the_next_of_its_rank_or_a_higher_one() -> None:
    text = "一、育苗\n（一）选种。要早。\n（二）浸种。要快。\n大家努力。\n二、修路\n要快。"
    assert extents(text) == {
        "一、": "一、育苗\n（一）选种。要早。\n（二）浸种。要快。\n大家努力。",
        "（一）": "（一）选种。要早。",
        "（二）": "（二）浸种。要快。\n大家努力。",
        "二、": "二、修路\n要快。",
    }


def test_attachments_and_signatures_end_every_section() -> None:
    text = (
        "关于春耕的通知\n各乡镇人民政府：\n一、育苗要早\n各村都要动手。\n二、修路要快\n各村都要动手。\n"
        "附件：春耕任务表\n白水县人民政府\n2024年3月5日"
    )
    assert extents(text)["二、"] == "二、修路要快\n各村都要动手。"


def test_an_unnumbered_heading_closes_sections_where_the_numbering_starts_again() -> None:
    body = "去年以来，全县上下齐心协力，战胜了干旱和洪水，粮食又获丰收，农民收入继续增长，各项事业都有进步。"
    text = f"农业和农村\n一、育苗要早\n{body}\n二、修路要快\n{body}\n工业和城市\n一、建厂要快\n{body}\n二、招商要实\n{body}"
    assert tree(text) == "一、 二、 一、 二、"
    assert extents(text)["二、"].endswith("。")
    assert "工业" not in extents(text)["二、"]
