"""What it weighs that one tag stands behind another.

The tags are `O`, then `B-x` of every label x, then `I-x` in the same order. `I-x` stands only behind `B-x`
and itself. A name that ends and one that begins weigh each their own, whatever the other is, so that
decoding weighs all ends against each other once, not once for every beginning.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Moves(NamedTuple):
    """The weights of the moves between tags, of one kind of number.

    Attributes:
        leave: Weight of going on from `O`, then from the end of each label, to `O` or a beginning.
        enter: Weight of going on from there to `O`, then to the beginning of each label.
        go: Weight of `I-x` behind `B-x`, by label.
        stay: Weight of `I-x` behind `I-x`, by label.
    """

    leave: Array
    enter: Array
    go: Array
    stay: Array

    @classmethod
    def zeros(cls, labels: int) -> Moves:
        """Moves that weigh nothing, as 32-bit floats."""
        return cls(*(np.zeros(size, np.float32) for size in (labels + 1, labels + 1, labels, labels)))

    @classmethod
    def gathered(cls, matrix: Array) -> Moves:
        """For each weight the sum over the moves from tag (row) to tag (column) in which it takes part."""
        begun, inside = _tags(len(matrix) // 2)
        opened = np.concatenate((matrix[:1], matrix[begun] + matrix[inside]))[:, : len(begun) + 1]
        return cls(opened.sum(axis=1), opened.sum(axis=0), matrix[begun, inside], matrix[inside, inside])

    def matrix(self) -> Array:
        """The weight of every move from tag (row) to tag (column); 0 where there is none."""
        begun, inside = _tags(len(self.go))
        table = np.zeros((2 * len(self.go) + 1,) * 2, dtype=self.leave.dtype)
        opened = self.leave[:, None] + self.enter
        table[: len(opened), : len(opened)] = opened
        table[inside, : len(opened)] = opened[1:]
        table[begun, inside], table[inside, inside] = self.go, self.stay
        return table


def _tags(labels: int) -> tuple[Array, Array]:
    """Numbers of the tags `B-x` and of the tags `I-x`."""
    return np.arange(1, labels + 1), np.arange(labels + 1, 2 * labels + 1)
