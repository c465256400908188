"""The embedded index: one file, by SQLite's FTS5 in the standard library.

The full-text table holds tokens alone (it is contentless), records lie beside it. Writing goes through a
write-ahead log, one transaction for each batch of documents: a killed process loses none that was
acknowledged, and readers never wait. FTS5 before SQLite 3.43 takes a row out only by the tokens that it
went in with, so these are made again from the stored record, by the version of the tokenizer that made them.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from urllib.parse import quote

import msgspec

from speechparse.search.engine import EngineError, Found, FoundDocuments, Ranked, Stored
from speechparse.search.fts import compiled
from speechparse.search.records import Record
from speechparse.search.runs import TOKENIZER
from speechparse.search.streams import streams
from speechparse.search.syntax import (
    Query,
)

LAYOUT = 1
"""Version of the tables."""

_APPLICATION = 0x53504958
"""What marks a SQLite file as an index of ours (SPIX)."""

_TABLES = """
CREATE TABLE documents(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT, sha256 TEXT NOT NULL,
    characters INTEGER NOT NULL);
CREATE TABLE records(number INTEGER PRIMARY KEY, document INTEGER NOT NULL, length INTEGER NOT NULL, kind TEXT NOT NULL,
    year INTEGER, level TEXT, origin TEXT, province TEXT, program TEXT, org TEXT, person TEXT);
CREATE INDEX records_by_document ON records(document);
CREATE INDEX sizes ON records(year, origin, length);
CREATE TABLE bodies(number INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE VIRTUAL TABLE tokens USING fts5(text, names, facets, content='', tokenize="ascii tokenchars ':*#+%'");
-- Bytes of tokens that are gathered for a segment; the default of one megabyte makes many segments to merge.
INSERT INTO tokens(tokens, rank) VALUES ('hashsize', 8388608);
"""

_RANK = "bm25(tokens, 1.0, 0.5, 0.0)"
"""Text counts most, names and headings half, mere filters nothing."""

_decode = msgspec.json.Decoder(Record).decode
_encode = msgspec.json.Encoder().encode


class SqliteEngine:
    """An index in a file.

    Args:
        path: The file.
        write: Whether to write; the file is made then where there is none. Only one process writes at a time.

    Raises:
        EngineError: There is no such file, it is no index, or one of another version.
    """

    def __init__(self, path: str | PathLike[str], *, write: bool = False) -> None:
        self._path = Path(path)
        if not write and not self._path.is_file():
            raise EngineError(f"{self._path}: there is no such index; `speechparse index` makes one")
        try:
            self._connection = self._writer() if write else self._reader()
        except sqlite3.DatabaseError as error:
            raise EngineError(f"{self._path}: {_reason(error)}") from error

    def _writer(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, isolation_level=None, timeout=10, check_same_thread=False)
        fresh = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
        if not fresh:
            self._check(connection)
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
        )
        if fresh:
            connection.executescript(
                f"BEGIN IMMEDIATE; {_TABLES} PRAGMA application_id={_APPLICATION};"
                f"PRAGMA user_version={LAYOUT * 1000 + TOKENIZER}; COMMIT;"
            )
        return connection

    def _reader(self) -> sqlite3.Connection:
        name = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        connection = sqlite3.connect(name, uri=True, timeout=10, check_same_thread=False)
        try:
            self._check(connection)
        except sqlite3.OperationalError:
            # On a medium that cannot be written, SQLite reads a file without a log only if told it never changes.
            if Path(f"{self._path}-wal").exists():
                raise
            connection = sqlite3.connect(f"{name}&immutable=1", uri=True, check_same_thread=False)
            self._check(connection)
        return connection

    def _check(self, connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
            raise EngineError(f"{self._path}: this is no index of speechparse")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found != LAYOUT * 1000 + TOKENIZER:
            raise EngineError(
                f"{self._path}: made by another version (layout and tokenizer {found // 1000}.{found % 1000}, "
                f"this is {LAYOUT}.{TOKENIZER}); index the archive again into a new file"
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is kept, or nothing."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise EngineError(f"{self._path}: {_reason(error)}") from error
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise EngineError(f"{self._path}: {_reason(error)}") from error
            raise

    def put(
        self, documents: Iterable[tuple[Stored, Sequence[Record]]], *, instead_of: Iterable[str] = ()
    ) -> None:
        """See `Engine.put`."""
        with self._writing() as connection:
            for id in instead_of:
                _remove(connection, id)
            for stored, records in documents:
                _remove(connection, stored.id)
                number = connection.execute(
                    "INSERT INTO documents(id, source, sha256, characters) VALUES (?, ?, ?, ?)", stored
                ).lastrowid
                for record in records:
                    _insert(connection, number or 0, record)

    def remove(self, ids: Iterable[str]) -> None:
        """See `Engine.remove`."""
        with self._writing() as connection:
            for id in ids:
                _remove(connection, id)

    def stored(self) -> Mapping[str, Stored]:
        """See `Engine.stored`."""
        found = self._connection.execute("SELECT id, source, sha256, characters FROM documents")
        return {row[0]: Stored(*row) for row in found}

    def find(self, query: Query, *, limit: int, offset: int) -> Found:
        """See `Engine.find`."""
        match = self._match(query)
        total = self._connection.execute(
            "SELECT count(*) FROM tokens WHERE tokens MATCH ?", (match,)
        ).fetchone()[0]
        found = self._connection.execute(
            f"""WITH best AS MATERIALIZED (SELECT rowid AS number, {_RANK} AS score FROM tokens
                WHERE tokens MATCH ? ORDER BY score, rowid LIMIT ? OFFSET ?)
            SELECT data, score FROM best JOIN bodies USING (number) ORDER BY score, number""",  # noqa: S608
            (match, limit, offset),
        )
        return Found(total, [Ranked(_decode(data), -score) for data, score in found])

    def find_documents(self, query: Query, *, limit: int, offset: int) -> FoundDocuments:
        """See `Engine.find_documents`."""
        found = self._connection.execute(
            f"""WITH hits AS MATERIALIZED (SELECT rowid AS number, {_RANK} AS score FROM tokens WHERE tokens MATCH ?),
            grouped AS MATERIALIZED (SELECT number, min(score) AS score, count(*) AS hits FROM hits
                JOIN records USING (number) GROUP BY document),
            best AS (SELECT *, count(*) OVER () AS total FROM grouped ORDER BY score, number LIMIT ? OFFSET ?)
            SELECT total, data, score, hits FROM best JOIN bodies USING (number) ORDER BY score, number""",  # noqa: S608
            (self._match(query), limit, offset),
        ).fetchall()
        hits = [(Ranked(_decode(data), -score), count) for _, data, score, count in found]
        return FoundDocuments(found[0][0] if found else 0, hits)

    def facets(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        """See `Engine.facets`."""
        made: dict[str, dict[str, int]] = {}
        for field in fields:
            rows = self._connection.execute(
                f"""WITH hits AS MATERIALIZED (SELECT rowid AS number FROM tokens WHERE tokens MATCH ?)
                SELECT {field}, count(*) FROM hits CROSS JOIN records USING (number)
                WHERE {field} IS NOT NULL GROUP BY {field}""",  # noqa: S608
                (self._match(query),),
            )
            counts: Counter[str] = Counter()
            for values, count in rows:
                for value in str(values).split("\n"):
                    counts[value] += count
            made[field] = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        return made

    def every(self, query: Query) -> Iterable[Record]:
        """See `Engine.every`."""
        rows = self._connection.execute(
            "SELECT data FROM tokens JOIN bodies ON number = tokens.rowid WHERE tokens MATCH ?",
            (self._match(query),),
        )
        return (_decode(data) for (data,) in rows)

    def sizes(self) -> Iterable[tuple[int | None, str | None, int]]:
        """See `Engine.sizes`."""
        return self._connection.execute(
            "SELECT year, origin, sum(length) FROM records GROUP BY year, origin"
        ).fetchall()

    def record(self, id: str) -> Record | None:
        """See `Engine.record`."""
        rows = self._connection.execute(
            "SELECT data FROM documents AS d JOIN records AS r ON r.document = d.number"
            " JOIN bodies AS b ON b.number = r.number WHERE d.id = ?",
            (id.rpartition(":")[0],),
        )
        return next((record for (data,) in rows if (record := _decode(data)).id == id), None)

    def finish(self) -> None:
        """See `Engine.finish`."""
        with self._writing() as connection:
            connection.execute("INSERT INTO tokens(tokens) VALUES ('optimize')")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """See `Engine.close`."""
        self._connection.close()

    def _match(self, query: Query) -> str:
        first, last = self._connection.execute(
            "SELECT (SELECT min(year) FROM records), (SELECT max(year) FROM records)"
        ).fetchone()
        return compiled(query, range(first or 0, (last or 0) + 1))


def _insert(connection: sqlite3.Connection, document: int, record: Record) -> None:
    number = connection.execute(
        "INSERT INTO records(document, length, kind, year, level, origin, province, program, org, person)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document, len(record.text), record.kind, record.year, record.level, record.origin, _lines(record.provinces),
            _lines(record.programs), _lines(record.organs), _lines(record.persons),
        ),
    ).lastrowid  # fmt: skip
    connection.execute("INSERT INTO bodies VALUES (?, ?)", (number, _encode(record)))
    connection.execute(
        "INSERT INTO tokens(rowid, text, names, facets) VALUES (?, ?, ?, ?)",
        (number, *map(" ".join, streams(record))),
    )


def _remove(connection: sqlite3.Connection, id: str) -> None:
    """Takes a document out, if it is there."""
    row = connection.execute("SELECT number FROM documents WHERE id = ?", (id,)).fetchone()
    if row is None:
        return
    found = connection.execute(
        "SELECT number, data FROM records JOIN bodies USING (number) WHERE document = ?", row
    ).fetchall()
    for number, data in found:
        connection.execute(
            "INSERT INTO tokens(tokens, rowid, text, names, facets) VALUES ('delete', ?, ?, ?, ?)",
            (number, *map(" ".join, streams(_decode(data)))),
        )
        connection.execute("DELETE FROM bodies WHERE number = ?", (number,))
    connection.execute("DELETE FROM records WHERE document = ?", row)
    connection.execute("DELETE FROM documents WHERE number = ?", row)


def _lines(values: Sequence[str]) -> str | None:
    """Values in one column, a line each."""
    return "\n".join(" ".join(value.split()) for value in values) or None


def _reason(error: sqlite3.Error) -> str:
    text = str(error)
    if "no such module: fts5" in text:
        return "the SQLite of this Python has no FTS5; use another Python, or another engine"
    if "locked" in text or "busy" in text:
        return "another process is writing to this index; try again when it has ended"
    if "not a database" in text:
        return "this is no index of speechparse"
    return text
