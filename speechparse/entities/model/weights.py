"""The weights of the sequence model: one file, read without pickle, summed with numpy.

The file is an uncompressed-array archive (`.npz`) of
    tags         names of the tags, one a line, as UTF-8 bytes
    kinds        names of the kinds of hint, one a line, as UTF-8 bytes
    lexicon      names learnt from the passages with the numbers of their kinds, as `lexicon.pack` packs them
    moves        int8, [from, to]: weight of one tag behind another
    F.keys       the keys of family F, ascending
    F.rows       int8, [key, offset, tag]: what a key says about the tags around it
All weights are in units of 1/16.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.model.features import OFFSETS, Family

UNIT = 16
"""How many units a weight of one is."""

Scores = npt.NDArray[np.int16]


class Table(NamedTuple):
    """The weights of one family.

    Attributes:
        keys: The keys, ascending.
        rows: For every key, and first for an unknown one, the weights by offset and tag.
    """

    keys: npt.NDArray[np.int64]
    rows: Scores

    def find(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The row of each key; row 0, all zeros, for a key that is unknown."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64)
        at = np.searchsorted(self.keys, keys)
        at[at == len(self.keys)] = 0
        return np.where(self.keys[at] == keys, at + 1, 0)


class Weights(NamedTuple):
    """A trained model.

    Attributes:
        tags: The tags: `O`, and `B-` and `I-` with every label.
        kinds: The kinds of hint that it was trained with, by number.
        lexicon: The names learnt, packed.
        moves: Weight of a tag (column) behind another (row).
        tables: The weights of every family.
    """

    tags: tuple[str, ...]
    kinds: tuple[str, ...]
    lexicon: bytes
    moves: Scores
    tables: dict[str, Table]

    def scores(self, size: int, families: Iterable[Family]) -> Scores:
        """The weight of every tag at every position, from what the families say.

        Args:
            size: Length of the text.
            families: What is seen of the text.
        """
        reach = 3
        total = np.zeros((size + 2 * reach, len(self.tags)), dtype=np.int16)
        for family in families:
            table = self.tables.get(family.name)
            if table is None:
                continue
            rows = table.find(family.keys)
            known = np.flatnonzero(rows)
            at = (known if family.positions is None else family.positions[known]) + reach
            said = table.rows[rows[known]]
            for column, offset in enumerate(OFFSETS[family.name]):
                total[at - offset] += said[:, column]
        return total[reach : reach + size]

    def save(self, target: Path | IO[bytes]) -> None:
        """Write the file."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "tags": np.frombuffer("\n".join(self.tags).encode(), dtype=np.uint8),
            "kinds": np.frombuffer("\n".join(self.kinds).encode(), dtype=np.uint8),
            "lexicon": np.frombuffer(self.lexicon, dtype=np.uint8),
            "moves": self.moves.astype(np.int8),
        }
        for name, table in self.tables.items():
            arrays[f"{name}.keys"] = table.keys
            arrays[f"{name}.rows"] = table.rows[1:].astype(np.int8)
        np.savez_compressed(target, allow_pickle=False, **arrays)


def load(source: Path | IO[bytes]) -> Weights:
    """Read what `Weights.save` wrote."""
    with np.load(source, allow_pickle=False) as archive:
        tables = {}
        for name in OFFSETS:
            if f"{name}.keys" in archive:
                rows = archive[f"{name}.rows"].astype(np.int16)
                blank = np.zeros((1, *rows.shape[1:]), dtype=np.int16)
                tables[name] = Table(archive[f"{name}.keys"].astype(np.int64), np.concatenate((blank, rows)))
        return Weights(
            tags=tuple(archive["tags"].tobytes().decode().split("\n")),
            kinds=tuple(archive["kinds"].tobytes().decode().split("\n")),
            lexicon=archive["lexicon"].tobytes(),
            moves=archive["moves"].astype(np.int16),
            tables=tables,
        )
