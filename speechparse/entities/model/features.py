"""What the sequence model sees of a text: families of keys.

A *family* is one way of looking at the text: the character at a position, the pair that begins
there, what a list says about it. Its keys are plain integers. A key at position `p` speaks about
the tags of the positions `p - d`, for every offset `d` of its family, so that each position is
judged by a window around it while every key is looked up once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.data import rows
from speechparse.text.folding import fold

Codes = npt.NDArray[np.int64]


class Family(NamedTuple):
    """The keys of one family over a text.

    Attributes:
        name: Name of the family.
        positions: Offsets that bear a key, ascending; None where every position does.
        keys: The keys, one for each position.
    """

    name: str
    positions: Codes | None
    keys: Codes


OFFSETS: dict[str, tuple[int, ...]] = {
    "char": (-3, -2, -1, 0, 1, 2, 3),
    "pair": (-3, -2, -1, 0, 1, 2),
    "triple": (-2, -1, 0),
    "shape": (-2,),
    "quote": (0,),
    "head": (0,),
    "hint": (-1, 0, 1),
    "headed": (0,),
}
"""The neighbours that the keys of each family speak about."""

_DIGITS = "一二三四五六七八九十百千万亿两零〇"
_STOPS = "，。；：！？,;:!?\n"
_REACH = 15  # how far ahead a head word is seen
_LONGEST_HINT = 127
_LENGTHS = np.array([0, 0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6, 6])  # classes of lengths of hints


@cache
def _plain() -> npt.NDArray[np.uint16]:
    """Code points with the digits, and the letters of each case, made one."""
    table = np.arange(0x10000, dtype=np.uint16)
    table[ord("0") : ord("9") + 1] = ord("0")
    table[ord("A") : ord("Z") + 1] = ord("A")
    table[ord("a") : ord("z") + 1] = ord("a")
    return table


@cache
def _shapes() -> npt.NDArray[np.int64]:
    """The class of every code point: 0 other, 1 digit, 2 numeral, 3 letter, 4 ideograph, 5 to 7 marks."""
    table = np.zeros(0x10000, dtype=np.int64)
    table[0x4E00:0xA000] = 4
    for shape, chars in (
        (1, "0"),
        (2, _DIGITS),
        (3, "Aa"),
        (5, "“《‘〈("),
        (6, "”》’〉)"),
        (7, _STOPS + "、"),
    ):
        table[[ord(char) for char in chars]] = shape
    return table


class _Heads(NamedTuple):
    """Head words of one or two characters by their first: classes and numbers, from 1; 0 for none."""

    groups: Codes
    words: Codes
    pairs: Codes
    pair_groups: Codes
    pair_words: Codes
    opens: npt.NDArray[np.bool_]


@cache
def _heads() -> _Heads:
    table = sorted((fold(word), group) for word, group in rows("heads.tsv"))
    names = sorted({group for _, group in table})
    groups, words = np.zeros(0x10000, dtype=np.int64), np.zeros(0x10000, dtype=np.int64)
    opens = np.zeros(0x10000, dtype=np.bool_)
    pairs = []
    for number, (word, group) in enumerate(table, 1):
        if len(word) == 1:
            groups[ord(word)], words[ord(word)] = names.index(group) + 1, number
        else:
            opens[ord(word[0])] = True
            pairs.append((ord(word[0]) << 16 | ord(word[1]), names.index(group) + 1, number))
    keys, pair_groups, pair_words = np.array(sorted(pairs), dtype=np.int64).T
    return _Heads(groups, words, keys, pair_groups, pair_words, opens)


def _spotted(plain: Codes, pairs: Codes) -> tuple[Codes, Codes]:
    """Class and number of the head word that begins at each position, two characters before one."""
    heads = _heads()
    groups = np.concatenate((heads.groups[plain], (0, 0)))
    words = np.concatenate((heads.words[plain], (0, 0)))
    maybe = np.flatnonzero(heads.opens[plain])
    at = np.minimum(np.searchsorted(heads.pairs, pairs[maybe]), len(heads.pairs) - 1)
    fits = heads.pairs[at] == pairs[maybe]
    groups[maybe[fits]], words[maybe[fits]] = heads.pair_groups[at[fits]], heads.pair_words[at[fits]]
    return groups, words


def _next(marks: Codes, size: int) -> Codes:
    """For every position the first mark at or behind it; `size` where there is none."""
    ahead = np.full(size, size, dtype=np.int64)
    ahead[marks] = marks
    return np.minimum.accumulate(ahead[::-1])[::-1]


def families(text: str, hints: Mapping[str, Codes] = MappingProxyType({})) -> Iterator[Family]:
    """All families of a text.

    Args:
        text: The folded text.
        hints: What lists and rules say about it, by family: rows of start, end and number of the kind;
            where hints of one kind overlap, the longest counts.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    plain = _plain()[np.where(codes < 0x10000, codes, 0xFFFD)].astype(np.int64)
    size = len(plain)
    after = np.append(plain[1:], 0)
    pairs = plain << 16 | after
    yield Family("char", None, plain)
    yield Family("pair", None, pairs)
    yield Family("triple", None, pairs << 16 | np.append(plain[2:], (0, 0))[:size])
    shapes = np.concatenate((_shapes()[plain], np.zeros(4, dtype=np.int64)))
    around = np.stack([shapes[i : i + size] << 3 * i for i in range(5)])
    yield Family("shape", None, around.sum(axis=0))
    groups, words = _spotted(plain, pairs)
    stops = np.flatnonzero((shapes[:size] == 7) & (plain != ord("、")))
    yield _head_family(words[:size], stops)
    yield from _quote_family(plain, groups)
    for name, table in hints.items():
        if len(table):
            yield _hint_family(name, table)


def _head_family(words: Codes, stops: Codes) -> Family:
    """The next head word inside the clause, and roughly how far it is."""
    size = len(words)
    nearest = _next(np.flatnonzero(words), size)
    distance = nearest - np.arange(size)
    seen = np.flatnonzero((distance <= _REACH) & (nearest < _next(stops, size)))
    far = distance[seen]
    return Family("head", seen, words[nearest[seen]] << 3 | np.minimum(far, 2) + (far > 4) + (far > 8))


def _quote_family(plain: Codes, groups: Codes) -> Iterator[Family]:
    """Inside quotation marks and brackets: which, how long, and the class of the head word behind them."""
    size = len(plain)
    keys = np.zeros(size, dtype=np.int64)
    for which, (opening, closing) in enumerate((("“", "”"), ("(", ")"), ("《", "》")), 1):
        opens, closes = np.flatnonzero(plain == ord(opening)), np.flatnonzero(plain == ord(closing))
        if not len(opens) or not len(closes):
            continue
        ends = _next(closes, size)[opens]
        nested = np.append(opens[1:], size) < ends
        kept = (ends < size) & (ends - opens < 60) & (~nested | (which == 3))
        starts, ends = opens[kept], ends[kept]
        lengths = ends - starts + 1
        long = np.searchsorted((3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30), lengths)
        value = (groups[ends + 1] << 4 | long) << 2 | which
        flat = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        keys[flat] = np.repeat(value, lengths) << 2
        keys[starts] |= 1
        keys[ends] |= 2
    found = np.flatnonzero(keys)
    yield Family("quote", found, keys[found])


def _hint_family(name: str, table: Codes) -> Family:
    """For each kind of hint: where in it the position lies, and how long it is."""
    starts, ends, kinds = table.T
    lengths = ends - starts
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    size = np.repeat(lengths, lengths)
    where = np.where(inside == 0, 0, np.where(inside == size - 1, 2, 1))
    where[size == 1] = 3
    positions = np.repeat(starts, lengths) + inside
    # By position, then kind, then the longest first: sorting plain numbers is fast.
    short = _LONGEST_HINT - np.minimum(lengths, _LONGEST_HINT)
    said = np.repeat((kinds << 7 | short) << 5 | _LENGTHS[np.minimum(lengths, 15)] << 2, lengths) | where
    keys = np.sort(positions << 32 | said)
    keys = keys[np.flatnonzero(np.diff(keys >> 12, prepend=-1))]
    return Family(name, keys >> 32, (keys >> 12 & 0xFFFFF) << 5 | keys & 31)
