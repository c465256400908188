"""The sequence model at work: hints, features, scores, tags, spans."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt

from speechparse.entities.candidates import Candidate
from speechparse.entities.model import marks
from speechparse.entities.model.decode import Found, constrained, decode, spans
from speechparse.entities.model.features import families
from speechparse.entities.model.lexicon import unpack
from speechparse.entities.model.weights import UNIT, Weights, load

_BREAKS = frozenset("。；！？;!?\n")
_CLEAR = 12 * UNIT


@cache
def _break_table() -> npt.NDArray[np.bool_]:
    table = np.zeros(0x10000, dtype=np.bool_)
    table[[ord(char) for char in _BREAKS]] = True
    return table


def breaks(text: str) -> npt.NDArray[np.bool_]:
    """For every position whether it ends a sentence or a line, so that no entity holds it."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    return _break_table()[np.minimum(codes, 0xFFFF)]


class SequenceModel:
    """A trained model, ready to find entities in folded text."""

    def __init__(self, weights: Weights) -> None:
        """Take the weights over."""
        self._weights = weights
        self._moves = constrained(weights.moves, weights.tags)
        self._learnt = marks.Marker(unpack(weights.lexicon))

    @classmethod
    def read(cls, path: str | PathLike[str] | None = None) -> SequenceModel:
        """The model of a file, or the package's own."""
        if path is not None:
            return cls(load(Path(path)))
        with as_file(files("speechparse.data") / "entities.npz") as own:
            return cls(load(own))

    def find(self, text: str, candidates: Iterable[Candidate] = ()) -> list[Found]:
        """The outermost entities of a folded text, in text order.

        Args:
            text: The folded text.
            candidates: What the finders say about it.
        """
        if not text:
            return []
        hints = np.concatenate((marks.listed().mark(text), self._learnt.mark(text), marks.candidates(candidates)))
        scores = self._weights.scores(len(text), families(text, hints))
        tags = decode(scores, self._moves, np.flatnonzero(breaks(text)), clear=_CLEAR)
        return list(spans(tags, self._weights.tags))
