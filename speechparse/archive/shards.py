"""What an archive's output is written as: JSON lines, files of some format, or (in `tables`) Parquet.

Each kind offers what `Shards` lists. Its `encode` runs in the workers; all else runs in the parent.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import msgspec

from speechparse.archive.durable import UNFINISHED, write
from speechparse.archive.worker import Parsed
from speechparse.errors import ConfigurationError
from speechparse.model import Document

# Bytes of a part of a path that the usual file systems allow.
_LONGEST = 255


class Shards(Protocol):
    """A kind of output."""

    @property
    def encode(self) -> Callable[[Sequence[Parsed]], Any]:
        """What a worker makes of documents; it is pickled."""

    def check(self, names: Iterable[str]) -> None:
        """Raises a ConfigurationError where documents would get into each other's way."""

    def write(self, number: int, encoded: Sequence[Any]) -> None:
        """Writes the documents of a part."""

    def copy(self, old: int, new: int, kept: set[str]) -> None:
        """Writes those documents of a part that are `kept` as another part."""

    def remove(self, number: int, gone: Iterable[str]) -> None:
        """Removes a part, of whose documents those `gone` have no successor."""

    def clean(self, numbers: Iterable[int]) -> None:
        """Removes what an interrupted run left beside the parts of these numbers."""

    def write_table(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Writes a table about the whole output."""


def part_name(number: int, suffix: str) -> str:
    """Name of a part's file."""
    return f"part-{number:05}{suffix}"


def clean_folder(folder: Path, kept: set[str]) -> None:
    """Removes the parts that do not count, and unfinished files."""
    if folder.is_dir():
        for path in [*folder.glob("part-*"), *folder.glob(f"*{UNFINISHED}")]:
            if path.name not in kept:
                path.unlink()


class JsonLines:
    """Documents as `speechparse schema` describes them, one a line; the `id` is the file's name."""

    def __init__(self, folder: Path) -> None:
        self.encode = encode_lines
        self._output = folder
        self._folder = folder / "documents"

    def check(self, names: Iterable[str]) -> None:
        """Lines never get into each other's way."""

    def write(self, number: int, encoded: Sequence[bytes]) -> None:
        """Writes the documents of a part."""
        write(self._path(number), lambda file: file.writelines(encoded))

    def copy(self, old: int, new: int, kept: set[str]) -> None:
        """Writes the kept lines of a part as another one."""
        decoder = msgspec.json.Decoder(_Id)
        with self._path(old).open("rb") as lines:
            write(
                self._path(new),
                lambda file: file.writelines(line for line in lines if decoder.decode(line).id in kept),
            )

    def remove(self, number: int, gone: Iterable[str]) -> None:
        """Removes a part."""
        self._path(number).unlink(missing_ok=True)

    def clean(self, numbers: Iterable[int]) -> None:
        """Removes what an interrupted run left."""
        clean_folder(self._folder, {self._path(number).name for number in numbers})

    def write_table(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Writes a table as JSON lines."""
        _write_bytes(self._output / f"{name}.jsonl", json_lines(columns))

    def _path(self, number: int) -> Path:
        return self._folder / part_name(number, ".jsonl")


class _Id(msgspec.Struct):
    id: str


def json_lines(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """A table as JSON lines, a line a row."""
    rows = zip(*columns.values(), strict=True)
    return b"".join(msgspec.json.encode(dict(zip(columns, row, strict=True))) + b"\n" for row in rows)


def encode_lines(parsed: Sequence[Parsed]) -> bytes:
    """The documents as JSON lines."""
    named = (msgspec.structs.replace(each.document, id=each.input.name) for each in parsed)
    return b"".join(msgspec.json.encode(document) + b"\n" for document in named)


class Rendering:
    """Each document in a file of its own, in some text format, in folders like those of the inputs.

    Args:
        folder: The folder of the output.
        render: Makes the text of a document.
        suffix: Is added to the name of the input.
    """

    def __init__(self, folder: Path, *, render: Callable[[Document], str], suffix: str) -> None:
        self.encode = partial(encode_files, render=render)
        self._output = folder
        self._folder = folder / "documents"
        self._suffix = suffix

    def check(self, names: Iterable[str]) -> None:
        """Refuses names that differ only in what lies above the folder."""
        places: dict[Path, str] = {}
        for name in names:
            if (other := places.setdefault(self._place(name), name)) != name:
                raise ConfigurationError(
                    f"{other} and {name} would be written to the same file; parse them apart"
                )

    def write(self, number: int, encoded: Sequence[list[tuple[str, bytes]]]) -> None:
        """Writes the files of a part."""
        for name, data in (file for files in encoded for file in files):
            _write_bytes(self._place(name), data)

    def copy(self, old: int, new: int, kept: set[str]) -> None:
        """Files know nothing of parts."""

    def remove(self, number: int, gone: Iterable[str]) -> None:
        """Removes the files that have no successor, and folders that are empty then."""
        for name in gone:
            place = self._place(name)
            place.unlink(missing_ok=True)
            with suppress(OSError):
                for folder in place.relative_to(self._folder).parents:
                    (self._folder / folder).rmdir()

    def clean(self, numbers: Iterable[int]) -> None:
        """Removes unfinished files."""
        for path in self._folder.rglob(f"*{UNFINISHED}"):
            path.unlink()

    def write_table(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Writes a table as JSON lines."""
        _write_bytes(self._output / f"{name}.jsonl", json_lines(columns))

    def _place(self, name: str) -> Path:
        # A name from a ZIP archive may try to leave the folder; drives of Windows are no folders.
        parts = [part.replace(":", "_") for part in PurePosixPath(name.replace(os.sep, "/")).parts]
        inside = [part for part in parts if part not in ("/", "..")]
        return self._folder.joinpath(*map(_fitting, inside[:-1]), _fitting(inside[-1], self._suffix))


def _fitting(part: str, suffix: str = "") -> str:
    """A part of a path with a suffix, cut where no file system would take it, and told apart by a hash."""
    data = part.encode("utf-8")
    if len(data) + len(suffix) <= _LONGEST:
        return part + suffix
    end = f"~{zlib.crc32(data):08x}{suffix}"
    return data[: _LONGEST - len(end)].decode("utf-8", "ignore") + end


def _write_bytes(place: Path, data: bytes) -> None:
    write(place, lambda file: file.write(data))


def encode_files(parsed: Sequence[Parsed], *, render: Callable[[Document], str]) -> list[tuple[str, bytes]]:
    """The documents as files, each with the name of its input."""
    return [(each.input.name, render(each.document).encode("utf-8")) for each in parsed]
