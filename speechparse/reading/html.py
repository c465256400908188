"""Web pages to text: block by block, with the numbers that browsers put before list items.

What a page shows becomes text, one line a block, and nothing is judged: navigation and credits are
left to the noise rules. Scripts, styles and what the page itself hides are no text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speechparse.errors import ReadingError
from speechparse.reading.assembly import Assembly
from speechparse.reading.content import Content
from speechparse.reading.decoding import decode, known_encoding
from speechparse.reading.extras import extra
from speechparse.reading.html_lists import ListLabels

if TYPE_CHECKING:
    from lxml.etree import _Element


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_DROPPED = _tags(
    "head script style template noscript iframe object canvas svg math audio video map "
    "select textarea datalist rt rp"
)
_BLOCKS_IN_CELL = _tags("address article blockquote center dl div h1 h2 h3 h4 h5 h6 li p pre table")
_BLOCKS = _BLOCKS_IN_CELL | _tags(
    "html body aside caption dd details dialog dt fieldset figcaption figure footer form frameset header "
    "hgroup hr legend main menu nav ol search section summary tbody td tfoot th thead tr ul"
)
_CELLS = _tags("td th")
_CELL_END = "\x1f"

_CHARSET = re.compile(rb"<meta[^>]{1,256}?charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:-]{1,40})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]"
# A line break in the source between two wide characters is no blank (CSS Text 3, 4.1.3).
_SOURCE_BREAK = re.compile(rf"(?<={_WIDE})[ \t]*\n[ \t\n]*(?={_WIDE})")
_BLANKS = re.compile(r"[ \t\n]+")
_CELL_EDGE = re.compile(f" ?{_CELL_END} ?")
# What becomes of all but these where tags nest deeper than the parser goes: a plain paragraph break.
_TAG = re.compile(r"</?(?!(?:html|head|title|meta|body|script|style)\b)[a-z][^<>]{0,4096}>", re.IGNORECASE)


def read(data: bytes, *, name: str, encoding: str | None = None) -> Content:
    """The text that a web page shows.

    Args:
        data: The bytes of the page.
        name: What error messages call the file.
        encoding: Encoding named by the user; None for the page's own declaration, else the likeliest.
    """
    etree = extra("lxml.etree", name=name, extra="html")
    page = _decoded(data, name, encoding)
    source = page.text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    root, complete = _parsed(source, name, etree)
    if not complete:
        root, _ = _parsed(_TAG.sub("<p>", source), name, etree)
    walker = _Walker()
    if root is not None:
        walker.walk(root, etree)
    return walker.assembly.content(encoding=page.encoding)


def _parsed(source: str, name: str, etree: Any) -> tuple[_Element | None, bool]:
    """The tree of a page, and whether the parser got to its end."""
    # No network, no entities of others; comments and instructions are dropped.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.LxmlError as error:
        if not source.strip():
            return None, True
        raise ReadingError(f"{name}: damaged HTML ({error})") from error
    return root, not any("depth" in entry.message for entry in parser.error_log)


def _decoded(data: bytes, name: str, encoding: str | None) -> Content:
    declared = _CHARSET.search(data[:4096])
    codec = known_encoding(declared[1].decode("ascii", "replace")) if declared else None
    # A declaration that can be read at all is in no UTF-16.
    if encoding is None and codec is not None and not codec.startswith("utf-16"):
        try:
            return decode(data, name=name, encoding=codec)
        except ReadingError:
            return decode(data, name=name)
    return decode(data, name=name, encoding=encoding)


class _Walker:
    """Goes through the elements and fills lines."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self._line: list[str] = []
        self._labels = ListLabels()
        self._label = ""
        self._paragraph = 0
        self._verbatim = 0
        self._cell_open = False

    def walk(self, root: _Element, etree: Any) -> None:
        """All of the tree, without recursion, so that deep nesting does no harm."""
        skipped: _Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is None and event == "start" and _is_dropped(element):
                skipped = element
            elif skipped is None and event == "start":
                self._open(element)
                self._write(element.text)
            elif skipped is None:
                self._close(element)
                self._write(element.tail)
            elif event == "end" and skipped is element:
                skipped = None
                self._write(element.tail)
        self._break()

    def _open(self, element: _Element) -> None:
        tag = str(element.tag)
        if tag == "br":
            self._break(keep_empty=True)
        elif tag in _CELLS and not _is_layout(element):
            if self._cell_open:
                self._line.append(_CELL_END)
            self._cell_open = True
        elif tag in _BLOCKS:
            self._break()
            self._verbatim += tag == "pre"
        self._label = self._labels.open(element) or self._label

    def _close(self, element: _Element) -> None:
        tag = str(element.tag)
        if tag in _BLOCKS and (tag not in _CELLS or _is_layout(element)):
            self._break()
            self._verbatim -= tag == "pre"
            self._label = "" if tag == "li" else self._label
        self._labels.close(element)

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if not self._verbatim:
            self._line.append(text)
            return
        first, *rest = text.split("\n")
        self._line.append(first)
        for line in rest:
            self._break(keep_empty=True)
            self._line.append(line)

    def _break(self, *, keep_empty: bool = False) -> None:
        """End the line; one without text leaves no trace, unless it was asked for."""
        text = "".join(self._line)
        if not self._verbatim:
            text = _BLANKS.sub(" ", _SOURCE_BREAK.sub("", text)).strip(" ")
            text = _CELL_EDGE.sub("\t", text)
        self._line.clear()
        self._cell_open = False
        if text.strip() or keep_empty:
            self._paragraph += 1
            self.assembly.add(self._labels.join(self._label, text), paragraph=self._paragraph)
            self._label = ""


def _is_dropped(element: _Element) -> bool:
    return (
        element.tag in _DROPPED
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style", "")))
    )


def _is_layout(cell: _Element) -> bool:
    """Whether the cell holds blocks, as in pages laid out with tables."""
    return any(child.tag in _BLOCKS_IN_CELL for child in cell)
