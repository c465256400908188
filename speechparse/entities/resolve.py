"""From candidates and what the model finds to entities that nest but never cross.

Who wins, from the first: the user's own names; titles in 《》, blanked-out places and what else a form gives
away for sure; dates, quantities and meetings of a fixed form, but for those inside a longer name that the model sees (`“十四五”规划`);
the model; whatever is left of the candidates that is certain. Without a model the uncertain candidates of
lists and grammars take its place. Then places nest in the names around them, as docs/entities.md tells.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter

from speechparse.entities.candidates import Candidate, in_text_order
from speechparse.entities.names import is_class
from speechparse.entities.place_marks import REDACTION
from speechparse.text.folding import folded_rows

_NUMBERS = frozenset(("DATE", "QUANTITY"))
# Rules that are never wrong where they apply; not even the model overrules them.
_SURE = frozenset(("form:title", "form:building", "redacted"))
# Rules that are hardly ever wrong where the model sees nothing: laws and plans by name, reports by title.
_RELIABLE = frozenset(("list:documents", "form:report"))
# Names that may begin with a number: 2024年巴黎奥运会, 7个不准. Others behind one are no names: 10期培训班.
_BEGIN_WITH = {"DATE": frozenset(("EVENT", "DOC")), "QUANTITY": frozenset(("FORMULATION",))}
_PLACES = frozenset(("GPE", "LOC"))
_MARKS = frozenset("“”《》()")
_BEHIND_A_PLACE = frozenset("将把被")
_REDACTED = frozenset(REDACTION)
# Rules of places that do not nest: two countries in one word, and what is part of another word there.
_NEVER_NESTED = frozenset(("fused-countries", "town-form"))
_NOT_IN = {("county-short", "ORG"), ("abbreviation", "FORMULATION"), ("fused", "PROGRAM")}
_HOLDERS = {
    "GPE": frozenset(("ORG", "PROGRAM", "DOC", "EVENT", "LOC", "FORMULATION")),
    "LOC": frozenset(("ORG", "PROGRAM", "DOC", "EVENT")),
}


@cache
def _words() -> frozenset[str]:
    """The folded names of regions that are no places inside a longer name."""
    return frozenset(name for _, names in folded_rows("nesting.tsv") for name in names.split())


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        name for row in folded_rows("countries.tsv") for cell in row[1:] for name in cell.split()
    )


class _Ground:
    """What of the text is taken."""

    def __init__(self, size: int) -> None:
        self.taken = bytearray(size)
        self.chosen: list[Candidate] = []

    def take(self, candidate: Candidate) -> bool:
        """Choose the candidate where nothing chosen overlaps it."""
        start, end = candidate.start, candidate.end
        if start >= end or self.taken.find(1, start, end) >= 0:
            return False
        self.taken[start:end] = b"\1" * (end - start)
        self.chosen.append(candidate)
        return True


def resolve(
    text: str,
    candidates: Sequence[Candidate],
    *,
    own: Iterable[Candidate] = (),
    found: Iterable[Candidate] | None = None,
) -> list[Candidate]:
    """The entities, in text order, outer before inner.

    Post-conditions: no two cross; none is empty or begins or ends with white space; places nest in
    longer names only where the guide says so.

    Args:
        text: The folded text.
        candidates: What lists, grammars and rules say, in text order, longer ones first.
        own: The user's own names where they stand.
        found: What the model finds, or None where there is no model.
    """
    ground = _Ground(len(text))
    for candidate in own:
        ground.take(candidate)
    for candidate in candidates:
        if candidate.rule in _SURE:
            ground.take(candidate)
    mended = [whole for one in found or () if (whole := mend(text, one))]
    seen = _checked(text, candidates, mended) if mended else []
    _take_firm(ground, candidates, seen)
    for candidate in seen:
        ground.take(candidate)
    taken = ground.taken
    rest = [
        c
        for c in candidates
        if not taken[c.start] and (found is None or c.certain or c.label in _NUMBERS or c.rule in _RELIABLE)
    ]
    rest.sort(key=lambda c: c.start - c.end)  # the longest first; of equal ones the first
    for certain in (True, False):
        for candidate in rest:
            if candidate.certain is certain:
                ground.take(candidate)
    outer = sorted(ground.chosen, key=itemgetter(0))
    return in_text_order((*outer, *_nested(text, outer, candidates)))


def _checked(text: str, candidates: Iterable[Candidate], seen: Sequence[Candidate]) -> list[Candidate]:
    """What the model found, in the light of the places that are certain.

    A division or country by name is one, whatever the model took it for; a name that goes on behind one with
    `将` begins only there (`江西省将省老龄办…`); letters that blank out a name are one only where a finder says so;
    a place inside a listed region is that region, and a part of a report's title is that report.
    """
    sure = {c[:2]: c for c in candidates if c.certain and c.label == "GPE"}
    ends = dict(sure.keys())  # by the offset where they begin
    regions = [c for c in candidates if c.certain and c.rule == "region"]
    reports = [c for c in candidates if c.rule == "form:report"]
    region_starts, report_starts = _starts(regions), _starts(reports)
    checked = []
    for one in seen:
        if one.label in _PLACES:
            if one[:2] not in sure and _REDACTED.issuperset(text[one.start : one.end]):
                continue
            one = _around(one, regions, region_starts) or one
        elif one.label == "DOC" and (report := _around(one, reports, report_starts)):
            one = report
        elif one[:2] in sure:
            one = sure[one[:2]]
        elif text[(end := ends.get(one.start, one.end)) : end + 1] in _BEHIND_A_PLACE and end < one.end - 1:
            one = one._replace(start=end + 1)
        checked.append(one)
    return checked


def _starts(candidates: Iterable[Candidate]) -> list[int]:
    return [one.start for one in candidates]


def _around(one: Candidate, wholes: Sequence[Candidate], starts: Sequence[int]) -> Candidate | None:
    """The last of the wholes to begin at or before a candidate, where that lies in it.

    Args:
        one: The candidate.
        wholes: Candidates in text order.
        starts: Where they begin.
    """
    at = bisect_right(starts, one.start) - 1
    return wholes[at] if at >= 0 and one.end <= wholes[at].end else None


def _take_firm(ground: _Ground, candidates: Iterable[Candidate], seen: Sequence[Candidate]) -> None:
    """Take the dates, quantities and meetings that are certain and lie in no longer name."""
    names = [one for one in seen if one.label not in _NUMBERS]
    starts = _starts(names)
    for candidate in candidates:
        if candidate.certain and (candidate.label in _NUMBERS or candidate.rule == "form:meeting"):
            name = _around(candidate, names, starts)
            if name is not None and candidate[:2] != name[:2]:
                begins = candidate.start == name.start and candidate.label in _NUMBERS
                if not begins or name.label in _BEGIN_WITH[candidate.label]:
                    continue
            ground.take(candidate)


def _nested(text: str, outer: Sequence[Candidate], candidates: Iterable[Candidate]) -> list[Candidate]:
    """The places inside the chosen names."""
    starts = _starts(outer)
    inner: list[Candidate] = []
    reach, last = 0, (0, 0)
    for place in candidates:
        if place.label not in _PLACES or place.start < reach < place.end or place[:2] == last:
            continue
        holder = _around(place, outer, starts)
        if holder is None or place[:2] == holder[:2]:
            continue
        if holder.label in _HOLDERS[place.label] and _may_nest(text, place, holder):
            inner.append(place)
            reach, last = max(reach, place.end), place[:2]
    return inner


def _may_nest(text: str, place: Candidate, holder: Candidate) -> bool:
    name = text[place.start : place.end]
    if place.rule in _NEVER_NESTED or (place.rule, holder.label) in _NOT_IN:
        return False
    return name not in (_countries() if place.label == "GPE" else _words())


def mend(text: str, one: Candidate) -> Candidate | None:
    """The candidate without blanks at its ends and with its quotation marks in pairs, or None if nothing is left.

    Marks around the whole are left out, since they belong to a name only inside it. What begins a class of
    organs (`水利部` in `水利部门`) is none.
    """
    start, end = one.start, one.end
    if is_class(text, end):
        return None
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    name = text[start:end]
    if name and _MARKS.isdisjoint(name):
        return one if start == one.start and end == one.end else one._replace(start=start, end=end)
    for opening, closing in (("“", "”"), ("《", "》"), ("(", ")")):
        name = text[start:end]
        if name.count(opening) != name.count(closing):
            if closing in name and start and text[start - 1] == opening:
                start -= 1
            elif opening in name and text[end : end + 1] == closing:
                end += 1
            elif name.startswith(opening):
                start += 1
            elif name.endswith(closing):
                end -= 1
    if text[start:end].startswith("“") and text.find("”", start, end) == end - 1:
        start, end = start + 1, end - 1
    return one._replace(start=start, end=end) if start < end else None
