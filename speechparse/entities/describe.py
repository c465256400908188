"""From chosen candidates to entities: linked, valued, named, grouped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from speechparse.data import rows
from speechparse.entities import date_values, linking, place_lists, quantity_values, relative_dates
from speechparse.entities.candidates import Candidate
from speechparse.entities.canonical import canonical
from speechparse.entities.place_marks import REDACTION
from speechparse.entities.user_names import Own
from speechparse.model import DateValue, Diagnostic, Entity, Group

_PLACES = frozenset(("GPE", "LOC"))
_NUMBERS = frozenset(("DATE", "QUANTITY"))
_MAY_BE_REDACTED = _PLACES | {"PERSON"}
_REDACTED = frozenset(REDACTION)
_PARTY = re.compile("^(?:党的|中共|中国共产党)")


@cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A title right behind a name, and right before one."""
    words = (word for row in rows("titles.tsv") for word in row[0].split() if word != "摄")
    listed = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(f"(?:{listed})"), re.compile(f"(?:{listed})$")


def _title(text: str, start: int, end: int) -> str | None:
    """The office or form of address beside a name: 习近平总书记, 国务院总理李强."""
    behind, before = _titles()
    match = behind.match(text, end) or before.search(text, max(0, start - 6), start)
    return match[0] if match else None


def describe(
    chosen: Sequence[Candidate], text: str, source: str, *, date: str | None
) -> tuple[tuple[Entity, ...], tuple[Group, ...], tuple[Diagnostic, ...]]:
    """The entities, the lists of places, and what was odd.

    Args:
        chosen: The candidates, in text order, outer before inner, none crossing.
        text: The folded text.
        source: The source text.
        date: The day of the document in EDTF, where it is known.
    """
    ids = [f"e{number}" for number in range(1, len(chosen) + 1)]
    more: list[dict[str, Any]] = [{} for _ in chosen]
    _add_places(chosen, more, text, date)
    _add_dates(chosen, more, text, date)
    _add_quantities(chosen, more, ids, text)
    _add_names(chosen, more, text)
    groups, odd = _lists(chosen, more, ids, text)
    made = tuple(
        Entity(id=name, label=label, start=start, end=end, text=source[start:end], rule=rule, **fields)
        for name, (start, end, label, rule, _, _), fields in zip(ids, chosen, more, strict=True)
    )
    return made, groups, (*odd, *_doubts(made))


def _add_places(chosen: Sequence[Candidate], more: list[dict[str, Any]], text: str, date: str | None) -> None:
    at = [i for i, one in enumerate(chosen) if one.label in _PLACES]
    spans = [(chosen[i].start, chosen[i].end, chosen[i].label) for i in at]
    for i, link in zip(at, linking.link(text, spans, date=date), strict=True):
        more[i].update(place=link.place, candidates=link.candidates)


def _add_dates(chosen: Sequence[Candidate], more: list[dict[str, Any]], text: str, date: str | None) -> None:
    at = [i for i, one in enumerate(chosen) if one.label == "DATE"]
    values = date_values.values([chosen[i] for i in at], text, reference=date)
    for i, value in zip(at, values, strict=True):
        more[i]["date"] = value


def _met(text: str, start: int, end: int) -> DateValue | None:
    """When a congress or plenum met; `党的十八大以来` is the time from then on."""
    met = relative_dates.calendar_names().get(_PARTY.sub("", text[start:end]))
    if met is None:
        return None
    return DateValue(edtf=f"{met.partition('/')[0]}/.." if text.startswith("以来", end) else met)


def _add_quantities(
    chosen: Sequence[Candidate], more: list[dict[str, Any]], ids: Sequence[str], text: str
) -> None:
    at = [i for i, one in enumerate(chosen) if one.label == "QUANTITY"]
    values = [quantity_values.value(text[chosen[i].start : chosen[i].end]) for i in at]
    for first, second in quantity_values.linked_pairs([chosen[i] for i in at], text):
        for one, other in ((first, second), (second, first)):
            value = values[one]
            if value is not None:
                values[one] = msgspec.structs.replace(value, linked=ids[at[other]])
    for i, value in zip(at, values, strict=True):
        more[i]["quantity"] = value


def _add_names(chosen: Sequence[Candidate], more: list[dict[str, Any]], text: str) -> None:
    for (start, end, label, _, _, key), fields in zip(chosen, more, strict=True):
        if label in _NUMBERS and key.__class__ is not Own:
            continue  # as half of all
        name = text[start:end]
        if label == "EVENT":
            fields["date"] = _met(text, start, end)
        elif label == "PERSON":
            fields["title"] = _title(text, start, end)
        if label in _MAY_BE_REDACTED and not _REDACTED.isdisjoint(name):
            fields["redacted"] = True
        if isinstance(key, Own):
            fields["canonical"] = key.canonical
        elif label not in _PLACES:
            fields["canonical"] = canonical(name, label)


def _lists(
    chosen: Sequence[Candidate], more: list[dict[str, Any]], ids: Sequence[str], text: str
) -> tuple[tuple[Group, ...], list[Diagnostic]]:
    """The lists of places that lie in no longer name."""
    at, reach = [], 0
    for i, one in enumerate(chosen):
        if one.start >= reach:
            reach = one.end
            if one.label == "GPE":
                at.append(i)
    groups: list[Group] = []
    odd: list[Diagnostic] = []
    for listed in place_lists.find(text, [(chosen[i].start, chosen[i].end) for i in at]):
        name = f"g{len(groups) + 1}"
        for member in listed.members:
            more[at[member]]["group"] = name
        members = tuple(ids[at[member]] for member in listed.members)
        groups.append(
            Group(
                id=name, members=members, announced=listed.announced, found=listed.found, level=listed.level
            )
        )
        if (diagnostic := listed.diagnostic()) is not None:
            odd.append(diagnostic)
    return tuple(groups), odd


def _doubts(entities: Sequence[Entity]) -> list[Diagnostic]:
    """SP302 for every place that the text leaves open."""
    return [
        Diagnostic(
            code="SP302",
            message=f"{entity.text} may be any of {len(entity.candidates)} places; see its candidates",
            start=entity.start,
            end=entity.end,
        )
        for entity in entities
        if entity.candidates
    ]
