"""What is known by name: organs, persons, programs, formulations, meetings, documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from speechparse.data import rows
from speechparse.entities.candidates import Candidate
from speechparse.entities.gazetteer import Match
from speechparse.model import Label
from speechparse.text.folding import fold

TABLES: dict[str, Label] = {
    "organs": "ORG",
    "persons": "PERSON",
    "programs": "PROGRAM",
    "formulations": "FORMULATION",
    "meetings": "EVENT",
    "documents": "DOC",
}
"""The tables of names and the label of what they list."""


class Known(NamedTuple):
    """A thing known by name.

    Attributes:
        table: Name of the table that lists it.
        label: Its label.
        name: Its full name.
    """

    table: str
    label: Label
    name: str


@cache
def known() -> dict[str, Known]:
    """The thing that each folded name stands for; a full name counts before another thing's short one."""
    listed: list[tuple[str, Known, bool]] = []
    for table, label in TABLES.items():
        for name, *more in rows(f"{table}.tsv"):
            thing = Known(table, label, name)
            listed.append((name, thing, True))
            listed += ((short, thing, False) for short in (more[0].split() if more else ()))
    names = fold("\n".join(name for name, _, _ in listed)).split("\n")
    full: dict[str, Known] = {}
    other: dict[str, Known] = {}
    for name, (_, thing, is_full) in zip(names, listed, strict=True):
        (full if is_full else other).setdefault(name, thing)
    return other | full


def is_class(text: str, end: int) -> bool:
    """Whether what ends there is no ministry, but the beginning of a class of organs: 水利部 in 水利部门."""
    return text.startswith("部门", end - 1)


def find(text: str, matches: Iterable[Match[Known]]) -> Iterator[Candidate]:
    """The known names among the listed ones of a text (`listed.find`), as candidates.

    None of them is certain: 中央 may be a place in a room, 一带一路 the head of a longer name.

    Args:
        text: The folded text.
        matches: The listed names in it.
    """
    for start, end, thing in matches:
        if is_class(text, end):
            continue
        yield Candidate(start, end, thing.label, f"list:{thing.table}", certain=False, key=thing)
