"""From the lines of pages to paragraphs, which fixed pages do not mark.

Official documents indent the first line of a paragraph by two characters (GB/T 9704-2012, 7.3.3).
Where nothing is indented, a paragraph ends with a line that had room for the next word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from speechparse.reading.page_lines import Line

_SENTENCE_END = re.compile(r"[。！？；：…!?;:][”’》」』）)]{0,3}$")
# What cannot be torn apart at the end of a line: a word, or a character with the marks behind it.
_UNBREAKABLE = re.compile(r"[A-Za-z0-9.,%]+|[“‘《（(「『【]*.[、，。；：！？）》」』】”’…]*")


class Frame(NamedTuple):
    """Between what the text of a page stands.

    Attributes:
        left: Where lines begin that are not indented.
        right: Where full lines end.
        leading: Usual distance of two lines.
        size: Size of most of the type.
        hanging: Whether it is the lines after the first of a paragraph that are indented.
    """

    left: float
    right: float
    leading: float
    size: float
    hanging: bool = False


def frame(lines: Sequence[Line], otherwise: Frame | None = None) -> Frame:
    """The frame of a page's text, or `otherwise` where the page has too few lines to tell.

    Args:
        lines: The lines without headers and footers.
        otherwise: Frame of the whole document.
    """
    if otherwise is not None and len(lines) < 5:
        return otherwise
    if not lines:
        return Frame(0.0, 0.0, 0.0, 0.0)
    size = Counter(round(line.size, 1) for line in lines for _ in line.text).most_common(1)[0][0]
    starts = Counter(round(line.x) for line in lines)
    enough = max(1, len(lines) // 20)
    lefts = [x for x, count in starts.items() if count + starts[x + 1] >= enough]
    ends = sorted(line.end for line in lines)
    gaps = Counter(
        round(before.y - after.y) for before, after in pairwise(lines) if 0 < before.y - after.y < 5 * size
    )
    found = Frame(
        left=min(lefts or starts),
        right=ends[min(len(ends) - 1, len(ends) * 9 // 10)],
        leading=gaps.most_common(1)[0][0] if gaps else 2 * size,
        size=size,
    )
    return found._replace(hanging=_hangs(lines, found))


def _hangs(lines: Sequence[Line], within: Frame) -> bool:
    """Whether, behind full lines, the text goes inwards more often than outwards."""
    inwards = 0
    for before, line in pairwise(lines):
        if before.y > line.y and not _has_room(before, line, within):
            step = line.x - before.x
            inwards += (step > 0.8 * line.size) - (step < -0.8 * line.size)
    return inwards > 0


def begins_paragraph(before: Line, line: Line, within: Frame, page_before: Frame) -> bool:
    """Whether a line begins a new paragraph.

    Args:
        before: The line before, perhaps on the page before.
        line: The line.
        within: Frame of its page.
        page_before: Frame of the page of the line before.
    """
    if abs(line.size - before.size) > 0.12 * max(line.size, before.size):
        return True
    if before.y - line.y > 1.7 * within.leading:
        return True
    if _has_room(before, line, page_before):
        return True
    if line.text[0] in "\u3000\u2003":
        return True
    indent, indent_before = line.x - within.left, before.x - page_before.left
    if within.hanging:
        return indent < 0.8 * line.size <= indent_before
    if indent < 0.8 * line.size:
        return False
    # Lines indented alike below each other: a block that is indented whole, unless sentences end.
    alike = abs(indent - indent_before) < 0.5 * line.size
    return not alike or bool(_SENTENCE_END.search(before.text))


def _has_room(before: Line, line: Line, within: Frame) -> bool:
    """Whether what begins the line would have fitted into the line before."""
    found = _UNBREAKABLE.match(line.text)
    # Wide characters are as wide as their size, others half of that.
    word = sum(1.0 if char > "\u1100" else 0.5 for char in found[0]) * line.size if found else line.size
    return before.end + word + 0.6 * before.size <= within.right
