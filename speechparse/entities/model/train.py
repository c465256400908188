"""Training the sequence model on annotated passages.

The surrounding text of a passage is seen too, as it is when the model works. Needs scipy (the extra
`train`); the model itself does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from speechparse.entities.candidates import Candidate
from speechparse.entities.model import marks
from speechparse.entities.model.estimate import Passage, Plan, estimate, plan_features
from speechparse.entities.model.features import OFFSETS, families
from speechparse.entities.model.lexicon import Harvest, Seen, pack
from speechparse.entities.model.moves import Moves
from speechparse.entities.model.passages import Row, outermost, read_rows
from speechparse.entities.model.sequence import breaks, hints
from speechparse.entities.model.settle import settle
from speechparse.entities.model.weights import UNIT, Table, Weights
from speechparse.entities.spotter import Spotter
from speechparse.text.folding import fold

TAGS = ("O", *(f"{place}-{label}" for place in "BI" for label in marks.LABELS))
_CONTEXT = 200  # how much of the text around a passage is looked at
_CAUTION = 0.25  # by how much `O` is favoured too much: names missed cost as much as names invented

Finder = Callable[[str], list[Candidate]]


def _tags(row: Row) -> npt.NDArray[np.int64]:
    tags = np.zeros(row.end - row.start, dtype=np.int64)
    for start, end, label in outermost(row.spans):
        tags[start:end] = TAGS.index(f"I-{label}")
        tags[start] = TAGS.index(f"B-{label}")
    return tags


def passages(
    rows: Sequence[Row], texts: Mapping[str, str], finder: Finder, harvest: Harvest | None = None
) -> tuple[list[Passage], Harvest]:
    """What is seen of every passage, its names judged by the passages of the other files.

    Args:
        rows: The passages.
        texts: The folded text of every file.
        finder: Finds the candidates of a folded text.
        harvest: The names to go by; those of the rows where None.
    """
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_file[row.file].append(row)
    if harvest is None:
        harvest = Harvest(Seen(r.file, texts[r.file][r.start : r.end], r.spans) for r in rows)
    made = []
    for file, its in by_file.items():
        learnt = Spotter(harvest.lexicon(without=file))
        for row in its:
            low = max(0, row.start - _CONTEXT)
            text = texts[file][low : row.end + _CONTEXT]
            seen = list(families(text, hints(text, learnt, finder(text))))
            ends = breaks(texts[file][row.start : row.end])
            made.append(Passage(seen, row.start - low, _tags(row), ends))
    return made, harvest


def read_texts(rows: Iterable[Row], root: Path) -> dict[str, str]:
    """The folded text of every file that the rows name."""
    files = dict.fromkeys(row.file for row in rows)
    return {file: fold((root / file).read_bytes().decode("utf-8")) for file in files}


def train(
    gold_files: Iterable[Path],
    root: Path,
    target: Path,
    *,
    also: Iterable[Path] = (),
    epochs: int = 8,
    runs: int = 4,
    report: Callable[[int, float], None] | None = None,
) -> Weights:
    """Train on annotated passages and write the weights.

    Args:
        gold_files: Files of passages in JSON Lines.
        root: Where the files that they name lie.
        target: Where to write the weights.
        also: Files of passages that are trusted less: what counts as a name in them is settled by the
            others (see `settle`), which then count twice.
        epochs: How often a run goes through all passages.
        runs: How many runs, each with chances of its own, to average; the same passages and numbers give
            the same weights.
        report: Called after every epoch with its number, counted over all runs, and its loss.
    """
    from speechparse.entities.recognizer import find_candidates

    rows, more = read_rows(gold_files), read_rows(also)
    texts = read_texts((*rows, *more), root)
    if more:
        rows = [*rows, *rows, *settle(more, rows, texts)]
    seen, harvest = passages(rows, texts, find_candidates)
    plan = plan_features(seen)
    weights, moves = averaged(plan, seen, epochs=epochs, runs=runs, report=report)
    moves.enter[0] -= _CAUTION
    made = quantized(plan, weights, moves, pack(harvest.lexicon()))
    made.save(target)
    return made


def averaged(
    plan: Plan,
    seen: Sequence[Passage],
    *,
    epochs: int,
    runs: int,
    report: Callable[[int, float], None] | None = None,
) -> tuple[npt.NDArray[np.float32], Moves]:
    """The mean weights of several runs."""
    weights = np.zeros((plan.width, len(TAGS)), dtype=np.float32)
    moves = Moves.zeros(len(marks.LABELS))
    for seed in range(runs):

        def told(epoch: int, loss: float, first: int = seed * epochs) -> None:
            if report is not None:
                report(first + epoch, loss)

        its_weights, its_moves = estimate(plan, seen, TAGS, epochs=epochs, seed=seed, report=told)
        weights += its_weights / runs
        for part, its_part in zip(moves, its_moves, strict=True):
            part += its_part / runs
    return weights, moves


def quantized(plan: Plan, weights: npt.NDArray[np.float32], moves: Moves, lexicon: bytes) -> Weights:
    """The weights in whole units, rows that are all zero left out."""
    tables = {}
    for name, keys in plan.keys.items():
        shape = (len(keys), len(OFFSETS[name]), len(TAGS))
        size = shape[0] * shape[1]
        rows = weights[plan.base[name] : plan.base[name] + size].reshape(shape)
        units = np.clip(np.rint(rows * UNIT), -127, 127).astype(np.int8)
        # The commonest keys first: what is fetched most lies together.
        order = np.argsort(-plan.counts[name], kind="stable")
        order = order[np.abs(units).max(axis=(1, 2))[order] > 0]
        tables[name] = Table(keys[order], units[order])
    whole = Moves(*(np.clip(np.rint(part * UNIT), -127, 127).astype(np.int16) for part in moves))
    return Weights(TAGS, marks.KINDS, lexicon, whole, tables)
