"""Documents as plain rows: nodes, entities and diagnostics flat, with what a table wants to know of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, count
from operator import itemgetter
from typing import Any, TypeAlias

from speechparse.model import Document, Entity, Node, Numbered, Place

Row: TypeAlias = tuple[Any, ...]
"""The values of a row, in the order of the fields in `speechparse.archive.arrow`."""


class _Owners:
    """What each node says itself, and which node a place belongs to, found in one walk over the tree."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._noise_ends = [noise.end for noise in document.noise]
        self._spans: list[tuple[int, int, str]] = []
        self.own: defaultdict[str, list[str]] = defaultdict(list)
        for start, end, node in _own_spans(document):
            self._spans.append((start, end, node.id))
            for first, last in _without_label(start, end, node):
                self.own[node.id].extend(self._without_noise(first, last))

    def at(self, offset: int) -> str | None:
        """Id of the deepest node at this place."""
        index = bisect_right(self._spans, offset, key=itemgetter(0)) - 1
        return self._spans[index][2] if index >= 0 and offset < self._spans[index][1] else None

    def _without_noise(self, start: int, end: int) -> Iterator[str]:
        text, noise = self._document.text, self._document.noise
        for each in noise[bisect_right(self._noise_ends, start) :]:
            if each.start >= end:
                break
            yield text[start : max(start, each.start)]
            start = each.end
        yield text[start:end]


def _own_spans(document: Document) -> Iterator[tuple[int, int, Node]]:
    """The stretches that nodes do not leave to their children, in text order; none is empty."""
    at = 0
    opened: list[Node] = []
    for node in chain.from_iterable(child.walk() for child in document.children):
        while opened and opened[-1].end <= node.start:
            inner = opened.pop()
            if at < inner.end:
                yield at, inner.end, inner
            at = max(at, inner.end)
        if opened and at < node.start:
            yield at, node.start, opened[-1]
        opened.append(node)
        at = node.start
    while opened:
        inner = opened.pop()
        if at < inner.end:
            yield at, inner.end, inner
        at = max(at, inner.end)


def _without_label(start: int, end: int, node: Node) -> Iterator[tuple[int, int]]:
    """What is left of a stretch without the node's marker and heading."""
    if isinstance(node, Numbered):
        for label in (node.marker, node.heading):
            if label is not None and label.start < end and label.end > start:
                if label.start > start:
                    yield start, label.start
                start = label.end
    if start < end:
        yield start, end


def document_row(document: Document) -> Row:
    """What one row says of a document as a whole."""
    source, meta = document.source, document.meta
    return (
        source.sha256,
        source.encoding,
        source.length,
        meta.title,
        meta.subtitle,
        meta.speaker,
        meta.organ,
        meta.date,
        meta.occasion,
        meta.place,
        document.text,
        [(noise.start, noise.end, noise.kind, noise.rule) for noise in document.noise],
        [(group.id, group.members, group.announced, group.found, group.level) for group in document.groups],
    )


def node_and_entity_rows(document: Document) -> tuple[list[Row], list[Row]]:
    """The rows of the nodes, parents first, and of the entities, both in text order."""
    owners = _Owners(document)
    return list(_node_rows(document, owners)), [_entity_row(entity, owners) for entity in document.entities]


def diagnostic_rows(document: Document) -> list[Row]:
    """The rows of the diagnostics, in text order."""
    return [(found.code, found.message, found.start, found.end) for found in document.diagnostics]


def _node_rows(document: Document, owners: _Owners) -> Iterator[Row]:
    positions = count()
    waiting: list[tuple[Node, str | None, int]] = [(node, None, 0) for node in reversed(document.children)]
    while waiting:
        node, parent, depth = waiting.pop()
        waiting.extend((child, node.id, depth + 1) for child in reversed(node.children))
        marker, heading = (node.marker, node.heading) if isinstance(node, Numbered) else (None, None)
        where = node.where
        yield (
            node.id,
            parent,
            next(positions),
            depth,
            node.kind,
            node.start,
            node.end,
            node.rule,
            marker.text if marker else None,
            marker.start if marker else None,
            marker.end if marker else None,
            marker.style if marker else None,
            marker.number if marker else None,
            marker.series if marker else None,
            document.heading_of(node),
            heading.start if heading else None,
            heading.end if heading else None,
            "".join(owners.own.get(node.id, ())).strip(),
            where.page if where else None,
            where.paragraph if where else None,
        )


def _place_row(place: Place) -> Row:
    return (place.code, place.name, place.level)


def _entity_row(entity: Entity, owners: _Owners) -> Row:
    place, quantity, canonical = entity.place, entity.quantity, entity.canonical
    return (
        entity.id,
        entity.label,
        entity.start,
        entity.end,
        entity.text,
        canonical.id if canonical else None,
        canonical.name if canonical else None,
        *(_place_row(place) if place else (None, None, None)),
        place.path if place else None,
        entity.date.edtf if entity.date else None,
        quantity.value if quantity else None,
        quantity.unit if quantity else None,
        quantity.low if quantity else None,
        quantity.high if quantity else None,
        quantity.approximate if quantity else None,
        quantity.linked if quantity else None,
        entity.group,
        entity.title,
        entity.redacted,
        [_place_row(candidate) for candidate in entity.candidates],
        owners.at(entity.start),
        entity.rule,
    )
