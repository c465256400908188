"""Markdown: the speech to be read on, with its own numbers and without its noise.

The title is a heading of the first level, a section's heading one of the second to sixth, by depth.
Numbers stay as they are written; what Markdown would take for markup is escaped, so that `1. `
stays a number of the speech and `*局长` a blanked-out name. Line breaks inside a paragraph stay.
"""

from __future__ import annotations

from collections import Counter
from typing import get_args

import regex

from speechparse.formats.flow import Close, Event, Open, Stretch, flow
from speechparse.formats.meaning import meaning
from speechparse.model import Document, Entity, Item, Label, Node, Numbered, Point, Section, Title, Toc

_DEEPEST = 6
_MARKUP = regex.compile(r"[\\`*_\[\]<>#&~|]")
# What opens a list, or underlines the line above into a heading.
_LINE_OPENER = regex.compile(r"^(?:([0-9]{1,9})([.)])(?=\s|$)|([+=-]))", regex.MULTILINE)
_LINE_END = regex.compile(r"\s*(?:\r\n|\r|\n)\s*")
# A line break, or the pair of wide blanks that opens a paragraph inside a line.
_BREAK = regex.compile(r"[\n\r]|[\u3000\u2003]{2}")
_FINAL_MARKS = regex.compile(r"[^\w\s]*")


def render(document: Document, *, entities: bool = False) -> str:
    """The document as Markdown; with `entities`, a table of them with their counts at the end."""
    blocks = _Blocks(document)
    for event in flow(document):
        blocks.take(event)
    blocks.end()
    if entities and document.entities:
        blocks.done.append(_entity_table(document.entities))
    return "\n\n".join(blocks.done) + "\n"


class _Blocks:
    """Gathers the stretches of the flow into Markdown's blocks.

    A numbered unit inside a line stays there, one behind a break opens a block, and so does each
    heading and each other node.
    """

    def __init__(self, document: Document) -> None:
        self.done: list[str] = []
        self._text = document.text
        self._parts: list[str] = []
        self._prefix = ""
        self._line_end = "\n"
        self._lines_of: type[Node] | None = None
        self._heading_end: int | None = None

    def take(self, event: Event) -> None:
        """Takes the next event of the flow."""
        match event:
            case Open(Title() | Toc() as node, _) if type(node) is self._lines_of:
                pass  # one more line of the same title or table
            case Open(node, depth):
                self._open(node, depth)
            case Close(node) if not isinstance(node, Numbered | Title | Toc):
                self.end()
            case Stretch(start, end, _, False):
                self._add(start, end)

    def end(self) -> None:
        """Ends the block at hand; one without text is none."""
        text = _LINE_END.sub("\n", "".join(self._parts).strip())
        if text:
            text = _MARKUP.sub(r"\\\g<0>", text)
            if self._prefix:
                text = self._prefix + " ".join(text.split())
            else:
                text = _LINE_OPENER.sub(_escape_opener, text).replace("\n", self._line_end)
            self.done.append(text)
        self._parts.clear()
        self._prefix, self._line_end, self._lines_of, self._heading_end = "", "\n", None, None

    def _open(self, node: Node, depth: int) -> None:
        heading = node.heading if isinstance(node, Numbered) else None
        if isinstance(node, Point | Section | Item) and heading is None and not self._behind_break():
            return
        self.end()
        if isinstance(node, Title | Toc):
            self._lines_of = type(node)
        if isinstance(node, Title):
            self._prefix = "# "
        elif heading is not None:
            self._prefix = "#" * min(depth + 2, _DEEPEST) + " "
            self._heading_end = heading.end
        elif node.kind == "heading":
            self._prefix = "#" * min(depth + 1, _DEEPEST) + " "
        elif isinstance(node, Toc):
            self._line_end = "\\\n"

    def _behind_break(self) -> bool:
        gap = ""
        for part in reversed(self._parts):
            words = part.rstrip()
            gap = part[len(words) :] + gap
            if words:
                return _BREAK.search(gap) is not None
        return True

    def _add(self, start: int, end: int) -> None:
        """Adds `[start, end)`; behind a heading and the marks that end it, a block ends."""
        if self._heading_end is not None and self._heading_end <= end:
            marks = _FINAL_MARKS.match(self._text, max(start, self._heading_end), end)
            cut = marks.end() if marks else end
            self._parts.append(self._text[start:cut])
            self.end()
            start = cut
        self._parts.append(self._text[start:end])


def _escape_opener(found: regex.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _entity_table(entities: tuple[Entity, ...]) -> str:
    order = get_args(Label)
    times = Counter((entity.label, entity.text, meaning(entity)) for entity in entities)
    rows = sorted(times.items(), key=lambda row: (order.index(row[0][0]), -row[1], row[0]))
    lines = ["| Label | Name | Stands for | Times |", "| --- | --- | --- | ---: |"]
    for names, count in rows:
        cells = " | ".join(_MARKUP.sub(r"\\\g<0>", " ".join(name.split())) for name in names)
        lines.append(f"| {cells} | {count} |")
    return "\n".join(lines)
