"""Search: documents become records, records an index, and a query finds every mention.

    from speechparse.search import open_index
    with open_index("speeches.db") as index:
        results = index.search("养老服务 province:江西")

Importing this package loads nothing else; each name below loads its module at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speechparse.search.engine import EngineError as EngineError
    from speechparse.search.index import Hit as Hit
    from speechparse.search.index import Index as Index
    from speechparse.search.index import Results as Results
    from speechparse.search.opening import open_index as open_index
    from speechparse.search.query import QueryError as QueryError
    from speechparse.search.records import Record as Record
    from speechparse.search.records import make_records as make_records
    from speechparse.search.updating import Update as Update

_MODULES = {
    "EngineError": "engine",
    "Hit": "index",
    "Index": "index",
    "QueryError": "query",
    "Record": "records",
    "Results": "index",
    "Update": "updating",
    "make_records": "records",
    "open_index": "opening",
}

__all__ = [
    "EngineError",
    "Hit",
    "Index",
    "QueryError",
    "Record",
    "Results",
    "Update",
    "make_records",
    "open_index",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
