"""Files of fixed pages to text: paragraphs made whole again, page numbers and running headers noise.

Furniture of the page that stands amid a paragraph is put behind it, so that the paragraph stays whole;
nothing is left out. Pages that are only images have no text: they give a diagnostic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from speechparse.reading.assembly import Assembly
from speechparse.reading.content import Content
from speechparse.reading.page_lines import Glyph, Line, direction, joined, lines
from speechparse.reading.page_paragraphs import Frame, begins_paragraph, frame

_PAGE_NUMBER = re.compile(
    r"[\s\-—–―－·•~]{0,6}(?:第\s?)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})(?:\s?页)?"
    r"(?:\s?[/／，,]?\s?共?\s?\d{1,4}\s?页?)?[\s\-—–―－·•~]{0,6}"
)
_FIGURES = re.compile(r"\d+")
# Page numbers stand in the outer parts of a page: shares of its height.
_MARGIN = 0.13


class Page(NamedTuple):
    """A page.

    Attributes:
        number: Counted from 1.
        lines: Its lines, in the order in which they are drawn.
        height: Its height as it is read.
        images: Whether it holds images.
    """

    number: int
    lines: list[Line]
    height: float
    images: bool


def page(number: int, glyphs: Sequence[Glyph], sides: tuple[float, float], *, images: bool) -> Page:
    """A page from what it draws; see `page_lines.lines`."""
    # A damaged file may place glyphs nowhere; they are read all the same.
    glyphs = [
        glyph if isfinite(sum(glyph[1:5])) else glyph._replace(x=0.0, y=0.0, width=0.0, size=1.0)
        for glyph in glyphs
    ]
    height = sides[0] if direction(glyphs) in (1, 3) else sides[1]
    return Page(number, lines(glyphs, sides), height, images)


def content(pages: list[Page]) -> Content:
    """The text of all pages, one line a paragraph."""
    return _Writer(pages).content()


class _Writer:
    """Writes paragraphs and keeps the furniture of pages until one ends."""

    def __init__(self, pages: list[Page]) -> None:
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

    def _body(self, page: Page) -> list[Line]:
        return [line for line in page.lines if self._furniture(page, line) is None]

    def _furniture(self, page: Page, line: Line) -> tuple[str, str] | None:
        """Kind and rule of a line that is no part of the text."""
        if line.turned:
            return "watermark", "slanted-text"
        at_edge = not _MARGIN * page.height < line.y < (1 - _MARGIN) * page.height
        if at_edge and _PAGE_NUMBER.fullmatch(line.text):
            return "page", "page-number"
        if _key(line) in self._running:
            return "page", "running-line"
        return None

    def _note_furniture(self, page: Page, *, top: bool) -> None:
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


def _running(pages: list[Page]) -> set[tuple[str, int]]:
    """Lines that stand at the very top or bottom of at least half the pages."""
    outer: Counter[tuple[str, int]] = Counter()
    for page in pages:
        rows = sorted({line.y for line in page.lines})
        edges = {*rows[:2], *rows[-2:]} if len(rows) > 4 else set(rows[:1] + rows[-1:])
        outer.update({_key(line) for line in page.lines if line.y in edges})
    return {key for key, count in outer.items() if count >= max(2, len(pages) / 2)}
