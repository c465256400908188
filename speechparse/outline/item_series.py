"""Lists of items, each opened by a dash at the start of a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from speechparse.outline.markers import Candidate, Place
from speechparse.outline.styles import STYLES
from speechparse.outline.units import Unit
from speechparse.text.lines import Paragraph

_DASH = STYLES["dash"]


def item_series(
    working: str, paragraphs: Sequence[Paragraph], taken: Iterable[int], units: Iterable[Unit]
) -> list[list[Unit]]:
    """The lists of items, each opened by `——` at the start of a paragraph; a dash alone lists nothing.

    Args:
        working: The working text.
        paragraphs: Its paragraphs.
        taken: Offsets at which lines with a role begin, such as a subtitle.
        units: The sections and points; one that opens a paragraph ends the list above it.
    """
    others = frozenset(taken)
    opened = {unit.paragraph for unit in units if unit.place is Place.OPENING}
    runs: list[list[Unit]] = []
    for index, paragraph in enumerate(paragraphs):
        if working[paragraph.start] not in "—-" or paragraph.start in others:
            continue
        end = paragraph.start
        while end < paragraph.end and working[end] in "—-":
            end += 1
        if not 2 <= end - paragraph.start <= 6 or end == paragraph.end:
            continue
        last = runs[-1][-1].paragraph if runs else -3
        if index > last + 2 or (index == last + 2 and last + 1 in opened):
            runs.append([])
        candidate = Candidate(paragraph.start, end, _DASH, len(runs[-1]) + 1, Place.OPENING, index)
        runs[-1].append(Unit(candidate, candidate.number))
        runs[-1][-1].end = paragraph.end
    return [run for run in runs if len(run) > 1]
