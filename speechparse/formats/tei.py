"""TEI P5: the speech as divisions, lists and paragraphs, with its names, for editions and corpora.

The text of `<body>` is the source text, character by character, noise included (`<fw>`); only what XML
cannot hold shows as U+FFFD. Ids are those of the document, with `-` for `/`. The elements used are those
of docs/schema/tei-speechparse.rng, a subset of TEI (https://tei-c.org/guidelines/p5/).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from speechparse.formats.flow import Close, Open, Stretch, flow
from speechparse.formats.inline import Marks
from speechparse.formats.tei_marks import attributes, escape, marks, xml_id
from speechparse.formats.tei_places import Places
from speechparse.model import Document, Node, Numbered, Paragraph, Section

# Kinds that may stand at the top of a division, by TEI's model.divTop, with their elements.
_TOP = {
    "title": 'head type="title"',
    "subtitle": 'head type="subtitle"',
    "heading": "head",
    "byline": "byline",
    "date": "dateline",
    "salutation": "salute",
}
_XML_BLANKS = " \t\n"
_FINAL_MARKS = re.compile(r"[^\w\s]*")


def render(document: Document) -> str:
    """The document as a TEI file."""
    places = Places(document.entities)
    body = _Body(document, Marks(marks(document, places)))
    for event in flow(document):
        body.take(event)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="zh">\n'
        f"{_header(document)}{places.list()}<text>\n<body>{body.end()}</body>\n</text>\n</TEI>\n"
    )


def _header(document: Document) -> str:
    meta, source = document.meta, document.source
    author = meta.speaker or meta.organ
    origin = f"{source.name or document.id}, SHA-256 {source.sha256}"
    created = f"<date>{escape(meta.date)}</date>" if meta.date else ""
    created += f"<placeName>{escape(meta.place)}</placeName>" if meta.place else ""
    profile = f"<profileDesc><creation>{created}</creation></profileDesc>\n" if created else ""
    return (
        "<teiHeader>\n<fileDesc>\n"
        f"<titleStmt><title>{escape(meta.title or source.name or document.id)}</title>"
        f"{f'<author>{escape(author)}</author>' if author else ''}</titleStmt>\n"
        "<publicationStmt><p>Structured by speechparse; see the source for rights.</p></publicationStmt>\n"
        f"<sourceDesc><p>{escape(origin)}</p></sourceDesc>\n</fileDesc>\n"
        f"{profile}</teiHeader>\n"
    )


class _Opened(NamedTuple):
    """An element that is open.

    Attributes:
        tag: Its name.
        holds: `blocks` for a division, `items` for a list, `both` for text and blocks, else `text`.
        node: Whose element it is, or None for one that only TEI wants.
    """

    tag: str
    holds: str
    node: Node | None


class _Body:
    """Builds the body, and opens and closes the elements between, as TEI's content models want them."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self._document = document
        self._marks = marks
        self._kinds = {noise.start: noise.kind for noise in document.noise}
        self._kind = ""
        self._parts: list[str] = []
        self._opened = [_Opened("body", "blocks", None)]
        # Blanks that XML takes for text stand between blocks; the next element that may hold text gets them.
        self._blanks: list[str] = []
        self._content = [""]  # of each open element: nothing yet, `top`, `blocks` or `divisions`

    def take(self, event: Open | Close | Stretch) -> None:
        """Takes the next event of the flow."""
        match event:
            case Open(node, _):
                self._open_node(node)
            case Close(node):
                while self._opened[-1].node is not node:
                    self._close()
                self._close()
            case Stretch(start, end, _, True):
                self._kind = self._kinds.get(start, self._kind)
                self._parts.append(f"<fw{attributes(type=self._kind)}>")
                self._put_blanks()
                self._parts.append(f"{escape(self._document.text[start:end])}</fw>")
            case Stretch(start, end, node, False):
                self._add(start, end, node)

    def end(self) -> str:
        """The content of the body."""
        while len(self._opened) > 1:
            self._close()
        if self._blanks or self._content[0] in ("", "top"):
            self._start_block()
            self._open("p", "text", None)
        while len(self._opened) > 1:
            self._close()
        return "".join(self._parts)

    def _open_node(self, node: Node) -> None:
        names = attributes(**{"xml:id": xml_id(node.id)})
        outer = self._outer()
        if isinstance(node, Section) and outer.holds == "blocks":
            self._leave("items", "text")
            self._leave_rest()
            number = attributes(n=str(node.marker.number)) if node.marker else ""
            self._open(f'div type="section"{number}{names}', "blocks", node, content="divisions")
        elif isinstance(node, Numbered):
            if self._opened[-1].holds != "items":
                self._start_block()
                self._open("list", "items", None)
            number = attributes(n=str(node.marker.number)) if node.marker else ""
            self._open(f"item{number}{names}", "both", node)
        elif outer.holds == "text":
            self._leave("items")
            tag = "note" if node.kind == "note" else f"seg{attributes(type=node.kind)}"
            self._open(f"{tag}{names}", "text", node)
        else:
            self._leave("items", *(["text"] if outer.holds == "blocks" else []))
            self._open_block(node, names, outer)

    def _open_block(self, node: Node, names: str, outer: _Opened) -> None:
        top = outer.holds == "blocks" and self._content[-1] in ("", "top")
        if top and node.kind in _TOP:
            self._open(f"{_TOP[node.kind]}{names}", "text", node, content="top")
            return
        if node.kind == "note":
            self._open(f"note{names}", "text", node, content=self._content[-1])
            return
        self._start_block()
        tag = "p" if isinstance(node, Paragraph) else f"ab{attributes(type=node.kind)}"
        self._open(f"{tag}{names}", "text", node)

    def _outer(self) -> _Opened:
        """The innermost element that is a node's, or the body."""
        return next(each for each in reversed(self._opened) if each.node is not None or each.tag == "body")

    def _start_block(self) -> None:
        """Makes room for a block; behind a division TEI allows nothing but another one."""
        if self._opened[-1].holds == "blocks" and self._content[-1] == "divisions":
            self._open('div type="rest"', "blocks", None)

    def _leave_rest(self) -> None:
        if self._opened[-1].tag == "div" and self._opened[-1].node is None:
            self._close()

    def _leave(self, *kinds: str) -> None:
        """Closes the elements of these kinds that are no node's."""
        while self._opened[-1].node is None and self._opened[-1].holds in kinds:
            self._close()

    def _open(self, start: str, holds: str, node: Node | None, *, content: str = "blocks") -> None:
        self._content[-1] = content
        self._parts.append(f"<{start}>")
        self._opened.append(_Opened(start.partition(" ")[0], holds, node))
        self._content.append("")
        if holds in ("text", "both"):
            self._put_blanks()

    def _close(self) -> None:
        self._parts.append(f"</{self._opened.pop().tag}>")
        self._content.pop()

    def _add(self, start: int, end: int, node: Node | None) -> None:
        """Adds text: blanks wherever they are, a heading as a head, all else where text may stand."""
        cut = self._heading_cut(start, end, node)
        if cut > start and self._document.text[start:cut].strip():
            if self._opened[-1].tag != "head":
                self._open("head", "text", None, content="top")
            self._put(start, cut)
            if isinstance(node, Numbered) and node.heading is not None and cut >= node.heading.end:
                self._leave("text")
            start = cut
        text = self._document.text[start:end]
        if text.strip():
            self._leave("items")
            if self._opened[-1].holds == "blocks":
                self._start_block()
                self._open("p", "text", None)
        if self._opened[-1].holds in ("text", "both"):
            self._put(start, end)
        elif text:
            self._blanks.append(escape(text))
            if not self._blanks[0].replace("&#13;", "").strip(_XML_BLANKS):
                self._put_blanks()

    def _heading_cut(self, start: int, end: int, node: Node | None) -> int:
        """Where the head of the division at hand ends inside `[start, end)`; `start` where it has none."""
        outer = self._outer()
        if not (isinstance(node, Section) and outer.node is node and outer.holds == "blocks"):
            return start
        if node.heading is None or start > node.heading.end:
            return start
        marks = _FINAL_MARKS.match(self._document.text, max(start, node.heading.end), end)
        return marks.end() if marks and node.heading.end <= end else end

    def _put_blanks(self) -> None:
        self._parts.extend(self._blanks)
        self._blanks.clear()

    def _put(self, start: int, end: int) -> None:
        self._parts.append(self._marks.apply(self._document.text, start, end, escape))
