"""Estimating the weights: a linear-chain conditional random field, by AdaGrad over batches.

Features are dropped at random, those that spell the text more often than those that lists and rules
give, lest the model learn names by heart and not trust the lists. The weights of the second half of
the epochs are averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.model.features import OFFSETS, Family
from speechparse.entities.model.moves import Moves

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

_LEAST = {"pair": 5, "char": 3, "shape": 3}  # how often a key must have been seen
_DROP = {"char": 0.6, "pair": 0.6, "shape": 0.6, "hint": 0.2}
_RATE, _RIDGE, _BATCH = 0.3, 1e-2, 24


class Passage(NamedTuple):
    """A passage to learn from.

    Attributes:
        families: What is seen of the text that holds it.
        start: Where it begins in that text.
        tags: Number of the tag of each of its positions.
        breaks: For each of its positions whether a sequence ends there.
    """

    families: list[Family]
    start: int
    tags: Whole
    breaks: npt.NDArray[np.bool_]


class Plan(NamedTuple):
    """Which features there are.

    Attributes:
        keys: The keys of every family, ascending.
        counts: How often each of them was seen.
        base: Number of the first feature of every family; key and offset count on from it.
        width: Number of features.
    """

    keys: dict[str, Whole]
    counts: dict[str, Whole]
    base: dict[str, int]
    width: int


class Batch(NamedTuple):
    """Some passages one behind the other: their features as ones of a sparse matrix, tags, sequences."""

    features: Whole
    rows: Whole
    columns: Whole
    tags: Whole
    starts: Whole
    lengths: Whole


def _occurrences(passage: Passage) -> Iterator[tuple[str, int, Whole, Whole]]:
    """Family, number of the offset, positions in the passage, keys."""
    size = len(passage.tags)
    for name, keys in passage.families:
        for number, offset in enumerate(OFFSETS[name]):
            low, high = max(0, passage.start + offset), min(len(keys), passage.start + size + offset)
            seen = low + np.flatnonzero(keys[low:high])
            if len(seen):
                yield name, number, seen - offset - passage.start, keys[seen]


def plan_features(passages: Sequence[Passage]) -> Plan:
    """All keys that the passages bear often enough."""
    seen: dict[str, list[Whole]] = {}
    for passage in passages:
        for name, number, _, keys in _occurrences(passage):
            if OFFSETS[name][number] in (0, OFFSETS[name][-1]) and (0 not in OFFSETS[name]) == (
                OFFSETS[name][number] != 0
            ):
                seen.setdefault(name, []).append(keys)
    kept, often, base, width = {}, {}, {}, 0
    for name, parts in seen.items():
        keys, counts = np.unique(np.concatenate(parts), return_counts=True)
        enough = counts >= _LEAST.get(name, 1)
        kept[name], often[name], base[name] = keys[enough], counts[enough], width
        width += len(kept[name]) * len(OFFSETS[name])
    return Plan(kept, often, base, width)


def _batch(passages: Sequence[Passage], plan: Plan) -> Batch:
    rows, columns, starts, lengths, at = [], [], [], [], 0
    for passage in passages:
        for name, number, positions, keys in _occurrences(passage):
            known = plan.keys[name]
            where = np.searchsorted(known, keys)
            where[where == len(known)] = 0
            hit = known[where] == keys
            rows.append(positions[hit] + at)
            columns.append(plan.base[name] + where[hit] * len(OFFSETS[name]) + number)
        edges = np.unique(np.concatenate(([0], np.flatnonzero(passage.breaks) + 1, [len(passage.tags)])))
        starts.append(edges[:-1] + at)
        lengths.append(np.diff(edges))
        at += len(passage.tags)
    features, inverse = np.unique(np.concatenate(columns), return_inverse=True)
    order = np.argsort(-np.concatenate(lengths), kind="stable")
    return Batch(
        features,
        np.concatenate(rows),
        inverse,
        np.concatenate([passage.tags for passage in passages]),
        np.concatenate(starts)[order],
        np.concatenate(lengths)[order],
    )


def _gradient(scores: Floats, moves: Floats, allowed: Floats, batch: Batch) -> tuple[Floats, Floats, float]:
    """Gradients of scores and moves, and the loss, by forward and backward over all sequences together."""
    starts, ends, tags = batch.starts, batch.starts + batch.lengths - 1, batch.tags
    steps = int(batch.lengths[0])
    running = np.searchsorted(-batch.lengths, -np.arange(steps), side="left")
    shift = scores.max(axis=1, keepdims=True)
    emit, step = np.exp(scores - shift), np.exp(moves) * allowed
    ahead, scale = np.zeros_like(scores), np.ones(len(scores), dtype=np.float32)
    for t in range(steps):
        at = starts[: running[t]] + t
        row = emit[at] * (step[0] if t == 0 else ahead[at - 1] @ step)
        scale[at] = row.sum(axis=1)
        ahead[at] = row / scale[at][:, None]
    closing = ahead[ends] @ step[:, 0]
    behind = np.zeros_like(scores)
    behind[ends] = step[:, 0] / closing[:, None]
    pairs = np.zeros_like(moves)
    for t in range(steps - 1, 0, -1):
        at = starts[: running[t]] + t
        row = behind[at] * emit[at] / scale[at][:, None]
        behind[at - 1] = row @ step.T
        pairs += ahead[at - 1].T @ row
    marginals = ahead * behind
    pairs *= step
    pairs[0] += marginals[starts].sum(axis=0)
    pairs[:, 0] += marginals[ends].sum(axis=0)
    gold = np.zeros_like(moves)
    before = np.concatenate(([0], tags[:-1]))
    before[starts] = 0
    np.add.at(gold, (before, tags), 1)
    np.add.at(gold, (tags[ends], np.zeros(len(ends), dtype=np.int64)), 1)
    loss = np.log(scale).sum() + np.log(closing).sum() + shift.sum()
    loss -= scores[np.arange(len(tags)), tags].sum() + (moves * gold).sum()
    marginals[np.arange(len(tags)), tags] -= 1
    return marginals, pairs - gold, float(loss)


def _drop_rates(plan: Plan) -> Floats:
    rates = np.zeros(plan.width, dtype=np.float32)
    for name, first in plan.base.items():
        rates[first : first + len(plan.keys[name]) * len(OFFSETS[name])] = _DROP.get(name, 0.3)
    return rates


def estimate(
    plan: Plan,
    passages: Sequence[Passage],
    tags: tuple[str, ...],
    *,
    epochs: int,
    seed: int,
    report: Callable[[int, float], None] | None = None,
) -> tuple[Floats, Moves]:
    """The weights of the features by tag, and of the moves between tags."""
    from scipy.sparse import csr_array

    rng = np.random.default_rng(seed)
    order = rng.permutation(len(passages))
    groups = [order[i : i + _BATCH] for i in range(0, len(order), _BATCH)]
    batches = [_batch([passages[i] for i in group], plan) for group in groups]
    rates = _drop_rates(plan)
    allowed = np.array([[b[0] != "I" or a[2:] == b[2:] for b in tags] for a in tags], dtype=np.float32)
    weights, moves = np.zeros((plan.width, len(tags)), np.float32), Moves.zeros(len(tags) // 2)
    history, move_histories = np.full_like(weights, 1e-2), [np.full_like(part, 1e-2) for part in moves]
    mean, move_mean, counted = np.zeros_like(weights), Moves.zeros(len(tags) // 2), 0
    for epoch in range(epochs):
        total = 0.0
        for batch in (batches[i] for i in rng.permutation(len(batches))):
            rate = rates[batch.features][batch.columns]
            kept = (rng.random(len(rate), dtype=np.float32) >= rate) / (1 - rate)
            shape = (len(batch.tags), len(batch.features))
            matrix = csr_array((kept.astype(np.float32), (batch.rows, batch.columns)), shape=shape)
            current = weights[batch.features]
            slope, move_slope, loss = _gradient(matrix @ current, moves.matrix(), allowed, batch)
            total += loss
            slope = matrix.T @ slope + _RIDGE * current
            summed = history[batch.features] + slope**2
            history[batch.features] = summed
            weights[batch.features] = current - _RATE * slope / np.sqrt(summed)
            for part, part_slope, past in zip(moves, Moves.gathered(move_slope), move_histories, strict=True):
                part_slope += _RIDGE * part
                past += part_slope**2
                part -= _RATE * part_slope / np.sqrt(past)
        if epoch >= epochs // 2:
            mean += weights
            for total_part, part in zip(move_mean, moves, strict=True):
                total_part += part
            counted += 1
        if report is not None:
            report(epoch, total)
    return mean / np.float32(counted), Moves(*(part / np.float32(counted) for part in move_mean))
