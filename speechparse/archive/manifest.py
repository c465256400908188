"""The manifest of an archive's output: what was parsed, from which bytes, how, and into which part.

The output consists of numbered parts. A part counts only once `manifest/part-N.jsonl` is there, which is
written last: a line that says how its documents were parsed, then a line a document. Their signatures
stand beside it, in the same order. So a run may end at any moment, and the next one goes on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import msgspec

from speechparse._version import __version__
from speechparse.archive.duplicates import SIGNATURE_BYTES
from speechparse.archive.durable import write
from speechparse.archive.worker import FailureKind
from speechparse.model.schema import SCHEMA

_PART = re.compile(r"part-(\d+)\.jsonl")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How documents are parsed and written; where it changes, they are parsed anew.

    Attributes:
        to: The format of the output.
        library: Version of the library.
        schema: Version of the data model.
        parser: What makes the parser, and its options; a file among them by its SHA-256.
    """

    to: str
    library: str = __version__
    schema: str = SCHEMA
    parser: dict[str, str]


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One document of the output.

    Attributes:
        id: Name of the file.
        stamp: Its stamp, see `speechparse.archive.inputs.Input`.
        sha256: Hash of its bytes.
        format: The format it was read as.
        length: Number of code points of its text.
        codes: How often each diagnostic code was found.
    """

    id: str
    stamp: str
    sha256: str
    format: str
    length: int
    codes: dict[str, int]


class FailureRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One file without a result; see `speechparse.archive.worker.Failure`."""

    id: str
    stamp: str
    kind: FailureKind
    reason: str
    settings: Settings


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Documents that were written together."""

    number: int
    settings: Settings
    records: list[Record]


def describe_parser(parser: object) -> dict[str, str]:
    """What tells two makers of parsers apart: its name and the options bound to it by `partial`."""
    options: dict[str, Any] = {}
    while isinstance(parser, partial):
        options = {**parser.keywords, **options}
        options.update((f"argument {at}", value) for at, value in enumerate(parser.args))
        parser = parser.func
    name = f"{getattr(parser, '__module__', '')}.{getattr(parser, '__qualname__', repr(parser))}"
    return {"name": name, **{key: _described(value) for key, value in sorted(options.items())}}


def _described(value: object) -> str:
    if isinstance(value, str | PathLike) and (path := Path(fspath(value))).is_file():
        return f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}"
    return repr(value)


class Manifest:
    """The manifest in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._failures = folder / "failures.jsonl"
        numbers = [int(match[1]) for path in _listed(folder) if (match := _PART.fullmatch(path.name))]
        self.parts = {number: self._read(number) for number in sorted(numbers)}
        self.failures: dict[str, FailureRecord] = {}
        if self._failures.exists():
            decoder = msgspec.json.Decoder(FailureRecord)
            self.failures = {
                record.id: record for record in decoder.decode_lines(self._failures.read_bytes())
            }

    def add(self, part: Part, signatures: bytes) -> None:
        """Makes a part count, whose documents have been written."""
        lines = [msgspec.json.encode(part.settings), *map(msgspec.json.encode, part.records)]
        write(self._path(part.number, "signatures"), lambda file: file.write(signatures))
        write(self._path(part.number, "jsonl"), lambda file: file.write(b"\n".join(lines) + b"\n"))
        self.parts[part.number] = part

    def remove(self, number: int) -> None:
        """Makes a part count no more."""
        self._path(number, "jsonl").unlink(missing_ok=True)
        self._path(number, "signatures").unlink(missing_ok=True)
        self.parts.pop(number, None)

    def signatures(self, number: int) -> dict[str, bytes]:
        """The signatures of a part's documents."""
        data = self._path(number, "signatures").read_bytes()
        return {
            record.id: data[at * SIGNATURE_BYTES : (at + 1) * SIGNATURE_BYTES]
            for at, record in enumerate(self.parts[number].records)
        }

    def set_failures(self, failures: Iterable[FailureRecord]) -> None:
        """Says which files have no result."""
        new = {record.id: record for record in failures}
        if new != self.failures:
            lines = b"".join(msgspec.json.encode(record) + b"\n" for record in new.values())
            write(self._failures, lambda file: file.write(lines))
            self.failures = new

    def next_number(self) -> int:
        """A number that no part has had since the oldest one that is there."""
        return max(self.parts, default=0) + 1

    def _path(self, number: int, suffix: str) -> Path:
        return self._folder / f"part-{number:05}.{suffix}"

    def _read(self, number: int) -> Part:
        settings, _, records = self._path(number, "jsonl").read_bytes().partition(b"\n")
        return Part(
            number=number,
            settings=msgspec.json.decode(settings, type=Settings),
            records=msgspec.json.Decoder(Record).decode_lines(records),
        )


def _listed(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
