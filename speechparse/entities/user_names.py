"""The user's own names: a table of name, label and canonical id, at once in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from pathlib import Path
from typing import NamedTuple, cast, get_args

from speechparse.entities.candidates import Candidate
from speechparse.entities.gazetteer import Gazetteer
from speechparse.errors import ConfigurationError
from speechparse.model import Canonical, Label

_LABELS = get_args(Label)


class Own(NamedTuple):
    """A name of the user's.

    Attributes:
        label: Its label.
        canonical: What it stands for, or None where the user gives no id.
    """

    label: Label
    canonical: Canonical | None


class UserNames:
    """Finds the user's names, the longest at each place."""

    def __init__(self, source: str | PathLike[str] | Iterable[Sequence[str]]) -> None:
        """Read the table.

        Args:
            source: Path of a TSV file in UTF-8 (name, label, canonical id; the id may be left out; lines that
                are empty or begin with `#` do not count), or its rows.

        Raises:
            ConfigurationError: The file cannot be read or a row is wrong; says where and how to mend it.
        """
        entries: dict[str, Own] = {}
        for where, row in _rows(source):
            name, own = _checked(where, row)
            entries[name] = own
        self._gazetteer: Gazetteer[Own] = Gazetteer(entries.items())

    def find(self, text: str) -> Iterator[Candidate]:
        """The user's names in a folded text; they are certain, their key is an `Own`."""
        for start, end, own in self._gazetteer.find(text):
            yield Candidate(start, end, own.label, "user", certain=True, key=own)


def _rows(source: str | PathLike[str] | Iterable[Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Every row and where it stands."""
    if not isinstance(source, (str, PathLike)):
        yield from ((f"row {number} of the names given", row) for number, row in enumerate(source, 1))
        return
    try:
        text = Path(source).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{source}: cannot be read as a table of names in UTF-8 ({error}); check path and encoding"
        ) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{source}, line {number}", line.split("\t")


def _checked(where: str, row: Sequence[str]) -> tuple[str, Own]:
    cells = [cell.strip() for cell in row]
    if len(cells) not in (2, 3):
        raise ConfigurationError(
            f"{where}: {len(cells)} column(s) instead of name, label and canonical id; separate them by tabs"
        )
    name, label = cells[:2]
    if not name:
        raise ConfigurationError(f"{where}: the name is empty; give one or delete the row")
    if label not in _LABELS:
        raise ConfigurationError(f"{where}: {label!r} is no label; use one of {', '.join(_LABELS)}")
    canonical = Canonical(id=cells[2], name=name) if cells[2:] and cells[2] else None
    return name, Own(cast(Label, label), canonical)
