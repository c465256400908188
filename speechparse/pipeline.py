"""The whole flow: bytes, text, outline, entities, document. Read `Parser._parse` from top to bottom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING

from msgspec import structs

from speechparse import reading
from speechparse.model import Diagnostic, Document, Source
from speechparse.outline.find import find_outline
from speechparse.reading import ReadText
from speechparse.text.folding import fold
from speechparse.text.noise import NoiseRule, blank, find_noise
from speechparse.text.surrogates import replace_surrogates

if TYPE_CHECKING:
    from speechparse.entities import Recognizer


class Parser:
    """Parses speeches with the same options; make one and use it for many.

    Args:
        entities: Whether to find named entities; without them the structure alone is found, faster.
        model: `default` for the model of the package, a path for another, None to go by rules and lists
            alone.
        names: Path of the user's own table of names (TSV: name, label, canonical id), or its rows.
        noise: The user's own patterns of noise; see `speechparse.text.noise.noise_rule`.

    Raises:
        ConfigurationError: An option or a row of a table is wrong; the message says which and why.
    """

    def __init__(
        self,
        *,
        entities: bool = True,
        model: str | PathLike[str] | None = "default",
        names: str | PathLike[str] | Iterable[tuple[str, ...]] | None = None,
        noise: Iterable[NoiseRule] = (),
    ) -> None:
        self._entities = entities
        self._model = model
        self._names = names
        self._noise = tuple(noise)
        if entities and names is not None:
            self._recognizer  # noqa: B018  # a wrong table is told at once, not at the first text

    @cached_property
    def _recognizer(self) -> Recognizer:
        from speechparse.entities import Recognizer

        return Recognizer(names=self._names, model=self._model)

    def parse(self, text: str, *, id: str | None = None, date: str | None = None) -> Document:
        """The document of a text. Any string parses; what is odd is in `Document.diagnostics`.

        Args:
            text: The source text. A lone surrogate in it is replaced by U+FFFD, with a diagnostic.
            id: Identifier of the document; without one, the first 16 digits of the text's SHA-256.
            date: The day of the speech in EDTF, where it is known; without one, the frame is asked.
        """
        replaced: list[Diagnostic] = []
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError:  # only lone surrogates have no encoding
            text, replaced = replace_surrogates(text)
            data = text.encode("utf-8")
        sha256 = hashlib.sha256(data).hexdigest()
        read = ReadText(text=text, sha256=sha256, diagnostics=tuple(replaced))
        return self._parse(read, id, date)

    def parse_file(
        self, path: str | PathLike[str], *, encoding: str | None = None, date: str | None = None
    ) -> Document:
        """The document of a file of any format that is read; see docs/guide.md.

        Args:
            path: Path of the file.
            encoding: Encoding of a text file, where detection is not wanted.
            date: The day of the speech in EDTF, where it is known.

        Raises:
            ReadingError: The file cannot be read as text; the message names file, place and remedy.
            OSError: The file cannot be opened.
        """
        return self._parse(_without_surrogates(reading.read_file(path, encoding=encoding)), None, date)

    def parse_bytes(
        self, data: bytes, *, name: str | None = None, encoding: str | None = None, date: str | None = None
    ) -> Document:
        """The document of a file's bytes; `name`, if given, helps to tell its format.

        Raises:
            ReadingError: The bytes cannot be read as text.
        """
        return self._parse(
            _without_surrogates(reading.read_bytes(data, name=name, encoding=encoding)), None, date
        )

    def _parse(self, read: ReadText, id: str | None, date: str | None) -> Document:
        text = read.text
        folded = fold(text)
        noise = find_noise(folded, self._noise, read.noise)
        working = blank(folded, noise)
        outline = find_outline(text, folded, working, noise, read.places)
        recognized = None
        if self._entities:
            # Credits (新华社北京1月19日电) are noise to the outline, but name organs, places and days.
            silent = [span for span in noise if span.kind != "credit"]
            told = working if len(silent) == len(noise) else blank(folded, silent)
            recognized = self._recognizer.recognize(told, text, date=date or outline.meta.date)
        diagnostics = [*read.diagnostics, *outline.diagnostics]
        if recognized is not None:
            diagnostics += recognized.diagnostics
        return Document(
            id=id or read.sha256[:16],
            source=Source(name=read.name, sha256=read.sha256, encoding=read.encoding, length=len(text)),
            text=text,
            meta=outline.meta,
            children=outline.children,
            entities=recognized.entities if recognized is not None else (),
            groups=recognized.groups if recognized is not None else (),
            noise=noise,
            diagnostics=tuple(sorted(diagnostics, key=lambda d: (d.start, d.end, d.code))),
        )


def _without_surrogates(read: ReadText) -> ReadText:
    """What was read, with lone surrogates replaced in the text and in the file's name."""
    text, replaced = replace_surrogates(read.text)
    name = read.name and replace_surrogates(read.name)[0]
    return structs.replace(read, text=text, name=name, diagnostics=(*read.diagnostics, *replaced))


def parse(text: str, *, entities: bool = True, date: str | None = None) -> Document:
    """The document of a text, with the default options; see `Parser.parse`."""
    return _default_parser(entities).parse(text, date=date)


def parse_file(
    path: str | PathLike[str], *, encoding: str | None = None, entities: bool = True, date: str | None = None
) -> Document:
    """The document of a file, with the default options; see `Parser.parse_file`."""
    return _default_parser(entities).parse_file(path, encoding=encoding, date=date)


_parsers: dict[bool, Parser] = {}


def _default_parser(entities: bool) -> Parser:
    if entities not in _parsers:
        _parsers[entities] = Parser(entities=entities)
    return _parsers[entities]
