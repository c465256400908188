"""Opens an index by where it is: a file, a PostgreSQL database, an Elasticsearch or OpenSearch cluster."""

from __future__ import annotations

from os import PathLike, fspath
from typing import Any

from speechparse.search.engine import Engine
from speechparse.search.index import Index


def open_index(where: str | PathLike[str], *, write: bool = False, **options: Any) -> Index:
    """The index at a place.

    Args:
        where: Path of a file, or of a folder ending in `.tantivy`; `postgresql://…`; or `https://host/name` for
            an alias of Elasticsearch, `opensearch+https://host/name` for one of OpenSearch.
        write: Whether to write to it; it is made then where there is none.
        options: Options of `Index` for documents that are added.

    Raises:
        EngineError: There is no index, or it is no index of this version.
    """
    return Index(_engine(fspath(where), write), **options)


def _engine(where: str, write: bool) -> Engine:
    # Each engine is loaded when it is used, for each has a library of its own.
    if where.startswith(("postgresql://", "postgres://")):
        from speechparse.search.postgres import PostgresEngine

        return PostgresEngine(where, write=write)
    if where.startswith(("http://", "https://", "opensearch+")):
        from speechparse.search.elastic import ElasticEngine

        return ElasticEngine(where, write=write)
    if where.rstrip("/\\").endswith(".tantivy"):
        from speechparse.search.tantivy import TantivyEngine

        return TantivyEngine(where, write=write)
    from speechparse.search.sqlite import SqliteEngine

    return SqliteEngine(where, write=write)
