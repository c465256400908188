"""The library's facts: tables in TSV, patterns in TOML, one item a line, source and date on top."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def text(name: str) -> str:
    """The text of a file inside this folder, for example `folding.tsv`."""
    return files(__name__).joinpath(name).read_text("utf-8")


def split(table: str) -> Iterator[list[str]]:
    """The rows of the text of a table, split at tabs; lines that are empty or begin with `#` are left out."""
    for line in table.split("\n"):
        if line and line[0] != "#":
            yield line.split("\t")


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table inside this folder."""
    return split(text(name))


def toml(name: str) -> dict[str, Any]:
    """The contents of a TOML file inside this folder."""
    return tomllib.loads(text(name))
