"""Spotting many words in one pass, each with the numbers of its kinds, all in numpy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Spots = npt.NDArray[np.int64]
"""Where words stand: rows of start, end, number of the kind."""

_FEW = 2000  # so many words have a table of transitions that is small, and the fastest


class Spotter:
    """Spots every occurrence of many words."""

    def __init__(self, words: Mapping[str, Collection[int]], *, overlapping: bool = True) -> None:
        """Build the automaton.

        Args:
            words: Folded words with the numbers of their kinds.
            overlapping: Spot every occurrence of every word. Otherwise the leftmost word, the longest
                there, and then on behind it.
        """
        listed = [sorted(set(kinds)) for kinds in words.values()]
        self._kinds = np.array(list(chain.from_iterable(listed)), dtype=np.int64)
        self._counts = np.array([len(kinds) for kinds in listed], dtype=np.int64)
        self._first = np.cumsum(self._counts) - self._counts
        self._overlapping = overlapping
        self._automaton = AhoCorasick(
            list(words),
            matchkind=MatchKind.Standard if overlapping else MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=Implementation.DFA if len(words) < _FEW else Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> Spots:
        """The words in a folded text; a word of several kinds comes as often."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        # From a flat stream, which is faster than from the list of tuples.
        table = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches)).reshape(-1, 3)
        counts = self._counts[table[:, 0]]
        which = np.repeat(self._first[table[:, 0]] - np.cumsum(counts) + counts, counts)
        kinds = self._kinds[which + np.arange(counts.sum())]
        return np.column_stack((np.repeat(table[:, 1:], counts, axis=0), kinds))
