"""Series: candidates of one style whose numbers follow each other. A candidate alone is mostly none.

Sections and points go by different rules. A label at the start of a paragraph is a marker unless its
number makes no sense; a number in the flow of speech is one only where others of its series stand by.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from speechparse.outline.markers import Candidate, Place
from speechparse.outline.styles import STYLES, Style
from speechparse.text.lines import Paragraph


class Unit:
    """A candidate that proved to enumerate: the draft of a section, point or item.

    Attributes:
        start: Offset of the marker's first code point.
        marker_end: Offset behind the marker.
        end: Offset behind the unit; known once all units are.
        style: The marker's style.
        number: Its value.
        place: Where the marker stands.
        paragraph: Index of the paragraph that holds the marker.
        series: Number of its series in the document, from 1.
        last: Whether it is the last of its series.
        prefix: Leading components of a decimal number.
    """

    __slots__ = ("end", "last", "marker_end", "number", "paragraph", "place", "prefix", "series", "start", "style")

    def __init__(self, candidate: Candidate, number: int) -> None:
        self.start = candidate.start
        self.marker_end = candidate.end
        self.end = candidate.end
        self.style = candidate.style
        self.number = number
        self.place = candidate.place
        self.paragraph = candidate.paragraph
        self.prefix = candidate.prefix
        self.series = 0
        self.last = False


# ── sections ──────────────────────────────────────────────────────────────────────────────────────
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
        alone = cut_off and len(candidates) == 1 and candidate.number == 1 and candidate.place is Place.BEHIND_STOP
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
        following is not None and following.number == number + 1 and following.paragraph == candidate.paragraph
    )
    if candidate.place is Place.INSIDE and not (continues and in_paragraph or leads_on):
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


def _runs(candidates: Iterable[Candidate], *, cut_off: bool) -> list[list[Unit]]:
    """The candidates of one rank, cut where the numbering starts again; what stands alone left out."""
    runs: list[list[Unit]] = []
    for candidate in candidates:
        last = runs[-1][-1] if runs else None
        if (
            last is None
            or candidate.number < last.number
            or candidate.prefix != last.prefix
            or (candidate.number == last.number == 1)
        ):
            runs.append([])
        runs[-1].append(Unit(candidate, candidate.number))
    return [run for run in runs if len(run) > 1 or _counts_alone(run[0], cut_off=cut_off)]


def _counts_alone(unit: Unit, *, cut_off: bool) -> bool:
    if unit.style in _BARE or (unit.place is not Place.OPENING and not cut_off):
        return False
    return unit.style in _MAY_STAND_ALONE or bool(unit.prefix) or (cut_off and unit.number == 1)


# ── points ────────────────────────────────────────────────────────────────────────────────────────
_FARTHEST_OPENING = 60
_FARTHEST_INSIDE = 4
"""How many paragraphs the next member may be away, where it opens one and where it does not."""

_SPOKEN = frozenset(STYLES[name] for name in ("numeral-is", "numeral-must", "numeral-then", "adverb", "ordinal-is"))
"""Styles that speakers change in mid-series: `首先…，二要…，三是…`."""
PAIRS = frozenset(STYLES[name] for name in ("one-side", "one-is"))
"""Styles of two members and no more."""
_ADVERB = STYLES["adverb"]
_ORDINAL = STYLES["ordinal"]


def point_series(
    candidates: Sequence[Candidate],
    sections: Sequence[Unit],
    working: str,
    paragraphs: Sequence[Paragraph],
    *,
    cut_off: bool,
) -> list[list[Unit]]:
    """The point series of a document, each in text order.

    Args:
        candidates: What looks like a point marker, in text order.
        sections: All sections, in text order; a series does not run over the head of the next one.
        working: The working text.
        paragraphs: Its paragraphs.
        cut_off: Whether the text ends in mid-sentence, so that a lone `一是` may have lost its `二是`.
    """
    builder = _PointSeries(candidates, sections, working)
    series = [run for run in builder.build() if len(run) > 1 or (cut_off and _is_cut_off(run[0], paragraphs))]
    return [run for run in series if not _is_quoted(run, working)]


def _is_cut_off(unit: Unit, paragraphs: Sequence[Paragraph]) -> bool:
    return unit.number == 1 and unit.style not in PAIRS and unit.style is not _ADVERB and (
        unit.paragraph == len(paragraphs) - 1 and unit.place is not Place.INSIDE
    )


class _PointSeries:
    """Builds point series in one pass; `open` holds the latest series of each style."""

    def __init__(self, candidates: Sequence[Candidate], sections: Sequence[Unit], working: str) -> None:
        self.candidates = candidates
        self.working = working
        self.sections = sections
        self.section_starts = [section.start for section in sections]
        self.open: dict[Style, list[Unit]] = {}
        self.series: list[list[Unit]] = []
        self.next_of_style: list[Candidate | None] = [None] * len(candidates)
        following: dict[Style, Candidate] = {}
        for index in range(len(candidates) - 1, -1, -1):
            self.next_of_style[index] = following.get(candidates[index].style)
            following[candidates[index].style] = candidates[index]

    def build(self) -> list[list[Unit]]:
        for index, candidate in enumerate(self.candidates):
            if self._is_possible(candidate):
                self._place(candidate, self.next_of_style[index])
        return self.series

    def _is_possible(self, candidate: Candidate) -> bool:
        """Whether the words around leave it a chance: `第一、第二产业`, `再次证明`, `最后一公里` have none."""
        behind = self.working[candidate.end : candidate.end + 1]
        if candidate.style is _ADVERB:
            if candidate.place is Place.INSIDE:
                return False
            comma = self.working[candidate.end - 1] == ","
            return comma or candidate.number in (1, 2)
        if candidate.style is _ORDINAL:
            before = self.working[max(0, candidate.start - 3) : candidate.start]
            if behind == "第" or (before.endswith("、") and "第" in before):
                return False
            if not self.working[candidate.end - 1] in ",、:":
                return candidate.place is Place.OPENING
        return True

    def _place(self, candidate: Candidate, following: Candidate | None) -> None:
        run = self.open.get(candidate.style)
        if candidate.style in PAIRS:
            self._pair(candidate, run)
        elif candidate.number == 0:  # 最后
            if run is not None and self._reaches(run[-1], candidate) and candidate.paragraph <= run[-1].paragraph + 1:
                run.append(Unit(candidate, run[-1].number + 1))
        elif run is not None and self._continues(run, candidate, following):
            run.append(Unit(candidate, candidate.number))
        elif candidate.number == 1:
            if candidate.place is not Place.INSIDE or (
                following is not None and following.number == 2 and following.paragraph == candidate.paragraph
            ):
                self._start(candidate)
        elif candidate.place is not Place.INSIDE:
            self._join_other_style(candidate)

    def _pair(self, candidate: Candidate, run: list[Unit] | None) -> None:
        if candidate.number == 1:
            if candidate.style is not STYLES["one-is"] or candidate.place is not Place.INSIDE:
                self._start(candidate)
        elif run is not None and len(run) == 1 and 0 <= candidate.paragraph - run[0].paragraph <= 1:
            run.append(Unit(candidate, 2))

    def _start(self, candidate: Candidate) -> None:
        self.open[candidate.style] = [Unit(candidate, candidate.number)]
        self.series.append(self.open[candidate.style])

    def _continues(self, run: list[Unit], candidate: Candidate, following: Candidate | None) -> bool:
        last = run[-1]
        step = candidate.number - last.number
        if not self._reaches(last, candidate):
            return False
        if candidate.place is Place.INSIDE:
            same_paragraph = candidate.paragraph == last.paragraph
            leads_on = following is not None and following.number == candidate.number + 1
            return step == 1 and (same_paragraph or leads_on)
        if step == 0:  # the same number again: a paragraph doubled by copying
            return candidate.number > 1 and candidate.place <= last.place
        return step in (1, 2)

    def _reaches(self, last: Unit, candidate: Candidate) -> bool:
        """Whether a series may run on from one member to a candidate."""
        distance = candidate.paragraph - last.paragraph
        if distance > (_FARTHEST_OPENING if candidate.place is Place.OPENING else _FARTHEST_INSIDE):
            return False
        if last.style is _ADVERB and distance > 2:
            return False
        first = bisect_right(self.section_starts, last.start)
        between = self.sections[first : bisect_left(self.section_starts, candidate.start)]
        # Sections between two members are parts of the first one only if they are numbered on their own.
        return not between or (
            between[0].number == 1
            and last.place is Place.OPENING
            and candidate.place is Place.OPENING
            and not any(self._encloses(section, last) for section in between)
        ) or (between[0].number == 1 and between[-1].paragraph == last.paragraph == candidate.paragraph)

    def _encloses(self, section: Unit, unit: Unit) -> bool:
        """Whether a section of this rank is open where the unit stands."""
        before = self.sections[: bisect_left(self.section_starts, unit.start)]
        return any(earlier.style.rank >= section.style.rank for earlier in before[-1:]) or any(
            earlier.series == section.series for earlier in before[-40:]
        )

    def _join_other_style(self, candidate: Candidate) -> None:
        """A number above one with no series of its own style: another style's next member, or a new start."""
        if candidate.style in _SPOKEN and candidate.number >= 2:
            for style in _SPOKEN:
                run = self.open.get(style)
                if (
                    run is not None
                    and run[-1].number == candidate.number - 1
                    and candidate.paragraph - run[-1].paragraph <= 1
                    and self._reaches(run[-1], candidate)
                ):
                    run.append(Unit(candidate, candidate.number))
                    self.open[candidate.style] = run
                    return
        if candidate.place is Place.OPENING or candidate.style is not _ADVERB:
            self._start(candidate)


def _is_quoted(run: Sequence[Unit], working: str) -> bool:
    """Whether a series stands wholly inside one quoted sentence, as the words of another text."""
    first, last = run[0], run[-1]
    if first.paragraph != last.paragraph:
        return False
    opening = working.rfind("“", max(0, first.start - 40), first.start)
    if opening < 0 or "”" in working[opening : first.start]:
        return False
    closing = working.find("”", last.marker_end, last.marker_end + 200)
    return closing >= 0 and "。" not in working[opening:closing] and "“" not in working[opening + 1 : closing]


# ── items ─────────────────────────────────────────────────────────────────────────────────────────
_DASH = STYLES["dash"]


def item_series(working: str, paragraphs: Sequence[Paragraph], taken: Iterable[int]) -> list[list[Unit]]:
    """The lists of items, each opened by `——` at the start of a paragraph; a dash alone lists nothing.

    Args:
        working: The working text.
        paragraphs: Its paragraphs.
        taken: Offsets at which lines with a role begin, such as a subtitle.
    """
    others = frozenset(taken)
    runs: list[list[Unit]] = []
    for index, paragraph in enumerate(paragraphs):
        if working[paragraph.start] not in "—-" or paragraph.start in others:
            continue
        end = paragraph.start
        while end < paragraph.end and working[end] in "—-":
            end += 1
        if not 2 <= end - paragraph.start <= 6 or end == paragraph.end:
            continue
        if not runs or index > runs[-1][-1].paragraph + 2:
            runs.append([])
        candidate = Candidate(paragraph.start, end, _DASH, len(runs[-1]) + 1, Place.OPENING, index)
        runs[-1].append(Unit(candidate, candidate.number))
        runs[-1][-1].end = paragraph.end
    return [run for run in runs if len(run) > 1]
