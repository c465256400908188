"""What an entity stands for, in a few words for people to read."""

from __future__ import annotations

from speechparse.model import Entity, Quantity


def meaning(entity: Entity) -> str:
    """What an entity stands for, empty where it stands for itself.

    江西 -> 江西省 360000   今年 -> 2021   近73万 -> ≈730000   60%以上 -> 60 %, from 60
    """
    facts = []
    if entity.canonical is not None and entity.canonical.name != entity.text:
        facts.append(entity.canonical.name)
    if entity.place is not None:
        facts.append(f"{entity.place.name} {entity.place.code or ''}".strip())
    if entity.date is not None:
        facts.append(entity.date.edtf)
    if entity.quantity is not None:
        facts.append(_amount(entity.quantity))
    if entity.title is not None:
        facts.append(entity.title)
    if entity.candidates:
        facts.append("? " + " / ".join(place.name for place in entity.candidates))
    return ", ".join(fact for fact in facts if fact)


def _amount(quantity: Quantity) -> str:
    parts = []
    if quantity.value is not None:
        parts.append(f"{'≈' if quantity.approximate else ''}{quantity.value:.12g} {quantity.unit}".strip())
    if quantity.low is not None:
        parts.append(f"from {quantity.low:.12g}")
    if quantity.high is not None:
        parts.append(f"to {quantity.high:.12g}")
    return ", ".join(parts)
