"""The sequence model at work: hints, features, scores, tags, spans."""

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
from speechparse.entities.model.weights import Weights, load
from speechparse.entities.spotter import Spots, Spotter
from speechparse.errors import ConfigurationError
from speechparse.text.code_points import character_set, look_up

_BREAKS = frozenset("。；！？;!?\n")
_CLEAR = 40  # a lead that no moves make good, in units: one tag in thousands is another without it
_PIECE, _MARGIN = 5000, 64  # characters looked at together, and around them


@cache
def _break_table() -> npt.NDArray[np.bool_]:
    return character_set(_BREAKS)


def breaks(text: str) -> npt.NDArray[np.bool_]:
    """For every position whether it ends a sentence or a line, so that no entity holds it."""
    return look_up(_break_table(), text)


def hints(text: str, learnt: Spotter, candidates: Iterable[Candidate]) -> dict[str, Spots]:
    """All that is known about a folded text before the model reads it, by family of features."""
    said = (marks.listed().find(text), learnt.find(text), marks.candidates(candidates))
    return {"hint": np.concatenate(said), "headed": marks.by_head(text)}


class SequenceModel:
    """A trained model, ready to find entities in folded text."""

    def __init__(self, weights: Weights) -> None:
        """Take the weights over."""
        self._weights = weights
        self._decoder = Decoder(weights.moves, weights.tags)
        self._learnt = Spotter(unpack(weights.lexicon))

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

    def find(self, text: str, candidates: Iterable[Candidate] = ()) -> list[Found]:
        """The outermost entities of a folded text, in text order.

        Args:
            text: The folded text.
            candidates: What the finders say about it.
        """
        if not text:
            return []
        known = {name: _sorted(table) for name, table in hints(text, self._learnt, candidates).items()}
        ends = breaks(text)
        scores = np.empty((len(text), len(self._weights.tags)), dtype=np.int16)
        for low, high in _pieces(ends):
            first, last = max(0, low - _MARGIN), min(len(text), high + _MARGIN)
            near = {name: _inside(table, first, last) for name, table in known.items()}
            seen = self._weights.scores(last - first, families(text[first:last], near))
            scores[low:high] = seen[low - first : high - first]
        return list(self._decoder.spans(self._decoder.decode(scores, ends, clear=_CLEAR)))


def _sorted(table: Spots) -> Spots:
    """Hints by their beginning."""
    return table[np.argsort(table[:, 0], kind="stable")]


def _inside(table: Spots, first: int, last: int) -> Spots:
    """The hints, sorted, that lie in a piece of the text, told from its beginning."""
    near = table[slice(*np.searchsorted(table[:, 0], (first, last)))]
    return near[near[:, 1] <= last] - (first, first, 0)


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
