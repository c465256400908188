"""Options of the parser as plain values, as spaCy's configuration and its worker processes need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from speechparse.entities.user_names import UserNames
from speechparse.errors import ConfigurationError
from speechparse.pipeline import Parser
from speechparse.text.noise import noise_rule

Rows: TypeAlias = tuple[tuple[str, ...], ...]
"""The rows of a table, each a tuple of its cells."""

Table: TypeAlias = str | Path | Iterable[Sequence[str]] | None
"""A table as the user gives it: the path of a TSV file, or its rows."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What `speechparse.Parser` is made from. Its JSON is what pipelines and documents carry.

    Attributes:
        entities: Whether entities are found.
        model: As for the parser.
        names: The rows of the user's own names; the path of the table where it was not there to be read.
        noise: The arguments of `noise_rule` for each of the user's own patterns.
    """

    entities: bool = True
    model: str | None = "default"
    names: Rows | str = ()
    noise: tuple[dict[str, Any], ...] = ()

    def to_json(self) -> str:
        """The options as JSON; equal options give equal strings."""
        return msgspec.json.encode(self, order="sorted").decode("utf-8")


def make_options(
    *, entities: bool, model: str | None, names: Table, noise: Iterable[Mapping[str, Any]]
) -> Options:
    """The options, checked, with the user's table read so that a saved pipeline needs no other file.

    A table that is not there is an error only when text is parsed: a saved pipeline brings its own.

    Raises:
        ConfigurationError: A pattern of noise or a row of the table is wrong.
    """
    rules = tuple(dict(rule) for rule in noise)
    for rule in rules:
        try:
            noise_rule(**rule)
        except TypeError as error:
            raise ConfigurationError(f"a pattern of noise is wrong: {error}") from error
    rows = read_table(names)
    if isinstance(rows, tuple):
        UserNames(names if isinstance(names, str | Path) else rows)  # a wrong row is told now, with its line
    return Options(entities=entities, model=model, names=rows, noise=rules)


def read_table(table: Table) -> Rows | str:
    """The rows of a table without comments and empty lines; its path where there is no such file."""
    if table is None:
        return ()
    if not isinstance(table, str | Path):
        return tuple(tuple(row) for row in table)
    try:
        lines = Path(table).read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return str(table)
    return tuple(
        tuple(cell.strip() for cell in line.split("\t"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@lru_cache(maxsize=8)
def parser_for(options: str) -> Parser:
    """The parser of options in JSON; the tokenizer and the component of a pipeline share it."""
    decoded = msgspec.json.decode(options, type=Options)
    return Parser(
        entities=decoded.entities,
        model=decoded.model,
        names=decoded.names or None,
        noise=[noise_rule(**rule) for rule in decoded.noise],
    )
