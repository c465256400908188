"""Names marked for the sequence model: one pass, every occurrence, all in numpy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, Implementation

from speechparse.data import rows
from speechparse.entities import headed
from speechparse.entities.candidates import Candidate
from speechparse.entities.names import TABLES, known
from speechparse.entities.place_table import entries_by_name
from speechparse.text.folding import fold

Hints = npt.NDArray[np.int64]
"""What lists and rules say about a text: rows of start, end, number of the kind."""

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
    "surname",
    "title",
)
"""The kinds of hint, by number."""

_NUMBER = {kind: number for number, kind in enumerate(KINDS)}


class Marker:
    """Marks every occurrence of many names, each with the numbers of its kinds."""

    def __init__(self, names: Mapping[str, Iterable[int]]) -> None:
        """Build the automaton from folded names."""
        listed = [sorted(set(kinds)) for kinds in names.values()]
        self._kinds = np.array([kind for kinds in listed for kind in kinds], dtype=np.int64)
        self._counts = np.array([len(kinds) for kinds in listed], dtype=np.int64)
        self._first = np.cumsum(self._counts) - self._counts
        self._automaton = AhoCorasick(
            list(names), store_patterns=False, implementation=Implementation.ContiguousNFA
        )

    def mark(self, text: str) -> Hints:
        """Every occurrence of every name in a folded text, overlapping ones too."""
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        table = np.array(matches, dtype=np.int64).reshape(-1, 3)
        counts = self._counts[table[:, 0]]
        which = np.repeat(self._first[table[:, 0]] - np.cumsum(counts) + counts, counts)
        kinds = self._kinds[which + np.arange(counts.sum())]
        return np.column_stack((np.repeat(table[:, 1:], counts, axis=0), kinds))


@cache
def listed() -> Marker:
    """The marker of all names that the package lists: places, organs, persons and the rest."""
    found: dict[str, list[int]] = {}
    for name, entries in entries_by_name().items():
        for entry in entries:
            form = "character" if len(name) == 1 else "full" if name == entry.name else "short"
            found.setdefault(name, []).append(_NUMBER[f"place:{entry.level}:{form}"])
    for name, thing in known().items():
        found.setdefault(name, []).append(_NUMBER[f"list:{thing.table}"])
    for table, kind in (("surnames.tsv", "surname"), ("titles.tsv", "title")):
        for word in fold("\n".join(words for (words,) in rows(table))).split():
            found.setdefault(word, []).append(_NUMBER[kind])
    for char in _PROVINCES:
        found.setdefault(char, []).append(_NUMBER["place:province:character"])
    return Marker(found)


_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滇黔陇秦蜀港澳台疆"


def candidates(found: Iterable[Candidate]) -> Hints:
    """What the finders say, as hints."""
    table = [(c.start, c.end, _NUMBER[f"found:{c.label}:{'sure' if c.certain else 'unsure'}"]) for c in found]
    return np.array(table, dtype=np.int64).reshape(-1, 3)


def by_head(text: str) -> Hints:
    """Where head words suggest names, as hints."""
    table = headed.find(text)
    first = _NUMBER[f"headed:{headed.LABELS[0]}:{headed.WAYS[0]}"]
    return np.column_stack((table[:, :2], first + table[:, 2] * len(headed.WAYS) + table[:, 3]))
