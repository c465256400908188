"""Places recognised by the form of their name: zones, natural features, towns and villages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from speechparse.entities.candidates import Candidate
from speechparse.entities.gazetteer import Match
from speechparse.entities.place_table import patterns, townships, words
from speechparse.text.folding import folded_rows

_TOWN_FORMS = ("镇", "乡", "街道", "苏木", "村", "社区")
_NATIONAL = ("示范区", "试验区", "先行区", "集聚区")
_TOWN_LEFT = re.compile("[一-龥]{1,7}$")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The pattern of this name; a list of words is a choice, `generic` any number of them."""
    source = patterns()["form"][name]
    return re.compile(f"(?:{source})*" if name == "generic" else source)


class Form(NamedTuple):
    """A word that ends a place name, with its kind."""

    kind: str
    word: str


@cache
def forms() -> dict[str, Form]:
    """What the folded words are that places end in, and those that only look like one."""
    listed = [Form(kind, word) for kind, words in folded_rows("place_forms.tsv") for word in words.split()]
    listed += [Form("town", word) for word in _TOWN_FORMS]
    listed += [Form("division", word) for word in ("县", "市", "区")]
    return {form.word: form for form in listed}


def find_by_form(
    text: str, endings: Iterable[Match[Form]], known: Sequence[Candidate]
) -> Iterator[Candidate]:
    """Zones, natural features, towns and villages.

    Args:
        text: The working text.
        endings: The words in it that places end in.
        known: The places found by name or in shorthand, in text order without overlaps.
    """
    starts = [place.start for place in known]
    last_town = -1
    for start, end, (kind, word) in endings:
        if kind == "stop":
            continue
        index = bisect_left(starts, start) - 1
        before = known[index] if index >= 0 and start - known[index].start <= 24 else None
        if before is not None and before.end >= end:
            continue
        if kind == "town":
            found = _town(text, start, end, before, last_town)
            last_town = found.end if found is not None else last_town
        elif kind == "division":
            found = _unlisted_division(text, start, end)
        elif kind == "area":
            found = _area(start, end, before)
        else:
            found = _zone(text, start, end, word, kind, known, index) or _own_name(
                text, start, end, word, kind
            )
        if found is not None:
            yield found


def _area(start: int, end: int, before: Candidate | None) -> Candidate | None:
    """`…地区` right behind a region: 渝西地区."""
    if before is None or before.end != start or before.label != "LOC" or before.rule == "fused-countries":
        return None
    return Candidate(before.start, end, "LOC", "area", before.certain)


def _zone(
    text: str, start: int, end: int, word: str, kind: str, known: Sequence[Candidate], index: int
) -> Candidate | None:
    """A zone whose name begins with a place: 海南热带雨林国家公园, 中国(安徽)自由贸易试验区."""
    first = None
    at = start
    for place in reversed(known[max(0, index - 4) : index + 1]):
        gap = text[place.end : at]
        if first is None:
            if len(gap) > 14 or _pattern("gap").search(gap) or (kind == "nature" and len(gap) > 1):
                break
        elif gap not in ("", "(", "—", "-", "(中国)") and not (
            gap == "、" and word in words("shared") and at > start - 6
        ):
            break
        if place.rule == "country" and not (
            first is not None or word in ("自由贸易区", "自贸区", "合作区", "示范区", "产业园")
        ):
            break
        if (
            first is not None
            and first.start == at
            and gap == ""
            and place.rule == "province"
            and kind == "own"
        ):
            break
        first, at = place, place.start
    if first is None:
        return None
    begin = first.start
    stem = text[first.end : start]
    if (
        first.rule == "province"
        and word in words("apart")
        and len(stem) >= 2
        and not _pattern("generic").fullmatch(stem)
    ):
        begin = first.end
    name = text[begin:end]
    if name.count("(") != name.count(")") or (
        stem and kind == "nature" and _pattern("generic").fullmatch(stem)
    ):
        return None
    certain = word.endswith(tuple(words("sure"))) and len(stem) <= 10 and "和" not in stem and first.certain
    return Candidate(begin, end, "LOC", "zone", certain)


def _own_name(text: str, start: int, end: int, word: str, kind: str) -> Candidate | None:
    """A zone or feature with a name of its own: 国家数据要素综合试验区, 金凤科创园, “丝路电商”合作先行区."""
    low = max(0, start - 20)
    window = text[low:start]
    national = low + window.rfind("国家")
    if national >= low and word.endswith(_NATIONAL) and start - national > 3:
        name = text[national:end]
        if not _pattern("gap").search(name) and not _pattern("national_generic").match(name):
            return Candidate(national, end, "LOC", "national-zone", True)
    quote = text.rfind("“", low, start)
    closing = text.find("”", quote, start) if quote >= 0 else -1
    if closing > 0 and start - closing <= 5 and word.endswith((*_NATIONAL, "核心区")):
        return Candidate(quote, end, "LOC", "quoted-zone", True)
    begin = low
    for stop in _pattern("lead").finditer(window):
        begin = low + stop.end()
    stem = text[begin:start]
    if (
        kind not in ("own", "nature")
        or not 2 <= len(stem) <= 6
        or _pattern("generic").fullmatch(stem)
        or begin == low > 0
    ):
        return None
    return Candidate(begin, end, "LOC", f"{kind}-form", False)


def _unlisted_division(text: str, start: int, end: int) -> Candidate | None:
    """A county, city or district that the table does not hold, as its government names it: 青岭县人民政府."""
    if not _pattern("division_before").match(text, end):
        return None
    low = max(0, start - 6)
    begin = low
    for stop in _pattern("lead").finditer(text, low, start):
        begin = stop.end()
    stem = text[begin:start]
    if not 2 <= len(stem) <= 3 or (begin == low > 0) or _pattern("common_division").search(stem):
        return None
    return Candidate(begin, end, "GPE", "division-form", False)


def _town(text: str, start: int, end: int, before: Candidate | None, last_town: int) -> Candidate | None:
    """A town, street or village: known by the list, or behind the place it lies in."""
    form = text[start:end]
    anchor = max(last_town, before.end if before is not None and before.label == "GPE" else -1)
    if form not in ("村", "社区"):
        for length in range(8, 0, -1):
            begin = start - length
            if begin >= 0 and text[begin:end] in townships() and begin >= (anchor if anchor < start else 0):
                stem = text[begin:start]
                if _pattern("common_town").fullmatch(stem) or _pattern("common_town").fullmatch(
                    text, max(0, begin - 1), start
                ):
                    break
                sure = begin == anchor or begin == 0 or not "一" <= text[begin - 1] <= "龥"
                return Candidate(begin, end, "GPE", "township", sure)
    if anchor >= 0 and 1 <= start - anchor <= 7:
        stem = text[anchor:start]
        if all("一" <= char <= "龥" for char in stem) and not _pattern("common_town").match(stem):
            if not _pattern("lead").search(stem):
                return Candidate(anchor, end, "GPE", "town-form", len(stem) <= 5)
            return None
    found = _TOWN_LEFT.search(text, max(0, start - 7), start)
    if found is None:
        return None
    begin = found.start()
    for stop in _pattern("lead").finditer(text, begin, start):
        begin = stop.end()
    stem = text[begin:start]
    if (
        2 <= len(stem) <= 4
        and not _pattern("common_town").match(stem)
        and not _pattern("common_town").fullmatch(stem[-2:])
    ):
        return Candidate(begin, end, "GPE", "town-form", False)
    return None
