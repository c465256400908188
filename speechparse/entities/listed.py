"""The names that lists hold, places and all else, found in one pass over a text."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from speechparse.entities.gazetteer import Match
from speechparse.entities.names import Known, known
from speechparse.entities.place_forms import Form, forms
from speechparse.entities.place_table import Name, place_name, place_words
from speechparse.entities.spotter import Spots, Spotter


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


_PLACE, _FORM, _NAME = 1, 2, 4


@cache
def _kinds() -> npt.NDArray[np.int64]:
    """What each of the words is, its kinds added up."""
    kinds = np.zeros(len(words()), dtype=np.int64)
    for kind, those in ((_PLACE, frozenset(place_words())), (_FORM, forms()), (_NAME, known())):
        kinds[[word in those for word in words()]] += kind
    return kinds


@cache
def _spotter() -> Spotter:
    return Spotter(words())


def find(text: str) -> Listed:
    """The listed names in a folded text."""
    return chosen(_spotter().find(text))


def chosen(spots: Spots) -> Listed:
    """The listed names among spotted words, in text order, the longer first, of which the first words are `words`."""
    spots = spots[spots[:, 2] < len(words())]
    found = Listed([], [], [])
    by_number, by_form, by_name = words(), forms(), known()
    place_end = form_end = name_end = 0
    for (start, end, number), kinds in zip(spots.tolist(), _kinds()[spots[:, 2]].tolist(), strict=True):
        word = by_number[number]
        if kinds & _PLACE and start >= place_end:
            found.places.append(Match(start, end, place_name(word)))
            place_end = end
        if kinds & _FORM and start >= form_end:
            found.forms.append(Match(start, end, by_form[word]))
            form_end = end
        if kinds & _NAME and start >= name_end:
            found.names.append(Match(start, end, by_name[word]))
            name_end = end
    return found
