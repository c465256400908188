"""What is named in a piece of a document: the entities that begin there, as fields of a record."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypedDict, cast

from speechparse.model import Entity
from speechparse.search.places import containing

_FIELDS = {
    "PROGRAM": "programs",
    "ORG": "organs",
    "PERSON": "persons",
    "DOC": "documents",
    "EVENT": "events",
    "FORMULATION": "formulations",
    "GPE": "locations",
    "LOC": "locations",
}


class Named(TypedDict, total=False):
    """The fields of a record that hold what is named in it."""

    places: tuple[str, ...]
    provinces: tuple[str, ...]
    locations: tuple[str, ...]
    programs: tuple[str, ...]
    organs: tuple[str, ...]
    persons: tuple[str, ...]
    documents: tuple[str, ...]
    events: tuple[str, ...]
    formulations: tuple[str, ...]
    dates: tuple[str, ...]
    spellings: dict[str, tuple[str, ...]]
    mentions: dict[str, int]


class Names:
    """The entities of a document, by where they begin."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self._entities = sorted(entities, key=lambda entity: entity.start)
        self._starts = [entity.start for entity in self._entities]

    def between(self, start: int, end: int) -> Named:
        """What is named in `[start, end)`."""
        found: dict[str, dict[str, None]] = {}
        spellings: dict[str, dict[str, None]] = {}
        counts: Counter[str] = Counter()
        for entity in self._entities[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            for field, value in _values(entity):
                found.setdefault(field, {})[value] = None
                counts[value] += field != "provinces"
                if value != entity.text and field not in ("dates", "places", "provinces"):
                    spellings.setdefault(value, {})[entity.text] = None
        fields: dict[str, object] = {name: tuple(values) for name, values in found.items()}
        fields["spellings"] = {value: tuple(texts) for value, texts in spellings.items()}
        fields["mentions"] = {value: count for value, count in counts.items() if count > 1}
        return cast(Named, fields)


def _values(entity: Entity) -> Iterator[tuple[str, str]]:
    """What an entity adds to a record, as pairs of field and value."""
    if entity.label == "DATE" and entity.date is not None:
        yield "dates", entity.date.edtf
    if entity.label not in _FIELDS:
        return
    place = entity.place
    if place is not None:
        yield "locations", place.name
        if place.code is not None:
            yield "places", place.code
        for code in () if place.level == "region" else (*place.path, *containing(place.code)):
            if code.endswith("0000"):
                yield "provinces", code
    else:
        yield _FIELDS[entity.label], entity.canonical.name if entity.canonical else entity.text
