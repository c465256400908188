from itertools import pairwise

import pytest

from speechparse.reading.page_lines import Glyph, Line, joined, lines
from speechparse.reading.page_paragraphs import begins_paragraph, frame


def set_lines(*rows: tuple[str, float]) -> list[Line]:
    """Lines of size 10, 18 points apart, from (text, indent); a full line holds 20 characters."""
    return [
        Line(text, 50 + x, 50 + x + 10 * len(text), 700 - 18 * at, 10.0, False)
        for at, (text, x) in enumerate(rows)
    ]


FULL, INDENTED = "工" * 19 + "。", "工" * 17 + "。"


@pytest.mark.parametrize(
    ("rows", "begins"),
    [
        ([("工" * 18, 20), ("工" * 20, 0), ("工" * 5, 0), ("工" * 18, 20), ("工", 0)], "1..1."),
        ([(INDENTED, 20), (INDENTED, 20), ("工" * 20, 0), (INDENTED, 20)], "11.1"),
        ([("工" * 18, 20), ("工" * 18, 20), ("工" * 18, 20), ("工" * 20, 0)], "1..."),  # a block set inwards
        ([("工" * 20, 0), ("工" * 4 + "。", 0), ("工" * 20, 0), (FULL, 0), ("工" * 3, 0)], "1.1.."),  # nothing indented
        ([("工" * 20, 0), ("工" * 18, 20), ("工", 20), ("工" * 20, 0), ("工" * 18, 20)], "1..1."),  # hanging
        ([("工" * 18, 20), ("工" * 18 + "，", 0), ("abcdefgh" + "工" * 12, 0), (FULL, 0)], "1..."),  # a word that did not fit
        ([("　　" + "工" * 18, 0), (FULL, 0), ("　　工", 0)], "1.1"),
    ],
)  # fmt: skip
def test_paragraphs_from_lines(rows: list[tuple[str, float]], begins: str) -> None:
    made = set_lines(*rows)
    within = frame(made)
    assert "1" + "".join(
        "1" if begins_paragraph(before, line, within, within) else "." for before, line in pairwise(made)
    ) == begins  # fmt: skip


def test_glyphs_out_of_order_and_gaps() -> None:
    def glyph(text: str, x: float, y: float = 100.0) -> Glyph:
        return Glyph(text, x, y, 10.0, 10.0, 0)

    row = [glyph("他", 0), glyph("讲", 30), glyph("说", 10), glyph("“", 20.0)]
    assert [line.text for line in lines([*row, glyph("下", 0, 80), glyph("行", 30, 81)], (400, 600))] == [
        "他说“讲",
        "下 行",
    ]


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("工作", "报告", "工作报告"),
        ("GDP", "growth", "GDP growth"),
        ("增长", "5.2%", "增长5.2%"),
        ("a,", "b", "a, b"),
    ],
)
def test_joining(before: str, after: str, text: str) -> None:
    assert joined(before, after) == text
