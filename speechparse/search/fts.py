"""Queries in the language of SQLite's FTS5."""

from __future__ import annotations

from collections.abc import Iterable

from speechparse.search.engine import any_year
from speechparse.search.streams import EVERY, YEAR
from speechparse.search.syntax import (
    KEYWORD_FIELDS,
    PHRASE_FIELDS,
    And,
    Keyword,
    Not,
    Or,
    Phrase,
    Query,
    Years,
)


def compiled(query: Query, years: range) -> str:
    """The query in FTS5's language; all that a user wrote in it stands in quotation marks, as tokens."""
    match query:
        case Phrase(field, _):
            column = "text" if field == "text" else "names"
            words = " ".join(PHRASE_FIELDS[field] + token for token in query.tokens)
            return f'{column} : "{words}"{" *" if query.open_ended else ""}'
        case Keyword(field, values):
            return _any_facet(KEYWORD_FIELDS[field] + value for value in values)
        case Years():
            return _any_facet(f"{YEAR}{year}" for year in any_year(query, years))
        case Or(parts):
            return f"({' OR '.join(compiled(part, years) for part in parts)})"
        case Not(part):
            return f'(facets : "{EVERY}" NOT {compiled(part, years)})'
        case And(parts):
            wanted_parts = [compiled(part, years) for part in parts if not isinstance(part, Not)]
            unwanted = [compiled(part.part, years) for part in parts if isinstance(part, Not)]
            positive = " AND ".join(wanted_parts or [f'facets : "{EVERY}"'])
            return f"(({positive}){''.join(f' NOT {one}' for one in unwanted)})"


def _any_facet(tokens: Iterable[str]) -> str:
    return "facets : (" + " OR ".join(f'"{token}"' for token in tokens) + ")"
