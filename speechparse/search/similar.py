"""Records that say nearly the same: how a formulation travels between years, provinces and levels.

Candidates are the records that share rare windows of six characters with the text; they are ranked by the
part of the shorter one's shingles (all stretches of four characters) that the other has too.
"""

from __future__ import annotations

import msgspec

from speechparse.errors import ConfigurationError
from speechparse.search.engine import Engine
from speechparse.search.matching import Matcher
from speechparse.search.records import Record
from speechparse.search.runs import is_ideographic, runs
from speechparse.search.syntax import Or, Phrase

_SHINGLE = 4
_WINDOW = 6
_MOST_WINDOWS = 48
_CANDIDATES = 200
_SHORTEST = 12
"""A record with fewer shingles, such as `同志们：`, is like too many to tell anything."""


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A record that is like a text.

    Attributes:
        record: The record.
        score: Part of the shingles of the shorter text that are in the longer one, 0 to 1.
        shared: How many shingles they share.
        marks: Where the record's text says the same, `[start, end)` each.
    """

    record: Record
    score: float
    shared: int
    marks: tuple[tuple[int, int], ...] = ()


def similar(engine: Engine, text: str, *, limit: int = 10, least: float = 0.2) -> list[Likeness]:
    """The records that are most like a text, best first, each other document's best one only.

    Args:
        engine: The index.
        text: The text, or the id of a record; other records of that one's document are left out.
        limit: How many to give.
        least: The lowest score that is given.

    Raises:
        ConfigurationError: The text is too short to compare.
    """
    own = engine.record(text) if len(text) < 200 and ":" in text else None
    found = runs(own.text if own else text)
    wanted = _shingles(found)
    windows = _windows(found)
    if not windows:
        raise ConfigurationError(
            f"the text is too short: {_WINDOW} characters without a mark between them are needed"
        )
    parts = tuple(Phrase("text", (window,)) for window in windows)
    best: dict[str, Likeness] = {}
    for hit in engine.find(Or(parts), limit=_CANDIDATES, offset=0).hits:
        record = hit.record
        if own is not None and record.document == own.document:
            continue
        shingles = _shingles(runs(record.text))
        shorter = min(len(wanted), len(shingles))
        shared = len(wanted & shingles)
        if shorter < min(_SHORTEST, len(wanted)) or shared < least * shorter:
            continue
        score = Likeness(record=record, score=round(shared / shorter, 4), shared=shared)
        if record.document not in best or _order(score) < _order(best[record.document]):
            best[record.document] = score
    marks = Matcher(parts)
    return [
        msgspec.structs.replace(like, marks=marks.spans(like.record.text))
        for like in sorted(best.values(), key=_order)[:limit]
    ]


def _order(like: Likeness) -> tuple[float, int, str]:
    return -like.score, -like.shared, like.record.id


def _shingles(found: list[str]) -> set[str]:
    text = "".join(found)
    return {text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1)}


def _windows(found: list[str]) -> list[str]:
    """Stretches of ideographs that follow each other, evenly thinned out where there are many."""
    windows = [
        run[at : at + _WINDOW]
        for run in found
        if is_ideographic(run)
        for at in range(0, len(run) - _WINDOW + 1, _WINDOW // 2)
    ]
    windows = list(dict.fromkeys(windows))
    if len(windows) <= _MOST_WINDOWS:
        return windows
    return [windows[at * len(windows) // _MOST_WINDOWS] for at in range(_MOST_WINDOWS)]
