"""The best names of all sentences at once.

Since names do not care which name stands beside them (see `moves`), what a name adds to the weight of a
text is its own: what it loses by its ends and gains by its positions, over `O` there. So the best names
are found as Viterbi finds them, but for all positions together: the best single name up to each position,
then the best two, and so on until no further name adds anything.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.model.moves import Moves
from speechparse.entities.model.weights import Scores

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FORBIDDEN = -(1 << 25)  # of a position that no name holds
_LONGEST = 400  # of a stretch; longer ones, which text of sentences does not have, are cut
_APART = 1 << 40  # more than any two weights differ by


class Found(NamedTuple):
    """A name: `[start, end)` and its label."""

    start: int
    end: int
    label: str


class _Cells(NamedTuple):
    """The positions of the stretches of text in which names may lie, one stretch behind the other.

    Attributes:
        stretch: Number of the stretch, ascending.
        floor: That times `_APART`. All weights of what may be chosen count from there, so that those of a later
            stretch are greater than those of an earlier one, and running maxima need not stop between them.
        alone: By label, what a name of this position alone adds.
        begun: By label, what a longer name that begins here adds, less `sums` here.
        sums: By label, what all positions up to this one add together to a name that began before them.
    """

    stretch: Whole
    floor: Whole
    alone: Whole
    begun: Whole
    sums: Whole

    def before(self, best: Whole) -> Whole:
        """The best up to the position before each."""
        return np.maximum(np.concatenate((self.floor[:1], best[:-1])), self.floor)

    def open(self, best: Whole) -> Whole:
        """By label, the best up to each position with a name that has begun and goes on, less `sums` there."""
        return np.maximum.accumulate(self.begun + self.before(best), axis=1)

    def better(self, best: Whole) -> Whole:
        """The best up to each position, with at most one name more than in what is given."""
        found = np.maximum(self.floor, self.before(best) + self.alone.max(axis=0))
        ended = self.open(best)[:, :-1] + self.sums[:, 1:]
        np.maximum(found[1:], ended.max(axis=0), out=found[1:])
        return np.maximum.accumulate(found)

    def best(self) -> Whole:
        """The best up to each position."""
        best = self.floor.copy()
        left, at = self, np.arange(len(best))
        while len(at):
            better = left.better(best[at])
            changed = np.zeros(int(self.stretch[-1]) + 1, dtype=np.bool_)
            changed[left.stretch[better > best[at]]] = True
            best[at] = better
            again = changed[left.stretch].nonzero()[0]
            left, at = _Cells(*(part.take(again, axis=-1) for part in left)), at[again]
        return best


class Decoder:
    """Finds the best names for given moves between tags."""

    def __init__(self, moves: Moves, labels: tuple[str, ...]) -> None:
        """Prepare the moves.

        Args:
            moves: Their weights, in whole units.
            labels: The labels, in the order that `moves` tells.
        """
        self._labels = labels
        leave, enter, go, stay = (part.astype(np.int64) for part in moves)
        outside = leave[0] + enter[0]
        # What a name adds by its first position, by each further one, and by having a second one at all.
        self._first = (enter[1:] + leave[1:] - outside)[:, None]
        self._further = (stay - outside)[:, None]
        self._second = (go - stay)[:, None]
        # What each position gains by moves at best, and what a name must gain where each were free to choose its label.
        self._step = int(max(go.max(), stay.max()) - outside)
        self._cost = self._step - int(self._first.max())

    def decode(self, scores: Scores, breaks: Flags, *, clear: int | None = None) -> list[Found]:
        """The best names, in text order.

        Args:
            scores: How much the first tag of every label, then the further tag of every label weighs over
                `O`, [tag, position].
            breaks: For every position whether no name holds it.
            clear: Lead by which `O` is taken for granted where it stands alone; None: nowhere.
        """
        starts, lengths = self._stretches(scores, breaks, clear)
        if not len(starts):
            return []
        stretch = np.repeat(np.arange(len(starts)), lengths)
        firsts = np.cumsum(lengths) - lengths
        at = (starts - firsts)[stretch] + np.arange(len(stretch))
        weights = scores.take(at, axis=1).astype(np.int64)
        alone = weights[: len(self._labels)] + self._first
        sums = np.cumsum(weights[len(self._labels) :] + self._further, axis=1)
        cells = _Cells(stretch, stretch * _APART, alone, alone + self._second - sums, sums)
        begins, ends, labels = _chosen(cells, cells.best(), firsts + lengths - 1)
        spelt = zip(at[begins].tolist(), (at[ends] + 1).tolist(), labels.tolist(), strict=True)
        return [Found(start, end, self._labels[label]) for start, end, label in spelt]

    def _stretches(self, scores: Scores, breaks: Flags, clear: int | None) -> tuple[Whole, Whole]:
        """Starts and lengths of the stretches in which a name may lie.

        A position lies in none unless the best stretch around it gains enough, were the best label of each
        position free to choose: the highest sum from the beginning up to a point behind it, less the lowest
        up to a point before it.
        """
        gain = scores.max(axis=0).astype(np.int64) + self._step
        gain[breaks if clear is None else breaks | (gain <= self._step - clear)] = _FORBIDDEN
        total = np.concatenate(([0], np.cumsum(gain)))
        highest = np.maximum.accumulate(total[::-1])[::-1][1:]
        lowest = np.minimum.accumulate(total)[:-1]
        inside = np.zeros(len(gain) + 2, dtype=np.bool_)
        np.greater_equal(highest - lowest, self._cost, out=inside[1:-1])
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        starts, lengths = edges[::2], edges[1::2] - edges[::2]
        if lengths.max(initial=0) <= _LONGEST:
            return starts, lengths
        pieces = -(-lengths // _LONGEST)
        skipped = _LONGEST * (np.arange(pieces.sum()) - np.repeat(np.cumsum(pieces) - pieces, pieces))
        return np.repeat(starts, pieces) + skipped, np.minimum(np.repeat(lengths, pieces) - skipped, _LONGEST)


def _chosen(cells: _Cells, best: Whole, last: Whole) -> tuple[Whole, Whole, Whole]:
    """First and last positions and labels of the best names, in order, by number of the cell.

    Args:
        cells: The stretches.
        best: The best up to each position.
        last: The last position of each stretch.
    """
    # Where the best up to a position is better than that up to the one before, a name ends.
    before, number = cells.before(best), np.arange(len(best))
    ends = np.flatnonzero(best > before)
    alone = best[ends] == before[ends] + cells.alone[:, ends].max(axis=0)
    labels = cells.alone[:, ends].argmax(axis=0)
    begins = ends.copy()
    # A longer name has the label that is best there, and began where its sum was last raised.
    open_ = cells.open(best)
    longer = ends[~alone]
    labels[~alone] = (open_[:, longer - 1] + cells.sums[:, longer]).argmax(axis=0)
    raised = np.maximum.accumulate(np.where(cells.begun + before == open_, number, 0), axis=1)
    begins[~alone] = raised[labels[~alone], longer - 1]
    # The last name of each stretch is chosen, then the last before it, and so on.
    name_before = np.searchsorted(ends, number, side="right") - 1
    chosen = np.zeros(len(ends), dtype=np.bool_)
    which = _in_stretch(cells, ends, name_before[last], last)
    while len(which):
        chosen[which] = True
        begin = begins[which]
        inner = begin[begin > 0]
        which = _in_stretch(cells, ends, name_before[inner - 1], inner)
    return begins[chosen], ends[chosen], labels[chosen]


def _in_stretch(cells: _Cells, ends: Whole, names: Whole, cell: Whole) -> Whole:
    """Those of the names, -1 for none, that end in the same stretch as a cell lies."""
    there = names >= 0
    names, cell = names[there], cell[there]
    inside: Whole = names[cells.stretch[ends[names]] == cells.stretch[cell]]
    return inside
