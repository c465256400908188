"""What a record tells of its document: title, speaker, occasion, year, level of government, province."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import NamedTuple

from speechparse.data import rows
from speechparse.model import Document, Entity
from speechparse.search.places import containing, province_in
from speechparse.text.folding import fold

# Not the years that a plan looks ahead to: 2030年前, 2021—2035年, 2035年远景目标, 科技创新2030-….
_YEAR = re.compile(r"(?<![\d—-])(?:19|20)\d\d(?!\d|-(?!\d)|年?(?:前|远景|目标|[—-]{1,2}(?:19|20)\d\d))")
_MUNICIPALITIES = frozenset(("110000", "120000", "310000", "500000"))
"""Cities that rank as provinces."""
_PLACE_LEVELS = frozenset(("province", "prefecture", "county", "township", "village"))


class Frame(NamedTuple):
    """The fields of a record that are the same for all records of a document; see `records.Record`."""

    title: str | None
    speaker: str | None
    occasion: str | None
    source: str | None
    year: int | None
    level: str | None
    origin: str | None


def frame_of(document: Document) -> Frame:
    """What the records of a document share.

    The year is that of the document's date, else one in its title, occasion or file name. Level and province
    come from the places and words in its title, organ, occasion and signature, else in its file name.
    """
    meta, name = document.meta, fold(PurePath(document.source.name or "").name)
    said = [fold(part) for part in (meta.title, meta.subtitle, meta.organ, meta.occasion) if part]
    level, origin = _level_and_origin(document, [*said, f"{fold(meta.speaker or '')}:", name])
    return Frame(
        title=meta.title,
        speaker=meta.speaker,
        occasion=meta.occasion,
        source=document.source.name,
        year=_year(meta.date, [*said, name]),
        level=level,
        origin=origin,
    )


def _year(date: str | None, texts: list[str]) -> int | None:
    for text in (date or "", *texts):
        if match := _YEAR.search(text):
            return int(match.group())
    return None


def _level_and_origin(document: Document, texts: list[str]) -> tuple[str | None, str | None]:
    highest, pattern = _level_words()[0]
    if any(map(pattern.search, texts)):
        return highest, None  # wherever in the country it was said
    place = _own_place(document)
    level, origin = _from_place(place) if place else (None, None)
    for text in texts:
        origin = origin or province_in(text)
        level = level or _level_in(text, origin)
    return level, None if level == "national" else origin


def _own_place(document: Document) -> Entity | None:
    """The first place of China in the title block, or in the signature."""
    frames = [node for node in document.walk() if node.kind in ("title", "subtitle", "byline", "signature")]
    spans = [(node.start, node.end) for node in frames]
    for entity in document.entities:
        if entity.place is None or entity.label != "GPE" or entity.place.level not in _PLACE_LEVELS:
            continue
        if any(start <= entity.start < end for start, end in spans):
            return entity
    return None


def _from_place(entity: Entity) -> tuple[str | None, str | None]:
    """Level and province by a place in the title block."""
    assert entity.place is not None  # noqa: S101
    place = entity.place
    codes = [*place.path, *containing(place.code)]
    level = "township" if place.level == "village" else place.level
    return level, next((code for code in codes if code.endswith("0000")), None)


@cache
def _level_words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Pattern of the words that tell each level, in the order in which they are asked."""
    return tuple(
        (level, re.compile("|".join(fold(words).split()))) for level, words in rows("government_levels.tsv")
    )


def _level_in(text: str, origin: str | None) -> str | None:
    for level, pattern in _level_words():
        if pattern.search(text):
            return "province" if level == "prefecture" and origin in _MUNICIPALITIES else level
    return "province" if origin else None
