"""Spotting many words in one pass over a text (Aho–Corasick), and what the words mean, all in numpy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

Spots = npt.NDArray[np.int64]
"""Where words stand: rows of start, end, number of the word or of one of its meanings."""


class Spotter:
    """Spots every occurrence of many words, those inside others too."""

    def __init__(self, words: Iterable[str]) -> None:
        """Build the automaton.

        Args:
            words: Folded words, each once; their place in this order is their number.
        """
        self._automaton = AhoCorasick(
            list(words),
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> Spots:
        """The words in a folded text, in text order, the longer first."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        # From a flat stream, which is faster than from the list of tuples.
        table = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches)).reshape(-1, 3)
        order = np.argsort((table[:, 1] << 32) - table[:, 2])
        return table.take(order, axis=0).take((1, 2, 0), axis=1)


class Meanings:
    """The meanings of numbered words: none, one or several numbers each."""

    def __init__(self, words: Mapping[str, int], meanings: Mapping[str, Sequence[int]]) -> None:
        """Take the meanings.

        Args:
            words: The number of every word.
            meanings: The meanings of some of them, each once.
        """
        self._counts = np.zeros(len(words), dtype=np.int64)
        self._first = np.zeros(len(words), dtype=np.int64)
        numbers = np.fromiter(map(words.__getitem__, meanings), dtype=np.int64, count=len(meanings))
        counts = np.fromiter(map(len, meanings.values()), dtype=np.int64, count=len(meanings))
        self._counts[numbers], self._first[numbers] = counts, np.cumsum(counts) - counts
        self._meanings = np.fromiter(chain.from_iterable(meanings.values()), dtype=np.int64)

    def of(self, spots: Spots, *, leftmost: bool = False) -> Spots:
        """The words that have a meaning, as often as they have one, with it instead of their number.

        Args:
            spots: Where words stand, in text order, the longer first.
            leftmost: Of those that overlap leave the leftmost, the longest there, and then on behind it.
        """
        spots = spots[self._counts[spots[:, 2]] > 0]
        if leftmost:
            spots = leftmost_longest(spots)
        counts = self._counts[spots[:, 2]]
        which = np.repeat(self._first[spots[:, 2]] - np.cumsum(counts) + counts, counts)
        meanings = self._meanings[which + np.arange(len(which))]
        return np.column_stack((np.repeat(spots[:, :2], counts, axis=0), meanings))


def leftmost_longest(spots: Spots) -> Spots:
    """Of spots that overlap, in text order, the leftmost, the longest there, and then on behind it."""
    starts, ends = spots[:, 0], spots[:, 1]
    # Most overlap no other: the first of those that do is kept, and the rest is looked at one by one.
    kept = starts >= np.concatenate(([0], np.maximum.accumulate(ends)[:-1]))
    rest = (~kept).nonzero()[0]
    follow = zip(rest.tolist(), starts[rest].tolist(), kept[rest - 1].tolist(), strict=True)
    reach = 0
    for number, start, behind_kept in follow:
        if behind_kept:
            reach = int(ends[number - 1])
        if start >= reach:
            kept[number] = True
            reach = int(ends[number])
    return spots[kept]
