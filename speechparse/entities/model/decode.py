"""The best tags of all sentences at once (Viterbi), and the spans they spell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.model.weights import Scores

FORBIDDEN = -10_000
"""Weight of a tag that may not stand behind another."""


class Found(NamedTuple):
    """A span that the tags spell: `[start, end)` and its label."""

    start: int
    end: int
    label: str


def constrained(moves: Scores, tags: tuple[str, ...]) -> npt.NDArray[np.int32]:
    """The moves with `I-x` forbidden but behind `B-x` and `I-x`."""
    allowed = np.array([[not b.startswith("I-") or a[2:] == b[2:] for b in tags] for a in tags])
    return np.where(allowed, moves, FORBIDDEN).astype(np.int32)


def segments(scores: Scores, breaks: npt.NDArray[np.int64], clear: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Starts and lengths of the stretches that need a decision, longest first.

    A position where `O` leads every other tag by `clear` is taken for `O`, and so cuts; so does a break.
    """
    sure = scores[:, 0] - scores[:, 1:].max(axis=1) >= clear
    sure[breaks] = True
    edges = np.flatnonzero(np.diff(np.concatenate(([True], sure, [True])).astype(np.int8)))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    order = np.argsort(-lengths, kind="stable")
    return starts[order], lengths[order]


def decode(scores: Scores, moves: npt.NDArray[np.int32], breaks: npt.NDArray[np.int64], *, clear: int) -> npt.NDArray[np.int8]:
    """The tag of every position.

    All stretches advance together, one position a step, the longest first, so that at each step
    those still running are a prefix of the table.

    Args:
        scores: Weight of every tag at every position.
        moves: Weight of a tag behind another, forbidden ones included; tag 0 is `O`.
        breaks: Positions that no entity holds: ends of sentences and lines.
        clear: Lead by which `O` is taken for granted.
    """
    tags = np.zeros(len(scores), dtype=np.int8)
    starts, lengths = segments(scores, breaks, clear)
    if not len(starts):
        return tags
    running = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
    into = np.ascontiguousarray(moves.T)  # [to, from]
    best = scores[starts].astype(np.int32) + moves[0]
    back: list[npt.NDArray[np.int8]] = []
    for step in range(1, int(lengths[0])):
        count = running[step]
        paths = best[:count, None, :] + into
        choice = paths.argmax(axis=2)
        back.append(choice.astype(np.int8))
        reached = np.take_along_axis(paths, choice[:, :, None], axis=2)[:, :, 0] + scores[starts[:count] + step]
        best[:count] = reached
    last = (best + moves[:, 0]).argmax(axis=1).astype(np.int8)
    rows = np.arange(len(starts))
    current = last
    for step in range(int(lengths[0]) - 1, -1, -1):
        count = running[step]
        tags[starts[:count] + step] = current[:count]
        if step:
            current[: running[step]] = back[step - 1][rows[:count], current[:count]]
    return tags


def spans(tags: npt.NDArray[np.int8], names: tuple[str, ...]) -> Iterator[Found]:
    """The spans that the tags spell, in text order."""
    first = np.array([name.startswith("B-") for name in names])[tags]
    inside = np.array([name.startswith("I-") for name in names])[tags]
    starts = np.flatnonzero(first)
    outside = np.flatnonzero(~inside)
    ends = np.append(outside, len(tags))[np.searchsorted(outside, starts, side="right")]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        yield Found(start, end, names[tags[start]][2:])
