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

from speechparse.entities import listed
from speechparse.entities.candidates import Candidate
from speechparse.entities.model import marks
from speechparse.entities.model.estimate import Passage, Plan, estimate, plan_features
from speechparse.entities.model.features import OFFSETS, families
from speechparse.entities.model.lexicon import Harvest, Seen, pack
from speechparse.entities.model.moves import Moves
from speechparse.entities.model.passages import Row, outermost, read_rows
from speechparse.entities.model.sequence import breaks
from speechparse.entities.model.settle import settle
from speechparse.entities.model.vocabulary import Vocabulary
from speechparse.entities.model.weights import UNIT, Table, Weights
from speechparse.text.folding import fold

TAGS = ("O", *(f"{place}-{label}" for place in "BI" for label in marks.LABELS))
_CONTEXT = 200  # how much of the text around a passage is looked at
_CAUTION = 0.25  # by how much `O` is favoured too much: names missed cost as much as names invented

Whole = npt.NDArray[np.int64]
Finder = Callable[[str, listed.Listed], list[Candidate]]


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
        finder: Finds the candidates of a folded text, given the listed names in it.
        harvest: The names to go by; those of the rows where None.
    """
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_file[row.file].append(row)
    if harvest is None:
        harvest = Harvest(Seen(r.file, texts[r.file][r.start : r.end], r.spans) for r in rows)
    made = []
    for file, its in by_file.items():
        vocabulary = Vocabulary(harvest.lexicon(without=file))
        for row in its:
            low = max(0, row.start - _CONTEXT)
            text = texts[file][low : row.end + _CONTEXT]
            spots = vocabulary.find(text)
            candidates = finder(text, listed.chosen(spots))
            seen = list(families(text, vocabulary.hints(text, spots, candidates)))
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
    """The weights in whole units, keys that say nothing left out, and characters as pairs of which one is known."""
    tables = {}
    for name in plan.keys:
        if name == "char":
            continue
        keys, rows = _by_count(plan, weights, name)
        said = np.abs(np.rint(rows * UNIT)).max(axis=(1, 2)) > 0
        keys, rows = keys[said], rows[said]
        if name == "pair":
            chars, by_char = _by_count(plan, weights, "char")
            order = np.argsort(chars)
            at = np.searchsorted(chars[order], keys >> 16)
            rows = np.concatenate((rows + by_char[order[at]], by_char))
            keys = np.concatenate((keys, chars << 16))
        tables[name] = Table(keys, _in_units(rows).astype(np.int8))
    return Weights(marks.LABELS, marks.KINDS, lexicon, Moves(*map(_in_units, moves)), tables)


def _by_count(
    plan: Plan, weights: npt.NDArray[np.float32], name: str
) -> tuple[Whole, npt.NDArray[np.float32]]:
    """The keys of a family, the commonest first, so that what is fetched most lies together, and their weights over `O`."""
    keys, first = plan.keys[name], plan.base[name]
    rows = weights[first : first + len(keys) * len(OFFSETS[name])].reshape(len(keys), -1, len(TAGS))
    order = np.argsort(-plan.counts[name], kind="stable")
    return keys[order], rows[order, :, 1:] - rows[order, :, :1]


def _in_units(weights: npt.NDArray[np.float32]) -> npt.NDArray[np.int16]:
    return np.clip(np.rint(weights * UNIT), -127, 127).astype(np.int16)
