"""What candidates, entities and spans have in common."""

from __future__ import annotations

from typing import Protocol


class Extent(Protocol):
    """A stretch `[start, end)` of the text, in code points."""

    @property
    def start(self) -> int:
        """Offset of the first code point."""

    @property
    def end(self) -> int:
        """Offset behind the last code point."""
