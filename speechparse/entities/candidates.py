"""What the finders hand to the recognizer: a stretch of text that may be an entity."""

from __future__ import annotations

from collections.abc import Iterable
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


def text_order(candidate: Candidate) -> int:
    """Key to sort by: where a candidate begins, the longer first; as one number, which compares fast."""
    return (candidate.start << 32) - candidate.end


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates in text order, without those that overlap an earlier one; of two the earlier and longer."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=text_order):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept
