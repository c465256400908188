"""The best tags of all sentences at once (Viterbi), and the spans they spell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.model.moves import Moves
from speechparse.entities.model.weights import Scores

Whole = npt.NDArray[np.int64]
Paths = npt.NDArray[np.int32]

_FORBIDDEN = -(1 << 25)  # of a path whose tag may not stand there
_BITS = 5  # the low bits of a path's weight tell the tag it comes from
_ORIGIN = (1 << _BITS) - 1


class Found(NamedTuple):
    """A span that the tags spell: `[start, end)` and its label."""

    start: int
    end: int
    label: str


class Decoder:
    """Finds the best tags for given moves between tags."""

    def __init__(self, moves: Moves, tags: tuple[str, ...]) -> None:
        """Prepare the moves.

        Args:
            moves: Their weights, in whole units.
            tags: The names of the tags, in the order that `moves` tells.
        """
        self._labels = [tag[2:] for tag in tags]
        self._count = len(tags) // 2
        leave, enter, go, stay = (part.astype(np.int32) << _BITS for part in moves)
        self._origins = np.arange(len(tags), dtype=np.int32)[:, None]
        self._leave, self._enter, self._go, self._stay = (part[:, None] for part in (leave, enter, go, stay))
        # What a name must gain over `O` in all, and what each of its positions loses on the way; see _stretches.
        outside = int(moves.leave[0]) + int(moves.enter[0])
        self._step = max(int(part.max()) for part in (moves.go, moves.stay)) - outside
        ends = moves.enter[1:].astype(np.int64) + moves.leave[1:] - outside
        self._cost = self._step - int(ends.max())
        forbidden = np.full(self._count, _FORBIDDEN, dtype=np.int32)
        self._first = np.concatenate((leave[0] + enter, forbidden))[:, None]
        self._last = np.concatenate((leave, leave[1:]))[:, None] + enter[0]

    def decode(
        self, scores: Scores, breaks: npt.NDArray[np.bool_], *, clear: int | None = None
    ) -> npt.NDArray[np.int8]:
        """The tag of every position.

        All stretches advance together, one position a step, the longest first, so that at each step
        those still running are the first columns of the table.

        Args:
            scores: Weight of every tag at every position.
            breaks: For every position whether no entity holds it.
            clear: Lead by which `O` is taken for granted where it stands alone; None: nowhere.
        """
        tags = np.zeros(len(scores), dtype=np.int8)
        starts, lengths = self._stretches(scores, breaks, clear)
        if not len(starts):
            return tags
        running = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left").tolist()
        here = [(scores[starts[:n] + step].T.astype(np.int32) << _BITS) for step, n in enumerate(running)]
        best = self._first + here[0]
        paths = [best]
        for step in range(1, len(running)):
            before = best[:, : running[step]] & ~_ORIGIN
            paths.append(self._advanced(before))
            best[:, : running[step]] = paths[-1] + here[step]
        current = (best + self._last).argmax(axis=0)
        for step in range(len(running) - 1, -1, -1):
            count = running[step]
            tags[starts[:count] + step] = current[:count]
            if step:
                current[:count] = paths[step][current[:count], np.arange(count)] & _ORIGIN
        return tags

    def _stretches(
        self, scores: Scores, breaks: npt.NDArray[np.bool_], clear: int | None
    ) -> tuple[Whole, Whole]:
        """Starts and lengths of the stretches in which an entity may lie, the longest first.

        What an entity gains over `O` is the sum of what its positions gain and of what its ends and its
        moves cost, whatever stands beside it. So a position lies in none unless the best stretch around it
        gains enough, were the best label of each position free to choose: the highest sum from the
        beginning up to a point behind it, less the lowest up to a point before it.
        """
        best = scores[:, 1].copy()
        for column in scores.T[2:]:
            np.maximum(best, column, out=best)
        gain = best.astype(np.int64) - scores[:, 0] + self._step
        gain[breaks if clear is None else breaks | (gain <= self._step - clear)] = _FORBIDDEN
        total = np.concatenate(([0], np.cumsum(gain)))
        highest = np.maximum.accumulate(total[::-1])[::-1][1:]
        lowest = np.minimum.accumulate(total)[:-1]
        edges = np.flatnonzero(np.diff(highest - lowest >= self._cost, prepend=False, append=False))
        starts, lengths = edges[::2], edges[1::2] - edges[::2]
        order = np.argsort(-lengths, kind="stable")
        return starts[order], lengths[order]

    def _advanced(self, before: Paths) -> Paths:
        """The weights of the best paths one position on, without what is said there, and whence they come."""
        count = self._count
        before = before | self._origins
        begun, inside = before[1 : count + 1], before[count + 1 :]
        ended = before[: count + 1].copy()
        np.maximum(ended[1:], inside, out=ended[1:])
        ended += self._leave
        reached = np.empty_like(before)
        np.add(ended.max(axis=0), self._enter, out=reached[: count + 1])
        np.maximum(begun + self._go, inside + self._stay, out=reached[count + 1 :])
        return reached

    def spans(self, tags: npt.NDArray[np.int8]) -> Iterator[Found]:
        """The spans that the tags spell, in text order."""
        starts = np.flatnonzero((tags > 0) & (tags <= self._count))
        outside = np.flatnonzero(tags <= self._count)
        ends = np.append(outside, len(tags))[np.searchsorted(outside, starts, side="right")]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            yield Found(start, end, self._labels[tags[start]])
