"""OFD files (GB/T 33190-2016), the fixed-page format of Chinese official documents, to text."""

from __future__ import annotations

from typing import Any

from speechparse.errors import ReadingError
from speechparse.reading import pages
from speechparse.reading.containers import Container
from speechparse.reading.content import Content
from speechparse.reading.extras import extra
from speechparse.reading.page_lines import Glyph

# OFD counts in millimetres from the top, pages in points from the bottom.
_POINTS = 72 / 25.4


def read(data: bytes, *, name: str, encoding: str | None = None) -> Content:
    """The text of an OFD file, one line a paragraph.

    Args:
        data: The bytes of the file.
        name: What error messages call the file.
        encoding: Without meaning here.
    """
    ofdkit = extra("ofdkit", name=name, extra="ofd")
    container = Container(data, name=name, extra="ofd")
    container.check()
    try:
        with ofdkit.open(data) as document:
            found = [_page(container, page, number) for number, page in enumerate(document.pages, 1)]
    except ReadingError:
        raise
    except Exception as error:  # whatever a damaged file makes it raise
        raise ReadingError(f"{name}: damaged OFD file ({error})") from error
    return pages.content(found)


def _page(container: Container, page: Any, number: int) -> pages.Page:
    height = page.height * _POINTS
    glyphs = [
        Glyph(run.text, run.x * _POINTS, height - run.y * _POINTS, run.width * _POINTS, run.size * _POINTS, 0)
        for run in page.runs
    ]
    images = page.location in container and b"ImageObject" in container.read(page.location)
    return pages.page(number, glyphs, (page.width * _POINTS, height), images=images)
