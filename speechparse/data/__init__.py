"""The library's facts: tables in TSV, patterns in TOML, one item a line, source and date on top."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table, split at tabs; lines that are empty or begin with `#` are left out.

    Args:
        name: File name inside this folder, for example `folding.tsv`.
    """
    for line in files(__name__).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def toml(name: str) -> dict[str, Any]:
    """The contents of a TOML file inside this folder."""
    return tomllib.loads(files(__name__).joinpath(name).read_text("utf-8"))
