"""Section series: labels of one rank whose numbers follow each other.

A label at the start of a paragraph is a marker unless its number makes no sense; inside a paragraph it
is one only where others of its series stand by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from speechparse.outline.markers import Candidate, Place
from speechparse.outline.styles import STYLES
from speechparse.outline.units import Unit

_BARE = frozenset((STYLES["han-bare"], STYLES["arabic-bare"]))
_MAY_STAND_ALONE = frozenset(
    STYLES[name] for name in ("part", "chapter", "chapter-section", "article", "han-dunhao", "han-parens")
)
"""Styles of headings: the only one of an excerpt still counts, a lone `1.` does not."""


def section_series(candidates: Sequence[Candidate], *, cut_off: bool) -> list[list[Unit]]:
    """The section series of a document, each in text order.

    Args:
        candidates: What looks like a section marker, in text order.
        cut_off: Whether the text ends in mid-sentence, so that a lone `1.` may have lost its `2.`.
    """
    by_rank: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_rank[candidate.style.rank, len(candidate.prefix)].append(candidate)
    series: list[list[Unit]] = []
    for same_rank in by_rank.values():
        series += _runs(_plausible(same_rank, cut_off=cut_off), cut_off=cut_off)
    return series


def _plausible(candidates: Sequence[Candidate], *, cut_off: bool) -> list[Candidate]:
    """The candidates of one rank whose numbers make sense where they stand."""
    next_opening: list[Candidate | None] = []
    following: Candidate | None = None
    for candidate in reversed(candidates):
        next_opening.append(following)
        if candidate.place is Place.OPENING:
            following = candidate
    next_opening.reverse()
    kept: list[Candidate] = []
    for index, candidate in enumerate(candidates):
        previous = kept[-1] if kept else None
        following = candidates[index + 1] if index + 1 < len(candidates) else None
        alone = (
            cut_off
            and len(candidates) == 1
            and candidate.number == 1
            and candidate.place is Place.BEHIND_STOP
        )
        if alone or _fits(candidate, previous, following, next_opening[index]):
            kept.append(candidate)
    return kept


def _fits(
    candidate: Candidate, previous: Candidate | None, following: Candidate | None, opening: Candidate | None
) -> bool:
    number = candidate.number
    continues = previous is not None and number == previous.number + 1 and candidate.prefix == previous.prefix
    if candidate.style in _BARE:
        return (continues or number == 1) and _has_text_between(candidate, following)
    if candidate.place is Place.OPENING:
        outlier = previous is not None and number > previous.number + 4
        return not outlier or (following is not None and following.number == number + 1)
    in_paragraph = previous is not None and previous.paragraph == candidate.paragraph
    leads_on = (
        following is not None
        and following.number == number + 1
        and following.paragraph == candidate.paragraph
    )
    if candidate.place is Place.INSIDE and not ((continues and in_paragraph) or leads_on):
        return False
    if continues:
        # Where the number comes again at the start of a paragraph, this one was a mention.
        return opening is None or opening.number != number or opening.style is not candidate.style
    if number == 1:
        return leads_on or (opening is not None and opening.number == 2 and opening.style is candidate.style)
    return False


def _has_text_between(candidate: Candidate, following: Candidate | None) -> bool:
    """Whether a number alone on its line has text below it, as no cell of a table has."""
    return following is None or following.paragraph > candidate.paragraph + 1


def _runs(candidates: Sequence[Candidate], *, cut_off: bool) -> list[list[Unit]]:
    """The candidates of one rank, cut where the numbering starts again; what stands alone left out."""
    runs: list[list[Unit]] = []
    highest = 0
    for candidate, following in zip(candidates, [*candidates[1:], None], strict=bool(candidates)):
        last = runs[-1][-1] if runs else None
        swapped = (following.number if following is not None else candidate.number + 2) == highest + 1
        out_of_order = 1 < candidate.number < highest and swapped
        if (
            last is None
            or candidate.prefix != last.prefix
            or (candidate.number < last.number and not out_of_order)
            or (candidate.number == last.number == 1)
        ):
            runs.append([])
            highest = 0
        runs[-1].append(Unit(candidate, candidate.number))
        highest = max(highest, candidate.number)
    return [run for run in runs if len(run) > 1 or _counts_alone(run[0], cut_off=cut_off)]


def _counts_alone(unit: Unit, *, cut_off: bool) -> bool:
    if unit.style in _BARE or (unit.place is not Place.OPENING and not cut_off):
        return False
    return unit.style in _MAY_STAND_ALONE or bool(unit.prefix) or (cut_off and unit.number == 1)
