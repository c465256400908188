"""The weights of the sequence model: one file, read without pickle, summed with numpy.

The file is an array archive (`.npz`), uncompressed so that it is read at once, of
    labels       names of the labels, one a line, as UTF-8 bytes
    kinds        names of the kinds of hint, one a line, as UTF-8 bytes
    lexicon      names learnt from the passages with the numbers of their kinds, as `lexicon.pack` packs them
    moves.P      int8: the part P (`leave`, `enter`, `go`, `stay`) of the moves between tags
    F.keys       the keys of family F, the commonest first
    F.rows       int8, [key, offset, tag]: how much a key says for the tags around it, over `O`
The tags are the first one of every label, then the further one of every label. All weights are in units
of 1/16. A pair says what its first character says, too; the key of a character by itself is that of a pair
whose second is 0, and stands for all pairs that are not listed.
"""

from __future__ import annotations

from collections.abc import Iterable
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
_ROUNDS = 200  # of placing keys; ten do for those of any text
_MIXER = np.uint64(0x9E3779B97F4A7C15)  # 2**64 by the golden ratio: Knuth's multiplicative hashing


class Table:
    """The weights of one family, by key."""

    def __init__(self, keys: Whole, rows: Rows) -> None:
        """Index the keys.

        Args:
            keys: The keys, the commonest first; none is 0.
            rows: For every key the weights by offset and tag.
        """
        self.keys = keys
        count, offsets, self._tags = rows.shape
        # One block an offset, so that what is fetched lies in one piece, each row of it as wide as a power of two,
        # which numpy copies fastest; row 0 is that of unknown keys.
        self.blocks = np.zeros((offsets, count + 1, _width(self._tags)), dtype=np.int8)
        self.blocks[:, 1:, : self._tags] = rows.transpose(1, 0, 2)
        self._direct = not count or int(keys.max()) < _SMALL
        if self._direct:
            self._slots = np.zeros(_SMALL, dtype=np.int32)
            self._slots[keys] = np.arange(1, count + 1)
        else:
            self._bits = int(count * 8).bit_length()
            self._known = np.concatenate(([0], keys))
            self._slots = self._placed(keys)

    @property
    def rows(self) -> Rows:
        """For every key the weights by offset and tag."""
        return self.blocks[:, 1:, : self._tags].transpose(1, 0, 2)

    def _homes(self, keys: Whole) -> tuple[Whole, Whole]:
        """The two slots in one of which each key is."""
        mixed = keys.view(np.uint64) * _MIXER
        first, second = mixed >> np.uint64(64 - self._bits), mixed >> np.uint64(32)
        return first.view(np.int64), second.view(np.int64) & (1 << self._bits) - 1

    def _placed(self, keys: Whole) -> npt.NDArray[np.int32]:
        """Every key's number in one of its two slots: what is driven out of one goes to the other (cuckoo hashing)."""
        homes = np.stack(self._homes(keys))
        which, numbers = np.zeros(len(keys), dtype=np.int64), np.arange(len(keys))
        slots = np.zeros(1 << self._bits, dtype=np.int32)
        moved = numbers
        for _ in range(_ROUNDS):
            slots[homes[which[moved], moved]] = moved + 1
            moved = np.flatnonzero(slots[homes[which, numbers]] != numbers + 1)
            if not len(moved):
                return slots
            which[moved] ^= 1
        raise ValueError("a model with keys that cannot be told apart")

    def find(self, keys: Whole) -> npt.NDArray[np.int32]:
        """The row of each key; row 0, all zeros, for a key that is unknown."""
        if self._direct:
            return self._slots.take(keys, mode="clip")
        first, second = (self._slots.take(home, mode="clip") for home in self._homes(keys))
        rows = np.where(self._known.take(first, mode="clip") == keys, first, second)
        rows *= self._known.take(rows, mode="clip") == keys
        return rows


def first_alone(pairs: Whole) -> Whole:
    """The keys of the first characters of pairs by themselves."""
    return pairs >> 16 << 16


def _width(tags: int) -> int:
    """The power of two that holds so many tags."""
    return 1 << (tags - 1).bit_length()


class Weights(NamedTuple):
    """A trained model.

    Attributes:
        labels: The labels, in the order of the tags.
        kinds: The kinds of hint that it was trained with, by number.
        lexicon: The names learnt, packed.
        moves: What one tag behind another weighs.
        tables: The weights of every family.
    """

    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    lexicon: bytes
    moves: Moves
    tables: dict[str, Table]

    def scores(self, size: int, families: Iterable[Family]) -> Scores:
        """How much every tag weighs over `O`, [tag, position], from what the families say.

        Args:
            size: Length of the text.
            families: What is seen of the text.
        """
        total = np.zeros((size + 2 * _REACH, _width(2 * len(self.labels))), dtype=np.int16)
        for name, keys in families:
            table = self.tables.get(name)
            if table is None:
                continue
            rows = table.find(keys).astype(np.intp)
            if name == "pair":
                unknown = np.flatnonzero(rows == 0)
                rows[unknown] = table.find(first_alone(keys[unknown]))
            for block, offset in zip(table.blocks, OFFSETS[name], strict=True):
                total[_REACH - offset : _REACH - offset + size] += block.take(rows, axis=0, mode="clip")
        return np.ascontiguousarray(total[_REACH : _REACH + size, : 2 * len(self.labels)].T)

    def save(self, target: Path | IO[bytes]) -> None:
        """Write the file."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "labels": np.frombuffer("\n".join(self.labels).encode(), dtype=np.uint8),
            "kinds": np.frombuffer("\n".join(self.kinds).encode(), dtype=np.uint8),
            "lexicon": np.frombuffer(self.lexicon, dtype=np.uint8),
            **{f"moves.{name}": part.astype(np.int8) for name, part in self.moves._asdict().items()},
        }
        for name, table in self.tables.items():
            arrays[f"{name}.keys"] = table.keys
            arrays[f"{name}.rows"] = table.rows
        np.savez(target, allow_pickle=False, **arrays)


def load(source: Path | IO[bytes]) -> Weights:
    """Read what `Weights.save` wrote."""
    with np.load(source, allow_pickle=False) as archive:
        tables = {}
        for name in OFFSETS:
            if f"{name}.keys" in archive:
                tables[name] = Table(archive[f"{name}.keys"], archive[f"{name}.rows"])
        return Weights(
            labels=tuple(archive["labels"].tobytes().decode().split("\n")),
            kinds=tuple(archive["kinds"].tobytes().decode().split("\n")),
            lexicon=archive["lexicon"].tobytes(),
            moves=Moves(*(archive[f"moves.{name}"].astype(np.int16) for name in Moves._fields)),
            tables=tables,
        )
