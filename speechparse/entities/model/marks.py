"""What lists and rules say about a text before the sequence model reads it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from speechparse.data import rows
from speechparse.entities import headed
from speechparse.entities.candidates import Candidate
from speechparse.entities.names import TABLES, known
from speechparse.entities.place_table import entries_by_name
from speechparse.entities.spotter import Spots, Spotter
from speechparse.text.folding import fold

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

_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


@cache
def listed() -> Spotter:
    """The spotter of all names that the package lists: places, organs, persons and the rest."""
    found: dict[str, list[int]] = {}
    for name, entries in entries_by_name().items():
        for entry in entries:
            form = "character" if len(name) == 1 else "full" if name == entry.name else "short"
            found.setdefault(name, []).append(_NUMBER[f"place:{entry.level}:{form}"])
    for name, thing in known().items():
        found.setdefault(name, []).append(_NUMBER[f"list:{thing.table}"])
    for word in fold("\n".join(words for (words,) in rows("titles.tsv"))).split():
        found.setdefault(word, []).append(_NUMBER["title"])
    for char in _PROVINCES:
        found.setdefault(char, []).append(_NUMBER["place:province:character"])
    return Spotter(found)


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔陇秦蜀港澳台疆"


def candidates(found: Iterable[Candidate]) -> Spots:
    """What the finders say, as hints."""
    table = [(c.start, c.end, _NUMBER[f"found:{c.label}:{'sure' if c.certain else 'unsure'}"]) for c in found]
    return np.array(table, dtype=np.int64).reshape(-1, 3)


def by_head(text: str) -> Spots:
    """Where head words suggest names, as hints."""
    table = headed.find(text)
    first = _NUMBER[f"headed:{headed.LABELS[0]}:{headed.WAYS[0]}"]
    return np.column_stack((table[:, :2], first + table[:, 2] * len(headed.WAYS) + table[:, 3]))
