"""Annotated passages: rows of JSON Lines.

A row is `file` (a path below the root), `start`, `end` (the passage's offsets in it) and `spans` (start,
end, label inside the passage).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

Span: TypeAlias = tuple[int, int, str]
"""Start, end and label of an entity inside its passage."""


class Row(NamedTuple):
    """An annotated passage.

    Attributes:
        file: Its file, below the root.
        start: Offset of its first code point.
        end: Offset behind its last code point.
        spans: Its entities.
    """

    file: str
    start: int
    end: int
    spans: tuple[Span, ...]


def read_rows(files: Iterable[Path]) -> list[Row]:
    """The passages of JSON Lines files."""
    rows = []
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            if line:
                row: dict[str, Any] = json.loads(line)
                spans = tuple((int(s), int(e), str(label)) for s, e, label in row["spans"])
                rows.append(Row(row["file"], row["start"], row["end"], spans))
    return rows


def outermost(spans: Sequence[Span]) -> list[Span]:
    """The spans that lie in no other."""
    return [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
