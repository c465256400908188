"""What the sequence model sees of a text: families of keys.

A *family* is one way of looking at the text: the character at a position, the pair that begins
there, what a list says about it. Its keys are plain integers. A key at position `p` speaks about
the tags of the positions `p - d`, for every offset `d` of its family, so that each position is
judged by a window around it while every key is looked up once.

Hints, what lists and rules say, come in layers: of each layer a position hears the longest hint that it
lies in or beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.text.code_points import look_up
from speechparse.text.folding import folded_rows

Codes = npt.NDArray[np.int64]


class Family(NamedTuple):
    """What one way of looking sees in a text.

    Attributes:
        name: Name of the family; where a position says several things, several of one name.
        keys: A key for every position; 0 where there is nothing to see.
    """

    name: str
    keys: Codes


OFFSETS: dict[str, tuple[int, ...]] = {
    "char": (-3, -2, -1, 0, 1, 2),
    "pair": (-3, -2, -1, 0, 1, 2),
    "shape": (-2,),
    "quote": (0,),
    "head": (0,),
    "hint": (0,),
}
"""The neighbours that the keys of each family speak about."""

_DIGITS = "一二三四五六七八九十百千万亿两零〇"
_STOPS, _COMMA = "，。；：！？,;:!?\n", "、"
_SHAPES = ("", "0", _DIGITS, "Aa", "", "“《‘〈(", "”》’〉)", _STOPS + _COMMA)
_STOP = len(_SHAPES) - 1
_QUOTES = ("“”", "()", "《》")
_LONGEST_QUOTE = 60
_AHEAD = range(1, 5)  # of how many characters ahead the shape is seen
_REACH = 15  # how far ahead a head word is seen
# Classes of how far ahead a head word is, of the lengths of quotations, and of those of hints.
_DISTANCES = np.array([0, 1, 2, 2, 2, 3, 3, 3, 3, *[4] * 7])
_QUOTE_LENGTHS = np.searchsorted((3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30), np.arange(_LONGEST_QUOTE + 1))
_HINT_LENGTHS = np.array([0, 0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 6])
# Where a position lies in a hint, or beside it.
_FIRST, _INSIDE, _LAST, _WHOLE, _BEFORE, _BEHIND = range(6)


@cache
def _plain() -> npt.NDArray[np.uint16]:
    """Code points with the digits, and the letters of each case, made one."""
    table = np.arange(0x10000, dtype=np.uint16)
    table[ord("0") : ord("9") + 1] = ord("0")
    table[ord("A") : ord("Z") + 1] = ord("A")
    table[ord("a") : ord("z") + 1] = ord("a")
    return table


@cache
def _shapes() -> Codes:
    """The class of every code point: 0 other, 1 digit, 2 numeral, 3 letter, 4 ideograph, 5 to 7 marks."""
    table = np.zeros(0x10000, dtype=np.int64)
    table[0x4E00:0xA000] = 4
    for shape, chars in enumerate(_SHAPES):
        table[[ord(char) for char in chars]] = shape
    return table


@cache
def _marks() -> Codes:
    """For every code point twice the number of its quotation mark or bracket, from 1; one more where it closes."""
    table = np.zeros(0x10000, dtype=np.int64)
    for number, marks in enumerate(_QUOTES, 1):
        table[[ord(mark) for mark in marks]] = 2 * number, 2 * number + 1
    return table


class _Heads(NamedTuple):
    """Head words of one or two characters.

    Attributes:
        single: Number of the word, from 1, that a code point is by itself.
        opens: For every code point whether a word of two begins with it.
        pairs: The words of two, ascending, as the first code point << 16 | the second.
        numbers: Their numbers.
        groups: The class of every word, from 1, by number.
    """

    single: Codes
    opens: npt.NDArray[np.bool_]
    pairs: Codes
    numbers: Codes
    groups: Codes


@cache
def _heads() -> _Heads:
    table = sorted(folded_rows("heads.tsv"))
    names = sorted({group for _, group in table})
    single, opens = np.zeros(0x10000, dtype=np.int64), np.zeros(0x10000, dtype=np.bool_)
    pairs = []
    for number, (word, _) in enumerate(table, 1):
        if len(word) == 1:
            single[ord(word)] = number
        else:
            opens[ord(word[0])] = True
            pairs.append((ord(word[0]) << 16 | ord(word[1]), number))
    keys, numbers = np.array(sorted(pairs), dtype=np.int64).T
    groups = np.array([0, *(names.index(group) + 1 for _, group in table)])
    return _Heads(single, opens, keys, numbers, groups)


def _head_words(plain: Codes, pairs: Codes) -> Codes:
    """Number of the head word that begins at each position, two characters before one; 0 for none."""
    heads = _heads()
    words = heads.single.take(plain)
    maybe = np.flatnonzero(heads.opens.take(plain[: len(pairs)]))
    at = np.searchsorted(heads.pairs, pairs[maybe])
    fits = heads.pairs.take(at, mode="clip") == pairs[maybe]
    words[maybe[fits]] = heads.numbers[at[fits]]
    return words


def _next(marked: npt.NDArray[np.bool_]) -> Codes:
    """For every position the first marked one at or behind it; the size where there is none."""
    size = len(marked)
    ahead = np.where(marked, np.arange(size), size)
    return np.minimum.accumulate(ahead[::-1])[::-1]


def families(text: str, hints: Codes | None = None) -> Iterator[Family]:
    """All families of a text.

    Args:
        text: The folded text.
        hints: What lists and rules say about it: rows of start, end, number of the kind and number of the layer.
    """
    size = len(text)
    plain = np.zeros(size + len(_AHEAD), dtype=np.int64)
    plain[:size] = look_up(_plain(), text)
    pairs = plain[:-1] << 16 | plain[1:]
    yield Family("char", plain[:size])
    yield Family("pair", pairs[:size])
    shapes = _shapes().take(plain)
    around = shapes[:size].copy()
    for ahead in _AHEAD:
        around |= shapes[ahead : size + ahead] << 3 * ahead
    yield Family("shape", around)
    words = _head_words(plain, pairs)
    stops = (shapes[:size] == _STOP) & (plain[:size] != ord(_COMMA))
    yield Family("head", _head_ahead(words[:size], stops))
    yield Family("quote", _quoted(plain[:size], _heads().groups.take(words)))
    if hints is not None and len(hints):
        yield from (Family("hint", keys) for keys in _hinted(hints, size))


def _head_ahead(words: Codes, stops: npt.NDArray[np.bool_]) -> Codes:
    """The next head word inside the clause, and roughly how far it is."""
    size = len(words)
    nearest = _next((words > 0) | stops)
    far = nearest - np.arange(size)
    word = np.append(words, 0).take(nearest)
    return np.where((word > 0) & (far <= _REACH), word << 3 | _DISTANCES.take(far, mode="clip"), 0)


def _quoted(plain: Codes, groups: Codes) -> Codes:
    """Inside quotation marks and brackets: which, how long, and the class of the head word behind them."""
    keys = np.zeros(len(plain), dtype=np.int64)
    marks = np.flatnonzero((sorts := _marks().take(plain)) > 0)
    # Sort by sort: an opening mark and the next of its sort, where that closes.
    marks = marks[np.argsort(sorts[marks] >> 1, kind="stable")]
    sorts = sorts[marks]
    opened = np.flatnonzero((sorts[:-1] & 1 == 0) & (sorts[1:] == sorts[:-1] + 1))
    starts, ends, which = marks[opened], marks[opened + 1], sorts[opened] >> 1
    near = ends - starts < _LONGEST_QUOTE
    starts, ends, which = starts[near], ends[near], which[near]
    lengths = ends - starts + 1
    value = (groups[ends + 1] << 4 | _QUOTE_LENGTHS[lengths]) << 2 | which
    keys[_filled(starts, lengths)] = np.repeat(value, lengths) << 2
    keys[starts] |= 1
    keys[ends] |= 2
    return keys


def _filled(starts: Codes, lengths: Codes) -> Codes:
    """All positions of some stretches, one stretch behind the other."""
    return np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())


def _hinted(hints: Codes, size: int) -> Codes:
    """For each layer and position: which hint, how long it is, and where in it or beside it the position lies."""
    starts, ends, kinds, layers = hints[np.argsort(hints[:, 1] - hints[:, 0], kind="stable")].T
    lengths = ends - starts
    present = np.bincount(layers) > 0
    layers = (np.cumsum(present) - 1)[layers]
    keys = np.zeros((int(layers.max()) + 1, size + 2), dtype=np.int64)
    flat, starts = keys.reshape(-1), starts + layers * (size + 2) + 1
    said = (kinds + 1 << 3 | _HINT_LENGTHS.take(lengths, mode="clip")) << 3
    flat[starts - 1] = said | _BEFORE
    flat[starts + lengths] = said | _BEHIND
    where = np.full(lengths.sum(), _INSIDE)
    last = np.cumsum(lengths) - 1
    where[last] = _LAST
    where[last - lengths + 1] = np.where(lengths == 1, _WHOLE, _FIRST)
    # The longer, which come later, write over the shorter.
    flat[_filled(starts, lengths)] = np.repeat(said, lengths) | where
    return keys[:, 1:-1]
