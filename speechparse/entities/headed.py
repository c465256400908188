"""Names by their head word: `推进|文旅深度融合工程`, `“优生优育进万家”活动`.

A head word tells what a name is and where it ends. Where it begins is told by the words before it: the
last verb of the clause (a sure cut), the last word of any kind that may stand before a name, or an
opening quotation mark whose closing one stands right before the head.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind

from speechparse.data import rows
from speechparse.text.folding import fold

Whole = npt.NDArray[np.int64]

LABELS = ("PROGRAM", "DOC", "EVENT", "ORG", "LOC", "FORMULATION")
"""What head words can tell, by number."""

WAYS = ("verb", "word", "quoted")
"""How the beginning of a name is told, by number."""

_REACH = 26  # characters that a name may have before its head
_STOPS = "，。；：！？,;:!?\n()《》　 "


class _Words(NamedTuple):
    automaton: AhoCorasick
    kinds: Whole


@cache
def _heads() -> _Words:
    """The head words; the kind is a set of labels as bits."""
    table = [(fold(word), labels.split()) for word, labels in rows("name_heads.tsv")]
    bits = [sum(1 << LABELS.index(label) for label in labels) for _, labels in table]
    return _Words(_automaton([word for word, _ in table]), np.array(bits, dtype=np.int64))


@cache
def _leads() -> _Words:
    """The lead words of several characters; the kind is 1 for a sure cut."""
    table = [(fold(word), kind) for word, kind in rows("lead_words.tsv") if len(word) > 1]
    sure = np.array([kind == "verb" for _, kind in table], dtype=np.int64)
    return _Words(_automaton([word for word, _ in table]), sure)


def _automaton(words: list[str]) -> AhoCorasick:
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest, store_patterns=False)


@cache
def _marks() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For every code point whether it ends a clause, and whether it is a lead word."""
    stops, leads = np.zeros((2, 0x10000), dtype=np.bool_)
    stops[[ord(char) for char in _STOPS]] = True
    leads[[ord(fold(word)) for word, _ in rows("lead_words.tsv") if len(word) == 1]] = True
    return stops, leads


def _found(words: _Words, text: str) -> tuple[Whole, Whole, Whole]:
    """Starts, ends and kinds of the words in the text."""
    table = np.array(words.automaton.find_matches_as_indexes(text), dtype=np.int64).reshape(-1, 3)
    return table[:, 1], table[:, 2], words.kinds[table[:, 0]]


def find(text: str) -> Whole:
    """Where names may lie, as rows of start, end, number of the label, number of the way.

    Args:
        text: The folded text.
    """
    starts, ends, bits = _found(_heads(), text)
    if not len(starts):
        return np.zeros((0, 4), dtype=np.int64)
    _, cuts, sure = _found(_leads(), text)
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32), 0xFFFF)
    stops, words = (np.flatnonzero(marks[codes]) + 1 for marks in _marks())
    floor = np.maximum(_last(stops, starts), starts - _REACH)
    opening = _opened(codes, starts)
    begins = (
        np.maximum(floor, _last(cuts[sure == 1], starts - 1)),
        np.maximum(np.maximum(floor, _last(cuts, starts - 1)), _last(words, starts - 1)),
        opening,
    )
    made = []
    for way, begin in enumerate(begins):
        fits = (begin < starts) & (begin >= 0)
        for number in range(len(LABELS)):
            kept = fits & (bits >> number & 1 == 1)
            size = int(kept.sum())
            columns = (begin[kept], ends[kept], np.full(size, number), np.full(size, way))
            made.append(np.column_stack(columns))
    return np.concatenate(made)


def _last(marks: Whole, before: Whole) -> Whole:
    """The last mark at or before each position; 0 where there is none."""
    return np.concatenate(([0], marks))[np.searchsorted(marks, before, side="right")]


def _opened(codes: npt.NDArray[np.uint32], starts: Whole) -> Whole:
    """The opening quotation mark of the quotation that closes right before each start, or -1."""
    opens = np.flatnonzero(codes == ord("“"))
    begin = np.concatenate(([-1], opens))[np.searchsorted(opens, starts)]
    closed = (starts > 0) & (codes[starts - 1] == ord("”")) & (starts - begin <= _REACH)
    return np.where(closed, begin, -1)
