"""What a measurement yields: figures, and the mistakes behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import msgspec

from speechparse.model import Document

Parse: TypeAlias = Callable[[Path], Document]
"""What is measured: something that turns a file into a document."""

_AROUND = 12


class Mistake(msgspec.Struct, frozen=True, order=True):
    """One thing that is not as the gold has it.

    Attributes:
        kind: `missed marker`, `false marker`, `parent`, `heading`, `missed entity` …
        where: Name of the gold file or passage.
        start: Offset of the first code point.
        end: Offset behind the last code point.
        name: The label, role or kind in question; empty for markers.
        note: The text with what stands around it, and what was expected where that needs words.
    """

    kind: str
    where: str
    start: int
    end: int
    name: str = ""
    note: str = ""


class Run(msgspec.Struct, frozen=True):
    """The outcome of one measurement.

    Attributes:
        figures: The figures by name.
        mistakes: The mistakes, by kind, file and place.
    """

    figures: dict[str, float]
    mistakes: tuple[Mistake, ...]


class Tally:
    """Counts what is right, what was found and what the gold holds."""

    def __init__(self) -> None:
        self.right = 0
        self.found = 0
        self.gold = 0

    def add(self, *, right: int, found: int, gold: int) -> None:
        """Adds to the three counts."""
        self.right += right
        self.found += found
        self.gold += gold

    @property
    def precision(self) -> float:
        """The part of what was found that is right; 1 where nothing was to be found and nothing was."""
        return self.right / self.found if self.found else float(self.gold == 0)

    @property
    def recall(self) -> float:
        """The part of the gold that was found."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)


def harmonic(one: float, other: float) -> float:
    """The harmonic mean of two figures, 0 where both are."""
    return 2 * one * other / (one + other) if one + other else 0.0


def excerpt(text: str, start: int, end: int) -> str:
    """The stretch in guillemets with a few characters on either side, on one line."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"…{before}«{text[start:end]}»{after}…".split())
