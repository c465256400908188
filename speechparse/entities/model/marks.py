"""What lists and rules say about a text before the sequence model reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import numpy as np

from speechparse.entities import headed
from speechparse.entities.candidates import Candidate
from speechparse.entities.names import TABLES, known
from speechparse.entities.place_table import entries_by_name
from speechparse.entities.spotter import Spots
from speechparse.text.folding import folded_rows

LABELS = ("GPE", "LOC", "ORG", "PERSON", "PROGRAM", "DOC", "EVENT", "FORMULATION", "DATE", "QUANTITY")
TRUST = ("mostly", "often", "rarely")
"""How reliably a learnt name bore its label where it stood in the training passages."""

_LEVELS = ("country", "province", "prefecture", "county", "city", "region", "township", "village")

KINDS = (
    *(f"learnt:{label}:{trust}" for label in LABELS for trust in TRUST),
    *(f"list:{table}" for table in TABLES),
    *(f"place:{level}:{form}" for level in _LEVELS for form in ("full", "short", "character")),
    *(f"found:{label}:{sure}" for label in LABELS for sure in ("unsure", "sure")),
    *(f"headed:{label}:{way}" for label in headed.LABELS for way in headed.WAYS),
    "title",
)
"""The kinds of hint, by number."""

LAYERS = (
    *(f"learnt:{trust}" for trust in TRUST),
    *("list", "place", "found", "title"),
    *("headed:word", "headed:verb", "headed:opener", "headed:marked"),
)
"""The layers of hints, by number: of each a position hears the longest one."""


def _layer(kind: str) -> str:
    """The layer that a kind of hint belongs to."""
    source, *more = kind.split(":")
    if source == "learnt":
        return f"learnt:{more[1]}"
    if source == "headed":
        by = more[1].split(" ")[0].rstrip(",")
        return f"headed:{by}" if by in ("word", "verb", "opener") else "headed:marked"
    return source


_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
_FOUND = {
    (label, sure): _NUMBER[f"found:{label}:{'sure' if sure else 'unsure'}"]
    for label in LABELS
    for sure in (False, True)
}
_LAYER = np.array([LAYERS.index(_layer(kind)) for kind in KINDS])


def layered(spots: Spots) -> Spots:
    """Hints with the layer of each as a fourth column."""
    return np.column_stack((spots, _LAYER[spots[:, 2]]))


@cache
def listed() -> dict[str, tuple[int, ...]]:
    """The kinds of all names that the package lists: places, organs, persons and the rest, each kind once."""
    found: dict[str, tuple[int, ...]] = {}
    for name, kind in _listed():
        kinds = found.get(name)
        if kinds is None:
            found[name] = (kind,)
        elif kind not in kinds:
            found[name] = tuple(sorted((*kinds, kind)))
    return found


def _listed() -> Iterator[tuple[str, int]]:
    """The names with the number of a kind that they are of."""
    by_form = {
        form: {level: _NUMBER[f"place:{level}:{form}"] for level in _LEVELS}
        for form in ("full", "short", "character")
    }
    for name, level, is_full in entries_by_name().levels():
        yield name, by_form["character" if len(name) == 1 else "full" if is_full else "short"][level]
    by_table = {table: _NUMBER[f"list:{table}"] for table in TABLES}
    for name, thing in known().items():
        yield name, by_table[thing.table]
    for words in folded_rows("titles.tsv"):
        for word in words[0].split():
            yield word, _NUMBER["title"]
    for char in _PROVINCES:
        yield char, by_form["character"]["province"]


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔陇秦蜀港澳台疆"


def candidates(found: Iterable[Candidate]) -> Spots:
    """What the finders say, as hints."""
    table = ((start, end, _FOUND[label, certain]) for start, end, label, _, certain, _ in found)
    return np.fromiter(chain.from_iterable(table), dtype=np.int64).reshape(-1, 3)


def by_head(table: Spots) -> Spots:
    """What head words suggest (`headed.find`), as hints."""
    first = _NUMBER[f"headed:{headed.LABELS[0]}:{headed.WAYS[0]}"]
    return np.column_stack((table[:, :2], first + table[:, 2] * len(headed.WAYS) + table[:, 3]))
