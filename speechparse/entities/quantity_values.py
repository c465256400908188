"""What a quantity is worth: value, unit, bounds, and whether it is approximate."""

from __future__ import annotations

from collections.abc import Sequence

from speechparse.model import Quantity, Span


def value(text: str) -> Quantity | None:
    """The value of a quantity as found by `quantities.find`, or None where it has none."""
    return None


def linked_pairs(spans: Sequence[Span], text: str) -> list[tuple[int, int]]:
    """Indices of quantities that are compared."""
    return []
