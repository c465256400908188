"""Words of Chinese text by pkuseg's model (Luo et al. 2019), a whole document at once.

A linear-chain model scores five tags at every character: from the characters within two places, the
pairs of neighbours, the words that begin or end here, and the words that meet at either side. The
best tags are words, and neighbouring words that a dictionary knows as one are joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speechparse.nlp.joining import Offsets, join_known
from speechparse.nlp.pkuseg_arrays import LONGEST_WORD, SHORTEST_WORD, PkusegArrays
from speechparse.nlp.sorted_keys import find
from speechparse.nlp.trie import Letters, Matches, Trie
from speechparse.nlp.viterbi import Scores, best_tags

MARGIN = 2
"""Blanks put before and behind the text, as many as the farthest character that is looked at."""


PORTION = 50_000
"""Length of what is scored at once in a long text; it bounds the memory, some 300 bytes a character."""

_BLANK = re.compile(r"\s")


class PkusegSegmenter:
    """Cuts text into the words that `spacy_pkuseg` with its default dictionary cuts it into."""

    def __init__(self, arrays: PkusegArrays) -> None:
        self._arrays = arrays
        self._words = Trie(arrays.word_keys, arrays.word_numbers, arrays.word_inner, arrays.alphabet)
        self._dictionary = Trie(
            arrays.dictionary_keys,
            arrays.dictionary_numbers,
            arrays.dictionary_inner,
            int(arrays.dictionary_letters.max()) + 1,
        )

    @classmethod
    def read(cls, folder: Path) -> PkusegSegmenter:
        """The segmenter whose arrays are in a folder."""
        return cls(PkusegArrays.read(folder))

    def cut(self, text: str) -> list[str]:
        """The words of a text, in order, without the blanks between them."""
        return [text[start:end] for start, end in self.spans(text)]

    def cut_many(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of many texts; for short ones much faster than one by one."""
        results: list[list[str]] = [[] for _ in texts]
        joined = "\n".join(texts)
        ends = np.cumsum([len(text) + 1 for text in texts])
        spans = self.spans(joined)
        owners = np.searchsorted(ends, [start for start, _ in spans], side="right")
        for (start, end), owner in zip(spans, owners.tolist(), strict=True):
            results[owner].append(joined[start:end])
        return results

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Offsets `[start, end)` of the words of a text."""
        return [span for start, end in _portions(text) for span in self._spans(text, start, end)]

    def _spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Offsets of the words of one portion."""
        codes = np.frombuffer(text[start:end].encode("utf-32-le", "surrogatepass"), np.uint32)
        starts, ends = join_known(
            self._dictionary,
            np.append(_look_up(self._arrays.dictionary_letters, codes), 0),
            *self._by_model(codes),
        )
        return zip((starts + start).tolist(), (ends + start).tolist(), strict=True)

    def _by_model(self, codes: NDArray[np.uint32]) -> tuple[Offsets, Offsets]:
        """Where the words begin and end that the model finds."""
        blank = self._arrays.alphabet - 1
        letters = np.pad(_look_up(self._arrays.letters, codes), MARGIN, constant_values=blank)
        gaps = letters == blank
        tags = best_tags(self._scores(letters, gaps), self._arrays.transitions, gaps)
        heads = ~gaps
        heads[1:] &= self._arrays.begins[tags[1:]] | gaps[:-1]
        tails = ~gaps
        tails[:-1] &= heads[1:] | gaps[1:]
        return np.flatnonzero(heads) - MARGIN, np.flatnonzero(tails) - MARGIN + 1

    def _scores(self, letters: Letters, gaps: NDArray[np.bool_]) -> Scores:
        """Score of each tag at each place, `[place, tag]`; at gaps anything."""
        scores = np.tile(self._arrays.bias, (len(letters), 1))
        self._add_characters(scores, letters, gaps)
        self._add_pairs(scores, letters)
        self._add_words(scores, self._words.matches(letters, np.flatnonzero(~gaps)), gaps)
        return scores

    def _add_characters(self, scores: Scores, letters: Letters, gaps: NDArray[np.bool_]) -> None:
        """What the characters within two places say, none of them beyond a gap."""
        blank = self._arrays.alphabet - 1
        second_before, before, here, behind, second_behind = self._arrays.characters
        weigh = self._arrays.palette.take
        scores += weigh(here[letters])
        scores[1:] += weigh(before[letters[:-1]])
        scores[:-1] += weigh(behind[letters[1:]])
        scores[2:] += weigh(second_before[np.where(gaps[1:-1], blank, letters[:-2])])
        scores[:-2] += weigh(second_behind[np.where(gaps[1:-1], blank, letters[2:])])

    def _add_pairs(self, scores: Scores, letters: Letters) -> None:
        """What two neighbouring characters say about themselves and the one behind them."""
        pairs = find(self._arrays.pair_keys, letters[:-1] * self._arrays.alphabet + letters[1:])
        weights = self._arrays.palette.take(self._arrays.pairs[pairs])
        scores[:-1] += weights[:, 0]
        scores[1:] += weights[:, 1]
        scores[2:] += weights[:-1, 2]

    def _add_words(self, scores: Scores, found: Matches, gaps: NDArray[np.bool_]) -> None:
        """What the words say that begin, end or meet at a place."""
        stops = found.starts + found.lengths
        # How many lengths of a word there are that no word has, ending before a place or starting at it.
        not_ending, not_starting = _room(gaps)
        not_ending -= np.bincount(stops, minlength=len(gaps))
        not_starting -= np.bincount(found.starts, minlength=len(gaps))
        starts = self._arrays.palette.take(self._arrays.word_starts[found.words])
        starts[:, 1:] *= not_ending[found.starts, None, None]
        ends = self._arrays.palette.take(self._arrays.word_ends[found.words])
        ends[:, 1:] *= not_starting[stops, None, None]
        boundaries, meetings = self._meetings(found, stops)
        _add_at(scores, found.starts, starts[:, 0] + starts[:, 2])
        _add_at(scores, found.starts - 1, starts[:, 1])
        _add_at(scores, stops - 1, ends[:, 0] + ends[:, 1])
        _add_at(scores, stops, ends[:, 2])
        _add_at(scores, boundaries - 1, meetings[:, 0])
        _add_at(scores, boundaries, meetings[:, 1])

    def _meetings(self, found: Matches, stops: Offsets) -> tuple[Offsets, Scores]:
        """Boundaries at which two words meet that the model has weights for, and the weights."""
        ending = np.zeros((LONGEST_WORD + 1, int(stops.max(initial=0)) + 1), np.int64)
        ending[found.lengths, stops] = found.words
        ending = ending[SHORTEST_WORD:]
        meeting = np.flatnonzero(found.starts < ending.shape[1])
        lengths, behind = np.nonzero(ending[:, found.starts[meeting]])
        behind = meeting[behind]
        boundaries = found.starts[behind]
        word_count = len(self._arrays.word_starts)
        keys = ending[lengths, boundaries] * word_count + found.words[behind]
        rows = find(self._arrays.meeting_keys, keys)
        known = np.flatnonzero(rows)
        return boundaries[known], self._arrays.palette.take(self._arrays.meetings[rows[known]])


def _portions(text: str) -> Iterator[tuple[int, int]]:
    """The text in portions that end at a blank, beyond which no word looks."""
    start = 0
    while blank := _BLANK.search(text, start + PORTION):
        yield start, blank.start()
        start = blank.start()
    yield start, len(text)


def _add_at(scores: Scores, places: Offsets, weights: Scores) -> None:
    """Add a row of weights to the scores of each place; places may come more than once."""
    flat = places[:, None] * scores.shape[1] + np.arange(scores.shape[1])
    np.add.at(scores.reshape(-1), flat.ravel(), weights.ravel())


def _room(gaps: NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    """How many lengths of a word fit between each place and the gap before it, and the gap behind it."""
    places = np.arange(len(gaps))
    gap_before = np.maximum.accumulate(np.where(gaps, places, 0))
    gap_before = np.append(0, gap_before[:-1])
    gap_behind = np.minimum.accumulate(np.where(gaps, places, len(gaps))[::-1])[::-1]
    lengths = LONGEST_WORD - SHORTEST_WORD + 1
    before = np.clip(places - gap_before - SHORTEST_WORD, 0, lengths)
    behind = np.clip(gap_behind - places - SHORTEST_WORD + 1, 0, lengths)
    return before, behind


def _look_up(letters: NDArray[np.uint16], codes: NDArray[np.uint32]) -> Letters:
    """The number of each code point's letter."""
    return letters[np.minimum(codes, len(letters) - 1)].astype(np.int64)
