from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.model.decode import Decoder, Found
from speechparse.entities.model.moves import Moves

TAGS = ("O", "B-A", "B-B", "I-A", "I-B")


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
        total += int(moves[before, tag]) + int(scores[at, tag])
        before = tag
    return total + int(moves[before, 0])


@settings(derandomize=True, max_examples=150)
@given(
    st.lists(st.integers(-30, 30), min_size=10, max_size=10),
    st.lists(st.lists(st.integers(-40, 40), min_size=5, max_size=5), min_size=1, max_size=5),
)
def test_no_path_is_better_than_the_one_decoded(values: list[int], rows: list[list[int]]):
    moves, scores = _moves(values), np.array(rows, dtype=np.int16)
    breaks = np.zeros(len(scores), dtype=np.bool_)
    tags = Decoder(moves, TAGS).decode(scores, breaks)
    weight = moves.matrix()
    weights = [_weight(path, scores, weight) for path in product(range(5), repeat=len(scores))]
    assert _weight(tuple(tags.tolist()), scores, weight) == max(w for w in weights if w is not None)


@settings(derandomize=True)
@given(st.data(), st.integers(2, 40))
def test_stretches_are_decoded_as_if_alone(data: st.DataObject, size: int):
    rng = np.random.default_rng(data.draw(st.integers(0, 10**6)))
    decoder = Decoder(_moves(rng.integers(-20, 20, 10).tolist()), TAGS)
    scores = rng.integers(-40, 40, (size, 5)).astype(np.int16)
    breaks = rng.random(size) < 0.2
    together = decoder.decode(scores, breaks)
    assert not together[breaks].any()
    low = 0
    for high in [*np.flatnonzero(breaks).tolist(), size]:
        if low < high:
            alone = decoder.decode(scores[low:high], np.zeros(high - low, dtype=np.bool_))
            assert alone.tolist() == together[low:high].tolist()
        low = high + 1


def test_spans():
    tags = np.array([0, 1, 3, 1, 2, 4, 4, 0, 2], dtype=np.int8)
    decoder = Decoder(_moves([0] * 10), TAGS)
    assert list(decoder.spans(tags)) == [
        Found(1, 3, "A"),
        Found(3, 4, "A"),
        Found(4, 7, "B"),
        Found(8, 9, "B"),
    ]


def test_nothing_to_decode():
    decoder = Decoder(_moves([0] * 10), TAGS)
    assert decoder.decode(np.zeros((0, 5), dtype=np.int16), np.zeros(0, dtype=np.bool_)).tolist() == []
