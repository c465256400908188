"""Headings of numbered sections: `‹…›` stands around each, nothing where the unit is all body."""

from __future__ import annotations

import re

import pytest

from outline.marked import headings, parse, roles


def check(expected: str) -> None:
    assert headings(re.sub("[‹›]", "", expected)) == expected


BODY = "春耕大忙，各村要早动手，农机手要早检修，备足种子化肥，修好水渠。到月底全面开犁，谁也不许拖后腿。"


@pytest.mark.parametrize(
    "expected",
    [
        # On a line of its own, with a full stop or without.
        f"一、‹去年的工作›\n{BODY}\n二、‹今年的打算›\n{BODY}",
        f"一、‹去年的工作›。\n{BODY}\n二、‹今年的打算›。\n{BODY}",
        f"一、‹认清形势，坚定信心，打好春耕第一仗›\n{BODY}\n二、‹突出重点，抓好落实›\n{BODY}",
        f"第一章　‹总则›\n{BODY}\n第二章　‹附则›\n{BODY}",
        # Alone on the line below its number.
        f"一、\n‹去年的工作›\n{BODY}\n二、\n‹今年的打算›\n{BODY}",
        # Run in: it ends before the first full stop.
        f"（一）‹抓好育苗›。{BODY}\n（二）‹抓好修路›。{BODY}",
        f"1.‹抓好育苗›。{BODY}\n2.‹抓好修路›。{BODY}",
        f"①‹抓好育苗›。{BODY}②‹抓好修路›。{BODY}",
        # Behind a stop inside a paragraph.
        f"我讲两点。一、‹抓好育苗›。{BODY}二、‹抓好修路›。{BODY}",
        # With watermarks behind it.
        f"一、‹去年的工作› 公文汇 www.gongwenhui.com\n{BODY}\n二、‹今年的打算›\n{BODY}",
        # The first sentence announces the list that follows.
        "一、‹符合下列条件的，予以奖励›。\n（一）育苗早的；\n（二）修路快的。\n二、‹其他事项›\n由农业局解释。",
        # A question that goes on in the heading.
        f"一、‹苗从哪里来›\n{BODY}\n二、‹路往哪里修›\n{BODY}",
    ],
)
def test_headings(expected: str) -> None:
    check(expected)


@pytest.mark.parametrize(
    "text",
    [
        # The sentence is itself the instruction.
        "（一）由农业局负责选种，由水利局负责修渠，由交通局负责修路。月底前完成。\n"
        "（二）由教育局负责护校，由公安局负责治安，由民政局负责救济。月底前完成。",
        # It holds a figure.
        "1.育苗300亩，修路20公里。月底前完成。\n2.打井15眼，架桥3座。月底前完成。",
        # One sentence, with nothing below it to head.
        "任务如下：\n（一）抓好育苗工作，备足种子。\n（二）抓好修路工作，备足石料。",
        # Members of a list.
        "任务如下：\n（一）育苗；\n（二）修路；\n（三）架桥。",
        "包括：①育苗；②修路；③架桥。",
        # Longer than a topic.
        "1.各村都要把育苗这件事摆在更加突出更加重要的位置上来认真对待并且一抓到底直到完全见效为止。月底前完成。\n"
        "2.各村都要把修路这件事摆在更加突出更加重要的位置上来认真对待并且一抓到底直到完全见效为止。月底前完成。",
    ],
)
def test_units_that_are_all_body(text: str) -> None:
    check(text)


def test_an_article_is_its_own_text() -> None:
    check("第一条　为发展茶业，制定本办法。本县适用。\n第二条　农业局应当备种。月底前完成。")
    check(f"第一条　‹目的›。{BODY}\n第二条　‹范围›。{BODY}\n第三条　‹期限›。{BODY}")


def test_in_a_glossary_the_term_is_the_heading() -> None:
    text = (
        f"一、‹去年的工作›\n{BODY}\n二、‹今年的打算›\n{BODY}\n名词解释\n"
        "1.‹早稻›：春天播种的稻子，夏天收割。\n2.‹“双抢”›：抢收早稻，抢种晚稻。\n3.‹秧龄›：秧苗在秧田里的天数。"
    )
    check(text)


def test_a_heading_that_runs_into_its_text_without_a_mark() -> None:
    text = "各位同志。一、‹充分认识春耕工作的重大意义›今年以来，全县上下早动手、早准备，备足种子化肥，修好水渠。二、‹切实抓好今年春耕生产的各项任务›同志们，春耕在即，各村要早动手。"
    check(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BODY}\n春耕的安排\n{BODY}\n秋收的打算\n{BODY}", ["春耕的安排", "秋收的打算"]),
        (f"{BODY}\n农业和农村\n一、育苗要早\n{BODY}\n二、修路要快\n{BODY}", ["农业和农村"]),
        (f"{BODY}\n结束语\n{BODY}", ["结束语"]),
        (f"{BODY}\n结　语\n春耕要早。", ["结　语"]),
        # With a final mark, a colon, or nothing to head, it is text.
        (f"{BODY}\n春耕要早！\n{BODY}", []),
        (f"{BODY}\n春耕的安排：\n{BODY}", []),
        (f"{BODY}\n春耕的安排", []),
        # The sentence above has not ended.
        ("各村要早动手，备足种子化肥，修好水渠，到月底全面开犁，\n春耕的安排\n" + BODY, []),
        # A point opens it.
        (f"{BODY}\n一是育苗要早\n{BODY}\n二是修路要快\n{BODY}", []),
    ],
)
def test_unnumbered_headings(text: str, expected: list[str]) -> None:
    assert [line for kind, line in roles(text) if kind == "heading"] == expected


def test_a_heading_below_its_number_is_no_paragraph_as_well() -> None:
    text = f"一、\n去年的工作\n{BODY}\n二、\n今年的打算\n{BODY}"
    document = parse(text)
    assert [text[n.start : n.end] for n in document.walk() if n.kind == "paragraph"] == [BODY, BODY]
    roles_of = {text[piece.start : piece.end]: piece.role for piece in document.pieces()}
    assert roles_of["去年的工作"] == "heading"
