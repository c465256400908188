"""Files of JSON lines that an index is filled from: documents, or records that were made before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import msgspec

from speechparse.model import Document
from speechparse.search.records import Record

_T = TypeVar("_T")

Tell = Callable[[str], object]
"""Takes a sentence about a line that is neither."""


class _Glance(msgspec.Struct):
    """The field by which a record is told from a document."""

    node: str


def holds_records(path: Path) -> bool:
    """Whether the first line of a file is a record."""
    with path.open("rb") as file:
        try:
            msgspec.json.decode(file.readline(), type=_Glance)
        except msgspec.DecodeError:
            return False
    return True


def read_documents(path: Path, tell: Tell) -> Iterator[Document]:
    """The documents of a file, a line each; of other lines is told."""
    return _decoded(path, Document, tell)


def read_records(path: Path, tell: Tell) -> Iterator[list[Record]]:
    """The records of a file, those of a document together, which follow each other; of other lines is told."""
    for _, group in groupby(_decoded(path, Record, tell), key=lambda record: record.document):
        yield list(group)


def _decoded(path: Path, kind: type[_T], tell: Tell) -> Iterator[_T]:
    decode = msgspec.json.Decoder(kind).decode
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield decode(line)
            except msgspec.DecodeError as error:
                tell(f"{path}, line {number}: no {kind.__name__.lower()} of speechparse ({error})")
