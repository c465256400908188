"""The weights of the sequence model: one file, read without pickle, summed with numpy.

The file is an uncompressed-array archive (`.npz`) of
    tags         names of the tags, one a line, as UTF-8 bytes
    kinds        names of the kinds of hint, one a line, as UTF-8 bytes
    lexicon      names learnt from the passages with the numbers of their kinds, as `lexicon.pack` packs them
    moves.P      int8: the part P (`leave`, `enter`, `go`, `stay`) of the moves between tags
    F.keys       the keys of family F, the commonest first
    F.rows       int8, [key, offset, tag]: what a key says about the tags around it
All weights are in units of 1/16.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.model.features import OFFSETS, Family
from speechparse.entities.model.moves import Moves

UNIT = 16
"""How many units a weight of one is."""

Scores = npt.NDArray[np.int16]
Rows = npt.NDArray[np.int8]
Whole = npt.NDArray[np.int64]

_REACH = 3  # the farthest offset of any family
_SMALL = 1 << 17  # keys below this are looked up directly; none is as great as this less one


class Table:
    """The weights of one family, by key."""

    def __init__(self, keys: Whole, rows: Rows) -> None:
        """Index the keys.

        Args:
            keys: The keys, the commonest first.
            rows: For every key the weights by offset and tag.
        """
        self.keys = keys
        # One block an offset, so that what is fetched lies in one piece; row 0 is that of unknown keys.
        self.rows = np.zeros((rows.shape[1], len(keys) + 1, rows.shape[2]), dtype=np.int8)
        self.rows[:, 1:] = rows.transpose(1, 0, 2)
        self._direct = not len(keys) or int(keys.max()) < _SMALL
        if self._direct:
            self._slots = np.zeros(_SMALL, dtype=np.int32)
            self._slots[keys] = np.arange(1, len(keys) + 1)
            return
        # Open addressing, at most a quarter full: most keys are found at the first slot.
        self._shift = np.uint64(64 - max(4, int(len(keys) * 4).bit_length()))
        self._slots = np.zeros(1 << (64 - int(self._shift)), dtype=np.int32)
        self._known = np.concatenate(([-1], keys))
        waiting = np.arange(1, len(keys) + 1, dtype=np.int32)
        at = self._slot(keys)
        while len(waiting):
            free = self._slots[at] == 0
            self._slots[at[free]] = waiting[free]
            left = self._slots[at] != waiting
            waiting, at = waiting[left], (at[left] + 1) & (len(self._slots) - 1)

    def _slot(self, keys: Whole) -> Whole:
        mixed = keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return (mixed >> self._shift).astype(np.int64)

    def find(self, keys: Whole) -> npt.NDArray[np.int32]:
        """The row of each key; row 0, all zeros, for a key that is unknown."""
        if self._direct:
            return self._slots[np.minimum(keys, _SMALL - 1)]
        at = self._slot(keys)
        rows = self._slots[at]
        wrong = np.flatnonzero((self._known[rows] != keys) & (rows > 0))
        while len(wrong):
            at[wrong] = (at[wrong] + 1) & (len(self._slots) - 1)
            rows[wrong] = self._slots[at[wrong]]
            wrong = wrong[(self._known[rows[wrong]] != keys[wrong]) & (rows[wrong] > 0)]
        return rows


def _layers(at: Whole) -> Iterator[Whole | slice]:
    """Ascending positions in layers in which each occurs once, so that a layer can be added at one go."""
    first = np.flatnonzero(np.diff(at, prepend=-1))
    if len(first) == len(at):
        yield slice(None)
        return
    rank = np.arange(len(at)) - np.repeat(first, np.diff(first, append=len(at)))
    order = np.argsort(rank, kind="stable")
    yield from np.split(order, np.cumsum(np.bincount(rank))[:-1])


class Weights(NamedTuple):
    """A trained model.

    Attributes:
        tags: The tags: `O`, and `B-` and `I-` with every label.
        kinds: The kinds of hint that it was trained with, by number.
        lexicon: The names learnt, packed.
        moves: What one tag behind another weighs.
        tables: The weights of every family.
    """

    tags: tuple[str, ...]
    kinds: tuple[str, ...]
    lexicon: bytes
    moves: Moves
    tables: dict[str, Table]

    def scores(self, size: int, families: Iterable[Family]) -> Scores:
        """The weight of every tag at every position, from what the families say.

        Args:
            size: Length of the text.
            families: What is seen of the text.
        """
        total = np.zeros((size + 2 * _REACH, len(self.tags)), dtype=np.int16)
        for name, positions, keys in families:
            table = self.tables.get(name)
            if table is None:
                continue
            rows = table.find(keys)
            if positions is None:
                for block, offset in zip(table.rows, OFFSETS[name], strict=True):
                    total[_REACH - offset : _REACH - offset + size] += block.take(rows, axis=0, mode="clip")
                continue
            known = np.flatnonzero(rows)
            at = positions[known]
            for layer in _layers(at):
                where, which = at[layer] + _REACH, rows[known[layer]]
                for block, offset in zip(table.rows, OFFSETS[name], strict=True):
                    total[where - offset] += block.take(which, axis=0, mode="clip")
        return total[_REACH : _REACH + size]

    def save(self, target: Path | IO[bytes]) -> None:
        """Write the file."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "tags": np.frombuffer("\n".join(self.tags).encode(), dtype=np.uint8),
            "kinds": np.frombuffer("\n".join(self.kinds).encode(), dtype=np.uint8),
            "lexicon": np.frombuffer(self.lexicon, dtype=np.uint8),
            **{f"moves.{name}": part.astype(np.int8) for name, part in self.moves._asdict().items()},
        }
        for name, table in self.tables.items():
            arrays[f"{name}.keys"] = table.keys
            arrays[f"{name}.rows"] = table.rows[:, 1:].transpose(1, 0, 2)
        np.savez_compressed(target, allow_pickle=False, **arrays)


def load(source: Path | IO[bytes]) -> Weights:
    """Read what `Weights.save` wrote."""
    with np.load(source, allow_pickle=False) as archive:
        tables = {}
        for name in OFFSETS:
            if f"{name}.keys" in archive:
                tables[name] = Table(archive[f"{name}.keys"], archive[f"{name}.rows"])
        return Weights(
            tags=tuple(archive["tags"].tobytes().decode().split("\n")),
            kinds=tuple(archive["kinds"].tobytes().decode().split("\n")),
            lexicon=archive["lexicon"].tobytes(),
            moves=Moves(*(archive[f"moves.{name}"].astype(np.int16) for name in Moves._fields)),
            tables=tables,
        )
