from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.model import decode
from speechparse.entities.model.decode import Decoder, Found
from speechparse.entities.model.moves import Moves

LABELS = ("A", "B")


def _moves(values: list[int]) -> Moves:
    """Moves of two labels from ten numbers."""
    parts = np.split(np.array(values, dtype=np.int16), (3, 6, 8))
    return Moves(*parts)


def _allowed(before: int, tag: int) -> bool:
    return tag < 3 or before in (tag, tag - 2)


def _weight(path: tuple[int, ...], scores: np.ndarray, moves: np.ndarray) -> int | None:
    total, before = 0, 0
    for at, tag in enumerate(path):
        if not _allowed(before, tag):
            return None
        total += int(moves[before, tag]) + (int(scores[tag - 1, at]) if tag else 0)
        before = tag
    return total + int(moves[before, 0])


def _path(found: list[Found], size: int) -> tuple[int, ...]:
    """The tags that spell what was found: `O`, the first of each label, the further of each label."""
    tags = [0] * size
    for start, end, label in found:
        assert not any(tags[start:end])
        first = 1 + LABELS.index(label)
        tags[start:end] = [first, *[first + 2] * (end - start - 1)]
    return tuple(tags)


@settings(derandomize=True, max_examples=150)
@given(
    st.lists(st.integers(-30, 30), min_size=10, max_size=10),
    st.lists(st.lists(st.integers(-40, 40), min_size=4, max_size=4), min_size=1, max_size=5),
)
def test_no_path_is_better_than_the_one_decoded(values: list[int], columns: list[list[int]]):
    moves, scores = _moves(values), np.array(columns, dtype=np.int16).T
    size = scores.shape[1]
    found = Decoder(moves, LABELS).decode(scores, np.zeros(size, dtype=np.bool_))
    weight = moves.matrix()
    weights = [_weight(path, scores, weight) for path in product(range(5), repeat=size)]
    assert _weight(_path(found, size), scores, weight) == max(w for w in weights if w is not None)


@settings(derandomize=True)
@given(st.data(), st.integers(2, 40))
def test_stretches_are_decoded_as_if_alone(data: st.DataObject, size: int):
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    decoder = Decoder(_moves(rng.integers(-20, 20, 10).tolist()), LABELS)
    scores = rng.integers(-40, 40, (4, size)).astype(np.int16)
    breaks = rng.random(size) < 0.2
    together = decoder.decode(scores, breaks)
    alone, low = [], 0
    for high in [*np.flatnonzero(breaks).tolist(), size]:
        names = decoder.decode(scores[:, low:high], np.zeros(high - low, dtype=np.bool_))
        alone += [Found(low + start, low + end, label) for start, end, label in names]
        low = high + 1
    assert together == alone


def test_names_in_text_order():
    scores = np.full((4, 9), -50, dtype=np.int16)
    for tag, at in ((0, 1), (2, 2), (0, 3), (1, 4), (3, 5), (3, 6), (1, 8)):
        scores[tag, at] = 50
    assert Decoder(_moves([0] * 10), LABELS).decode(scores, np.zeros(9, dtype=np.bool_)) == [
        Found(1, 3, "A"),
        Found(3, 4, "A"),
        Found(4, 7, "B"),
        Found(8, 9, "B"),
    ]


def test_a_name_without_end_is_cut():
    """Offsets in a stretch are counted in a few bits, so that a stretch has a greatest length."""
    size = 3 * decode._LONGEST
    scores = np.full((4, size), -50, dtype=np.int16)
    scores[2] = 50
    scores[0, 0] = 50
    found = Decoder(_moves([0] * 10), LABELS).decode(scores, np.zeros(size, dtype=np.bool_))
    assert found[0] == Found(0, decode._LONGEST, "A")
    assert all(one.end - one.start <= decode._LONGEST for one in found)


def test_nothing_to_decode():
    decoder = Decoder(_moves([0] * 10), LABELS)
    assert decoder.decode(np.zeros((4, 0), dtype=np.int16), np.zeros(0, dtype=np.bool_)) == []
