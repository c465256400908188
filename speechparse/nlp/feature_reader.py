"""Reading the files of a foreign pkuseg model without running anything they hold.

The model is a pickle of plain dicts, lists, strings and numbers, and an array file. A pickle can name
any callable of the interpreter; this reader resolves no name at all, so that such a file fails.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import NDArray

from speechparse.errors import ReadingError

WEIGHT_UNIT = 10_000
"""Weights are multiples of 1/10,000; as whole numbers of this unit their sums are exact."""


class ForeignModel(NamedTuple):
    """A pkuseg model as its authors ship it.

    Attributes:
        features: Row of each named feature (`c.学`, `cc1.学.习`, `w1.学习`, `ww.l.大*学习`).
        words: The words that the features `w1`, `w-1` and `ww` are about.
        tags: Number of each tag (`B`, `B_single`, `I`, `I_first`, `I_end`).
        weights: Weight of each feature for each tag, in units of 1/10,000.
        transitions: Weight of one tag followed by another, `[tag, next tag]`, in the same unit.
        dictionary: The words that neighbouring tokens are joined to.
    """

    features: dict[str, int]
    words: list[str]
    tags: dict[str, int]
    weights: NDArray[np.int32]
    transitions: NDArray[np.int32]
    dictionary: list[str]


class RefusingUnpickler(pickle.Unpickler):
    """Unpickles numbers, strings, lists and dicts; refuses every name of a class or function."""

    def find_class(self, module: str, name: str, /) -> NoReturn:
        """Refuse.

        Raises:
            pickle.UnpicklingError: Always.
        """
        raise pickle.UnpicklingError(f"the file names {module}.{name}; only plain data are read")


def read_plain_pickle(data: bytes) -> Any:
    """The plain data of a pickle.

    Raises:
        ReadingError: The pickle is damaged, or holds anything but plain data.
    """
    try:
        return RefusingUnpickler(io.BytesIO(data)).load()
    except Exception as error:  # a damaged pickle raises nearly anything
        raise ReadingError(f"not a file of plain data: {error}") from error


def read_model(*, features: bytes, weights: bytes, dictionary: bytes) -> ForeignModel:
    """The model in the files `features.pkl`, `weights.npz` and `default.pkl` of pkuseg.

    Raises:
        ReadingError: A file is not what pkuseg's authors ship.
    """
    named = read_plain_pickle(features)
    words = read_plain_pickle(dictionary)
    if not isinstance(named, Mapping) or not isinstance(words, str):
        raise ReadingError("the files do not hold a pkuseg model")
    try:
        with np.load(io.BytesIO(weights), allow_pickle=False) as arrays:
            tag_count, feature_count = (int(size) for size in arrays["sizes"])
            exact = np.rint(arrays["w"] * WEIGHT_UNIT).astype(np.int32)
            if np.abs(exact / WEIGHT_UNIT - arrays["w"]).max() > 1e-9:
                raise ReadingError("the weights are no multiples of 1/10,000")
        split = tag_count * feature_count
        return ForeignModel(
            features=named["feature_to_idx"],
            words=named["unigram"],
            tags=named["tag_to_idx"],
            weights=exact[:split].reshape(feature_count, tag_count),
            transitions=exact[split:].reshape(tag_count, tag_count).T,
            dictionary=words.strip().split("\n"),
        )
    except (KeyError, ValueError) as error:
        raise ReadingError(f"the files do not hold a pkuseg model: {error}") from error
