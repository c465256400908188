"""A pkuseg model as compact arrays: what is looked up becomes a sorted integer, what is added a number.

The 2.6 million named features of the model speak of far fewer things: single characters, pairs of
neighbouring characters, words that begin or end at a place, and pairs of words that meet there. Each
thing becomes one key with one row of weights for all features about it. The weights have some 22,000
distinct values and are stored as 16-bit places in a palette, without loss.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SHORTEST_WORD, LONGEST_WORD = 2, 6
"""Length of the words that the model's features are about, in characters."""

Weights = NDArray[np.int32]
Places = NDArray[np.uint16]


class PkusegArrays(NamedTuple):
    """All that segmenting needs. Rows end in one weight a tag; row 0 is for what the model lacks.

    Attributes:
        letters: Number of each code point's letter; the last place stands for all beyond it.
        palette: The distinct weights, in units of 1/10,000.
        bias: Weights of a character whatever it is.
        characters: `[offset of the character: -2 to 2, letter]`.
        pair_keys: Sorted, `first letter * number of letters + second letter`.
        pairs: `[pair, which character is scored: first, second, the one behind]`.
        word_keys: Keys of the trie of words.
        word_numbers: Words of the trie.
        word_inner: Inner states of the trie.
        word_starts: `[word, what]`: its first character; the character before and behind the
            boundary at its start, for each length at which no word ends there.
        word_ends: `[word, what]`: its last character; as above at the boundary at its end.
        meeting_keys: Sorted, `word that ends * number of words + word that starts`.
        meetings: `[pair of words, character before or behind the boundary between them]`.
        transitions: `[tag, next tag]`.
        begins: Whether a tag begins a word.
        dictionary_letters: As `letters`, for the dictionary.
        dictionary_keys: Keys of the trie of the dictionary.
        dictionary_numbers: Words of that trie.
        dictionary_inner: Inner states of that trie.
    """

    letters: NDArray[np.uint16]
    palette: Weights
    bias: Weights
    characters: Places
    pair_keys: NDArray[np.uint64]
    pairs: Places
    word_keys: NDArray[np.uint64]
    word_numbers: NDArray[np.int32]
    word_inner: NDArray[np.bool_]
    word_starts: Places
    word_ends: Places
    meeting_keys: NDArray[np.uint64]
    meetings: Places
    transitions: Weights
    begins: NDArray[np.bool_]
    dictionary_letters: NDArray[np.uint16]
    dictionary_keys: NDArray[np.uint64]
    dictionary_numbers: NDArray[np.int32]
    dictionary_inner: NDArray[np.bool_]

    @property
    def alphabet(self) -> int:
        """Number of letters, the letter 0 for unknown characters and the last one for blanks included."""
        return int(self.characters.shape[1])

    def write(self, folder: Path) -> None:
        """Write every array into a file of its own."""
        for name, array in self._asdict().items():
            np.save(folder / f"{name}.npy", array, allow_pickle=False)

    @classmethod
    def read(cls, folder: Path) -> PkusegArrays:
        """Map the arrays into memory; what is not used is not read."""
        files = (folder / f"{name}.npy" for name in cls._fields)
        return cls(*(np.asarray(np.load(file, mmap_mode="r", allow_pickle=False)) for file in files))
