"""The recognizer: everything that finds names, brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from os import PathLike
from typing import NamedTuple, cast

from speechparse.entities import (
    dates,
    documents,
    listed,
    meetings,
    names,
    persons,
    places,
    programs,
    quantities,
)
from speechparse.entities.candidates import Candidate, in_text_order
from speechparse.entities.describe import describe
from speechparse.entities.model.sequence import SequenceModel
from speechparse.entities.resolve import resolve
from speechparse.entities.user_names import UserNames
from speechparse.model import Diagnostic, Entity, Group, Label


class Recognized(NamedTuple):
    """What is recognized in a text.

    Attributes:
        entities: The entities, in text order, outer before inner.
        groups: The lists of places.
        diagnostics: What was odd.
    """

    entities: tuple[Entity, ...]
    groups: tuple[Group, ...]
    diagnostics: tuple[Diagnostic, ...]


def find_candidates(text: str, there: listed.Listed) -> list[Candidate]:
    """What lists, grammars and rules find in a folded text, in text order, longer ones first.

    Args:
        text: The text.
        there: The listed names in it.
    """
    found = [
        *documents.find(text),
        *programs.find(text),
        *meetings.find(text),
        *dates.find(text),
        *quantities.find(text),
        *places.find(text, there),
        *persons.find(text),
        *names.find(text, there.names),
    ]
    return in_text_order(found)


class Recognizer:
    """Recognizes the named entities of texts; made once, used for many."""

    def __init__(
        self,
        *,
        names: str | PathLike[str] | Iterable[Sequence[str]] | None = None,
        model: str | PathLike[str] | None = "default",
    ) -> None:
        """Read the user's names; the model is read at the first text.

        Args:
            names: Path of the user's own table of names (TSV: name, label, canonical id), or its rows.
            model: `default` for the model of the package, a path for another, None for none.

        Raises:
            ConfigurationError: A row of the table is wrong.
        """
        self._own = None if names is None else UserNames(names)
        self._path = model

    @cached_property
    def _model(self) -> SequenceModel | None:
        if self._path is None:
            return None
        return SequenceModel.read(None if self._path == "default" else self._path)

    def recognize(self, text: str, source: str, *, date: str | None = None) -> Recognized:
        """The named entities of a text.

        Args:
            text: The working text: folded, noise blanked.
            source: The source text, of the same length.
            date: The day of the document in EDTF, where it is known.

        Raises:
            ConfigurationError: The model's file is none, or another version's.
        """
        found: list[Candidate] | None = None
        if self._model is None:
            candidates = find_candidates(text, listed.find(text))
        else:
            spots = self._model.vocabulary.find(text)
            candidates = find_candidates(text, listed.chosen(spots))
            found = [
                Candidate(start, end, cast(Label, label), "model")
                for start, end, label in self._model.find(text, spots, candidates)
            ]
        own = [] if self._own is None else list(self._own.find(text))
        chosen = resolve(text, candidates, own=own, found=found)
        return Recognized(*describe(chosen, text, source, date=date))
