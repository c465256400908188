"""From the glyphs that a page draws to the lines that a reader sees.

Lengths are points of the page (1/72 inch), y grows upwards. A page turned on its side is turned back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_WORD_END = re.compile(r"[A-Za-z0-9.,%]$")
_WORD_START = re.compile(r"[A-Za-z0-9]")
_CLOSING = "、，。；：！？）】》」』〕”’"


class Glyph(NamedTuple):
    """One drawn character.

    Attributes:
        text: The character.
        x: Where it begins.
        y: Its baseline.
        width: Its advance.
        size: Size of the type.
        turn: Quarter turns of the writing direction, counter-clockwise; -1 for a slanted one.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    turn: int


class Line(NamedTuple):
    """Glyphs on one baseline.

    Attributes:
        text: Their text, without blanks at the ends.
        x: Where the line begins.
        end: Where it ends.
        y: Baseline.
        size: Size of most of the type.
        turned: Whether it runs in another direction than the page, as watermarks do.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    turned: bool


def direction(glyphs: Sequence[Glyph]) -> int:
    """Quarter turns of most of a page's writing."""
    return Counter(glyph.turn for glyph in glyphs).most_common(1)[0][0] if glyphs else 0


def lines(glyphs: Sequence[Glyph], sides: tuple[float, float]) -> list[Line]:
    """The lines of a page, in the order in which it draws them: reading order in nearly all files.

    Args:
        glyphs: What the page draws.
        sides: Width and height of the page, in which the places of the glyphs lie.
    """
    turn = direction(glyphs)
    rows: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in (_upright(glyph, turn, *sides) for glyph in glyphs) if turn > 0 else glyphs:
        # A slanted run has no common baseline, but it is drawn in one go.
        if last is not None and last.turn == glyph.turn and (glyph.turn != turn or _level(last, glyph)):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
        last = glyph
    written = (_line(row, turned=row[0].turn != turn) for row in rows)
    return [line for line in written if line.text]


def _level(one: Glyph, other: Glyph) -> bool:
    return abs(one.y - other.y) < 0.4 * max(one.size, other.size)


def _upright(glyph: Glyph, turn: int, across: float, up: float) -> Glyph:
    """Where a glyph stands once the page is turned back."""
    x, y = glyph.x, glyph.y
    x, y = {1: (y, across - x), 2: (across - x, up - y), 3: (up - y, x)}[turn]
    return glyph._replace(x=x, y=y)


def joined(before: str, after: str) -> str:
    """Two stretches of text set side by side, with a blank between two words of letters or figures."""
    blank = " " if _WORD_END.search(before) and _WORD_START.match(after) else ""
    return f"{before}{blank}{after}"


def _line(row: list[Glyph], *, turned: bool) -> Line:
    if not turned:
        row.sort(key=lambda glyph: glyph.x)
    text, end = row[0].text, row[0].x + row[0].width
    for glyph in row[1:]:
        gap = 0.0 if turned else glyph.x - end
        if gap > 0.9 * glyph.size and text[-1:] not in _CLOSING:
            text += " " + glyph.text
        elif gap > 0.15 * glyph.size:
            text = joined(text, glyph.text)
        else:
            text += glyph.text
        end = glyph.x + glyph.width
    sizes = Counter(round(glyph.size, 1) for glyph in row)
    return Line(_whole(text), row[0].x, end, row[0].y, sizes.most_common(1)[0][0], turned)


def _whole(text: str) -> str:
    """The text with the halves of a character beyond U+FFFF put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip(" ")
