"""The entities of a document as flat rows, for tables and databases."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from speechparse.formats.flow import Owners
from speechparse.model import Document


class EntityRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entity in one row; a field is None where it does not apply.

    Attributes:
        document: Name of the source, or the document's id where it has none.
        id: The entity's id.
        label: Its label.
        start: Offset of its first code point.
        end: Offset behind its last code point.
        text: The name as it stands in the source.
        canonical: Id of the thing that several names stand for.
        code: Code of the place, of GB/T 2260 or ISO 3166-1.
        place: Full name of the place.
        level: Level of the place.
        edtf: The date, in EDTF.
        value: Value of the quantity.
        unit: Its unit.
        low: Smallest value meant.
        high: Largest value meant.
        approximate: Whether the quantity is approximate.
        linked: Id of the quantity it is compared with.
        group: Id of the list it is a member of.
        title: Office or form of address beside a person.
        redacted: Whether the name is blanked out.
        node: Id of the deepest node that it begins in.
        rule: What found it.
    """

    document: str
    id: str
    label: str
    start: int
    end: int
    text: str
    canonical: str | None
    code: str | None
    place: str | None
    level: str | None
    edtf: str | None
    value: float | None
    unit: str | None
    low: float | None
    high: float | None
    approximate: bool | None
    linked: str | None
    group: str | None
    title: str | None
    redacted: bool
    node: str | None
    rule: str


def entity_rows(document: Document) -> Iterator[EntityRow]:
    """A row an entity, in text order, outer before inner."""
    owners = Owners(document)
    for entity in document.entities:
        place, quantity, node = entity.place, entity.quantity, owners.at(entity.start)
        yield EntityRow(
            document=document.source.name or document.id,
            id=entity.id,
            label=entity.label,
            start=entity.start,
            end=entity.end,
            text=entity.text,
            canonical=entity.canonical.id if entity.canonical else None,
            code=place.code if place else None,
            place=place.name if place else None,
            level=place.level if place else None,
            edtf=entity.date.edtf if entity.date else None,
            value=quantity.value if quantity else None,
            unit=quantity.unit if quantity else None,
            low=quantity.low if quantity else None,
            high=quantity.high if quantity else None,
            approximate=quantity.approximate if quantity else None,
            linked=quantity.linked if quantity else None,
            group=entity.group,
            title=entity.title,
            redacted=entity.redacted,
            node=node.id if node else None,
            rule=entity.rule,
        )
