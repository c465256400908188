"""The best tags of all sentences at once (Viterbi), and the spans they spell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.model.weights import Scores

Whole = npt.NDArray[np.int64]
Paths = npt.NDArray[np.int32]

_FORBIDDEN = -(1 << 25)  # of a path whose tag may not stand there
_BITS = 5  # the low bits of a path's weight tell the tag it comes from
_ORIGIN = (1 << _BITS) - 1
_NEAR = 16  # a tag is near `O` within this part of a clear lead


class Found(NamedTuple):
    """A span that the tags spell: `[start, end)` and its label."""

    start: int
    end: int
    label: str


class Decoder:
    """Finds the best tags for given moves between tags.

    The tags are `O`, then `B-x` of every label x, then `I-x` in the same order. `I-x` stands only behind
    `B-x` and itself, and both go on to `O` or another `B` at the same weight, so that a step weighs the
    ends of all labels against the beginnings of all, not all tags against all.
    """

    def __init__(self, moves: Scores, tags: tuple[str, ...]) -> None:
        """Prepare the moves, from a row's tag to a column's."""
        self._labels = [tag[2:] for tag in tags]
        self._count = len(tags) // 2
        count, whole = self._count, moves.astype(np.int32) << _BITS
        self._origins = np.arange(len(tags), dtype=np.int32)[:, None]
        begun, inside = np.arange(1, count + 1), np.arange(count + 1, len(tags))
        self._open = np.concatenate((whole[:1, : count + 1], whole[inside, : count + 1]))[:, :, None]
        self._go, self._stay = whole[begun, inside][:, None], whole[inside, inside][:, None]
        self._first = whole[0].copy()[:, None]
        self._first[inside] = _FORBIDDEN
        self._last = whole[:, 0][:, None]

    def decode(self, scores: Scores, breaks: npt.NDArray[np.bool_], *, clear: int) -> npt.NDArray[np.int8]:
        """The tag of every position.

        All stretches advance together, one position a step, the longest first, so that at each step
        those still running are the first columns of the table.

        Args:
            scores: Weight of every tag at every position.
            breaks: For every position whether no entity holds it.
            clear: Lead by which `O` is taken for granted, so that the text is cut there.
        """
        tags = np.zeros(len(scores), dtype=np.int8)
        starts, lengths = _stretches(scores, breaks, clear)
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

    def _advanced(self, before: Paths) -> Paths:
        """The weights of the best paths one position on, without what is said there, and whence they come."""
        count = self._count
        before = before | self._origins
        ended = before[: count + 1].copy()
        np.maximum(ended[1:], before[count + 1 :], out=ended[1:])
        reached = np.empty_like(before)
        np.add(ended[:, None, :], self._open).max(axis=0, out=reached[: count + 1])
        np.maximum(
            before[1 : count + 1] + self._go, before[count + 1 :] + self._stay, out=reached[count + 1 :]
        )
        return reached

    def spans(self, tags: npt.NDArray[np.int8]) -> Iterator[Found]:
        """The spans that the tags spell, in text order."""
        starts = np.flatnonzero((tags > 0) & (tags <= self._count))
        outside = np.flatnonzero(tags <= self._count)
        ends = np.append(outside, len(tags))[np.searchsorted(outside, starts, side="right")]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            yield Found(start, end, self._labels[tags[start]])


def _stretches(scores: Scores, breaks: npt.NDArray[np.bool_], clear: int) -> tuple[Whole, Whole]:
    """Starts and lengths of the stretches that need a decision, the longest first.

    A stretch in which nothing comes near `O` anywhere needs none.
    """
    lead = scores[:, 0] - scores[:, 1:].max(axis=1)
    edges = np.flatnonzero(np.diff(breaks | (lead >= clear), prepend=True, append=True))
    if not len(edges):
        return edges, edges
    starts, ends = edges[::2], edges[1::2]
    least = np.minimum.reduceat(np.append(lead, clear), edges)[::2]
    open_ = np.flatnonzero(least < clear // _NEAR)
    starts, lengths = starts[open_], (ends - starts)[open_]
    order = np.argsort(-lengths, kind="stable")
    return starts[order], lengths[order]
