from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.nlp.viterbi import BLOCK, best_tags


def total(scores: np.ndarray, transitions: np.ndarray, tags: tuple[int, ...]) -> int:
    steps = sum(int(transitions[a, b]) for a, b in itertools.pairwise(tags))
    return steps + sum(int(scores[place, tag]) for place, tag in enumerate(tags))


def by_trying_all(scores: np.ndarray, transitions: np.ndarray) -> tuple[int, ...]:
    """The best tags; of equals the first tag that comes first, then the ones that come last."""
    paths = itertools.product(range(scores.shape[1]), repeat=len(scores))
    return max(paths, key=lambda tags: (total(scores, transitions, tags), -tags[0], tags[1:]))


@given(
    st.integers(0, 2**32 - 1), st.lists(st.integers(1, 5), min_size=1, max_size=4), st.sampled_from([2, 1000])
)
@settings(derandomize=True, deadline=None, max_examples=150)
def test_each_text_between_gaps_gets_its_best_tags(seed: int, lengths: list[int], reach: int) -> None:
    draw = np.random.default_rng(seed)
    texts = [draw.integers(-reach, reach, (length, 3), dtype=np.int32) for length in lengths]
    transitions = draw.integers(-reach, reach, (3, 3), dtype=np.int32)
    gap = np.full((1, 3), 77, np.int32)
    scores = np.concatenate([gap, *(part for text in texts for part in (text, gap))])
    gaps = np.array([True, *(flag for length in lengths for flag in [False] * length + [True])])
    tags = best_tags(scores, transitions, gaps).tolist()
    found = [tuple(group) for gap, group in itertools.groupby(range(len(tags)), gaps.__getitem__) if not gap]
    expected = [by_trying_all(text, transitions) for text in texts]
    assert [tuple(tags[place] for place in places) for places in found] == expected


def test_what_is_decided_far_ahead_reaches_the_start() -> None:
    """Tags that cannot change within a text: the last place of many blocks decides the first."""
    length = 5 * BLOCK
    scores = np.zeros((length + 2, 2), np.int32)
    scores[1, 0] = 3
    scores[length, 1] = 5
    transitions = np.array([[0, -1000], [-1000, 0]], np.int32)
    gaps = np.zeros(length + 2, bool)
    gaps[[0, -1]] = True
    assert set(best_tags(scores, transitions, gaps)[1:-1].tolist()) == {1}
