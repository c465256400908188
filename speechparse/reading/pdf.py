"""PDF files to text: paragraphs made whole again, page numbers and running headers told as noise.

Furniture of the page that stands amid a paragraph is put behind it, so that the paragraph stays whole;
nothing is left out. Pages that are only images have no text: they give a diagnostic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double
from math import atan2, hypot, pi
from typing import Any, NamedTuple

from speechparse.errors import ReadingError
from speechparse.reading.assembly import Assembly
from speechparse.reading.content import Content
from speechparse.reading.extras import extra
from speechparse.reading.pdf_lines import Glyph, Line, direction, joined, lines
from speechparse.reading.pdf_paragraphs import Frame, begins_paragraph, frame

_PAGE_NUMBER = re.compile(
    r"[\s\-—–―－·•~]{0,6}(?:第\s?)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})(?:\s?页)?"
    r"(?:\s?[/／，,]?\s?共?\s?\d{1,4}\s?页?)?[\s\-—–―－·•~]{0,6}"
)
_FIGURES = re.compile(r"\d+")
_SPECIAL = {0: "\ufffd", 2: "-", 9: " ", 10: " ", 13: " "}
# Page numbers stand in the outer parts of a page: shares of its height.
_MARGIN = 0.13


class _Page(NamedTuple):
    """A page: its lines, its height, whether it holds images."""

    number: int
    lines: list[Line]
    height: float
    images: bool


def read(data: bytes, *, name: str, encoding: str | None = None) -> Content:
    """The text of a PDF, one line a paragraph.

    Args:
        data: The bytes of the file.
        name: What error messages call the file.
        encoding: Without meaning here.
    """
    pdfium = extra("pypdfium2", name=name, extra="pdf")
    try:
        with pdfium.PdfDocument(data) as document:
            pages = [_page(pdfium.raw, page, number) for number, page in enumerate(document, 1)]
    except pdfium.PdfiumError as error:
        reason = "the PDF is protected by a password" if "password" in str(error).lower() else "damaged PDF"
        raise ReadingError(f"{name}: {reason} ({error})") from error
    return _Writer(pages).content()


def _page(raw: Any, page: Any, number: int) -> _Page:
    text = page.get_textpage()
    glyphs = list(_glyphs(raw, text.raw))
    text.close()
    images = next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4), None) is not None
    sides = page.get_mediabox()
    width, height = sides[2] - sides[0], sides[3] - sides[1]
    page.close()
    found = lines(glyphs, (width, height))
    return _Page(number, found, width if direction(glyphs) in (1, 3) else height, images)


def _glyphs(raw: Any, text: Any) -> Iterator[Glyph]:
    """The characters that the page draws; those that the library adds are left out."""
    x, y = c_double(), c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for at in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, at, byref(x), byref(y))
        raw.FPDFText_GetLooseCharBox(text, at, byref(box))
        raw.FPDFText_GetMatrix(text, at, byref(matrix))
        size = raw.FPDFText_GetFontSize(text, at) * hypot(matrix.c, matrix.d)
        quarters = atan2(matrix.b, matrix.a) / (pi / 2)
        turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.03 else -1
        width = box.top - box.bottom if turn in (1, 3) else box.right - box.left
        yield Glyph(_character(raw.FPDFText_GetUnicode(text, at)), x.value, y.value, width, size or 1.0, turn)


def _character(code: int) -> str:
    """The library writes 2 for a hyphen at the end of a line, 0 for a character it cannot tell."""
    return _SPECIAL.get(code) or chr(code)


class _Writer:
    """Writes paragraphs and keeps the furniture of pages until one ends."""

    def __init__(self, pages: list[_Page]) -> None:
        self._pages = pages
        self._assembly = Assembly()
        self._running = _running(pages)
        self._paragraph = ""
        self._page = 1
        self._number = 0
        self._waiting: list[tuple[Line, str, str, int]] = []

    def content(self) -> Content:
        """All pages."""
        bodies = [self._body(page) for page in self._pages]
        whole = frame([line for body in bodies for line in body])
        before: tuple[Line, Frame] | None = None
        for page, body in zip(self._pages, bodies, strict=True):
            if not page.lines and page.images:
                self._flush()
                self._assembly.report(
                    "SP401", f"page {page.number} is an image without text; run text recognition (OCR) first"
                )
            self._note_furniture(page, top=True)
            within = frame(body, whole)
            for line in body:
                if before is None or begins_paragraph(before[0], line, within, before[1]):
                    self._flush()
                    self._page = page.number
                self._paragraph = joined(self._paragraph, line.text) if self._paragraph else line.text
                before = line, within
            self._note_furniture(page, top=False)
        self._flush()
        return self._assembly.content()

    def _body(self, page: _Page) -> list[Line]:
        return [line for line in page.lines if self._furniture(page, line) is None]

    def _furniture(self, page: _Page, line: Line) -> tuple[str, str] | None:
        """Kind and rule of a line that is no part of the text."""
        if line.turned:
            return "watermark", "pdf-slanted-text"
        if not _MARGIN < line.y / page.height < 1 - _MARGIN and _PAGE_NUMBER.fullmatch(line.text):
            return "page", "pdf-page-number"
        if _key(line) in self._running:
            return "page", "pdf-running-line"
        return None

    def _note_furniture(self, page: _Page, *, top: bool) -> None:
        for line in page.lines:
            found = self._furniture(page, line)
            if found is not None and (line.y > page.height / 2) == top:
                self._waiting.append((line, *found, page.number))
        if not self._paragraph:
            self._flush()

    def _flush(self) -> None:
        """End the paragraph, and set down the furniture that waited for its end."""
        if self._paragraph:
            self._number += 1
            self._assembly.add(self._paragraph, page=self._page, paragraph=self._number)
            self._paragraph = ""
        for line, kind, rule, page in self._waiting:
            self._assembly.add_noise(line.text, kind=kind, rule=rule, page=page)
        self._waiting.clear()


def _key(line: Line) -> tuple[str, int]:
    """What running headers and footers share: words, without page numbers, and height on the page."""
    return _FIGURES.sub("#", line.text), round(line.y / 3)


def _running(pages: list[_Page]) -> set[tuple[str, int]]:
    """Lines that stand at the very top or bottom of at least half the pages."""
    outer: Counter[tuple[str, int]] = Counter()
    for page in pages:
        rows = sorted({line.y for line in page.lines})
        edges = {*rows[:2], *rows[-2:]} if len(rows) > 4 else set(rows[:1] + rows[-1:])
        outer.update({_key(line) for line in page.lines if line.y in edges})
    return {key for key, count in outer.items() if count >= max(2, len(pages) / 2)}
