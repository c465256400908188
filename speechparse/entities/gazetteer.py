"""Finding many names in one pass over a text (Aho–Corasick)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from speechparse.text.folding import fold

Payload = TypeVar("Payload")


class Match(NamedTuple, Generic[Payload]):
    """A name found in a text.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
        payload: What was stored with the name.
    """

    start: int
    end: int
    payload: Payload


class Gazetteer(Generic[Payload]):
    """A list of names, each with something the caller wants back where the name stands.

    Names are folded as the text is; of two equal names the later one counts. The time to search
    does not depend on the number of names.
    """

    def __init__(self, entries: Iterable[tuple[str, Payload]]) -> None:
        """Build the automaton.

        Args:
            entries: Names with their payloads; a name must not be empty.

        Raises:
            ValueError: A name is empty.
        """
        listed = list(entries)
        # One call for all names: folding costs more a call than a character.
        names = fold("\n".join(name for name, _ in listed)).split("\n") if listed else []
        by_name = dict(zip(names, (payload for _, payload in listed), strict=True))
        if "" in by_name:
            raise ValueError("a gazetteer holds no empty names")
        self._payloads = list(by_name.values())
        self._automaton = AhoCorasick(
            list(by_name),
            matchkind=MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=Implementation.DFA if len(by_name) < 2000 else Implementation.ContiguousNFA,
        )

    def __len__(self) -> int:
        return len(self._payloads)

    def find(self, text: str) -> Iterator[Match[Payload]]:
        """The names in a folded text: the leftmost, the longest there, and then on behind it."""
        payloads = self._payloads
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield Match(start, end, payloads[index])
