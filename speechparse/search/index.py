"""An index of speeches as its users see it, whatever engine keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from types import TracebackType

import msgspec

from speechparse.errors import ConfigurationError
from speechparse.model import Document
from speechparse.search.engine import FACETS, Engine, Ranked, Stored
from speechparse.search.matching import Matcher
from speechparse.search.query import parse_query
from speechparse.search.records import LONGEST, Granularity, Record, make_records
from speechparse.search.similar import Likeness, similar
from speechparse.search.syntax import Query, phrases
from speechparse.search.trends import Trend, trend

Segmenter = Callable[[str], Iterable[str]]
"""Cuts a text into words."""


class Hit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record that a query found.

    Attributes:
        record: The record.
        score: How well it fits; higher is better.
        marks: Where the terms stand in the record's text, `[start, end)` each.
        hits: How many records of its document the query found, where hits are grouped by document.
    """

    record: Record
    score: float
    marks: tuple[tuple[int, int], ...] = ()
    hits: int | None = None


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """A page of hits.

    Attributes:
        query: The query, as it was typed.
        total: How many records, or documents, there are in all.
        offset: How many of them come before this page.
        hits: The page, best first.
        facets: For each field that was asked for the number of hits for each value, the most frequent first.
    """

    query: str
    total: int
    offset: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]]


class Index:
    """Records of many documents, in an engine.

    Args:
        engine: The engine; see `opening.open_index`.
        granularity: How much a record of a document that is added holds.
        longest: How many code points a record holds at most.
        segment: Cuts texts into words, for the field `word:`; without it there are none.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        granularity: Granularity = "unit",
        longest: int = LONGEST,
        segment: Segmenter | None = None,
    ) -> None:
        self.engine = engine
        self._granularity = granularity
        self._longest = longest
        self._segment = segment

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, documents: Iterable[Document], *, instead_of: Iterable[str] = ()) -> None:
        """Adds documents, in place of those of the same ids; when this returns, all are kept for good.

        Args:
            documents: The documents.
            instead_of: Ids of documents to take out in the same step, such as earlier versions.
        """
        self.engine.put([self._made(document) for document in documents], instead_of=instead_of)

    def add_records(self, records: Iterable[Record]) -> None:
        """Adds records that were made before, all those of a document together."""
        grouped: dict[str, list[Record]] = {}
        for record in records:
            grouped.setdefault(record.document, []).append(record)
        self.engine.put([(_stored(group, sha256=""), group) for group in grouped.values()])

    def remove(self, ids: Iterable[str]) -> None:
        """Takes documents out, by their ids."""
        self.engine.remove(ids)

    def search(self, query: str, *, limit: int = 10, offset: int = 0, facets: Sequence[str] = ()) -> Results:
        """The records that a query finds, best first.

        Args:
            query: The query; docs/search.md has the language.
            limit: How many hits to give.
            offset: How many to pass over.
            facets: Fields for whose values to count the hits; any of `engine.FACETS`.

        Raises:
            QueryError: The query cannot be understood.
        """
        tree = _tree(query, limit, offset, facets)
        found = self.engine.find(tree, limit=limit, offset=offset)
        return self._results(query, tree, found.total, offset, [(hit, None) for hit in found.hits], facets)

    def search_documents(
        self, query: str, *, limit: int = 10, offset: int = 0, facets: Sequence[str] = ()
    ) -> Results:
        """The documents that hold hits, each by its best record; the arguments are those of `search`."""
        tree = _tree(query, limit, offset, facets)
        found = self.engine.find_documents(tree, limit=limit, offset=offset)
        return self._results(query, tree, found.total, offset, found.hits, facets)

    def similar(self, text: str, *, limit: int = 10, least: float = 0.2) -> list[Likeness]:
        """Records that say nearly the same as a text or as the record of this id; see `similar.similar`."""
        return similar(self.engine, text, limit=limit, least=least)

    def trend(self, query: str, *, by: str = "year") -> Trend:
        """How often a query's terms occur by year or province; see `trends.trend`."""
        return trend(self.engine, query, by=by)

    def close(self) -> None:
        """Ends the work with the index."""
        self.engine.close()

    def _made(self, document: Document) -> tuple[Stored, list[Record]]:
        records = list(make_records(document, granularity=self._granularity, longest=self._longest))
        if self._segment is not None:
            records = [msgspec.structs.replace(one, words=tuple(self._segment(one.text))) for one in records]
        size = sum(len(record.text) for record in records)
        return Stored(document.id, document.source.name, document.source.sha256, size), records

    def _results(
        self,
        query: str,
        tree: Query,
        total: int,
        offset: int,
        found: Iterable[tuple[Ranked, int | None]],
        facets: Sequence[str],
    ) -> Results:
        matcher = Matcher(phrases(tree))
        hits = [
            Hit(
                record=hit.record, score=round(hit.score, 4), marks=matcher.spans(hit.record.text), hits=count
            )
            for hit, count in found
        ]
        counts = self.engine.facets(tree, facets) if facets else {}
        return Results(query=query, total=total, offset=offset, hits=tuple(hits), facets=counts)


def _stored(records: Sequence[Record], *, sha256: str) -> Stored:
    size = sum(len(record.text) for record in records)
    return Stored(records[0].document, records[0].source, sha256, size)


def _tree(query: str, limit: int, offset: int, facets: Sequence[str]) -> Query:
    if limit < 0 or offset < 0:
        raise ConfigurationError("limit and offset cannot be negative")
    for field in facets:
        if field not in FACETS:
            raise ConfigurationError(f"hits cannot be counted by {field!r}; they can by {', '.join(FACETS)}")
    return parse_query(query)
