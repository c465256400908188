"""What every search engine behind the library does: one small interface, and what goes through it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from speechparse.errors import SpeechParseError
from speechparse.search.records import Record
from speechparse.search.syntax import Query, Years

FACETS = ("year", "province", "origin", "level", "kind", "program", "org", "person")
"""The fields by whose values hits can be counted."""


class EngineError(SpeechParseError):
    """An index cannot be opened or written; the message says why and what to do."""


class Ranked(NamedTuple):
    """A record that was hit.

    Attributes:
        record: The record.
        score: How well it fits; higher is better. Scores of two queries cannot be compared.
    """

    record: Record
    score: float


class Found(NamedTuple):
    """A page of hits, best first, of `total` in all."""

    total: int
    hits: Sequence[Ranked]


class FoundDocuments(NamedTuple):
    """A page of documents, best first, of `total` in all: for each its best record, and how many it has."""

    total: int
    hits: Sequence[tuple[Ranked, int]]


class Stored(NamedTuple):
    """A document that an index holds.

    Attributes:
        id: Id of the document.
        source: Name of the file, as it was given.
        sha256: Hash of the source.
        characters: Number of code points in its records.
    """

    id: str
    source: str | None
    sha256: str
    characters: int


def any_year(wanted: Years, known: range) -> list[int]:
    """The years of an index that a query wants, for engines that look years up one by one; never empty."""
    first, last = wanted.first or 0, 9999 if wanted.last is None else wanted.last
    return [year for year in known if first <= year <= last] or [-1]


class Engine(Protocol):
    """An index of records, wherever it is kept."""

    def put(
        self, documents: Iterable[tuple[Stored, Sequence[Record]]], *, instead_of: Iterable[str] = ()
    ) -> None:
        """Adds documents, in place of those of the same and of other ids; all is done when this returns, or nothing.

        Of two with the same id the last one stays.
        """

    def remove(self, ids: Iterable[str]) -> None:
        """Takes documents out."""

    def stored(self) -> Mapping[str, Stored]:
        """The documents of the index by their ids."""

    def find(self, query: Query, *, limit: int, offset: int) -> Found:
        """The hits of a query, best first."""

    def find_documents(self, query: Query, *, limit: int, offset: int) -> FoundDocuments:
        """The documents that hold hits, those with the best hit first."""

    def facets(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many hits there are for each value of the fields (`FACETS`), the most frequent first."""

    def every(self, query: Query) -> Iterable[Record]:
        """All hits, in no special order."""

    def sizes(self) -> Iterable[tuple[int | None, str | None, int]]:
        """Number of code points for each year and province of origin."""

    def record(self, id: str) -> Record | None:
        """The record of this id."""

    def finish(self) -> None:
        """Makes the index fast to read, after much was added."""

    def close(self) -> None:
        """Ends the work with the index."""
