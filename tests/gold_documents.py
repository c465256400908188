"""Documents made back from gold annotations, right or damaged on purpose, to try the scorers on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from speechparse.evaluation import Gold
from speechparse.evaluation.gold import GoldMarker, GoldStructure
from speechparse.model import (
    NODE_TYPES,
    Document,
    Entity,
    Marker,
    Meta,
    Node,
    Noise,
    Point,
    Section,
    Source,
    Span,
)

_KINDS = {"section": Section, "point": Point}


def parser_of(gold: Gold, *, damage: bool) -> Callable[[Path], Document]:
    """A parser that knows the gold; a damaging one drops, shifts and invents things, always the same."""
    structures = {gold.root / structure.file: structure for structure in gold.structure.values()}

    def parse(path: Path) -> Document:
        data = path.read_bytes()
        text = data.decode("utf-8")
        structure = structures.get(path, GoldStructure("", {}, [], []))
        return Document(
            id="gold",
            source=Source(name=path.name, sha256=hashlib.sha256(data).hexdigest(), length=len(text)),
            text=text,
            meta=Meta(),
            children=tuple(_units(structure, text, damage)) + tuple(_lines(structure, damage)),
            entities=tuple(_entities(gold, path, text, damage)),
            groups=(),
            noise=tuple(_noise(structure, damage)),
            diagnostics=(),
        )

    return parse


def _units(structure: GoldStructure, text: str, damage: bool) -> list[Node]:
    below: dict[int | None, list[GoldMarker]] = {}
    for number, marker in enumerate(structure.markers):
        if damage and number % 7 == 3:
            continue
        parent = None if damage and number % 5 == 2 else marker.parent
        below.setdefault(parent, []).append(marker)

    def unit(marker: GoldMarker) -> Node:
        children = tuple(map(unit, below.get(marker.id, ())))
        odd = damage and marker.id % 3 == 1
        heading_end = marker.heading_end if not odd or marker.heading_end is None else marker.heading_end - 1
        fields: dict[str, Any] = {
            "id": f"n{marker.id}",
            "start": marker.start,
            "end": max([heading_end or marker.end, *(child.end for child in children)]),
            "rule": "gold",
            "children": children,
            "marker": Marker(
                text=text[marker.start : marker.end],
                start=marker.start,
                end=marker.end,
                style="gold",
                number=marker.number + odd,
                series=1,
            ),
            "heading": None if heading_end is None else Span(marker.end, heading_end),
        }
        node: Node = _KINDS[marker.family](**fields)
        return node

    return [unit(marker) for marker in below.get(None, ())]


def _lines(structure: GoldStructure, damage: bool) -> list[Node]:
    nodes: list[Node] = []
    for role, spans in structure.lines.items():
        for number, (start, end) in enumerate(spans):
            if damage and number % 4 == 1:
                end = max(start + 1, end - 1)
            kind: Any = NODE_TYPES[role]
            nodes.append(kind(id=f"{role}{number}", start=start, end=end, rule="gold", children=()))
    return nodes


def _noise(structure: GoldStructure, damage: bool) -> list[Noise]:
    return [
        Noise(
            start=start,
            end=start + (end - start) // 2 if damage and number % 4 == 2 else end,
            kind=kind,
            rule="gold",
        )
        for number, (start, end, kind) in enumerate(structure.noise)
        if not damage or number % 5 != 3
    ]


def _entities(gold: Gold, path: Path, text: str, damage: bool) -> list[Entity]:
    entities = []
    for passage in gold.passages:
        if gold.root / passage.file != path:
            continue
        for start, end, label in passage.spans:
            start, end = start + passage.start, end + passage.start
            if damage and start % 6 == 1:
                continue
            if damage and start % 6 == 2:
                end = max(start + 1, end - 1)
            if damage and start % 6 == 3:
                label = "LOC"
            number = len(entities) + 1
            entities.append(
                Entity(id=f"e{number}", label=label, start=start, end=end, text=text[start:end], rule="gold")  # type: ignore[arg-type]
            )
    return entities
