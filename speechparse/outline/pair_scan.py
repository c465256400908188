"""Where a pattern may match at all: the places where one character of a set follows one of another.

A costly pattern is tried at those places alone. Looking them up in a table by numpy takes a fraction of
what a pattern's own search takes, since the first characters of enumerators (`一`, `第`) are common.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace())


class PairScan:
    """Finds the places where a character of one set is followed by one of another."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Prepare the table.

        Args:
            pairs: At most four pairs of sets (two bits each in a byte), each a string of its characters; a blank in a set stands for
                every kind of white space.
        """
        self._table = np.zeros(0x10000, dtype=np.uint8)
        for number, (first, second) in enumerate(pairs):
            # The bit of the second set stands above that of the first, so that one shift compares them all.
            for chars, bit in ((first, 1 << 2 * number), (second, 2 << 2 * number)):
                self._table[[ord(char) for char in chars.replace(" ", _BLANKS)]] |= bit
        self._seconds = sum(2 << 2 * number for number in range(len(pairs)))

    def find(self, text: str) -> list[int]:
        """Offsets of the first characters of all such pairs, ascending."""
        codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
        sets = self._table.take(codes, mode="clip")
        return np.flatnonzero((sets[:-1] << 1) & sets[1:] & self._seconds).tolist()
