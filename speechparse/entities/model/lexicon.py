"""The names learnt from training passages, each with the labels it bore and how reliably."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from speechparse.entities.model.marks import KINDS, TRUST

_LONGEST = 12  # a longer name is hardly met again in another text

NUMBERS = frozenset(("DATE", "QUANTITY"))
"""Labels whose names are not learnt: rules find them."""


class Seen(NamedTuple):
    """Where a passage bears names.

    Attributes:
        source: What the passage is from; names of one source do not vouch for one another.
        text: The folded passage.
        spans: Start, end and label of its entities.
    """

    source: str
    text: str
    spans: tuple[tuple[int, int, str], ...]


def _trust(borne: int, occurrences: int) -> str:
    share = borne / max(occurrences, 1)
    return TRUST[0] if share >= 0.8 else TRUST[1] if share >= 0.35 else TRUST[2]


class Harvest:
    """Names and labels counted by source, so that a passage can be judged by the other sources alone."""

    def __init__(self, passages: Iterable[Seen]) -> None:
        """Count the names of the passages and their occurrences, named or not."""
        passages = list(passages)
        self._borne: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        for passage in passages:
            for start, end, label in passage.spans:
                if label not in NUMBERS and end - start <= _LONGEST:
                    self._borne[passage.text[start:end]][label][passage.source] += 1
        self._names = sorted(self._borne)
        self._occurring: dict[str, Counter[str]] = {name: Counter() for name in self._names}
        if self._names:
            automaton = AhoCorasick(self._names)
            for passage in passages:
                for index, _, _ in automaton.find_matches_as_indexes(passage.text, overlapping=True):
                    self._occurring[self._names[index]][passage.source] += 1

    def lexicon(self, *, without: str | None = None) -> dict[str, list[int]]:
        """Kinds of hint for every name, from all sources but one."""
        found: dict[str, list[int]] = {}
        for name in self._names:
            occurring = self._occurring[name]
            total = occurring.total() - (occurring[without] if without else 0)
            for label, sources in self._borne[name].items():
                borne = sources.total() - (sources[without] if without else 0)
                if borne > 0:
                    kind = f"learnt:{label}:{_trust(borne, total)}"
                    found.setdefault(name, []).append(KINDS.index(kind))
        return found


def pack(lexicon: Mapping[str, Iterable[int]]) -> bytes:
    """The lexicon as lines: the numbers of some kinds, then the names that are of just these."""
    by_kinds: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for name, kinds in lexicon.items():
        by_kinds[tuple(kinds)].append(name)
    return "\n".join(
        "\t".join((" ".join(map(str, kinds)), *names)) for kinds, names in by_kinds.items()
    ).encode()


def unpack(data: bytes) -> dict[str, tuple[int, ...]]:
    """What `pack` packed."""
    lexicon: dict[str, tuple[int, ...]] = {}
    for line in data.decode().split("\n") if data else ():
        kinds, *names = line.split("\t")
        lexicon.update(dict.fromkeys(names, tuple(map(int, kinds.split()))))
    return lexicon
