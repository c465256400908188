"""PDF files to text, by the places of their glyphs as PDFium tells them."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double
from math import atan2, hypot, pi
from typing import Any

from speechparse.errors import ReadingError
from speechparse.reading import pages
from speechparse.reading.content import Content
from speechparse.reading.extras import extra
from speechparse.reading.page_lines import Glyph

_SPECIAL = {0: "\ufffd", 2: "-", 9: " ", 10: " ", 13: " "}


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
            found = [_page(pdfium.raw, page, number) for number, page in enumerate(document, 1)]
    except pdfium.PdfiumError as error:
        reason = "the PDF is protected by a password" if "password" in str(error).lower() else "damaged PDF"
        raise ReadingError(f"{name}: {reason} ({error})") from error
    return pages.content(found)


def _page(raw: Any, page: Any, number: int) -> pages.Page:
    text = page.get_textpage()
    glyphs = list(_glyphs(raw, text.raw))
    text.close()
    images = next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4), None) is not None
    sides = page.get_mediabox()
    width, height = sides[2] - sides[0], sides[3] - sides[1]
    page.close()
    return pages.page(number, glyphs, (width, height), images=images)


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
