"""The moves between tags, summed from their parts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from speechparse.entities.model.moves import Moves

MOVES = Moves(np.array([1, 2, 3]), np.array([10, 20, 30]), np.array([100, 200]), np.array([1000, 2000]))


def test_every_move_is_the_sum_of_its_parts():
    assert MOVES.matrix().tolist() == [
        # to O, B-A, B-B, I-A, I-B
        [11, 21, 31, 0, 0],  # from O
        [12, 22, 32, 100, 0],  # from B-A
        [13, 23, 33, 0, 200],  # from B-B
        [12, 22, 32, 1000, 0],  # from I-A
        [13, 23, 33, 0, 2000],  # from I-B
    ]


@given(st.integers(0, 10**6))
def test_gathering_is_the_transpose_of_summing(seed: int):
    # <matrix(m), x> = <m, gathered(x)>, which is what makes it the gradient.
    x = np.random.default_rng(seed).integers(-9, 9, (5, 5))
    gathered = Moves.gathered(x)
    assert (MOVES.matrix() * x).sum() == sum(
        (part * its).sum() for part, its in zip(MOVES, gathered, strict=True)
    )
