"""Marks inside a line of text: which stretches are markers, headings and entities, as nested elements.

HTML and other markup wants elements that nest; spans that cross are closed and opened again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """An element around the text `[start, end)`.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
        tag: Name of the element.
        attributes: Its attributes, escaped, each with a leading blank.
        once: Attributes that only its first part bears where it is opened again, such as the id.
    """

    start: int
    end: int
    tag: str
    attributes: str
    once: str = ""


class Marks:
    """The marks of a text, ready to be asked for by stretch."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        # Sorting is stable: of two marks over the same text, the one given first is the outer one.
        seen = (mark for mark in marks if mark.start < mark.end)
        self._marks = sorted(seen, key=lambda mark: (mark.start, -mark.end))
        self._starts = [mark.start for mark in self._marks]
        self._reach = list(accumulate((mark.end for mark in self._marks), max))

    def over(self, start: int, end: int) -> list[Mark]:
        """The marks that share a code point with `[start, end)`, outer before inner."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [mark for mark in self._marks[first:last] if mark.end > start]

    def apply(self, text: str, start: int, end: int, escape: Callable[[str], str]) -> str:
        """The stretch `[start, end)` of the text, escaped, with its marks as elements around it."""
        marks = self.over(start, end)
        cuts = {start, end}
        cuts.update(cut for mark in marks for cut in (mark.start, mark.end) if start < cut < end)
        places = sorted(cuts)
        parts: list[str] = []
        opened: list[Mark] = []
        following = 0
        for at, upto in pairwise(places):
            fresh = following
            while fresh < len(marks) and marks[fresh].start <= at:
                fresh += 1
            wanted = [mark for mark in opened if mark.end > at] + marks[following:fresh]
            following = fresh
            kept = 0
            while kept < min(len(opened), len(wanted)) and opened[kept] is wanted[kept]:
                kept += 1
            parts.extend(f"</{mark.tag}>" for mark in reversed(opened[kept:]))
            parts.extend(_start_tag(mark, at) for mark in wanted[kept:])
            parts.append(escape(text[at:upto]))
            opened = wanted
        parts.extend(f"</{mark.tag}>" for mark in reversed(opened))
        return "".join(parts)


def _start_tag(mark: Mark, at: int) -> str:
    return f"<{mark.tag}{mark.once if at == mark.start else ''}{mark.attributes}>"
