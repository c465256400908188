from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.nlp.joining import join_known
from speechparse.nlp.sorted_keys import find
from speechparse.nlp.trie import build_trie

letters = st.integers(1, 4)
words = st.lists(letters, min_size=1, max_size=5).map(tuple)


@given(st.sets(st.integers(0, 50), min_size=1), st.lists(st.integers(0, 60)))
@settings(derandomize=True, deadline=None)
def test_find_counts_places_from_one(keys: set[int], wanted: list[int]) -> None:
    ordered = sorted(keys)
    expected = [ordered.index(number) + 1 if number in keys else 0 for number in wanted]
    assert find(np.array(ordered, np.uint64), np.array(wanted, np.int64)).tolist() == expected


@given(st.lists(words, unique=True, max_size=12), st.lists(st.integers(0, 4), max_size=30))
@settings(derandomize=True, deadline=None)
def test_trie_finds_every_word_everywhere(known: list[tuple[int, ...]], text: list[int]) -> None:
    found = build_trie(known, alphabet=5).matches(np.array([*text, 0]), np.arange(len(text)))
    expected = {
        (start, len(word), number)
        for number, word in enumerate(known, start=1)
        for start in range(len(text))
        if tuple(text[start : start + len(word)]) == word
    }
    rows = list(zip(found.starts.tolist(), found.lengths.tolist(), found.words.tolist(), strict=True))
    assert len(rows) == len(set(rows))
    assert set(rows) == expected


def joined_one_by_one(known: set[str], parts: list[str]) -> list[str]:
    """The rule as it is told: seven parts down to two, left to right, unless all are known."""
    for size in range(7, 1, -1):
        at = 0
        while at + size <= len(parts):
            run = parts[at : at + size]
            if "".join(run) in known and not known.issuperset(run):
                parts[at : at + size] = ["".join(run)]
            at += 1
    return parts


def joined(known: set[str], parts: list[str]) -> list[str]:
    text = "".join(parts)
    trie = build_trie((tuple(map(ord, word)) for word in sorted(known)), alphabet=128)
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    starts = ends - np.array([len(part) for part in parts], np.int64)
    offsets = join_known(trie, np.array([*map(ord, text), 0]), starts, ends)
    return [text[start:end] for start, end in zip(*offsets, strict=True)]


@given(
    st.sets(st.text("abc", min_size=1, max_size=9), max_size=14),
    st.lists(st.text("abc", min_size=1, max_size=2), max_size=20),
)
@settings(derandomize=True, deadline=None, max_examples=400)
def test_joining(known: set[str], parts: list[str]) -> None:
    assert joined(known, parts) == joined_one_by_one(known, parts.copy())


@pytest.mark.parametrize(
    ("known", "parts", "expected"),
    [
        ("ab", "a|b", "ab"),
        ("ab a b", "a|b", "a|b"),
        ("abc ab", "a|b|c", "abc"),
        ("bc ab", "a|b|c", "ab|c"),
        ("abcdefgh", "a|b|c|d|e|f|g|h", "a|b|c|d|e|f|g|h"),
        ("abcdefgh cde", "a|b|c|d|e|f|g|h", "a|b|cde|f|g|h"),
        # Eight words are too many, but seven of them make one, and then there are two.
        ("abcdefgh abcdefg", "a|b|c|d|e|f|g|h", "abcdefgh"),
        ("abcdefgh abcdefg h", "a|b|c|d|e|f|g|h", "abcdefg|h"),
    ],
)
def test_joining_by_rule(known: str, parts: str, expected: str) -> None:
    assert joined(set(known.split()), parts.split("|")) == expected.split("|")
