"""Gold annotations: a folder with one or more of these.

    structure/*.json    the structure of a text each
    entities.jsonl      a passage with its entities a line
    linking.jsonl       an entity, in a text of its own, with what it stands for a line

All offsets are code points into the text as decoded, half-open; those of a passage's spans count
from where the passage starts. `corpus/README.md` describes the shape.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from speechparse.errors import ConfigurationError

_Read = TypeVar("_Read")


class GoldMarker(msgspec.Struct, frozen=True):
    """An enumerator that is there.

    Attributes:
        id: Its number in the file.
        start: Offset of its first code point.
        end: Offset behind its last code point.
        family: `section` or `point`.
        number: Its value.
        parent: The id of the nearest enclosing enumerator.
        heading_end: Offset behind its heading, for a section that has one.
    """

    id: int
    start: int
    end: int
    family: Literal["section", "point"]
    number: int
    parent: int | None = None
    heading_end: int | None = None


class GoldStructure(msgspec.Struct, frozen=True):
    """The structure of a text.

    Attributes:
        file: Path of the text below the root of the gold.
        lines: Spans of the lines with a role, by role.
        noise: Start, end and kind of each stretch of noise.
        markers: The enumerators.
        sha256: Hash of the text's bytes.
    """

    file: str
    lines: dict[str, list[tuple[int, int]]]
    noise: list[tuple[int, int, str]]
    markers: list[GoldMarker]
    sha256: str | None = None


class GoldPassage(msgspec.Struct, frozen=True):
    """A stretch of a text with all its entities.

    Attributes:
        id: Name of the passage.
        file: Path of the text below the root of the gold.
        start: Offset of the first code point of the passage.
        end: Offset behind its last code point.
        spans: Start and end, counted from `start`, and label of each entity.
    """

    id: str
    file: str
    start: int
    end: int
    spans: list[tuple[int, int, str]]


class GoldLink(msgspec.Struct, frozen=True, kw_only=True):
    """What an entity in a text of its own stands for.

    Attributes:
        text: The text.
        date: The day on which it was said.
        start: Offset of the first code point of the entity.
        end: Offset behind its last code point.
        label: Its label, which tells which of the following fields count.
        code: Code of the place.
        edtf: The date.
        value: The number of the quantity.
        unit: Its unit.
        low: Its lower bound.
        high: Its upper bound.
        approximate: Whether it is approximate.
    """

    text: str
    date: str
    start: int
    end: int
    label: Literal["GPE", "LOC", "DATE", "QUANTITY"]
    code: str | None = None
    edtf: str | None = None
    value: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    approximate: bool = False


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """A set of gold annotations.

    Attributes:
        root: The folder that `file` paths start from.
        structure: The structures, by name of their file without its ending.
        passages: The passages with entities.
        links: What entities stand for.
    """

    root: Path
    structure: dict[str, GoldStructure]
    passages: tuple[GoldPassage, ...]
    links: tuple[GoldLink, ...]


def read_gold(folder: Path, *, root: Path | None = None) -> Gold:
    """The gold of a folder; its texts lie below `root`, by default below the folder or its parent.

    Raises:
        ConfigurationError: The folder holds no gold, a file is in another shape, or a text is missing.
    """
    structure = {
        path.stem: _decode(path.read_bytes(), GoldStructure, str(path))
        for path in sorted(folder.glob("structure/*.json"))
    }
    passages = _lines(folder / "entities.jsonl", GoldPassage)
    links = _lines(folder / "linking.jsonl", GoldLink)
    if not (structure or passages or links):
        raise ConfigurationError(f"{folder}: no gold here; expected structure/*.json or entities.jsonl in it")
    files = {gold.file for gold in structure.values()} | {passage.file for passage in passages}
    return Gold(root=root or _root(folder, files), structure=structure, passages=passages, links=links)


def _root(folder: Path, files: set[str]) -> Path:
    missing = ""
    for root in (folder, folder.parent):
        missing = next((file for file in sorted(files) if not (root / file).is_file()), "")
        if not missing:
            return root
    raise ConfigurationError(
        f"{folder}: the text {missing!r} is missing; name the folder of the texts by --root"
    )


def _lines(path: Path, shape: type[_Read]) -> tuple[_Read, ...]:
    """The rows of a file with one on each line; none where there is no file."""
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return tuple(
        _decode(line, shape, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()
    )


def _decode(data: bytes, shape: type[_Read], where: str) -> _Read:
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.DecodeError as error:
        raise ConfigurationError(f"{where}: not in the shape of gold: {error}") from error
