"""A set of words as sorted integer keys, searched at many places of a text at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from speechparse.nlp.sorted_keys import find

Letters = NDArray[np.int64]
"""A text as numbers of letters; 0 is what occurs in no word."""


class Matches(NamedTuple):
    """Words found in a text.

    Attributes:
        starts: Offset of each word's first letter.
        lengths: Number of letters of each word.
        words: Number of each word in the list the trie was made from, counted from 1.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    words: NDArray[np.int64]


class Trie(NamedTuple):
    """Words over an alphabet of numbered letters.

    The states are numbered breadth first, the root 0, and state `n` is reached by the `n`-th of the
    sorted keys: `state before * alphabet size + letter`.

    Attributes:
        keys: How each state is reached.
        words: Number of the word that ends in a state; 0 where none ends.
        inner: Whether longer words go on from a state.
        alphabet: Number of letters, 0 included.
    """

    keys: NDArray[np.uint64]
    words: NDArray[np.int32]
    inner: NDArray[np.bool_]
    alphabet: int

    def matches(self, letters: Letters, starts: NDArray[np.int64]) -> Matches:
        """All words that begin at the given offsets, grouped by length, each group by offset.

        The text must end with the letter 0.
        """
        found: list[Matches] = []
        roots = self.keys[: np.searchsorted(self.keys, np.uint64(self.alphabet))]
        states_by_letter = np.zeros(self.alphabet, np.int64)
        states_by_letter[roots] = np.arange(1, len(roots) + 1)
        states = states_by_letter[letters[starts]]
        length = 1
        while len(starts):
            words = self.words[states]
            hits = np.flatnonzero(words)
            found.append(Matches(starts[hits], np.full(len(hits), length), words[hits].astype(np.int64)))
            going = np.flatnonzero(self.inner[states])
            starts = starts[going]
            states = find(self.keys, states[going] * self.alphabet + letters[starts + length])
            length += 1
        if not found:
            return Matches(*(np.zeros(0, np.int64) for _ in Matches._fields))
        return Matches(*(np.concatenate(column) for column in zip(*found, strict=True)))


def build_trie(words: Iterable[tuple[int, ...]], *, alphabet: int) -> Trie:
    """The trie of words given as numbers of letters, `1 <= letter < alphabet`."""
    numbers = {word: number for number, word in enumerate(words, start=1)}
    prefixes = {word[:end] for word in numbers for end in range(1, len(word) + 1)}
    ordered = sorted(prefixes, key=lambda prefix: (len(prefix), prefix))
    states = {prefix: state for state, prefix in enumerate(ordered, start=1)}
    states[()] = 0
    keys = [states[prefix[:-1]] * alphabet + prefix[-1] for prefix in ordered]
    inner = np.zeros(len(ordered) + 1, bool)
    inner[[states[prefix[:-1]] for prefix in ordered]] = True
    inner[0] = False  # no state found is state 0, and nothing goes on from it
    return Trie(
        keys=np.array(keys, np.uint64),
        words=np.array([0, *(numbers.get(prefix, 0) for prefix in ordered)], np.int32),
        inner=inner,
        alphabet=alphabet,
    )
