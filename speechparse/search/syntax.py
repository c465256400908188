"""What a query is once it is understood: a small tree that every engine compiles into its own language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from speechparse.search.runs import is_ideographic, tokens


class Phrase(NamedTuple):
    """Runs that follow each other in a field: a term is one too, since it may be part of a run.

    Attributes:
        field: One of `PHRASE_FIELDS`.
        runs: The runs looked for.
    """

    field: str
    runs: tuple[str, ...]

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of the index that stand at consecutive positions wherever the phrase occurs.

        The text may go on behind the last run, so this has no token for its end. A last run of a single
        ideograph is the beginning of a token (`open_ended`). Words of a segmenter are tokens as they are.
        """
        if self.field == "word":
            return self.runs
        made = tokens(self.runs)
        return tuple(made[:-1] if is_ideographic(self.runs[-1]) and len(self.runs[-1]) > 1 else made)

    @property
    def open_ended(self) -> bool:
        """Whether the last token is only the beginning of one in the index."""
        return self.field != "word" and len(self.runs[-1]) == 1 and is_ideographic(self.runs[-1])


class Keyword(NamedTuple):
    """Any of some values in a field of whole values.

    Attributes:
        field: One of `KEYWORD_FIELDS`.
        values: The values, as `runs.key` makes them.
    """

    field: str
    values: tuple[str, ...]


class Years(NamedTuple):
    """Documents of the years from `first` to `last`, either None where it is open."""

    first: int | None
    last: int | None


class And(NamedTuple):
    """All of the parts."""

    parts: tuple[Query, ...]


class Or(NamedTuple):
    """Any of the parts."""

    parts: tuple[Query, ...]


class Not(NamedTuple):
    """All records without the part."""

    part: Query


Query: TypeAlias = Phrase | Keyword | Years | And | Or | Not

PHRASE_FIELDS = {
    "text": "",
    "heading": "h:",
    "title": "t:",
    "program": "p:",
    "org": "o:",
    "person": "n:",
    "doc": "d:",
    "event": "e:",
    "formulation": "f:",
    "location": "l:",
    "speaker": "s:",
    "occasion": "c:",
    "word": "w:",
}
"""The fields in which phrases are found, with what their tokens begin with in an index."""

KEYWORD_FIELDS = {"kind": "k:", "level": "v:", "in": "i:", "at": "a:", "origin": "r:", "id": "#:"}
"""The fields of whole values: kind of node, level of government, place or what it lies in, the place
itself, province of the document, document or file; likewise with the beginning of their tokens."""


def phrases(query: Query) -> Iterator[Phrase]:
    """The phrases that a hit may hold, those under a `Not` left out."""
    if isinstance(query, Phrase):
        yield query
    elif isinstance(query, And | Or):
        for part in query.parts:
            yield from phrases(part)
