"""A parsed speech: the source text, its tree, its entities, and what was odd about it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

import msgspec

from speechparse.model.entities import Entity, Group
from speechparse.model.nodes import BaseNode, Node, Numbered, Point, Section
from speechparse.model.schema import SCHEMA
from speechparse.model.spans import Diagnostic, Noise


class Source(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Where the text comes from.

    Attributes:
        name: Name of the file, or None for a string.
        sha256: Hash of the file's bytes, or of the string in UTF-8, in hexadecimal.
        encoding: Encoding the bytes were decoded by, or None for a string.
        length: Number of code points of the text.
    """

    name: str | None = None
    sha256: str
    encoding: str | None = None
    length: int


class Meta(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """What the frame of the speech says about it; every field is None where the frame is silent.

    Attributes:
        title: The title, its lines joined.
        subtitle: The subtitle.
        speaker: Name of who speaks.
        organ: The organ that speaks or issues.
        date: The day it was given, in EDTF: `2018-11-05`.
        occasion: The meeting at which it was given.
        place: Where it was given.
    """

    title: str | None = None
    subtitle: str | None = None
    speaker: str | None = None
    organ: str | None = None
    date: str | None = None
    occasion: str | None = None
    place: str | None = None


class Piece(NamedTuple):
    """One part of the partition of the source text.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
        role: `noise`, `marker`, `heading`, `text` or `space`.
        node: Id of the node that the piece belongs to; None for space and noise between nodes.
    """

    start: int
    end: int
    role: str
    node: str | None


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """A speech as a tree over its untouched text. All offsets are code points into `text`, half-open.

    Attributes:
        schema: Name and version of the data model.
        id: Identifier: the first 16 digits of the source's SHA-256, unless the caller gives one.
        source: Where the text comes from.
        text: The source text, whole.
        meta: What the frame says about the speech.
        children: The top of the tree.
        entities: The named entities, in text order, outer before inner.
        groups: Lists of places said together.
        noise: What is no part of the speech, in text order.
        diagnostics: What was odd, in text order.
    """

    schema: str = SCHEMA
    id: str
    source: Source
    text: str
    meta: Meta
    children: tuple[Node, ...]
    entities: tuple[Entity, ...]
    groups: tuple[Group, ...]
    noise: tuple[Noise, ...]
    diagnostics: tuple[Diagnostic, ...]

    def walk(self) -> Iterator[Node]:
        """All nodes in text order, parents before their children."""
        for child in self.children:
            yield from child.walk()

    @property
    def sections(self) -> tuple[Section, ...]:
        """All sections, at any depth, in text order."""
        return tuple(node for node in self.walk() if isinstance(node, Section))

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, at any depth, in text order."""
        return tuple(node for node in self.walk() if isinstance(node, Point))

    @cached_property
    def _nodes_by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.walk()}

    def find(self, node_id: str) -> Node:
        """The node with this id.

        Raises:
            KeyError: There is no such node.
        """
        return self._nodes_by_id[node_id]

    def text_of(self, node: BaseNode) -> str:
        """The text of a node, its marker, heading and children included, the noise inside it left out."""
        return self._without_noise(node.start, node.end)

    def heading_of(self, node: BaseNode) -> str | None:
        """The heading of a numbered unit without its marker and the noise inside it, or None."""
        if not isinstance(node, Numbered) or node.heading is None:
            return None
        return self._without_noise(node.heading.start, node.heading.end)

    def _without_noise(self, start: int, end: int) -> str:
        kept, at = [], start
        for noise in self.noise[max(0, bisect_right(self.noise, start, key=lambda n: n.start) - 1) :]:
            if noise.start >= end:
                break
            if noise.end > at:
                kept.append(self.text[at : max(at, noise.start)])
                at = noise.end
        kept.append(self.text[at:end])
        return "".join(kept)

    def pieces(self) -> Iterator[Piece]:
        """The partition of the source text: each code point in exactly one piece, in text order.

        A code point is noise, else marker, else heading, else the deepest node's own text, else space.
        """
        # Painting over is simplest to get right: owners from the outside in, noise last.
        owners: list[tuple[str, str | None]] = [("space", None), ("noise", None)]
        paint = array("I", bytes(4 * len(self.text)))

        def fill(start: int, end: int, role: str, node_id: str) -> None:
            owners.append((role, node_id))
            paint[start:end] = array("I", [len(owners) - 1]) * (end - start)

        for node in self.walk():
            fill(node.start, node.end, "heading" if node.kind == "heading" else "text", node.id)
            if isinstance(node, Numbered):
                if node.heading is not None:
                    fill(node.heading.start, node.heading.end, "heading", node.id)
                if node.marker is not None:
                    fill(node.marker.start, node.marker.end, "marker", node.id)
        for noise in self.noise:
            paint[noise.start : noise.end] = array("I", [1]) * (noise.end - noise.start)
        start = 0
        for at in range(1, len(paint) + 1):
            if at == len(paint) or paint[at] != paint[start]:
                yield Piece(start, at, *owners[paint[start]])
                start = at

    def to_json(self, *, indent: int | None = None) -> str:
        """The document as JSON; `indent` spaces a level, or all on one line."""
        encoded = msgspec.json.encode(self)
        if indent is not None:
            encoded = msgspec.json.format(encoded, indent=indent)
        return encoded.decode("utf-8")


def read_json(data: str | bytes) -> Document:
    """The document that `Document.to_json` wrote.

    Raises:
        msgspec.ValidationError: The data is JSON, but no document of this schema's major version.
        msgspec.DecodeError: The data is no JSON.
    """
    document = msgspec.json.decode(data, type=Document)
    if document.schema.partition(".")[0] != SCHEMA.partition(".")[0]:
        raise msgspec.ValidationError(
            f"schema {document.schema!r} is not read by this version; it reads {SCHEMA!r}"
        )
    return document
