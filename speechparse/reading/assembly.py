"""Putting a text together from the paragraphs of a file, each on a line of its own."""

from __future__ import annotations

from speechparse.model.spans import Diagnostic, Noise
from speechparse.reading.content import Content, Location


class Assembly:
    """Collects paragraphs and notes where each begins; every one ends in a line feed."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._places: list[Location] = []
        self._noise: list[Noise] = []
        self._diagnostics: list[Diagnostic] = []

    @property
    def length(self) -> int:
        """Number of code points so far: the offset of the next paragraph."""
        return self._length

    def add(self, text: str, *, page: int | None = None, paragraph: int | None = None) -> None:
        """Append a paragraph with its place in the file; lone surrogates become U+FFFD."""
        self._places.append(Location(self._length, page, paragraph))
        line = text.encode("utf-8", "replace").decode() if not text.isascii() else text
        self._parts.append(line)
        self._parts.append("\n")
        self._length += len(line) + 1

    def add_noise(self, text: str, *, kind: str, rule: str, page: int | None = None) -> None:
        """Append a line that is no part of the speech, such as a page number."""
        start = self._length
        self.add(text, page=page)
        inner = text.strip()
        start += text.find(inner)
        if inner:
            self._noise.append(Noise(start=start, end=start + len(inner), kind=kind, rule=rule))

    def report(self, code: str, message: str) -> None:
        """Note something odd at the present end of the text."""
        self._diagnostics.append(Diagnostic(code=code, message=message, start=self._length, end=self._length))

    def content(self, *, encoding: str | None = None) -> Content:
        """All that was collected."""
        return Content(
            text="".join(self._parts),
            encoding=encoding,
            places=tuple(self._places),
            noise=tuple(self._noise),
            diagnostics=tuple(self._diagnostics),
        )
