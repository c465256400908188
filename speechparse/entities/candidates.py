"""What the finders hand to the recognizer: a stretch of text that may be an entity."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from speechparse.model import Label


class Candidate(NamedTuple):
    """A stretch of the text that a finder takes for an entity.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
        label: One of the ten labels.
        rule: Name of the rule or list that found it.
        certain: Whether the rule is sure; the statistical model may not overrule it.
        key: What the finder hands to linking: rows of a gazetteer, a date, a quantity, a canonical name.
    """

    start: int
    end: int
    label: Label
    rule: str
    certain: bool = False
    key: object = None


_START, _END = itemgetter(0), itemgetter(1)


def in_text_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates by where they begin, the longer first."""
    # Sorted twice: keys that need no code of ours are fast.
    ordered = sorted(candidates, key=_END, reverse=True)
    ordered.sort(key=_START)
    return ordered


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates in text order, without those that overlap an earlier one; of two the earlier and longer."""
    kept: list[Candidate] = []
    for candidate in in_text_order(candidates):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept
