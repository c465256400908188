"""Names by their head word: `推进|文旅深度融合工程`, `“优生优育进万家”活动`.

A head word tells what a name is and where it ends. Where it begins is told by the words before it: the
last verb of the clause (a sure cut), the last word of any kind that may stand before a name, or an
opening quotation mark whose closing one stands right before the head.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from speechparse.data import rows
from speechparse.entities.spotter import Spotter
from speechparse.text.folding import fold

Whole = npt.NDArray[np.int64]

LABELS = ("PROGRAM", "DOC", "EVENT", "ORG", "LOC", "FORMULATION")
"""What head words can tell, by number."""

WAYS = ("verb", "word", "quoted")
"""How the beginning of a name is told, by number."""

_REACH = 26  # characters that a name may have before its head
_STOPS = "，。；：！？,;:!?\n()《》　 "


@cache
def _heads() -> Spotter:
    """The head words; the kinds are the numbers of the labels that they tell."""
    table = rows("name_heads.tsv")
    heads = {fold(word): [LABELS.index(label) for label in labels.split()] for word, labels in table}
    return Spotter(heads, overlapping=False)


@cache
def _leads() -> Spotter:
    """The lead words of several characters; the kind is 1 for a sure cut."""
    table = rows("lead_words.tsv")
    return Spotter({fold(word): [kind == "verb"] for word, kind in table if len(word) > 1}, overlapping=False)


@cache
def _marks() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For every code point whether it ends a clause, and whether it is a lead word."""
    stops, leads = np.zeros((2, 0x10000), dtype=np.bool_)
    stops[[ord(char) for char in _STOPS]] = True
    leads[[ord(fold(word)) for word, _ in rows("lead_words.tsv") if len(word) == 1]] = True
    return stops, leads


def find(text: str) -> Whole:
    """Where names may lie, as rows of start, end, number of the label, number of the way.

    Args:
        text: The folded text.
    """
    starts, ends, labels = _heads().find(text).T
    _, cuts, sure = _leads().find(text).T
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32), 0xFFFF)
    stops, words = (np.flatnonzero(marks[codes]) + 1 for marks in _marks())
    floor = np.maximum(_last(stops, starts), starts - _REACH)
    begins = np.stack(
        (
            np.maximum(floor, _last(cuts[sure == 1], starts - 1)),
            np.maximum(np.maximum(floor, _last(cuts, starts - 1)), _last(words, starts - 1)),
            _opened(codes, starts),
        )
    )
    ways, which = np.nonzero((begins < starts) & (begins >= 0))
    return np.column_stack((begins[ways, which], ends[which], labels[which], ways))


def _last(marks: Whole, before: Whole) -> Whole:
    """The last mark at or before each position; 0 where there is none."""
    return np.concatenate(([0], marks))[np.searchsorted(marks, before, side="right")]


def _opened(codes: npt.NDArray[np.uint32], starts: Whole) -> Whole:
    """The opening quotation mark of the quotation that closes right before each start, or -1."""
    opens = np.flatnonzero(codes == ord("“"))
    begin = np.concatenate(([-1], opens))[np.searchsorted(opens, starts)]
    closed = (starts > 0) & (codes[starts - 1] == ord("”")) & (starts - begin <= _REACH)
    return np.where(closed, begin, -1)
