"""What a date stands for, in EDTF."""

from __future__ import annotations

from speechparse.model import DateValue


def value(text: str, *, context: str = "", reference: str | None = None) -> DateValue | None:
    """The value of a date as found by `dates.find`, or None where it has none."""
    return None
