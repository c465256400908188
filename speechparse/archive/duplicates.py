"""Near-duplicate texts, such as the same speech on two sites, by MinHash signatures of their clauses.

A text is taken as the set of its clauses: what stands between two punctuation marks, four characters or
more, folded and without blanks. So line breaks, watermarks and character forms matter little, while a
sentence more or less shows. Similarity is the part of clauses in common (Jaccard), as estimated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from speechparse.errors import ConfigurationError
from speechparse.text.folding import fold

THRESHOLD = 0.8
"""Texts at least this similar count as the same."""

_VALUES = 128
_SEED = 20
# Texts of similarity s share a band with probability 1 - (1 - s^8)^16: .95 at .8, .03 at .45.
_ROWS_A_BAND = 8
_CLAUSE = regex.compile(r"\w{4,}")

SIGNATURE_BYTES = 4 * _VALUES
"""Length of a signature."""


class Duplicate(NamedTuple):
    """A text that is there more than once.

    Attributes:
        document: The document.
        same_as: The first document, by name, of those with this text.
        similarity: Part of the clauses that the two have in common, estimated; 1 for the same bytes.
        exact: Whether the two files are the same, byte by byte.
    """

    document: str
    same_as: str
    similarity: float
    exact: bool


def sketch_class() -> Any:
    """The class that makes signatures.

    Raises:
        ConfigurationError: The extra `archive` is not installed.
    """
    try:
        from rensa import RMinHash
    except ImportError as error:
        raise ConfigurationError('to parse archives: pip install "speechparse[archive]"') from error
    return RMinHash


def signature(text: str) -> bytes:
    """The signature of a text; it is all zeros where the text has no clause."""
    clauses = _CLAUSE.findall("".join(fold(text).split()))
    if not clauses:
        return bytes(SIGNATURE_BYTES)
    sketch = sketch_class()(num_perm=_VALUES, seed=_SEED)
    sketch.update(clauses)
    return np.array(sketch.digest(), "<u4").tobytes()


def find_duplicates(names: Sequence[str], hashes: Sequence[str], signatures: bytes) -> list[Duplicate]:
    """The texts that stand for another one before them in the order of names.

    Args:
        names: The documents, sorted.
        hashes: The SHA-256 of each.
        signatures: The signatures of all, one behind the other.
    """
    values = np.frombuffer(signatures, "<u4").reshape(len(names), _VALUES)
    first = list(range(len(names)))  # of each text, an earlier one like it, or itself

    def root(at: int) -> int:
        while first[at] != at:
            first[at] = first[first[at]]
            at = first[at]
        return at

    for one, other in _candidates(hashes, values):
        low, high = sorted((root(one), root(other)))
        if low != high and (hashes[one] == hashes[other] or _similarity(values, one, other) >= THRESHOLD):
            first[high] = low
    return [_duplicate(names, hashes, values, at, root(at)) for at in range(len(names)) if root(at) != at]


def _candidates(hashes: Sequence[str], values: npt.NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs that may be duplicates: the same file, or the same values in one of the bands.

    Of several that share a band, each is paired with the one before it and with the first.
    """
    seen: dict[str, int] = {}
    for at, digest in enumerate(hashes):
        if seen.setdefault(digest, at) != at:
            yield seen[digest], at
    filled = np.flatnonzero(values.any(axis=1))
    for start in range(0, _VALUES, _ROWS_A_BAND):
        band = values[filled, start : start + _ROWS_A_BAND]
        order = np.lexsort(band.T)
        ordered = filled[order].tolist()
        equal = (band[order][1:] == band[order][:-1]).all(axis=1)
        before = leader = -1
        for at in np.flatnonzero(equal).tolist():
            leader = leader if at == before + 1 else at
            before = at
            yield ordered[at], ordered[at + 1]
            if leader != at:
                yield ordered[leader], ordered[at + 1]


def _similarity(values: npt.NDArray[np.uint32], one: int, other: int) -> float:
    return float((values[one] == values[other]).mean())


def _duplicate(
    names: Sequence[str], hashes: Sequence[str], values: npt.NDArray[np.uint32], at: int, first: int
) -> Duplicate:
    exact = hashes[at] == hashes[first]
    return Duplicate(names[at], names[first], 1.0 if exact else _similarity(values, at, first), exact)
