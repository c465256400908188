"""PostgreSQL as a search engine: bigrams in a `tsvector` under a GIN index, no extension, no parser of text.

All lies in the schema `speechparse` of the database. `ts_rank` knows no rarity of terms, so the order of
hits is plainer than BM25's; the hits are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from speechparse.search.engine import EngineError, Found, FoundDocuments, Ranked, Stored, any_year
from speechparse.search.extras import needed
from speechparse.search.records import Record
from speechparse.search.runs import TOKENIZER
from speechparse.search.streams import EVERY, YEAR, streams
from speechparse.search.syntax import (
    KEYWORD_FIELDS,
    PHRASE_FIELDS,
    And,
    Keyword,
    Not,
    Or,
    Phrase,
    Query,
    Years,
)

LAYOUT = 1
"""Version of the tables."""

_LAST_POSITION = 16383
"""The last position that a tsvector keeps."""

_GAP = 3
"""Positions between the text and the names, so that no phrase leads from one into the other."""

_LOCK = 0x53504958
"""The advisory lock that lets one process write at a time."""

_TABLES = """
CREATE SCHEMA IF NOT EXISTS speechparse;
CREATE TABLE speechparse.version(layout int NOT NULL, tokenizer int NOT NULL);
CREATE TABLE speechparse.documents(id text PRIMARY KEY, source text, sha256 text NOT NULL, characters int NOT NULL);
CREATE TABLE speechparse.records(document text NOT NULL, id text NOT NULL, length int NOT NULL, kind text NOT NULL,
    year int, level text, origin text, province text[], program text[], org text[], person text[],
    data bytea NOT NULL, tokens tsvector NOT NULL, PRIMARY KEY (document, id));
CREATE INDEX records_tokens ON speechparse.records USING gin(tokens);
CREATE INDEX records_sizes ON speechparse.records(year, origin) INCLUDE (length);
"""

_COLUMNS = "document, id, length, kind, year, level, origin, province, program, org, person, data, tokens"
_LISTS = ("province", "program", "org", "person")

_decode = msgspec.json.Decoder(Record).decode
_encode = msgspec.json.Encoder().encode


class PostgresEngine:
    """An index in a database.

    Args:
        url: Where the database is: `postgresql://user@host/database`, or `postgresql://?host=…&dbname=…`.
        write: Whether to write; the tables are made then where there are none.

    Raises:
        EngineError: The database cannot be reached, has no index or one of another version, or is not UTF-8.
    """

    def __init__(self, url: str, *, write: bool = False) -> None:
        self._psycopg = needed("psycopg", "postgres")
        try:
            self._connection: Any = self._psycopg.connect(url, autocommit=True)
            self._prepare(write)
        except self._psycopg.Error as error:
            raise EngineError(f"PostgreSQL: {' '.join(str(error).split())}") from error

    def _prepare(self, write: bool) -> None:
        if self._connection.info.parameter_status("server_encoding") != "UTF8":
            raise EngineError("PostgreSQL: the database's encoding must be UTF8")
        (exists,) = self._one("SELECT to_regclass('speechparse.version') IS NOT NULL")
        if not exists and not write:
            raise EngineError("PostgreSQL: there is no index in this database; `speechparse index` makes one")
        if not exists:
            with self._writing():
                self._connection.execute(_TABLES)
                self._connection.execute(
                    "INSERT INTO speechparse.version VALUES (%s, %s)", (LAYOUT, TOKENIZER)
                )
        found = self._one("SELECT layout, tokenizer FROM speechparse.version")
        if found != (LAYOUT, TOKENIZER):
            raise EngineError(
                f"PostgreSQL: made by another version (layout and tokenizer {found}, this is {(LAYOUT, TOKENIZER)}); "
                "drop the schema speechparse and index the archive again"
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction, of one process at a time."""
        try:
            with self._connection.transaction():
                self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                yield
        except self._psycopg.Error as error:
            raise EngineError(f"PostgreSQL: {' '.join(str(error).split())}") from error

    def put(
        self, documents: Iterable[tuple[Stored, Sequence[Record]]], *, instead_of: Iterable[str] = ()
    ) -> None:
        """See `Engine.put`."""
        documents = list({stored.id: (stored, records) for stored, records in documents}.values())
        with self._writing():
            self._remove([*instead_of, *(stored.id for stored, _ in documents)])
            with self._connection.cursor() as cursor:
                with cursor.copy(
                    "COPY speechparse.documents(id, source, sha256, characters) FROM STDIN"
                ) as copy:
                    for stored, _ in documents:
                        copy.write_row(tuple(map(_clean, stored)))
                with cursor.copy(f"COPY speechparse.records({_COLUMNS}) FROM STDIN") as copy:
                    for _, records in documents:
                        for record in records:
                            copy.write_row(_row(record))

    def remove(self, ids: Iterable[str]) -> None:
        """See `Engine.remove`."""
        with self._writing():
            self._remove(list(ids))

    def _remove(self, ids: list[str]) -> None:
        self._connection.execute("DELETE FROM speechparse.records WHERE document = ANY(%s)", (ids,))
        self._connection.execute("DELETE FROM speechparse.documents WHERE id = ANY(%s)", (ids,))

    def stored(self) -> Mapping[str, Stored]:
        """See `Engine.stored`."""
        found = self._connection.execute("SELECT id, source, sha256, characters FROM speechparse.documents")
        return {row[0]: Stored(*row) for row in found}

    def find(self, query: Query, *, limit: int, offset: int) -> Found:
        """See `Engine.find`."""
        match = self._match(query)
        (total,) = self._one("SELECT count(*) FROM speechparse.records WHERE tokens @@ %s::tsquery", (match,))
        found = self._connection.execute(
            """SELECT data, ts_rank(tokens, q, 1) AS score FROM speechparse.records, (SELECT %s::tsquery AS q) AS wanted
            WHERE tokens @@ q ORDER BY score DESC, document, id LIMIT %s OFFSET %s""",
            (match, limit, offset),
        )
        return Found(total, [Ranked(_decode(data), score) for data, score in found])

    def find_documents(self, query: Query, *, limit: int, offset: int) -> FoundDocuments:
        """See `Engine.find_documents`."""
        match = self._match(query)
        (total,) = self._one(
            "SELECT count(DISTINCT document) FROM speechparse.records WHERE tokens @@ %s::tsquery", (match,)
        )
        found = self._connection.execute(
            """WITH hits AS (SELECT document, id, ts_rank(tokens, q, 1) AS score, count(*) OVER (PARTITION BY document) AS hits,
                row_number() OVER (PARTITION BY document ORDER BY ts_rank(tokens, q, 1) DESC, id) AS place
                FROM speechparse.records, (SELECT %s::tsquery AS q) AS wanted WHERE tokens @@ q)
            SELECT data, score, hits FROM hits JOIN speechparse.records USING (document, id) WHERE place = 1
            ORDER BY score DESC, document LIMIT %s OFFSET %s""",
            (match, limit, offset),
        )
        return FoundDocuments(total, [(Ranked(_decode(data), score), hits) for data, score, hits in found])

    def facets(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        """See `Engine.facets`."""
        match = self._match(query)
        made = {}
        for field in fields:
            value = f"unnest({field})" if field in _LISTS else field
            rows = self._connection.execute(
                f"""SELECT value::text, count(*) FROM (SELECT {value} AS value FROM speechparse.records
                WHERE tokens @@ %s::tsquery) AS found WHERE value IS NOT NULL GROUP BY value
                ORDER BY count(*) DESC, value::text COLLATE "C\"""",  # noqa: S608
                (match,),
            )
            made[field] = dict(rows.fetchall())
        return made

    def every(self, query: Query) -> Iterable[Record]:
        """See `Engine.every`."""
        rows = self._connection.execute(
            "SELECT data FROM speechparse.records WHERE tokens @@ %s::tsquery", (self._match(query),)
        )
        return (_decode(data) for (data,) in rows)

    def sizes(self) -> Iterable[tuple[int | None, str | None, int]]:
        """See `Engine.sizes`."""
        rows = self._connection.execute(
            "SELECT year, origin, sum(length)::bigint FROM speechparse.records GROUP BY year, origin"
        )
        return [(year, origin, size) for year, origin, size in rows]

    def record(self, id: str) -> Record | None:
        """See `Engine.record`."""
        key = (_clean(id.rpartition(":")[0]), _clean(id))
        row = self._one("SELECT data FROM speechparse.records WHERE document = %s AND id = %s", key)
        return _decode(row[0]) if row else None

    def finish(self) -> None:
        """See `Engine.finish`."""
        self._connection.execute("VACUUM ANALYZE speechparse.records")

    def close(self) -> None:
        """See `Engine.close`."""
        self._connection.close()

    def _one(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        return self._connection.execute(statement, parameters or None).fetchone()

    def _match(self, query: Query) -> str:
        first, last = self._one("SELECT min(year), max(year) FROM speechparse.records")
        return _compiled(query, range(first or 0, (last or 0) + 1))


def _row(record: Record) -> tuple[Any, ...]:
    lists = (record.provinces, record.programs, record.organs, record.persons)
    return (
        _clean(record.document), _clean(record.id), len(record.text), record.kind, record.year, record.level, record.origin,
        *([_clean(value) for value in values] for values in lists), _encode(record), _vector(record),
    )  # fmt: skip


def _clean(value: Any) -> Any:
    """A value without U+0000, which PostgreSQL's texts cannot hold."""
    return value.replace("\x00", "") if isinstance(value, str) else value


def _vector(record: Record) -> str:
    """The tokens of a record as a tsvector."""
    text, names, facets = streams(record)
    last = len(text) + _GAP + len(names)
    if last > _LAST_POSITION:
        raise EngineError(
            f"PostgreSQL: the record {record.id} has {last} tokens, {_LAST_POSITION} are possible; use --longest 8000 or less"
        )
    parts = [f"{_quoted(token)}:{at}" for at, token in enumerate(text, 1)]
    parts += [f"{_quoted(token)}:{at}" for at, token in enumerate(names, len(text) + _GAP)]
    return " ".join([*parts, *map(_quoted, facets)])


def _quoted(token: str) -> str:
    # Tokens hold no quotation mark and no backslash, see `runs`.
    return f"'{token}'"


def _compiled(query: Query, years: range) -> str:
    """The query as a tsquery; all that a user wrote in it stands in quotation marks, as tokens."""
    match query:
        case Phrase(field, _):
            words = " <-> ".join(_quoted(PHRASE_FIELDS[field] + token) for token in query.tokens)
            return f"({words}{':*' if query.open_ended else ''})"
        case Keyword(field, values):
            return _any(KEYWORD_FIELDS[field] + value for value in values)
        case Years():
            return _any(f"{YEAR}{year}" for year in any_year(query, years))
        case And(parts):
            return f"({' & '.join(_compiled(part, years) for part in parts)})"
        case Or(parts):
            return f"({' | '.join(_compiled(part, years) for part in parts)})"
        case Not(part):
            return f"({_quoted(EVERY)} & !{_compiled(part, years)})"


def _any(tokens: Iterable[str]) -> str:
    return f"({' | '.join(map(_quoted, tokens))})"
