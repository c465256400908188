"""What of a record goes into an index: the tokens of its text, of its names, and of its whole values."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from speechparse.search.places import containing
from speechparse.search.records import Record
from speechparse.search.runs import key, runs, tokens
from speechparse.search.syntax import KEYWORD_FIELDS, PHRASE_FIELDS

EVERY = "*:"
"""The token that every record has."""

YEAR = "y:"
"""What the token of a year begins with."""


ENTITIES = ("program", "org", "person", "doc", "event", "formulation", "location")
"""The fields that hold names of entities."""


class Streams(NamedTuple):
    """The tokens of a record; those of text and names stand at consecutive positions."""

    text: list[str]
    names: list[str]
    facets: list[str]


def streams(record: Record) -> Streams:
    """The tokens of a record. A change of what they are raises `runs.TOKENIZER`."""
    names: list[str] = []
    for field, values in named(record).items():
        for value in values:
            names += _tokens(value, PHRASE_FIELDS[field])
    names += [PHRASE_FIELDS["word"] + word for word in map(_key, record.words) if word]
    facets = [EVERY]
    for field, values in keywords(record).items():
        facets += [KEYWORD_FIELDS[field] + value for value in values]
    if record.year is not None:
        facets.append(f"{YEAR}{record.year}")
    return Streams(tokens(runs(record.text)), names, facets)


@lru_cache(20_000)
def _tokens(value: str, prefix: str) -> tuple[str, ...]:
    """The tokens of a name; most stand in many records."""
    return tuple(tokens(runs(value), prefix))


_key = lru_cache(20_000)(key)


def named(record: Record) -> dict[str, tuple[str, ...]]:
    """The values of a record in each field of phrases but text and words, names in all their spellings."""
    fields = names_of(record)
    if record.spellings:
        for field in ENTITIES:
            fields[field] += tuple(text for name in fields[field] for text in record.spellings.get(name, ()))
    return fields


def names_of(record: Record) -> dict[str, tuple[str, ...]]:
    """The same, each name once, as the tables have it."""
    return {
        "heading": record.path,
        "title": _one(record.title),
        "program": record.programs,
        "org": record.organs,
        "person": record.persons,
        "doc": record.documents,
        "event": record.events,
        "formulation": record.formulations,
        "location": record.locations,
        "speaker": _one(record.speaker),
        "occasion": _one(record.occasion),
    }


def keywords(record: Record) -> dict[str, tuple[str, ...]]:
    """The values of a record in each field of whole values, as a query has them."""
    within = dict.fromkeys(wider for code in record.places for wider in containing(code))
    names = (
        record.document,
        record.source or "",
        (record.source or "").replace("\\", "/").rpartition("/")[2],
    )
    return {
        "kind": (record.kind,),
        "level": _one(record.level),
        "in": tuple({**within, **dict.fromkeys(record.provinces)}),
        "at": record.places,
        "origin": _one(record.origin),
        "id": tuple(dict.fromkeys(filter(None, map(_key, names)))),
    }


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)
