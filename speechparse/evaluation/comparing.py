"""Two runs compared: which mistakes are gone, which are new, and how the figures moved."""

from __future__ import annotations

import msgspec

from speechparse.evaluation.scoring import Mistake, Run


class Change(msgspec.Struct, frozen=True):
    """What changed from one run to the next.

    Attributes:
        figures: Name, figure before and figure after, for each that both runs have and that moved.
        gains: Mistakes that are gone.
        losses: Mistakes that are new.
    """

    figures: tuple[tuple[str, float, float], ...]
    gains: tuple[Mistake, ...]
    losses: tuple[Mistake, ...]


def compare(before: Run, after: Run) -> Change:
    """The change from one run to the next; a mistake is the same where kind, place and name are."""
    earlier = {_key(mistake): mistake for mistake in before.mistakes}
    later = {_key(mistake): mistake for mistake in after.mistakes}
    moved = tuple(
        (name, before.figures[name], figure)
        for name, figure in after.figures.items()
        if name in before.figures and before.figures[name] != figure
    )
    gains = tuple(mistake for key, mistake in earlier.items() if key not in later)
    losses = tuple(mistake for key, mistake in later.items() if key not in earlier)
    return Change(moved, gains, losses)


def _key(mistake: Mistake) -> tuple[str, str, int, int, str]:
    return mistake.kind, mistake.where, mistake.start, mistake.end, mistake.name
