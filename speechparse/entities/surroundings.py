"""The places said around a name, which settle which of its namesakes it stands for."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from speechparse.entities.place_table import Entry

# How many mentions to either side may settle a namesake, and how far behind it a list may go on.
_REACH, _NEAR = 100, 40


class Mention(NamedTuple):
    """A place of which it is known what it is.

    Attributes:
        start: Offset of its first code point.
        end: Offset behind its last code point.
        codes: Its code and those of what it lies in; empty for regions.
        code: Its code, where it has one.
    """

    start: int
    end: int
    codes: frozenset[str]
    code: str | None


def _kinship(entry: Entry, mention: Mention) -> int:
    """3 where the entry lies in the place mentioned or holds it, 2 in the same prefecture, 1 in the same province."""
    if mention.code in entry.path or (entry.code is not None and entry.code in mention.codes):
        return 3
    shared = mention.codes.intersection(entry.path) - {"CN"}
    return 0 if not shared else 1 if all(code.endswith("0000") for code in shared) else 2


class Surroundings:
    """The places of a text of which it is known what they are."""

    def __init__(self, text: str, hinted: Sequence[Mention]) -> None:
        """Begin without any place but those that come from elsewhere than the text."""
        self._text = text
        self._hinted = hinted
        self._mentions: list[Mention] = []
        self._by_end: dict[int, Mention] = {}

    def add(self, mention: Mention) -> None:
        """Take a mention over."""
        if not self._mentions or self._mentions[-1].start <= mention.start:
            self._mentions.append(mention)
        else:
            insort(self._mentions, mention, key=lambda one: one.start)
        self._by_end[mention.end] = mention

    def touching(self, start: int) -> Mention | None:
        """The mention that ends where another name begins."""
        return self._by_end.get(start)

    def before(self, start: int) -> list[Mention]:
        """The last mentions that begin before an offset, the nearest first."""
        index = bisect_left(self._mentions, start, key=lambda one: one.start)
        return self._mentions[max(0, index - _REACH) : index][::-1]

    def inside(self, start: int, end: int) -> list[Mention]:
        """The mentions inside a longer name."""
        first = bisect_left(self._mentions, start, key=lambda one: one.start)
        last = bisect_left(self._mentions, end, key=lambda one: one.start)
        return self._mentions[first:last]

    def settle(self, start: int, end: int, found: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The namesakes that the places around leave, the closest clue first."""
        index = bisect_left(self._mentions, end, key=lambda one: one.start)
        after = self._mentions[index : index + _REACH]
        before = [mention for mention in self.before(start) if mention.end <= start]
        touching = self.touching(start)
        line = self._text.rfind("\n", 0, start)
        here = [(start - mention.end, mention) for mention in before if mention.start > line]
        # What stands behind counts as twice as far as what stands before.
        here += [
            (2 * (mention.start - end) + 1, mention) for mention in after if mention.start - end <= _NEAR
        ]
        clues = chain(
            [touching] if touching is not None else [],
            (mention for _, mention in sorted(here, key=lambda item: item[0])),
            before,
            self._hinted,
            after,
        )
        for mention in clues:
            kinship = [_kinship(entry, mention) for entry in found]
            closest = max(kinship)
            found = tuple(entry for entry, degree in zip(found, kinship, strict=True) if degree == closest)
            if len(found) == 1:
                break
        return found
