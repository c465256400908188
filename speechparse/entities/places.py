"""Finding places: divisions, countries, regions, zones, natural features, full, short or redacted.

What is a place, and what is none (`山西路`, the `海南` inside `上海南京路`, `全省`), is defined in
docs/entities.md. Spans of a division may lie inside the name of a zone; zones and regions do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from speechparse.entities.candidates import Candidate, in_text_order
from speechparse.entities.gazetteer import Match
from speechparse.entities.listed import Listed
from speechparse.entities.place_forms import find_by_form
from speechparse.entities.place_marks import find_shorthand
from speechparse.entities.place_table import (
    Entry,
    Name,
    entries_by_name,
    patterns,
    place_name,
)

_WATERS = frozenset("江河湖溪")
_LONGEST_PROVINCE = 8  # 新疆维吾尔自治区
_JOINTS = frozenset("、等和及与3至—")
"""What stands behind a name in a list."""


@cache
def _other_word() -> dict[str, re.Pattern[str]]:
    """What follows the stem of a full name and makes another word of its last character: 上海市场."""
    return {char: re.compile(source) for char, source in patterns()["other_word"].items()}


@cache
def _list_end() -> re.Pattern[str]:
    return re.compile(patterns()["form"]["list_end"])


@cache
def _road() -> re.Pattern[str]:
    return re.compile(patterns()["road"])


@cache
def _street() -> re.Pattern[str]:
    return re.compile(patterns()["form"]["street"])


def find(text: str, there: Listed) -> list[Candidate]:
    """Everything in the working text that may be a GPE or a LOC, in text order, outer before inner.

    Args:
        text: The folded text; offsets are those of the source.
        there: The listed names in it (`listed.find`).
    """
    known = _merged(text, list(_by_name(text, there.places)), find_shorthand(text))
    found = {(place.start, place.end): place for place in find_by_form(text, there.forms, known)}
    found.update({(place.start, place.end): place for place in known})
    for region in (place for place in known if place.rule == "region"):
        found.update({(inner.start, inner.end): inner for inner in _inside(text, region)})
    return _without_crossing(in_text_order(found.values()))


def _merged(text: str, named: list[Candidate], shorthand: Iterable[Candidate]) -> list[Candidate]:
    """The named places with the shorthand that lies in none of them, in text order."""
    taken = bytearray(len(text))
    for place in named:
        taken[place.start : place.end] = b"\1" * (place.end - place.start)
    known = named
    for place in shorthand:
        # 豫西南 holds the 西南 that the list found; anything else gives way to the lists.
        free = (
            not taken[place.start] if place.rule == "direction" else taken.find(1, place.start, place.end) < 0
        )
        if free:
            taken[place.start : place.end] = b"\1" * (place.end - place.start)
            known.append(place)
    return in_text_order(known)


def _inside(text: str, region: Candidate) -> Iterator[Candidate]:
    """The division at the head of a listed region's name: 海南 in 海南自由贸易港, 台湾 in 台湾海峡."""
    if region.end - region.start < 4:
        return
    for length in (4, 3, 2):
        name = place_name(text[region.start : region.start + length])
        if name.label == "GPE" and not name.guard and length < region.end - region.start - 1:
            yield Candidate(region.start, region.start + length, "GPE", "nested", True, name.entries)
            return


def _by_name(text: str, named: Iterable[Match[Name]]) -> Iterator[Candidate]:
    """The places that lists name, those that need company only where they have it."""
    ambiguous, street = _other_word(), _street().match
    matches = [
        _trimmed(match, text) if text[match.end - 1] in ambiguous else match
        for match in named
        if match.payload.label is not None
    ]
    end_before: int = -9
    entries_before: tuple[Entry, ...] = ()
    for index, (start, end, name) in enumerate(matches):
        if name.label is None or (name.rule != "country" and street(text, end)):
            continue
        if name.rule == "region" and end - start == 2 and _road().match(text, end):
            continue
        if name.rule == "county-short" and (province := _hidden_province(text, start + 1)) is not None:
            yield province
            continue
        if name.rule == "county-short" and _is_feature(text, matches, index):
            yield Candidate(start, end + 1, "LOC", "feature", False)
            continue
        certain = name.certain
        if not certain or name.guard:
            beside = start == end_before and _lies_in(name.entries, entries_before)
            company = beside or _listed(text, matches, index, end_before)
            if (name.guard == "inside" and not beside) or (name.guard and not company):
                continue
            certain = certain or company
        rule = "province" if name.rule == "division" and name.entries[-1].level == "province" else name.rule
        yield Candidate(start, end, name.label, rule, certain, name.entries)
        end_before, entries_before = end, name.entries


def _lies_in(entries: Iterable[Entry], others: Iterable[Entry]) -> bool:
    """Whether one of the places may lie in one of the others, countries left out."""
    codes = frozenset(entry.code for entry in others if entry.code and entry.level != "country")
    return any(codes.intersection(entry.path) for entry in entries)


def _trimmed(match: Match[Name], text: str) -> Match[Name]:
    """The match without a last character that belongs to the next word (上海市 in 上海市场)."""
    if _other_word()[text[match.end - 1]].match(text, match.end) is None:
        return match
    stem = text[match.start : match.end - 1]
    entries = entries_by_name().get(stem)
    if entries is None:
        return Match(match.start, match.end, Name(None, "stop"))
    name = match.payload
    return Match(
        match.start, match.end - 1, name._replace(entries=entries, certain=name.certain and len(stem) > 1)
    )


@cache
def _province_beginnings() -> frozenset[str]:
    """What the names of the provinces begin with, two characters each."""
    return frozenset(name[:2] for name, level, _ in entries_by_name().levels() if level == "province")


def _hidden_province(text: str, start: int) -> Candidate | None:
    """The province whose name begins inside a short one: 推广宁夏经验 names 宁夏, not the 广宁 that two words make."""
    if text[start : start + 2] not in _province_beginnings():
        return None  # as nearly always
    for length in range(min(_LONGEST_PROVINCE, len(text) - start), 1, -1):
        end = start + length
        entries = entries_by_name().get(text[start:end], ())
        if any(entry.level == "province" for entry in entries):
            other = _other_word().get(text[end - 1])
            if other is None or other.match(text, end) is None:
                return Candidate(start, end, "GPE", "province", True, entries)
    return None


def _classed_list(text: str, start: int, end: int) -> bool:
    """Whether the name stands in a list of names that ends in a class of divisions: 民和、互助等县."""
    if text[end : end + 1] not in ("、", "等", "和") and text[start - 1 : start] != "、":
        return False
    return _list_end().match(text, end) is not None


def _is_feature(text: str, matches: Sequence[Match[Name]], index: int) -> bool:
    """Whether the name is the head of a river's or a lake's name: 赤水河."""
    end = matches[index].end
    after = matches[index + 1].start if index + 1 < len(matches) else len(text)
    return after > end and text[end : end + 1] in _WATERS and text[end : end + 1] != ""


def _listed(text: str, matches: Sequence[Match[Name]], index: int, end_before: int) -> bool:
    """Whether the name stands in a list with a place that needs no company."""
    start, end, name = matches[index]
    if text[end : end + 1] not in _JOINTS and (start == 0 or text[start - 1] != "、"):
        return False  # as nearly always
    if (
        start - end_before == 1
        and text[end_before] == "、"
        and end < len(text)
        and text[end] in "、等和及与3"
    ):
        return True
    if _classed_list(text, start, end):
        return True
    after = matches[index + 1] if index + 1 < len(matches) else None
    if after is None or after.start - end != 1 or after.payload.guard or after.payload.label is None:
        return False
    high = any(entry.level == "prefecture" for entry in name.entries)
    if text[end] == "、":
        return high or start == 0 or text[start - 1] in "、,。;:(“及和与在到对从 \n\u3000的往赴抵"
    return high and text[end] in "至—"


def _without_crossing(places: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without those that cross an earlier one, and without LOC inside LOC."""
    kept: list[Candidate] = []
    stack: list[Candidate] = []
    dropped = set[Candidate]()
    for place in places:
        while stack and stack[-1].end <= place.start:
            stack.pop()
        if stack:
            outer = stack[-1]
            if place.end > outer.end:
                if outer.certain or not place.certain:
                    continue
                dropped.add(stack.pop())
            elif outer.label == "GPE" or (place.label == "LOC" and outer.label == "LOC"):
                continue
        kept.append(place)
        stack.append(place)
    return [place for place in kept if place not in dropped] if dropped else kept
