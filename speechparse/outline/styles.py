"""The styles of enumerators, and how they rank.

Numbered headings follow GB/T 9704-2012, 7.3.3: `一、`, then `（一）`, then `1.`, then `（1）`; parts and
chapters stand above, circled numbers below, and an article (`第三条`) below its chapter or section.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Family = Literal["section", "point", "item"]


class Style(NamedTuple):
    """What an enumerator looks like.

    Attributes:
        name: The style's name, as in `Marker.style`.
        family: `section` for a label, `point` for a number spoken, `item` for a dash.
        rank: How high it stands among sections; 0 is the highest. Points are not ranked but nested by
            what lies inside what.
    """

    name: str
    family: Family
    rank: int


STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style("part", "section", 0),  # 第一部分 第一编
        Style("chapter", "section", 1),  # 第一章
        Style("chapter-section", "section", 2),  # 第一节
        Style("han-bare", "section", 3),  # 一 (alone on its line)
        Style("han-dunhao", "section", 4),  # 一、
        Style("article", "section", 5),  # 第一条
        Style("han-parens", "section", 6),  # （一）
        Style("han-enclosed", "section", 6),  # ㈠
        Style("arabic-bare", "section", 7),  # 1 (alone on its line)
        Style("arabic-dot", "section", 7),  # 1. 1．
        Style("arabic-dunhao", "section", 7),  # 1、
        Style("arabic-full-stop", "section", 7),  # ⒈
        Style("arabic-decimal", "section", 8),  # 1.1
        Style("arabic-parens", "section", 9),  # （1）
        Style("arabic-enclosed", "section", 9),  # ⑴
        Style("arabic-paren", "section", 10),  # 1）
        Style("circled", "section", 11),  # ①
        Style("numeral-is", "point", 0),  # 一是
        Style("numeral-must", "point", 0),  # 一要
        Style("numeral-then", "point", 0),  # 一则
        Style("ordinal", "point", 0),  # 第一， 第一、 第一：
        Style("ordinal-is", "point", 0),  # 第一是
        Style("ordinal-must", "point", 0),  # 第一要
        Style("ordinal-step", "point", 0),  # 第一步，
        Style("ordinal-noun", "point", 0),  # 第一个问题：
        Style("one-is", "point", 0),  # 一个是 另一个是
        Style("adverb", "point", 0),  # 首先， 其次， 再次， 最后，
        Style("among-them", "point", 0),  # 其一，
        Style("one-side", "point", 0),  # 一方面 另一方面
        Style("coming", "point", 0),  # 一来 二来
        Style("dash", "item", 0),  # ——
    )
}
"""All styles by name."""

DECIMAL_DEPTH = 5
"""How many components of a decimal number (`2.4.6`) are told apart."""
