"""Names by their head word: `推进|文旅深度融合工程`, `“优生优育进万家”活动`.

A head word tells what a name is and where it ends. Where it begins is told by the words before it: the
last verb of the clause that takes names and stands in none (`实施`, `召开`), the last verb of any kind, the
last word that may stand before a name, or an opening quotation mark whose closing one stands right before
the head. A head behind a list (`甲、乙等工程`) tells what its members are.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from speechparse.entities.spotter import Spots
from speechparse.text.code_points import character_set, look_up
from speechparse.text.folding import folded_rows

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.uint8]

LABELS = ("PROGRAM", "DOC", "EVENT", "ORG", "LOC", "FORMULATION")
"""What head words can tell, by number."""

WAYS = (
    *("word", "verb", "verb and word", "opener", "opener and verb", "opener, verb and word"),
    *("quoted", "member"),
)
"""How the beginning of a name is told, by number; the first six by the last words of which kinds at once."""

_REACH = 26  # characters that a name may have before its head
_HEAD_REACH = 12  # characters from 等 to the head word of the list that it closes
_LIST_REACH = 60  # characters from a member of a list to the 等 that closes it
# What a character does, as flags: end a clause, lead to a name, join names, open and close a quotation, close a list.
_STOP, _LEAD, _JOINT, _OPEN, _CLOSE, _LIST_END = (1 << bit for bit in range(6))
_ACTING = {
    _STOP: "，。；：！？,;:!?\n()《》　 ",
    _JOINT: "、和及与",
    _OPEN: "“",
    _CLOSE: "”",
    _LIST_END: "等",
}


@cache
def heads() -> dict[str, list[int]]:
    """The head words with the numbers of the labels that they tell."""
    table = folded_rows("name_heads.tsv")
    return {word: [LABELS.index(label) for label in labels.split()] for word, labels in table}


@cache
def leads() -> dict[str, list[int]]:
    """The lead words of several characters with the number of their kind: 2 an opener, 1 another verb, else 0."""
    kinds = ("other", "verb", "opener")
    return {word: [kinds.index(kind)] for word, kind in folded_rows("lead_words.tsv") if len(word) > 1}


@cache
def _flags() -> Flags:
    """The flags of every code point."""
    leads = "".join(word for word, _ in folded_rows("lead_words.tsv") if len(word) == 1)
    acting = (*_ACTING.items(), (_LEAD, leads))
    table: Flags = np.bitwise_or.reduce([character_set(chars) * np.uint8(flag) for flag, chars in acting])
    return table


def find(text: str, heads_there: Spots, leads_there: Spots) -> Whole:
    """Where names may lie, as rows of start, end, number of the label, number of the way.

    Args:
        text: The folded text.
        heads_there: Its head words with their labels, in text order.
        leads_there: Its lead words of several characters with their kinds, in text order.
    """
    starts, ends, labels = heads_there.T
    _, cuts, kinds = leads_there.T
    flags = np.zeros(len(text) + 2, dtype=np.uint8)
    flags[: len(text)] = look_up(_flags(), text)
    stops, words, joints = (np.flatnonzero((flags & flag) != 0) + 1 for flag in (_STOP, _LEAD, _JOINT))
    floor = np.maximum(_last(stops, starts), starts - _REACH)
    floor = np.maximum(floor, _last(_behind_heads(flags, ends), starts - 1))
    verbs = cuts[kinds >= 1]
    # Openers are verbs, and verbs are words: the last of each kind lie one behind the other, or are one.
    opener, verb = _last(cuts[kinds == 2], starts - 1), np.maximum(floor, _last(verbs, starts - 1))
    word = np.maximum(np.maximum(floor, _last(cuts, starts - 1)), _last(words, starts - 1))
    opener = np.where((opener >= floor) & (opener > 0), opener, -1)
    begins = np.stack((word, verb, opener, _opened(flags, starts)))
    ways = np.stack(
        (
            2 * (verb == word) + 3 * (opener == word),
            np.where(verb < word, 1 + 3 * (opener == verb), -1),
            np.where(opener < verb, 3, -1),
            np.full(len(starts), WAYS.index("quoted")),
        )
    )
    by, which = np.nonzero((begins >= 0) & (begins < starts) & (ways >= 0))
    found = np.column_stack((begins[by, which], ends[which], labels[which], ways[by, which]))
    return np.concatenate((found, _members(flags, starts, labels, stops, verbs, joints)))


def _behind_heads(flags: Flags, ends: Whole) -> Whole:
    """Where a head word is followed by `和` or `、`, so that the next name begins behind that."""
    marked = ends + ((flags[ends] & _CLOSE) != 0)
    joined: Whole = marked[(flags[marked] & _JOINT) != 0]
    return joined + 1


def _members(flags: Flags, starts: Whole, labels: Whole, stops: Whole, verbs: Whole, joints: Whole) -> Whole:
    """The members of lists that close with a head word: `甲、乙等工程`; rows as in `find`."""
    closings = np.flatnonzero((flags & _LIST_END) != 0)
    head = np.searchsorted(starts, closings)
    closed = head < len(starts)
    closings, head = closings[closed], head[closed]
    near = (starts[head] - closings <= _HEAD_REACH) & (_last(stops, starts[head]) <= closings)
    closings, head = closings[near], head[near]
    if not len(closings):
        return np.zeros((0, 4), dtype=np.int64)
    ends = np.sort(np.concatenate((joints - 1, closings)))
    closing = np.searchsorted(closings, ends)
    ends, closing = ends[closing < len(closings)], closing[closing < len(closings)]
    begins = np.maximum(np.maximum(_last(stops, ends), ends - _REACH), _last(joints, ends))
    begins = np.maximum(begins, _last(verbs, ends - 1))
    fits = (_last(stops, closings[closing]) <= begins) & (closings[closing] - ends <= _LIST_REACH)
    fits &= begins < ends
    begins, ends, closing = begins[fits], ends[fits], closing[fits]
    way = np.full(len(ends), WAYS.index("member"))
    return np.column_stack((begins, ends, labels[head[closing]], way))


def _last(marks: Whole, before: Whole) -> Whole:
    """The last mark at or before each position; 0 where there is none."""
    return np.concatenate(([0], marks))[np.searchsorted(marks, before, side="right")]


def _opened(flags: Flags, starts: Whole) -> Whole:
    """The opening quotation mark of the quotation that closes right before each start, or -1."""
    opens = np.flatnonzero((flags & _OPEN) != 0)
    begin = np.concatenate(([-1], opens))[np.searchsorted(opens, starts)]
    closed = (starts > 0) & ((flags[starts - 1] & _CLOSE) != 0) & (starts - begin <= _REACH)
    return np.where(closed, begin, -1)
