"""Documents in Apache Arrow: one row a document, its nodes, entities and diagnostics as lists inside it.

`parse_batches` is what Arrow-based engines run; the tables that `speechparse batch` writes are the same
columns with the lists unfolded. Only plain types are used, which every engine knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import pyarrow as pa

from speechparse.archive.rows import Row, diagnostic_rows, document_row, node_and_entity_rows
from speechparse.archive.worker import ParserFactory
from speechparse.errors import ConfigurationError
from speechparse.model import Document
from speechparse.pipeline import Parser

_TEXT, _OFFSET, _COUNT, _NUMBER, _FLAG = pa.string(), pa.int64(), pa.int32(), pa.float64(), pa.bool_()

NOISE = [("start", _OFFSET), ("end", _OFFSET), ("kind", _TEXT), ("rule", _TEXT)]
GROUP = [
    ("id", _TEXT),
    ("members", pa.list_(_TEXT)),
    ("announced", _COUNT),
    ("found", _COUNT),
    ("level", _TEXT),
]
DOCUMENT = [
    ("sha256", _TEXT),
    ("encoding", _TEXT),
    ("length", _OFFSET),
    ("title", _TEXT),
    ("subtitle", _TEXT),
    ("speaker", _TEXT),
    ("organ", _TEXT),
    ("date", _TEXT),
    ("occasion", _TEXT),
    ("place", _TEXT),
    ("text", _TEXT),
    ("noise", pa.list_(pa.struct(NOISE))),
    ("groups", pa.list_(pa.struct(GROUP))),
]
NODE = [
    ("id", _TEXT),
    ("parent", _TEXT),
    ("position", _COUNT),
    ("depth", _COUNT),
    ("kind", _TEXT),
    ("start", _OFFSET),
    ("end", _OFFSET),
    ("rule", _TEXT),
    ("marker", _TEXT),
    ("marker_start", _OFFSET),
    ("marker_end", _OFFSET),
    ("style", _TEXT),
    ("number", pa.int64()),
    ("series", _COUNT),
    ("heading", _TEXT),
    ("heading_start", _OFFSET),
    ("heading_end", _OFFSET),
    ("text", _TEXT),
    ("page", _COUNT),
    ("paragraph", _COUNT),
]
ENTITY = [
    ("id", _TEXT),
    ("label", _TEXT),
    ("start", _OFFSET),
    ("end", _OFFSET),
    ("text", _TEXT),
    ("canonical", _TEXT),
    ("canonical_name", _TEXT),
    ("code", _TEXT),
    ("place", _TEXT),
    ("level", _TEXT),
    ("path", pa.list_(_TEXT)),
    ("edtf", _TEXT),
    ("value", _NUMBER),
    ("unit", _TEXT),
    ("low", _NUMBER),
    ("high", _NUMBER),
    ("approximate", _FLAG),
    ("linked", _TEXT),
    ("group", _TEXT),
    ("title", _TEXT),
    ("redacted", _FLAG),
    ("candidates", pa.list_(pa.struct([("code", _TEXT), ("place", _TEXT), ("level", _TEXT)]))),
    ("node", _TEXT),
    ("rule", _TEXT),
]
DIAGNOSTIC = [("code", _TEXT), ("message", _TEXT), ("start", _OFFSET), ("end", _OFFSET)]

SCHEMA = pa.schema(
    [
        ("id", _TEXT),
        ("error", _TEXT),
        *DOCUMENT,
        ("nodes", pa.list_(pa.struct(NODE))),
        ("entities", pa.list_(pa.struct(ENTITY))),
        ("diagnostics", pa.list_(pa.struct(DIAGNOSTIC))),
    ]
)
"""The columns of a document: docs/archive.md says what each holds."""

_ROWS_A_BATCH = 64


def parse_batches(
    batches: Iterable[pa.RecordBatch], *, parser: ParserFactory = Parser
) -> Iterator[pa.RecordBatch]:
    """Parses the documents of record batches, in order, a row each.

    The batches have a column `id` and either `text` (string) or `bytes` (binary, of any format that is
    read; the id then helps as the file's name). What goes wrong with a document stands in its column
    `error`, beside nulls; nothing is raised for it. The parser is made with the first batch.

    Raises:
        ConfigurationError: A batch lacks the columns.
    """
    made = None
    for batch in batches:
        names = batch.schema.names
        column = next((name for name in ("text", "bytes") if name in names), None)
        if "id" not in names or column is None:
            raise ConfigurationError(
                f"batches need columns id and text or bytes; there are {', '.join(names)}"
            )
        made = made or parser()
        for start in range(0, batch.num_rows, _ROWS_A_BATCH):
            part = batch.slice(start, _ROWS_A_BATCH)
            ids = [None if each is None else str(each) for each in part.column("id").to_pylist()]
            outcomes = [
                _parse(made, name, content)
                for name, content in zip(ids, part.column(column).to_pylist(), strict=True)
            ]
            yield encode(ids, outcomes)


def _parse(parser: Any, name: str | None, content: str | bytes | None) -> Document | str:
    """The document, or what is wrong."""
    try:
        if content is None:
            return "there is no text"
        if isinstance(content, str):
            document: Document = parser.parse(content)
        else:
            document = parser.parse_bytes(content, name=name)
        return document
    except Exception as error:  # a row must not cost a cluster its job
        return f"{type(error).__name__}: {error}"


def encode(ids: Sequence[str | None], outcomes: Sequence[Document | str]) -> pa.RecordBatch:
    """A record batch of documents, or of errors where there are none."""
    empty = (None,) * len(DOCUMENT)
    documents = [outcome if isinstance(outcome, Document) else None for outcome in outcomes]
    inner = [node_and_entity_rows(document) if document else None for document in documents]
    flat = [document_row(document) if document else empty for document in documents]
    return pa.RecordBatch.from_arrays(
        [
            pa.array(ids, _TEXT),
            pa.array([outcome if isinstance(outcome, str) else None for outcome in outcomes], _TEXT),
            *_columns(flat, DOCUMENT),
            _lists([rows[0] if rows else None for rows in inner], NODE),
            _lists([rows[1] if rows else None for rows in inner], ENTITY),
            _lists([diagnostic_rows(document) if document else None for document in documents], DIAGNOSTIC),
        ],
        schema=SCHEMA,
    )


def _columns(rows: Sequence[Row], fields: list[tuple[str, pa.DataType]]) -> list[pa.Array]:
    columns = zip(*rows, strict=True) if rows else [()] * len(fields)
    return [pa.array(column, kind) for column, (_, kind) in zip(columns, fields, strict=True)]


def _lists(lists: Sequence[list[Row] | None], fields: list[tuple[str, pa.DataType]]) -> pa.ListArray:
    """A list of structs for each document."""
    rows = [row for each in lists if each for row in each]
    values = pa.StructArray.from_arrays(_columns(rows, fields), fields=[pa.field(*field) for field in fields])
    offsets = pa.array(accumulate((len(each or ()) for each in lists), initial=0), pa.int32())
    missing = pa.array([each is None for each in lists], pa.bool_())
    return pa.ListArray.from_arrays(offsets, values, mask=missing)
