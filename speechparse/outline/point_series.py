"""Point series: numbers in the flow of speech, which enumerate only where others of their kind stand by."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from speechparse.outline.markers import Candidate, Place
from speechparse.outline.styles import STYLES, Style
from speechparse.outline.units import Unit
from speechparse.text.lines import Paragraph

_FARTHEST_OPENING = 60
_FARTHEST_INSIDE = 4
"""How many paragraphs the next member may be away, where it opens one and where it does not."""

_DEEPEST = 40
"""How many sections before a point may be open where it stands."""

_SPOKEN = frozenset(
    STYLES[name] for name in ("numeral-is", "numeral-must", "numeral-then", "adverb", "ordinal-is")
)
"""Styles that speakers change in mid-series: `首先…，二要…，三是…`."""
PAIRS = frozenset(STYLES[name] for name in ("one-side", "one-is"))
"""Styles of two members and no more."""
_BEFORE_RANK = frozenset("居列位排国省市县区州界洲量全并名的为了是获球业")
"""What stands before a rank: `居全国第三，`, `质量第一、`."""
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
    return (
        unit.number == 1
        and unit.style not in PAIRS
        and unit.style is not _ADVERB
        and (unit.paragraph == len(paragraphs) - 1 and unit.place is not Place.INSIDE)
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
            if candidate.place is Place.INSIDE and self.working[candidate.start - 1] in _BEFORE_RANK:
                return False
            before = self.working[max(0, candidate.start - 3) : candidate.start]
            if behind == "第" or (before.endswith("、") and "第" in before):
                return False
            if self.working[candidate.end - 1] not in ",、:":
                return candidate.place is Place.OPENING
        return True

    def _place(self, candidate: Candidate, following: Candidate | None) -> None:
        run = self.open.get(candidate.style)
        if candidate.style in PAIRS:
            self._pair(candidate, run)
        elif candidate.number == 0:  # 最后
            if (
                run is not None
                and self._reaches(run[-1], candidate)
                and candidate.paragraph <= run[-1].paragraph + 1
            ):
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
        return (
            not between
            or (
                between[0].number == 1
                and last.place is Place.OPENING
                and candidate.place is Place.OPENING
                and not any(self._encloses(section, last) for section in between)
            )
            or (between[0].number == 1 and between[-1].paragraph == last.paragraph == candidate.paragraph)
        )

    def _encloses(self, section: Unit, unit: Unit) -> bool:
        """Whether a section of this rank or a lower one is open where the unit stands."""
        index = bisect_left(self.section_starts, unit.start)
        return any(
            earlier.end > unit.start and earlier.style.rank >= section.style.rank
            for earlier in self.sections[max(0, index - _DEEPEST) : index]
        )

    def _join_other_style(self, candidate: Candidate) -> None:
        """A number above one with no series of its own style: another style's next member, or a new start."""
        if candidate.style in _SPOKEN and candidate.number >= 2:
            joined = [
                run
                for style, run in self.open.items()
                if style in _SPOKEN
                and run[-1].number == candidate.number - 1
                and candidate.paragraph - run[-1].paragraph <= 1
                and self._reaches(run[-1], candidate)
            ]
            if joined:
                run = max(joined, key=lambda run: run[-1].start)  # the nearest
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
