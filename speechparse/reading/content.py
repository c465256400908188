"""What a reader makes of a file: its text, and where in the file each part of it stood."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import msgspec

from speechparse.model.nodes import Where
from speechparse.model.spans import Diagnostic, Noise


class Location(NamedTuple):
    """Where a stretch of the text begins in its file; it holds up to the next location.

    Attributes:
        offset: Offset in the text, in code points.
        page: Page of the file, counted from 1; None where the format has no fixed pages.
        paragraph: Paragraph of the file, counted from 1; None where it is not known.
    """

    offset: int
    page: int | None = None
    paragraph: int | None = None


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What one format's reader gives back.

    Attributes:
        text: The text of the file, line endings as they are.
        encoding: Encoding the bytes were decoded by; None for formats that are no plain text.
        places: Where the text stood in the file, in text order; empty where the format has no places.
        noise: What the layout shows to be no part of the speech, such as page numbers.
        diagnostics: What was odd about the file.
    """

    text: str
    encoding: str | None = None
    places: tuple[Location, ...] = ()
    noise: tuple[Noise, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def where(self, offset: int) -> Where | None:
        """Where in the file this offset of the text stood; None for formats that have no places."""
        at = bisect_right(self.places, offset, key=lambda place: place.offset)
        if at == 0:
            return None
        place = self.places[at - 1]
        return Where(page=place.page, paragraph=place.paragraph)


class ReadText(Content, frozen=True, kw_only=True):
    """The text of a file, and what identifies the file.

    Attributes:
        name: Name of the file as it was given, or None.
        sha256: Hash of the file's bytes, in hexadecimal.
    """

    name: str | None = None
    sha256: str
