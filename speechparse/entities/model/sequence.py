"""The sequence model at work: hints, features, scores, names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import as_file, files
from os import PathLike
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from speechparse.entities.candidates import Candidate
from speechparse.entities.model import marks
from speechparse.entities.model.decode import Decoder, Found
from speechparse.entities.model.features import families
from speechparse.entities.model.lexicon import unpack
from speechparse.entities.model.vocabulary import Vocabulary
from speechparse.entities.model.weights import Weights, load
from speechparse.entities.spotter import Spots
from speechparse.errors import ConfigurationError
from speechparse.text.code_points import character_set, look_up

_BREAKS = frozenset("。；！？;!?\n")
_CLEAR = 40  # a lead that no moves make good, in units: one tag in thousands is another without it
_PIECE, _MARGIN = 16_000, 64  # characters looked at together, and around them


@cache
def _break_table() -> npt.NDArray[np.bool_]:
    return character_set(_BREAKS)


def breaks(text: str) -> npt.NDArray[np.bool_]:
    """For every position whether it ends a sentence or a line, so that no entity holds it."""
    return look_up(_break_table(), text)


class SequenceModel:
    """A trained model, ready to find entities in folded text.

    Attributes:
        vocabulary: The words that it takes hints from.
    """

    def __init__(self, weights: Weights) -> None:
        """Take the weights over."""
        self._weights = weights
        self._decoder = Decoder(weights.moves, weights.labels)
        self.vocabulary = Vocabulary(unpack(weights.lexicon))

    @classmethod
    def read(cls, path: str | PathLike[str] | None = None) -> SequenceModel:
        """The model of a file, or the package's own.

        Raises:
            ConfigurationError: The file is no model, or another version's.
        """
        if path is None:
            with as_file(files("speechparse.data") / "entities.npz") as own:
                return cls(load(own))
        try:
            weights = load(Path(path))
        except OSError as error:
            raise ConfigurationError(
                f"{path}: the model cannot be read: {error.strerror or error}"
            ) from error
        except (KeyError, ValueError, EOFError, BadZipFile) as error:
            raise ConfigurationError(
                f"{path}: not in the format of a model; `speechparse train` makes one"
            ) from error
        if weights.kinds != marks.KINDS:
            raise ConfigurationError(
                f"{path}: trained by another version, which knew other hints; train it again with `speechparse train`"
            )
        return cls(weights)

    def find(self, text: str, spots: Spots, candidates: Iterable[Candidate] = ()) -> list[Found]:
        """The outermost entities of a folded text, in text order.

        Args:
            text: The folded text.
            spots: The words of the vocabulary in it.
            candidates: What the finders say about it.
        """
        if not text:
            return []
        known = self.vocabulary.hints(text, spots, candidates)
        known = known[np.argsort(known[:, 0], kind="stable")]
        ends = breaks(text)
        found = []
        for low, high in _pieces(ends):
            first, last = max(0, low - _MARGIN), min(len(text), high + _MARGIN)
            seen = families(text[first:last], _inside(known, first, last))
            scores = self._weights.scores(last - first, seen)[:, low - first : high - first]
            names = self._decoder.decode(scores, ends[low:high], clear=_CLEAR)
            found += [Found(low + start, low + end, label) for start, end, label in names]
        return found


def _inside(known: Spots, first: int, last: int) -> Spots:
    """The hints, sorted, that lie in a piece of the text, told from its beginning."""
    near = known[slice(*np.searchsorted(known[:, 0], (first, last)))]
    return near[near[:, 1] <= last] - (first, first, 0, 0)


def _pieces(ends: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The text in pieces small enough for the processor's cache, cut behind the ends of sentences."""
    cuts = np.flatnonzero(ends) + 1
    low = 0
    while low < len(ends):
        high = min(low + _PIECE, len(ends))
        if high < len(ends):
            at = int(np.searchsorted(cuts, high, side="right")) - 1
            if at >= 0 and cuts[at] > low:
                high = int(cuts[at])
        yield low, high
        low = high
