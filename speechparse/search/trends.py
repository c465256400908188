"""How often something is said, by year or by province, for a million characters of what was said there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from speechparse.errors import ConfigurationError
from speechparse.search.engine import Engine
from speechparse.search.matching import Matcher
from speechparse.search.places import containing, province_names
from speechparse.search.query import parse_query
from speechparse.search.records import Record
from speechparse.search.runs import key, runs
from speechparse.search.streams import ENTITIES, names_of
from speechparse.search.syntax import And, Keyword, Or, Phrase, Query, phrases

BY = ("year", "province")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One year or province.

    Attributes:
        group: The year, or the code of the province that the documents come from.
        name: What it is called.
        occurrences: How often the terms occur; where the query has none, how often its names and places do.
        records: In how many records.
        characters: Number of code points of all records of the group.
        per_million: Occurrences for a million code points.
    """

    group: str
    name: str
    occurrences: int
    records: int
    characters: int
    per_million: float


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a query, in the order of years or codes; documents without year or province are left out.

    Attributes:
        query: The query, as it was typed.
        by: `year` or `province`.
        rows: A row for each year or province of which the index holds documents.
        unknown: How many occurrences are in documents whose year or province is not known.
    """

    query: str
    by: str
    rows: tuple[Row, ...]
    unknown: int


def trend(engine: Engine, query: str, *, by: str = "year") -> Trend:
    """How often a query's terms occur.

    Args:
        engine: The index.
        query: Any query. Occurrences of its terms are counted in the records that it finds.
        by: `year` of the document, or `province` that it comes from.

    Raises:
        QueryError: The query cannot be understood.
        ConfigurationError: `by` is neither.
    """
    if by not in BY:
        raise ConfigurationError(f"trends go by {' or '.join(BY)}, not by {by!r}")
    tree = parse_query(query)
    count = _counter(tree)
    occurrences: Counter[str | None] = Counter()
    records: Counter[str | None] = Counter()
    for record in engine.every(tree):
        group = _group(record.year if by == "year" else record.origin)
        occurrences[group] += count(record)
        records[group] += 1
    sizes: Counter[str] = Counter()
    for year, origin, size in engine.sizes():
        if (group := _group(year if by == "year" else origin)) is not None:
            sizes[group] += size
    names = province_names() if by == "province" else {}
    rows = tuple(
        Row(
            group=group,
            name=names.get(group, group),
            occurrences=occurrences[group],
            records=records[group],
            characters=size,
            per_million=round(occurrences[group] * 1e6 / size, 2) if size else 0.0,
        )
        for group, size in sorted(sizes.items())
    )
    return Trend(query=query, by=by, rows=rows, unknown=occurrences[None])


def _group(value: int | str | None) -> str | None:
    return None if value is None else str(value)


def _counter(tree: Query) -> Callable[[Record], int]:
    """What counts occurrences in a record that was hit."""
    matcher = Matcher(phrases(tree))
    words = {phrase.runs for phrase in phrases(tree) if phrase.field == "word"}
    if matcher.finds_text or words:
        return lambda record: matcher.count(record.text) + sum((key(word),) in words for word in record.words)
    wanted = list(_names(tree))
    if not wanted:
        return lambda record: 1
    return lambda record: sum(record.mentions.get(name, 1) for name in _mentioned(record, wanted))


def _names(tree: Query) -> Iterable[Phrase | Keyword]:
    """The parts of a query that name a thing or a place."""
    if isinstance(tree, And | Or):
        for part in tree.parts:
            yield from _names(part)
    elif (isinstance(tree, Phrase) and tree.field in ENTITIES) or (
        isinstance(tree, Keyword) and tree.field in ("in", "at")
    ):
        yield tree


def _mentioned(record: Record, wanted: Iterable[Phrase | Keyword]) -> set[str]:
    """The names and codes of a record that any of the parts asks for."""
    found: set[str] = set()
    values = names_of(record)
    for part in wanted:
        if isinstance(part, Phrase):
            found.update(
                name for name in values[part.field] if _holds(name, part, record.spellings.get(name, ()))
            )
        else:
            wider = part.field == "in"
            for code in record.places:
                if any(one in part.values for one in (containing(code) if wider else (code,))):
                    found.add(code)
    return found


def _holds(name: str, phrase: Phrase, spellings: Iterable[str]) -> bool:
    wanted = "".join(phrase.runs)
    return any(wanted in "".join(runs(one)) for one in (name, *spellings))
