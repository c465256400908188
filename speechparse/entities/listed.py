"""The names that lists hold, places and all else, found in one pass over a text."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from speechparse.entities.gazetteer import Match
from speechparse.entities.names import Known, known
from speechparse.entities.place_table import Name, place_names


class Listed(NamedTuple):
    """The listed names in a text: of each kind the leftmost, the longest there, and then on behind it.

    Attributes:
        places: Places, and the words that hide them.
        names: Organs, persons, programs and what else is known by name.
    """

    places: list[Match[Name]]
    names: list[Match[Known]]


class _Lists(NamedTuple):
    """One automaton for all names, with what each of them is."""

    automaton: AhoCorasick
    places: list[Name | None]
    names: list[Known | None]


@cache
def _lists() -> _Lists:
    places, things = place_names(), known()
    listed = list(dict.fromkeys((*places, *things)))
    automaton = AhoCorasick(listed, store_patterns=False, implementation=Implementation.ContiguousNFA)
    return _Lists(automaton, [places.get(name) for name in listed], [things.get(name) for name in listed])


def find(text: str) -> Listed:
    """The listed names in a folded text."""
    lists = _lists()
    matches = lists.automaton.find_matches_as_indexes(text, overlapping=True)
    # They come by their ends; by their beginnings then, the longer first.
    matches.reverse()
    matches.sort(key=itemgetter(1))
    found = Listed([], [])
    place_end = name_end = 0
    for index, start, end in matches:
        if start >= place_end and (place := lists.places[index]) is not None:
            found.places.append(Match(start, end, place))
            place_end = end
        if start >= name_end and (name := lists.names[index]) is not None:
            found.names.append(Match(start, end, name))
            name_end = end
    return found
