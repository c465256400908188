"""Joining neighbouring words that a dictionary knows as one word."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from speechparse.nlp.trie import Letters, Trie

LONGEST_RUN = 7
"""Most words that are joined to one."""

Offsets: TypeAlias = NDArray[np.int64]


def join_known(dictionary: Trie, letters: Letters, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """Offsets of the words after joining.

    From runs of seven words down to runs of two, and from left to right, a run becomes one word where
    the dictionary holds it, unless it holds each of its parts too. This is pkuseg's rule.

    Args:
        dictionary: The words that are known.
        letters: The text in the letters of the dictionary, blanks as 0, and 0 at the end.
        starts: Offset of the first letter of each word, in text order.
        ends: Offset behind the last letter of each word.
    """
    found = dictionary.matches(letters, starts)
    word_at_end = np.full(len(letters) + 1, -1)
    word_at_end[ends] = np.arange(len(ends))
    last = word_at_end[found.starts + found.lengths]
    first = np.searchsorted(starts, found.starts)
    known = np.zeros(len(starts), bool)
    known[first[first == last]] = True
    runs = np.flatnonzero(last > first)
    runs = runs[_unknown(known, first[runs], last[runs]) > 0]
    if not len(runs):
        return starts, ends
    runs = runs[np.argsort(first[runs], kind="stable")]
    heads = _heads(first[runs], last[runs], known)
    tails = np.append(heads[1:], True)
    return starts[heads], ends[tails]


def _unknown(known: NDArray[np.bool_], first: Offsets, last: Offsets) -> Offsets:
    """How many words of each run are unknown."""
    before = np.concatenate(([0], np.cumsum(~known)))
    return before[last + 1] - before[first]


def _heads(first: Offsets, last: Offsets, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which words still begin a word after the runs are joined; `known` is brought up to date."""
    heads = np.ones(len(known) + 1, bool)  # the last one stands for the end of the text
    for size in range(LONGEST_RUN, 1, -1):
        rank = np.cumsum(heads)
        unknown = _unknown(known | ~heads[:-1], first, last)
        fits = heads[first] & heads[last + 1] & (rank[last] - rank[first] == size - 1) & (unknown > 0)
        free = 0
        for head, tail in zip(first[fits].tolist(), last[fits].tolist(), strict=True):
            if head >= free:
                free = tail + 1
                heads[head + 1 : free] = False
                known[head] = True
    return heads[:-1]
