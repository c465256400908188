"""The elements inside a TEI text: labels, headings in lists, and named entities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from speechparse.formats.inline import Mark, Marks
from speechparse.model import Document, Entity, Numbered, Quantity, Section

if TYPE_CHECKING:
    from speechparse.formats.tei_places import Places

# What XML 1.0 cannot hold, not even as a reference.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTE = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
# The dates of EDTF that are dates of XML Schema, too; months from 21 on are seasons and quarters.
_DAY = r"(?!0000)\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_ONE_DAY = re.compile(_DAY)
_PERIOD = re.compile(f"({_DAY})/({_DAY})")
_ELEMENTS = {
    "GPE": "placeName",
    "LOC": "placeName",
    "ORG": "orgName",
    "PERSON": "persName",
    "DATE": "date",
    "QUANTITY": "measure",
}


def escape(text: str) -> str:
    """Text as character data; what XML cannot hold becomes U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text).translate(_IN_TEXT)


def attributes(**values: str | None) -> str:
    """Attributes, each with a leading blank, without those that are None."""
    return "".join(
        f' {name}="{escape(value).translate(_IN_ATTRIBUTE)}"'
        for name, value in values.items()
        if value is not None
    )


def xml_id(path: str) -> str:
    """The id of a node, which is a path, as a name of XML."""
    return path.replace("/", "-")


def marks(document: Document, places: Places) -> Iterator[Mark]:
    """The marks of a document: markers, headings that are no head of a division, entities."""
    entities = [_entity(entity, places) for entity in document.entities]
    named = Marks(entities)
    for node in document.walk():
        if isinstance(node, Numbered):
            if node.marker is not None:
                # TEI has no label inside a name.
                inside = named.over(node.marker.start, node.marker.end)
                tag, kind = ("seg", attributes(type="marker")) if inside else ("label", "")
                yield Mark(node.marker.start, node.marker.end, tag, kind)
            if node.heading is not None and not isinstance(node, Section):
                yield Mark(node.heading.start, node.heading.end, "seg", attributes(type="heading"))
    yield from entities


def _entity(entity: Entity, places: Places) -> Mark:
    tag = _ELEMENTS.get(entity.label, "name")
    values: dict[str, str | None] = {
        "type": None if entity.label in ("ORG", "PERSON", "DATE", "QUANTITY") else entity.label
    }
    if entity.canonical is not None:
        values["key"] = entity.canonical.id
    if entity.place is not None:
        values["ref"] = places.reference(entity.place)
    if entity.title is not None:
        values["role"] = entity.title
    if entity.label == "DATE" and entity.date is not None:
        values |= _date(entity.date.edtf)
    if entity.quantity is not None:
        values |= _measure(entity.quantity)
    once = attributes(**{"xml:id": entity.id})
    return Mark(entity.start, entity.end, tag, attributes(**values), once=once)


def _date(edtf: str) -> dict[str, str | None]:
    if _ONE_DAY.fullmatch(edtf):
        return {"when": edtf}
    if period := _PERIOD.fullmatch(edtf):
        return {"from": period[1], "to": period[2]}
    return {"when-custom": edtf, "datingMethod": "#edtf"}


def _measure(quantity: Quantity) -> dict[str, str | None]:
    values: dict[str, str | None] = {
        "type": "approximate" if quantity.approximate else None,
        "quantity": None if quantity.value is None else f"{quantity.value:.15g}",
        "unit": quantity.unit or None,
    }
    if quantity.low is not None or quantity.high is not None:
        low = "" if quantity.low is None else f"{quantity.low:.15g}"
        high = "" if quantity.high is None else f"{quantity.high:.15g}"
        values["n"] = f"{low}..{high}"
    return values
