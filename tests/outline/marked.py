"""A text with what was found in it written into it, or beside it, so that examples read like texts."""

from __future__ import annotations

from collections.abc import Iterable

from speechparse import Document, Parser
from speechparse.model import Node, Numbered, Point, Section

PARSER = Parser(entities=False)


def parse(text: str) -> Document:
    return PARSER.parse(text)


def _units(nodes: Iterable[Node]) -> Iterable[Section | Point]:
    for node in nodes:
        for inner in node.walk():
            if isinstance(inner, Section | Point) and inner.marker is not None:
                yield inner


def _between(text: str, spans: Iterable[tuple[int, int]], left: str, right: str) -> str:
    out, at = [], 0
    for start, end in sorted(spans):
        out += [text[at:start], left, text[start:end], right]
        at = end
    return "".join([*out, text[at:]])


def markers(text: str) -> str:
    """The text with `{…}` around the marker of every section and point."""
    found = [unit.marker for unit in _units(parse(text).children) if unit.marker]
    return _between(text, [(marker.start, marker.end) for marker in found], "{", "}")


def headings(text: str) -> str:
    """The text with `‹…›` around the heading of every numbered section."""
    found = [unit.heading for unit in _units(parse(text).children) if unit.heading]
    return _between(text, [(heading.start, heading.end) for heading in found], "‹", "›")


def tree(text: str) -> str:
    """The markers, with those that a unit encloses in brackets behind it: `一、[一是 二是] 二、`."""
    return _tree(parse(text).children)


def _tree(nodes: Iterable[Node]) -> str:
    parts = []
    for node in nodes:
        inner = _tree(node.children)
        marker = node.marker if isinstance(node, Section | Point) else None
        parts.append(inner if marker is None else marker.text + (f"[{inner}]" if inner else ""))
    return " ".join(part for part in parts if part)


def numbers(text: str) -> list[int]:
    """The numbers of all markers, in text order."""
    return [unit.marker.number for unit in _units(parse(text).children) if unit.marker]


def extents(text: str) -> dict[str, str]:
    """What each numbered unit spans, by its marker."""
    units = [node for node in parse(text).walk() if isinstance(node, Numbered) and node.marker]
    return {unit.marker.text: text[unit.start : unit.end] for unit in units if unit.marker}


def roles(text: str) -> list[tuple[str, str]]:
    """Kind and text of the lines with a role, in text order."""
    units = ("section", "point", "item", "paragraph")
    return [(node.kind, text[node.start : node.end]) for node in parse(text).walk() if node.kind not in units]


def diagnostics(text: str) -> list[tuple[str, str]]:
    """Code and text of every diagnostic, in text order."""
    return [(found.code, text[found.start : found.end]) for found in parse(text).diagnostics]
