"""Which stretches of a parsed speech become spans, by the name of their group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from speechparse.model import Document, Entity, Numbered, Point, Section

ENTITIES = "speech_entities"
"""Name of the group of entities, nested ones included."""


class SpeechSpan(NamedTuple):
    """A stretch that becomes a span.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
        label: Kind of the node, style of the marker, kind of the noise, or label of the entity.
        id: Id of the node or entity; `noise1`, `noise2` … for noise. With the label it is unique.
        kb_id: Code of the place, else id of the canonical name, else empty.
    """

    start: int
    end: int
    label: str
    id: str
    kb_id: str


def speech_spans(document: Document) -> dict[str, list[SpeechSpan]]:
    """The spans of each group, in text order."""
    groups: dict[str, list[SpeechSpan]] = {name: [] for name in ("sections", "points", "headings", "markers")}
    for node in document.walk():
        whole = SpeechSpan(node.start, node.end, node.kind, node.id, "")
        if isinstance(node, Section | Point):
            groups[f"{node.kind}s"].append(whole)
        elif node.kind == "heading":
            groups["headings"].append(whole)
        if isinstance(node, Numbered):
            if node.heading is not None:
                span = SpeechSpan(node.heading.start, node.heading.end, "heading", node.id, "")
                groups["headings"].append(span)
            if (marker := node.marker) is not None:
                groups["markers"].append(SpeechSpan(marker.start, marker.end, marker.style, node.id, ""))
    groups["noise"] = [
        SpeechSpan(noise.start, noise.end, noise.kind, f"noise{number}", "")
        for number, noise in enumerate(document.noise, start=1)
    ]
    groups[ENTITIES] = [
        SpeechSpan(entity.start, entity.end, entity.label, entity.id, knowledge_id(entity))
        for entity in document.entities
    ]
    return {name: [span for span in spans if span.start < span.end] for name, spans in groups.items()}


def knowledge_id(entity: Entity) -> str:
    """The adcode or country code of the place, else the id of the canonical name, else nothing."""
    if entity.place is not None and entity.place.code is not None:
        return entity.place.code
    return entity.canonical.id if entity.canonical is not None else ""


class Edges(NamedTuple):
    """Where spans begin and end.

    Attributes:
        starts: Offsets of first code points.
        ends: Offsets behind last code points.
    """

    starts: frozenset[int]
    ends: frozenset[int]


def edges(groups: Iterable[Iterable[SpeechSpan]]) -> Edges:
    """The edges of all spans of all groups."""
    spans = [span for group in groups for span in group]
    return Edges(frozenset(span.start for span in spans), frozenset(span.end for span in spans))
