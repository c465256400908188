"""The outline: the tree of a speech in plain lines for a terminal, in colour on demand.

Each line holds a node's kind, its marker and heading or first words, and its id; below the tree
stand noise and diagnostics. Without colour the lines are plain text of any terminal, file or pipe.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TypeAlias

from speechparse.formats.flow import Open, Owners, caption, flow
from speechparse.formats.meaning import meaning
from speechparse.model import Document, Entity, Node, Numbered

_CAPTION = 36
_LISTED = 10
# A control character of the source must not command the terminal.
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd")

_Line: TypeAlias = list[tuple[str, str]]
"""Pieces of text with the names of their styles."""


def render(document: Document, *, entities: bool = False, colour: bool = False) -> str:
    """The document as an indented tree.

    Args:
        document: What to show.
        entities: Whether to list below each node the entities that stand in it.
        colour: Whether to colour it by terminal codes (ANSI).
    """
    lines = [_summary(document), *_tree(document, entities=entities), *_notes(document)]
    harmless = [[(text.translate(_CONTROLS), style) for text, style in line] for line in lines]
    return _coloured(harmless) if colour else _plain(harmless)


def _plain(lines: list[_Line]) -> str:
    return "".join("".join(text for text, _ in line) + "\n" for line in lines)


def _coloured(lines: list[_Line]) -> str:
    from rich.style import Style  # loaded only where a terminal shows colours

    codes = {name: Style.parse(name) for line in lines for _, name in line}
    return "".join("".join(codes[name].render(text) for text, name in line) + "\n" for line in lines)


def _summary(document: Document) -> _Line:
    name = document.meta.title or document.source.name or document.id
    counts = {
        "characters": len(document.text),
        "sections": len(document.sections),
        "points": len(document.points),
        "entities": len(document.entities),
        "noise": len(document.noise),
        "diagnostics": len(document.diagnostics),
    }
    facts = " · ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    return [(" ".join(name.split()), "bold"), (f"  {facts}", "dim")]


def _tree(document: Document, *, entities: bool) -> Iterator[_Line]:
    found = _by_node(document) if entities else {}
    followed: list[bool] = []  # for each level of the tree, whether a sibling follows
    siblings = {child.id: child is not document.children[-1] for child in document.children}
    for event in flow(document):
        if not isinstance(event, Open):
            continue
        node, depth = event
        siblings.update((child.id, child is not node.children[-1]) for child in node.children)
        followed[depth:] = [siblings.pop(node.id)]
        guide = "".join("│  " if more else "   " for more in followed[:-1])
        yield [(guide + ("├─ " if followed[-1] else "└─ "), "dim"), *_node(document, node)]
        if node.id in found:
            below = guide + ("│  " if followed[-1] else "   ") + ("│  " if node.children else "   ")
            yield [(below, "dim"), *_entity_list(found[node.id])]


def _node(document: Document, node: Node) -> _Line:
    line = [(node.kind + " ", "cyan")]
    named = node.kind in ("title", "heading")
    if isinstance(node, Numbered):
        named = node.heading is not None
        if node.marker is not None:
            line.append(("".join(node.marker.text.split()), "bold red"))
    line.append((caption(document, node, length=_CAPTION), "bold" if named else "none"))
    line.append((f"  {node.id}", "dim"))
    return line


def _by_node(document: Document) -> dict[str, list[Entity]]:
    owners, found = Owners(document), defaultdict(list)
    for entity in document.entities:
        node = owners.at(entity.start)
        if node is not None:
            found[node.id].append(entity)
    return found


def _entity_list(entities: list[Entity]) -> _Line:
    line: _Line = []
    for entity in entities:
        line.append((f"{'; ' if line else ''}{entity.label} ", "green"))
        line.append((" ".join(entity.text.split()), "none"))
        if stands_for := meaning(entity):
            line.append((f" = {stands_for}", "dim"))
    return line


def _notes(document: Document) -> Iterator[_Line]:
    """Noise and diagnostics, the first few of each."""
    for noise in document.noise[:_LISTED]:
        text = " ".join(document.text[noise.start : noise.end][: 2 * _CAPTION].split())[:_CAPTION]
        place = f"  {noise.start}–{noise.end}"
        yield [("noise ", "yellow"), (f"{noise.kind} {text}", "none"), (place, "dim")]
    if len(document.noise) > _LISTED:
        yield [("noise ", "yellow"), (f"… {len(document.noise) - _LISTED} more", "dim")]
    for found in document.diagnostics[:_LISTED]:
        place = f"  {found.start}–{found.end}"
        yield [(f"{found.code} ", "magenta"), (found.message, "none"), (place, "dim")]
    if len(document.diagnostics) > _LISTED:
        yield [("diagnostics ", "magenta"), (f"… {len(document.diagnostics) - _LISTED} more", "dim")]
