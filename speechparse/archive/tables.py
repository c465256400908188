"""The output as Parquet: tables `documents`, `nodes`, `entities` and `diagnostics`, a file a part each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
import pyarrow.parquet as pq

from speechparse.archive.arrow import SCHEMA, encode
from speechparse.archive.durable import write
from speechparse.archive.shards import clean_folder, json_lines, part_name
from speechparse.archive.worker import Parsed

_INNER = ("nodes", "entities", "diagnostics")
# The documents come last: what they list is there.
_TABLES = (*_INNER, "documents")
_TYPES = {"similarity": pa.float64(), "exact": pa.bool_()}


class Parquet:
    """Documents as four tables in folders of their own."""

    def __init__(self, folder: Path) -> None:
        self.encode = encode_batch
        self._folder = folder

    def check(self, names: Iterable[str]) -> None:
        """Rows never get into each other's way."""

    def write(self, number: int, encoded: Sequence[bytes]) -> None:
        """Writes the tables of a part."""
        table = pa.Table.from_batches([_decoded(data) for data in encoded], SCHEMA)
        for name in _TABLES:
            self._write(name, number, _unfolded(table, name))

    def copy(self, old: int, new: int, kept: set[str]) -> None:
        """Writes the kept rows of a part as another one."""
        ids = pa.array(sorted(kept), pa.string())
        for name in _TABLES:
            table = pq.read_table(self._path(name, old))
            column = "id" if name == "documents" else "document"
            self._write(name, new, table.filter(pc.is_in(table[column], ids)))

    def remove(self, number: int, gone: Iterable[str]) -> None:
        """Removes a part, its documents first."""
        for name in reversed(_TABLES):
            self._path(name, number).unlink(missing_ok=True)

    def clean(self, numbers: Iterable[int]) -> None:
        """Removes what an interrupted run left."""
        for name in _TABLES:
            clean_folder(self._folder / name, {self._path(name, number).name for number in numbers})

    def write_table(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Writes a table about the whole output."""
        schema = pa.schema([(key, _TYPES.get(key, pa.string())) for key in columns])
        table = pa.Table.from_batches([], schema)
        if lines := json_lines(columns):
            # By way of JSON, for pyarrow.array would load pandas where it is installed.
            options = pyarrow.json.ParseOptions(explicit_schema=schema)
            table = pyarrow.json.read_json(pa.BufferReader(lines), parse_options=options)
        write(self._folder / f"{name}.parquet", lambda file: pq.write_table(table, file))

    def _write(self, name: str, number: int, table: pa.Table) -> None:
        write(self._path(name, number), lambda file: pq.write_table(table, file, compression="zstd"))

    def _path(self, name: str, number: int) -> Path:
        return self._folder / name / part_name(number, ".parquet")


def encode_batch(parsed: Sequence[Parsed]) -> bytes:
    """The documents as an Arrow stream of one batch; it runs in workers."""
    _forget_pandas()
    batch = encode([each.input.name for each in parsed], [each.document for each in parsed])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SCHEMA) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


class _NoPandas(MetaPathFinder):
    """Finds no pandas."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        """Raises an ImportError for pandas; other finders look for all else."""
        if name == "pandas":
            raise ImportError(name)


@cache
def _forget_pandas() -> None:
    """Lets Arrow look for pandas, as it does once, and not find it.

    It would only be asked whether our lists are its columns, and takes longer to load than a hundred
    documents take to parse. This process is a worker's, whose parser alone might want it.
    """
    if "pandas" not in sys.modules:
        finder = _NoPandas()
        sys.meta_path.insert(0, finder)
        try:
            pa.array([], pa.string())
        finally:
            sys.meta_path.remove(finder)


def _decoded(data: bytes) -> pa.RecordBatch:
    with pa.ipc.open_stream(data) as stream:
        return stream.read_next_batch()


def _unfolded(table: pa.Table, name: str) -> pa.Table:
    """One of the four tables; rows of the inner ones bear the document's id."""
    if name == "documents":
        return table.drop_columns(["error", *_INNER])
    lists = table[name].combine_chunks()
    rows = pc.list_flatten(lists)
    owners = table["id"].combine_chunks().take(pc.list_parent_indices(lists))
    fields = list(rows.type)
    return pa.table([owners, *rows.flatten()], schema=pa.schema([("document", pa.string()), *fields]))
