"""The names that lists hold, places and all else, found in one pass over a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Generic, NamedTuple, TypeVar, cast

import numpy as np
import numpy.typing as npt

from speechparse.entities.gazetteer import Match
from speechparse.entities.names import Known, known
from speechparse.entities.place_forms import Form, forms
from speechparse.entities.place_table import Name, place_name, place_words
from speechparse.entities.spotter import Spots, Spotter, leftmost_longest

Thing = TypeVar("Thing")


class Listed(NamedTuple):
    """The listed names in a text: of each kind the leftmost, the longest there, and then on behind it.

    Attributes:
        places: Places, and the words that hide them.
        forms: Words that places end in.
        names: Organs, persons, programs and what else is known by name.
    """

    places: list[Match[Name]]
    forms: list[Match[Form]]
    names: list[Match[Known]]


@cache
def words() -> tuple[str, ...]:
    """All listed names."""
    return tuple(dict.fromkeys((*place_words(), *forms(), *known())))


class _Kind(NamedTuple, Generic[Thing]):
    """The words of one kind: for every word whether it is of it, and what it stands for."""

    present: npt.NDArray[np.bool_]
    thing: Callable[[str], Thing | None]

    def among(self, spots: Spots) -> list[Match[Thing]]:
        """Those of the spotted words that are of this kind."""
        found = leftmost_longest(spots[self.present[spots[:, 2]]]).tolist()
        return [Match(start, end, cast(Thing, self.thing(words()[number]))) for start, end, number in found]


@cache
def _kinds() -> tuple[_Kind[Name], _Kind[Form], _Kind[Known]]:
    def present(those: Iterable[str]) -> npt.NDArray[np.bool_]:
        return np.array(list(map(frozenset(those).__contains__, words())))

    return (
        _Kind(present(place_words()), place_name),
        _Kind(present(forms()), forms().get),
        _Kind(present(known()), known().get),
    )


@cache
def _spotter() -> Spotter:
    return Spotter(words())


def find(text: str) -> Listed:
    """The listed names in a folded text."""
    return chosen(_spotter().find(text))


def chosen(spots: Spots) -> Listed:
    """The listed names among spotted words, of which the first are `words`."""
    spots = spots[spots[:, 2] < len(words())]
    places, forms, names = _kinds()
    return Listed(places.among(spots), forms.among(spots), names.among(spots))
