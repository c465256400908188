"""Links against gold: the code of a place, the EDTF of a date, value and bounds of a quantity.

A case counts as right where an entity with exactly its span has its value; where several entities of
nested spans could answer, only the one of exactly the span does.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from typing import TypeAlias

from speechparse.evaluation.gold import Gold, GoldLink
from speechparse.evaluation.scoring import Mistake, Run, Tally, excerpt
from speechparse.model import Document, Entity

ParseText: TypeAlias = Callable[[str, str], Document]
"""What is measured: something that turns a text and its date into a document."""

_KINDS = {"GPE": "place", "LOC": "place", "DATE": "date", "QUANTITY": "quantity"}


def score_links(gold: Gold, parse: ParseText) -> Run:
    """The figures and mistakes of `parse` over the gold links."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    mistakes: list[Mistake] = []
    for number, link in enumerate(gold.links, 1):
        document = parse(link.text, link.date)
        span = (link.start, link.end)
        found = next(
            (e for e in document.entities if (e.start, e.end) == span and e.label == link.label), None
        )
        got, want = _value(found), _wanted(link)
        right = _same(got, want)
        tallies[_KINDS[link.label]].add(right=right, found=found is not None, gold=1)
        if not right:
            note = f"{excerpt(link.text, *span)} ({link.date}) is {got}, should be {want}"
            mistakes.append(Mistake("link", f"link {number}", *span, link.label, note))
    figures: dict[str, float] = {}
    for kind, tally in sorted(tallies.items()):
        figures[f"link_{kind}"], figures[f"link_{kind}_n"] = tally.recall, tally.gold
    return Run(figures, tuple(mistakes))


def _wanted(link: GoldLink) -> tuple[object, ...]:
    match _KINDS[link.label]:
        case "place":
            return (link.code,)
        case "date":
            return (link.edtf,)
    return link.value, link.unit, link.low, link.high, link.approximate


def _value(entity: Entity | None) -> tuple[object, ...] | None:
    """What an entity was linked to, in the form of `_wanted`; None where it was not found or not linked."""
    if entity is None:
        return None
    if entity.place is not None:
        return (entity.place.code,)
    if entity.date is not None:
        return (entity.date.edtf,)
    if entity.quantity is not None:
        quantity = entity.quantity
        return quantity.value, quantity.unit, quantity.low, quantity.high, quantity.approximate
    return None


def _same(got: tuple[object, ...] | None, want: tuple[object, ...]) -> bool:
    if got is None or len(got) != len(want):
        return False
    return all(
        math.isclose(one, other) if isinstance(one, float) and isinstance(other, float) else one == other
        for one, other in zip(got, want, strict=True)
    )
