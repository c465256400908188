"""Many files: parsed in parallel, written as tables, on one machine or on a cluster.

    from speechparse.archive import parse_archive, parse_many
    for result in parse_many(paths):
        ...
    report = parse_archive(["speeches"], "tables")

Importing this package loads nothing else; each name below loads its module at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speechparse.archive.arrow import SCHEMA as SCHEMA
    from speechparse.archive.arrow import parse_batches as parse_batches
    from speechparse.archive.inputs import find_inputs as find_inputs
    from speechparse.archive.many import Result as Result
    from speechparse.archive.many import parse_many as parse_many
    from speechparse.archive.report import Progress as Progress
    from speechparse.archive.report import Report as Report
    from speechparse.archive.report import summary as summary
    from speechparse.archive.runner import TextFormat as TextFormat
    from speechparse.archive.runner import parse_archive as parse_archive

_MODULES = {
    "Progress": "report",
    "Report": "report",
    "Result": "many",
    "SCHEMA": "arrow",
    "TextFormat": "runner",
    "find_inputs": "inputs",
    "parse_archive": "runner",
    "parse_batches": "arrow",
    "parse_many": "many",
    "summary": "report",
}

__all__ = [
    "SCHEMA",
    "Progress",
    "Report",
    "Result",
    "TextFormat",
    "find_inputs",
    "parse_archive",
    "parse_batches",
    "parse_many",
    "summary",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
