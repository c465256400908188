"""Diagnostics of text and outline: code by code, what raises it and what does not."""

from __future__ import annotations

import pytest

from outline.marked import diagnostics, parse
from speechparse.errors import DIAGNOSTICS

BODY = "春耕大忙，各村要早动手，备足种子化肥，修好水渠。到月底全面开犁，谁也不许拖后腿。"

FOUND: list[tuple[str, list[tuple[str, str]]]] = [
    (BODY + "春\ud800耕。", [("SP101", "\ufffd"), ("SP102", "\ufffd")]),
    ("", [("SP103", "")]),
    (" \n\u3000", [("SP103", " \n\u3000")]),
    ("\x00\x01\x02春耕\x03大忙。", [("SP104", "\x00\x01\x02春耕\x03大忙。")]),
    (BODY + "春\ufffd耕。", [("SP102", "\ufffd")]),
    (BODY + "春\x07\x07耕。", [("SP102", "\x07\x07")]),
    ("各村要早动手，备足种子化肥，修好水渠，到月底", [("SP105", "要早动手，备足种子化肥，修好水渠，到月底")]),
    ("一是育苗；二是修路；四是架桥。", [("SP201", "四是")]),
    (f"一、育苗要早\n{BODY}\n二、修路要快\n{BODY}\n五、架桥要稳\n{BODY}", [("SP201", "五、")]),
    ("一是育苗。\n二是修路。\n二是修路。\n三是架桥。", [("SP202", "二是")]),
    ("下面讲五点意见。一是育苗；二是修路；三是架桥；四是打井。", [("SP204", "五点意见")]),
    (f"重点抓好以下3项工作：\n（一）育苗。{BODY}\n（二）修路。{BODY}", [("SP204", "3项工作")]),
    (f"一、育苗要早\n{BODY}", [("SP205", "一、")]),
    ((BODY + "\n") * 40, [("SP206", (BODY + "\n") * 40)]),
]

NOT_FOUND: list[tuple[str, str]] = [
    ("SP101", "春耕\U0001f33e大忙。"),
    ("SP102", "春耕\t大忙\r\n。\x85"),
    ("SP103", "春"),
    ("SP104", "\x00" + "春耕大忙。" * 20),
    ("SP105", BODY),
    ("SP105", f"{BODY}\n白水县人民政府\n2024年3月5日"),
    ("SP105", "在全县春耕工作会议上的讲话\n王大山\n（2024年3月5日）"),
    # Numbering that runs on over another heading is in order.
    (
        "SP201",
        f"一、育苗\n（一）选种。{BODY}\n（二）浸种。{BODY}\n二、修路\n（三）备料。{BODY}\n（四）施工。{BODY}",
    ),
    ("SP202", "一是育苗；二是修路。一是架桥；二是打井。"),
    (
        "SP203",
        f"一、育苗\n（一）选种。{BODY}\n（二）浸种。{BODY}\n二、修路\n（一）备料。{BODY}\n（二）施工。{BODY}",
    ),
    ("SP204", "下面讲三点意见。一是育苗；二是修路；三是架桥。"),
    ("SP204", "下面讲几点意见。一是育苗；二是修路；三是架桥。"),
    ("SP204", "今年是第三个年头，一是育苗；二是修路。"),
    ("SP204", "投入三千万元办了二十项工程。今年再抓两件事：一是育苗；二是修路。"),
    ("SP205", "一是育苗；二是修路。"),
    ("SP206", "一是育苗；二是修路。" + BODY * 50),
    ("SP206", BODY),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_odd_is_told(text: str, expected: list[tuple[str, str]]) -> None:
    clean = text.replace("\ud800", "\ufffd")
    assert [(d.code, clean[d.start : d.end]) for d in parse(text).diagnostics] == expected


@pytest.mark.parametrize(("code", "text"), NOT_FOUND)
def test_what_is_in_order_is_not(code: str, text: str) -> None:
    assert code not in [found for found, _ in diagnostics(text)]


def test_every_code_of_text_and_outline_has_its_examples() -> None:
    codes = {code for code in DIAGNOSTICS if code < "SP300"}
    told = {code for _, expected in FOUND for code, _ in expected}
    assert told == codes - {"SP203"}  # below, since it comes with what is missing
    assert {code for code, _ in NOT_FOUND} == codes


def test_the_messages_say_what_is_missing() -> None:
    assert parse("一是育苗；二是修路；四是架桥。").diagnostics[0].message == "number 3 missing before 4"
    assert (
        "5 announced, 4 found"
        in parse("下面讲五点意见。一是甲；二是乙；三是丙；四是丁。").diagnostics[0].message
    )


def test_every_code_that_is_told_is_in_the_catalogue() -> None:
    told = {found.code for text, _ in FOUND for found in parse(text).diagnostics}
    assert told <= DIAGNOSTICS.keys()


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        (f"一、育苗要早\n{BODY}\n三、修路要快\n{BODY}\n二、架桥要稳\n{BODY}\n四、打井要深\n{BODY}", "二、"),
    ],
)
def test_a_number_out_of_order(text: str, marker: str) -> None:
    assert [where for code, where in diagnostics(text) if code == "SP203"] == [marker]
