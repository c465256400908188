"""Word documents (.docx) to text, with the numbers that Word makes itself.

Read are the body, its tables and text boxes, and the notes at the end; tracked insertions are kept,
tracked deletions and hidden text dropped, as on the page. Headers and footers are no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from speechparse.errors import ReadingError
from speechparse.reading.assembly import Assembly
from speechparse.reading.containers import Container
from speechparse.reading.content import Content
from speechparse.reading.docx_numbering import Numbering, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BOX = f"{W}txbxContent"

_GONE = frozenset(
    {f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "rt")}
)
_MARKS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))
_OFF = ("0", "false", "off")


def read(data: bytes, *, name: str, encoding: str | None = None) -> Content:
    """The text of a Word document, one line a paragraph and one a table row.

    Args:
        data: The bytes of the file.
        name: What error messages call the file.
        encoding: Without meaning here.
    """
    container = Container(data, name=name, extra="docx")
    main = container.related("", "officeDocument") or "word/document.xml"
    body = container.xml(main).find(f"{W}body")
    if body is None:
        raise ReadingError(f"{name}: part {main} has no body")
    numbering, styles = (container.related(main, kind) for kind in ("numbering", "styles"))
    reader = _Reader(
        Numbering(
            None if numbering is None else container.xml(numbering),
            None if styles is None else container.xml(styles),
        )
    )
    reader.blocks(body)
    for kind, tag in _NOTES:
        part = container.related(main, kind)
        if part is not None and reader.notes[tag]:
            reader.append_notes(container.xml(part), tag)
    return reader.content()


class _Reader:
    """Turns blocks into lines, in order."""

    def __init__(self, numbering: Numbering) -> None:
        self.notes: dict[str, list[str]] = {tag: [] for _, tag in _NOTES}
        self._assembly = Assembly()
        self._numbering = numbering
        self._paragraphs = 0
        self._joined = ""
        self._boxes: list[_Element] = []

    def content(self) -> Content:
        """All lines so far."""
        for system in sorted(self._numbering.unknown):
            self._assembly.report("SP402", f"numbers of the system {system} are written as decimals")
        return self._assembly.content()

    def blocks(self, parent: _Element) -> None:
        """The paragraphs and tables in a body, a text box or a note."""
        for block in _blocks(parent):
            if block.tag == f"{W}tbl":
                for row in _inside(block, f"{W}tr"):
                    self._row(row)
            else:
                text = self._paragraph(block)
                if text is not None:
                    self._assembly.add(text, paragraph=self._paragraphs)
                self._flush_boxes()

    def append_notes(self, root: _Element, tag: str) -> None:
        """The notes that the text refers to, in its order."""
        by_id = {note.get(f"{W}id"): note for note in root.iterchildren(f"{W}{tag}")}
        for key in self.notes[tag]:
            if key in by_id:
                self.blocks(by_id[key])

    def _row(self, row: _Element) -> None:
        """A row of plain cells is one line, its cells parted by tabs; others go paragraph by paragraph."""
        if row.find(f"{W}trPr/{W}del") is not None:
            return
        cells = [list(_blocks(cell)) for cell in _inside(row, f"{W}tc")]
        if any(len(cell) > 1 or cell[0].tag != f"{W}p" for cell in cells if cell):
            for cell in _inside(row, f"{W}tc"):
                self.blocks(cell)
            return
        texts = [self._paragraph(cell[0]) or "" for cell in cells if cell]
        self._assembly.add("\t".join(texts), paragraph=self._paragraphs)
        self._flush_boxes()

    def _paragraph(self, paragraph: _Element) -> str | None:
        """Label and text; None where the break behind the paragraph is deleted, so that it runs on."""
        self._paragraphs += 1
        properties = paragraph.find(f"{W}pPr")
        text = self._joined + "".join(self._inline(paragraph))
        self._joined = ""
        if properties is not None and _break_deleted(properties):
            self._joined = text
            return None
        return self._numbering.label(properties) + text

    def _inline(self, paragraph: _Element) -> Iterator[str]:
        """The pieces of text in a paragraph, in order; text boxes are put by for later."""
        stack = [paragraph]
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in (f"{W}t", f"{_MATH}t"):
                yield element.text or ""
            elif tag in _MARKS:
                yield _MARKS[tag]
            elif tag == f"{W}br":
                yield "" if element.get(f"{W}type") in ("page", "column") else "\n"
            elif tag == f"{W}sym":
                yield _symbol(element.get(f"{W}char"))
            elif tag == _BOX:
                self._boxes.append(element)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.notes[tag[len(W) : -len("Reference")]].append(element.get(f"{W}id", ""))
            elif tag == f"{_MC}AlternateContent":
                stack.extend(_alternative(element))
            elif tag not in _GONE and not (tag == f"{W}r" and _hidden(element)):
                stack.extend(reversed(element))

    def _flush_boxes(self) -> None:
        """The text boxes anchored in what was just read."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.blocks(box)


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables, also those in content controls and the like."""
    return _inside(parent, f"{W}p", f"{W}tbl")


def _inside(parent: _Element, *tags: str) -> Iterator[_Element]:
    """The nearest descendants with one of the tags, those that were deleted left out."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in tags:
            yield element
        elif element.tag == f"{_MC}AlternateContent":
            stack.extend(_alternative(element))
        elif element.tag not in _GONE:
            stack.extend(reversed(element))


def _alternative(element: _Element) -> list[_Element]:
    """The first choice that holds text, else the fallback: both say the same."""
    for choice in element:
        if choice.tag == f"{_MC}Fallback" or next(choice.iter(f"{W}t", _BOX), None) is not None:
            return [choice]
    return []


def _break_deleted(properties: _Element) -> bool:
    return any(properties.find(f"{W}rPr/{W}{tag}") is not None for tag in ("del", "moveFrom"))


def _hidden(run: _Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in _OFF


def _symbol(code: str | None) -> str:
    """A character of a symbol font, kept in the private use area."""
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
