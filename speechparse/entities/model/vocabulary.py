"""All words that the model takes hints from, spotted in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from speechparse.entities import headed, listed
from speechparse.entities.candidates import Candidate
from speechparse.entities.model import marks
from speechparse.entities.spotter import Meanings, Spots, Spotter


class Vocabulary:
    """The listed names, the names learnt, titles, and the words that head and lead names."""

    def __init__(self, learnt: Mapping[str, Sequence[int]]) -> None:
        """Number all words, the listed names first.

        Args:
            learnt: Names learnt from passages, with the numbers of their kinds of hint.
        """
        known, heads, leads = marks.listed(), headed.heads(), headed.leads()
        words = dict.fromkeys((*listed.words(), *known, *learnt, *heads, *leads))
        self._spotter = Spotter(words)
        numbers = dict(zip(words, range(len(words)), strict=True))
        both = {word: (*kinds, *known[word]) for word, kinds in learnt.items() if word in known}
        self._kinds = Meanings(numbers, {**known, **learnt, **both})
        self._heads, self._leads = Meanings(numbers, heads), Meanings(numbers, leads)

    def find(self, text: str) -> Spots:
        """The words in a folded text; `listed.chosen` tells which of them are names."""
        return self._spotter.find(text)

    def hints(self, text: str, spots: Spots, candidates: Iterable[Candidate]) -> Spots:
        """All that is known about a folded text before the model reads it, as rows of start, end, kind and layer.

        Args:
            text: The text.
            spots: The words in it.
            candidates: What the finders say about it.
        """
        heads, leads = (words.of(spots, leftmost=True) for words in (self._heads, self._leads))
        by_head = marks.by_head(headed.find(text, heads, leads))
        return marks.layered(np.concatenate((self._kinds.of(spots), marks.candidates(candidates), by_head)))
