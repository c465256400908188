"""A document as a flow of events: nodes that open and close, and stretches of text between.

The stretches of the flow, one after the other, are the source text: what a format builds from the
flow loses nothing unless it means to. The nesting costs no stack, however deep it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import msgspec

from speechparse.model import Document, Heading, Node, Numbered


class Open(NamedTuple):
    """A node begins; `depth` is 0 at the top of the tree."""

    node: Node
    depth: int


class Close(NamedTuple):
    """A node ends."""

    node: Node


class Stretch(NamedTuple):
    """The text `[start, end)`, either all noise or none.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
        node: The deepest node that holds it, or None between the nodes at the top.
        noise: Whether it is noise.
    """

    start: int
    end: int
    node: Node | None
    noise: bool


Event: TypeAlias = Open | Close | Stretch


def flow(document: Document) -> Iterator[Event]:
    """The events of a document in text order."""
    at = 0
    waiting: list[Node] = list(reversed(document.children))
    opened: list[Node] = []
    while waiting or opened:
        inner = opened[-1] if opened else None
        if waiting and (inner is None or waiting[-1].start < inner.end):
            node = waiting.pop()
            yield from _stretches(document, at, node.start, inner)
            yield Open(node, len(opened))
            opened.append(node)
            waiting.extend(reversed(node.children))
            at = node.start
        else:
            node = opened.pop()
            yield from _stretches(document, at, node.end, node)
            yield Close(node)
            at = node.end
    yield from _stretches(document, at, len(document.text), None)


def _stretches(document: Document, start: int, end: int, node: Node | None) -> Iterator[Stretch]:
    """`[start, end)` cut where noise begins and ends."""
    following = max(0, bisect_right(document.noise, start, key=lambda noise: noise.start) - 1)
    while start < end:
        while following < len(document.noise) and document.noise[following].end <= start:
            following += 1
        noise = document.noise[following] if following < len(document.noise) else None
        if noise is None or noise.start >= end:
            yield Stretch(start, end, node, False)
            return
        if noise.start > start:
            yield Stretch(start, noise.start, node, False)
        start, first = min(noise.end, end), max(noise.start, start)
        yield Stretch(first, start, node, True)


class Owners:
    """Tells which node a place in the text belongs to."""

    def __init__(self, document: Document) -> None:
        stretches = [event for event in flow(document) if isinstance(event, Stretch)]
        self._starts = [stretch.start for stretch in stretches]
        self._nodes = [stretch.node for stretch in stretches]

    def at(self, offset: int) -> Node | None:
        """The deepest node that holds the code point at `offset`, or None."""
        index = bisect_right(self._starts, offset) - 1
        return self._nodes[index] if index >= 0 else None


def _first_break(node: Node) -> int:
    """Where the first unit inside a node begins, or the node ends."""
    return node.children[0].start if node.children else node.end


def caption(document: Document, node: Node, *, length: int) -> str:
    """The heading of a node, or else its first words, in at most `length` code points on one line.

    The first words end where the first unit inside begins, unless there are none before it.
    """
    text = document.heading_of(node)
    if text is None and node.children and isinstance(node.children[0], Heading):
        text = document.text_of(node.children[0])
    if text is None:
        start = node.marker.end if isinstance(node, Numbered) and node.marker else node.start
        text = document.text_of(msgspec.structs.replace(node, start=start, end=_first_break(node)))
        text = text if text.strip() else document.text_of(msgspec.structs.replace(node, start=start))
    words = " ".join(text[: 4 * length].split())
    return words if len(words) <= length else words[: length - 1] + "…"
