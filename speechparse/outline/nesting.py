"""What encloses what: the extents of sections and points, from which the tree follows.

Sections run on to the next section of the same or a higher rank. A point that opens a paragraph runs to
the next of its series; the last one, and any that opens no paragraph, ends with its paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from speechparse.outline.markers import Place
from speechparse.outline.point_series import PAIRS
from speechparse.outline.units import Unit
from speechparse.text.lines import Paragraph

_REPEATEDLY = 2
_DEEPEST = 6
"""How many series in one paragraph may nest in each other: more is no speech, and recursion has its bounds."""


def section_ranks(series: Sequence[Sequence[Unit]]) -> dict[int, float]:
    """Rank in a document of what has each rank by default; the same unless the document contradicts it.

    A lower style stands above a higher one where it repeatedly encloses complete series of it: where,
    more than once, a run of the higher style begins and ends between two members of the lower.
    """
    ranks: dict[int, float] = {run[0].style.rank: run[0].style.rank for run in series}
    by_start = sorted(series, key=lambda run: run[0].start)
    run_starts = [run[0].start for run in by_start]
    for lower in series:
        starts = [unit.start for unit in lower]
        enclosed: dict[int, int] = {}
        first, behind = bisect_right(run_starts, starts[0]), bisect_left(run_starts, starts[-1])
        for higher in by_start[first:behind]:
            rank = higher[0].style.rank
            if rank >= lower[0].style.rank or len(higher) < 2 or higher[0].number != 1:
                continue
            if bisect_right(starts, higher[0].start) == bisect_right(starts, higher[-1].start):
                enclosed[rank] = enclosed.get(rank, 0) + 1
        for rank, count in enclosed.items():
            if count >= _REPEATEDLY:
                ranks[lower[0].style.rank] = min(ranks[lower[0].style.rank], ranks[rank] - 0.5)
    return ranks


def close_sections(
    sections: Sequence[Unit], ranks: dict[int, float], barriers: Sequence[int], length: int
) -> None:
    """Set where each section ends: at the next of its rank or a higher one, or at a barrier.

    Args:
        sections: All sections in text order.
        ranks: Rank in this document by default rank.
        barriers: Offsets, in order, at which every open section ends (attachments, signatures …).
        length: Length of the text.
    """
    open_sections: list[tuple[tuple[float, int], Unit]] = []
    pending = iter([*barriers, length])
    barrier = next(pending)
    for section in sections:
        while barrier <= section.start and barrier < length:
            for _, unit in open_sections:
                unit.end = barrier
            open_sections.clear()
            barrier = next(pending)
        rank = (ranks[section.style.rank], len(section.prefix))
        while open_sections and open_sections[-1][0] >= rank:
            open_sections.pop()[1].end = section.start
        open_sections.append((rank, section))
    for _, unit in open_sections:
        unit.end = barrier


def close_points(
    series: Sequence[Sequence[Unit]],
    lists: Sequence[Sequence[Unit]],
    sections: Sequence[Unit],
    paragraphs: Sequence[Paragraph],
    working: str,
    barriers: Sequence[int],
) -> None:
    """Set where each point ends.

    Args:
        series: The point series.
        lists: The lists of items, which the last point of a series may announce.
        sections: All sections in text order, closed; the start of one that encloses a point's series ends it.
        paragraphs: The paragraphs.
        working: The working text.
        barriers: Offsets at which every open unit ends.
    """
    section_starts = [section.start for section in sections]
    limits = sorted({*section_starts, *barriers})
    for run in series:
        for unit, following in zip(run, [*run[1:], None], strict=True):
            own = _paragraph_end(unit, paragraphs, working)
            if following is None:
                unit.end = _limit(limits, unit, own)
            elif unit.place is Place.OPENING:
                unit.end = following.start
                if following.place is not Place.OPENING and following.paragraph > unit.paragraph:
                    unit.end = paragraphs[following.paragraph - 1].end
            else:
                unit.end = min(following.start, own)
    _nest_behind_last([*series, *lists], paragraphs, working)


def _paragraph_end(unit: Unit, paragraphs: Sequence[Paragraph], working: str) -> int:
    """End of the unit's own paragraph; a marker alone on its line has the next one for its own."""
    paragraph = paragraphs[unit.paragraph]
    if unit.marker_end >= paragraph.end and unit.paragraph + 1 < len(paragraphs):
        return paragraphs[unit.paragraph + 1].end
    return paragraph.end


def _limit(limits: Sequence[int], unit: Unit, end: int) -> int:
    """The end, or the first section or barrier before it: a heading glued into the paragraph."""
    index = bisect_right(limits, unit.start)
    return limits[index] if index < len(limits) and limits[index] < end else end


def _nest_behind_last(
    series: Sequence[Sequence[Unit]],
    paragraphs: Sequence[Paragraph],
    working: str,
) -> None:
    """Let the last member of a series hold the series that its paragraph announces.

    Inside one paragraph two series are siblings, unless the second is announced with a colon inside the
    last member of the first. A last member that opens its paragraph holds what stands in it, and the
    series of paragraphs right below where it ends in a colon.
    """
    by_start = sorted(series, key=lambda run: run[0].start)
    starts = [run[0].start for run in by_start]
    depths: dict[int, int] = {}
    for run in by_start:
        last = run[-1]
        depth = depths.get(run[0].start, 0)
        index = bisect_right(starts, last.start)
        while index < len(by_start) and starts[index] < last.end:
            inner = by_start[index]
            if last.place is not Place.OPENING and not _nests(run, inner, working, depth):
                # A fresh announcement: the sibling series ends this member.
                last.end = inner[0].start
                break
            depths[starts[index]] = depth + 1
            index += 1
        if index < len(by_start) and last.place is Place.OPENING and working[last.end - 1] == ":":
            inner = by_start[index]
            if inner[0].place is Place.OPENING and inner[0].paragraph == paragraphs_after(last, paragraphs):
                last.end = max(last.end, inner[-1].end)


def _nests(run: Sequence[Unit], inner: Sequence[Unit], working: str, depth: int) -> bool:
    """Whether a series that begins behind the last member of another, in its paragraph, is part of it."""
    if depth >= _DEEPEST or inner[0].style is run[0].style:
        return False
    return inner[0].style in PAIRS or _is_announced(run, inner[0], working)


def _is_announced(run: Sequence[Unit], inner: Unit, working: str) -> bool:
    """Whether a colon inside the last member of a series announces another one.

    Where semicolons part the members, the last one ends with its sentence, and what a later sentence
    announces stands outside it.
    """
    last = run[-1]
    if _last_mark(working, last.start, inner.start) != ":":
        return False
    parted_by_semicolons = len(run) > 1 and _last_mark(working, run[-2].start, last.start) == ";"
    return not (parted_by_semicolons and working.find("。", last.start, inner.start) >= 0)


def _last_mark(working: str, start: int, end: int) -> str:
    """The last character of a stretch that is no blank, or nothing."""
    while end > start and working[end - 1].isspace():
        end -= 1
    return working[end - 1] if end > start else ""


def paragraphs_after(unit: Unit, paragraphs: Sequence[Paragraph]) -> int:
    """Index of the first paragraph that begins behind the unit's end."""
    return bisect_left(paragraphs, (unit.end,))
