"""From the named features of a foreign pkuseg model to compact arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from speechparse.nlp.feature_reader import ForeignModel
from speechparse.nlp.pkuseg_arrays import LONGEST_WORD, SHORTEST_WORD, PkusegArrays
from speechparse.nlp.trie import Trie, build_trie

CLASSES = {
    "**Num": "0123456789几二三四五六七八九十千万亿兆零１２３４５６７８９０％",
    "**Letter": "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
    "／・－",
    "&": "-._,|/*:",
}
"""Characters that pkuseg reads as one and the same, just as its feature extractor has them: without
一, 百, 〇 and ｊ, and with full-width marks among the letters."""

CHARACTER_KINDS = ("c-2", "c-1", "c", "c1", "c2")
PAIR_KINDS = ("cc1", "c-1c", "c-2c-1")

Rows = Sequence[Sequence[int]]
"""For each thing, the rows of the features about it."""


def compact(model: ForeignModel) -> PkusegArrays:
    """The arrays of a model; takes some half a minute."""
    kinds = _by_kind(model.features)
    missing = len(model.features)  # a row of zeros is added behind the last feature
    subjects = {subject for kind in CHARACTER_KINDS for subject in kinds[kind]}
    pairs = {subject for kind in PAIR_KINDS for subject in kinds[kind]}
    in_classes = frozenset("".join(CLASSES.values()))
    words = [w for w in model.words if SHORTEST_WORD <= len(w) <= LONGEST_WORD and in_classes.isdisjoint(w)]
    alphabet = _alphabet(subjects, *(pair.split(".") for pair in pairs), *words)
    size = len(alphabet) + 2  # with the unknown character, 0, and the blank, the last
    words_trie = _trie(words, alphabet, size=size)
    pair_keys = {pair: _pair_key(pair, alphabet, size=size) for pair in pairs}
    pair_order = sorted(pairs, key=pair_keys.__getitem__)
    starts, ends, meetings = _word_rows(kinds, words, missing=missing)
    meeting_order = sorted(meetings)
    dictionary = [word for word in dict.fromkeys(model.dictionary) if word.split() == [word]]
    dictionary_alphabet = _alphabet(*dictionary)
    dictionary_trie = _trie(dictionary, dictionary_alphabet, size=len(dictionary_alphabet) + 1)
    nothing = [missing] * 3
    names = ["", *alphabet, ""]
    palette, places = _palette(
        np.vstack([model.weights, np.zeros_like(model.weights[:1])]),
        [[kinds[kind].get(name, missing) for name in names] for kind in CHARACTER_KINDS],
        [nothing, *([kinds[kind].get(pair, missing) for kind in PAIR_KINDS] for pair in pair_order)],
        [nothing, *starts],
        [nothing, *ends],
        [nothing[:2], *(meetings[key] for key in meeting_order)],
    )
    characters, pair_places, start_places, end_places, meeting_places = places
    return PkusegArrays(
        letters=_letters(alphabet, blank=size - 1),
        palette=palette,
        bias=model.weights[model.features["$$"]],
        characters=characters,
        pair_keys=np.array([pair_keys[pair] for pair in pair_order], np.uint64),
        pairs=pair_places,
        word_keys=words_trie.keys,
        word_numbers=words_trie.words,
        word_inner=words_trie.inner,
        word_starts=start_places,
        word_ends=end_places,
        meeting_keys=np.array([a * (len(words) + 1) + b for a, b in meeting_order], np.uint64),
        meetings=meeting_places,
        transitions=model.transitions,
        begins=np.array([tag.startswith("B") for tag in sorted(model.tags, key=model.tags.__getitem__)]),
        dictionary_letters=_letters(dictionary_alphabet, blank=0, classes={}),
        dictionary_keys=dictionary_trie.keys,
        dictionary_numbers=dictionary_trie.words,
        dictionary_inner=dictionary_trie.inner,
    )


def _by_kind(features: dict[str, int]) -> dict[str, dict[str, int]]:
    """The features `kind.subject` by kind, then subject."""
    kinds: dict[str, dict[str, int]] = {}
    for name, row in features.items():
        kind, _, subject = name.partition(".")
        kinds.setdefault(kind, {})[subject] = row
    return kinds


def _alphabet(*words: Iterable[str]) -> dict[str, int]:
    """Numbers of all letters (characters or classes) of the words, from 1 in their order."""
    return {letter: number for number, letter in enumerate(sorted(set().union(*words)), start=1)}


def _pair_key(pair: str, alphabet: dict[str, int], *, size: int) -> int:
    first, second = pair.split(".")
    return alphabet[first] * size + alphabet[second]


def _trie(words: Iterable[str], alphabet: dict[str, int], *, size: int) -> Trie:
    return build_trie((tuple(alphabet[letter] for letter in word) for word in words), alphabet=size)


def _letters(
    alphabet: dict[str, int], *, blank: int, classes: dict[str, str] = CLASSES
) -> NDArray[np.uint16]:
    """Number of the letter of each code point; one place more, 0, for the code points beyond."""
    single = {ord(letter): number for letter, number in alphabet.items() if len(letter) == 1}
    letters = np.zeros(max(*single, 0xFFFF) + 2, np.uint16)
    letters[list(single)] = list(single.values())
    for name, members in classes.items():
        letters[[ord(member) for member in members]] = alphabet.get(name, 0)
    letters[[code for code in range(ord("\u3000") + 1) if chr(code).isspace()]] = blank
    return letters


def _word_rows(
    kinds: dict[str, dict[str, int]], words: list[str], *, missing: int
) -> tuple[Rows, Rows, dict[tuple[int, int], list[int]]]:
    """Rows of the features about words that start, words that end, and pairs of words that meet.

    A pair's features are `r.word*word`, scored before the boundary, and `l.word*word`, behind it;
    `**noWord` in it stands for any length at which there is no word. Two of these never occur.
    """
    numbers = {"": 0} | {word: number for number, word in enumerate(words, start=1)}
    starts = [[kinds["w1"].get(word, missing), missing, missing] for word in words]
    ends = [[kinds["w-1"].get(word, missing), missing, missing] for word in words]
    meetings: dict[tuple[int, int], list[int]] = {}
    for subject, row in kinds["ww"].items():
        side = "rl".index(subject[0])
        before, _, behind = (numbers.get(word) for word in subject[2:].replace("**noWord", "").partition("*"))
        if before and behind:
            meetings.setdefault((before, behind), [missing, missing])[side] = row
        elif before == 0 and behind:
            starts[behind - 1][1 + side] = row
        elif behind == 0 and before:
            ends[before - 1][1 + side] = row
    return starts, ends, meetings


def _palette(weights: NDArray[np.int32], *tables: Rows) -> tuple[NDArray[np.int32], list[NDArray[np.uint16]]]:
    """The distinct weights, and each table with rows of features replaced by places of their weights.

    Raises:
        OverflowError: There are more distinct weights than 16 bits tell apart.
    """
    looked_up = [weights[np.array(table)] for table in tables]
    palette = np.unique(np.concatenate([table.ravel() for table in looked_up]))
    if len(palette) > np.iinfo(np.uint16).max + 1:
        raise OverflowError(f"{len(palette)} distinct weights")
    return palette, [np.searchsorted(palette, table).astype(np.uint16) for table in looked_up]
