"""Linking places: which division, country or region a name stands for on the document's day.

Of the things that bear a name, those are taken that existed on the day, then those that the full name
names, then the highest in rank; what is left is settled by the places said around it (right before, in
the same list, earlier, in the name of the organ that speaks), or stays open with its candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from speechparse.data import rows
from speechparse.entities import listed
from speechparse.entities.place_marks import REDACTION, abbreviation_code
from speechparse.entities.place_table import Entry, entries_by_name, level_of, living_divisions, townships
from speechparse.entities.surroundings import Mention, Surroundings
from speechparse.model import Label, Place
from speechparse.text.folding import fold

_LEVELS = ("country", "province", "prefecture", "county", "city", "region", "township", "village")
# Districts so well known that the short name alone does not mean the prefecture of the same name.
_EVEN = frozenset({"朝阳"})
# What a one-character form of a country means where several countries share it.
_USUAL_COUNTRY = {
    "印": "IN",
    "朝": "KP",
    "韩": "KR",
    "澳": "AU",
    "意": "IT",
    "葡": "PT",
    "新": "SG",
    "马": "MY",
    "土": "TR",
    "苏": "SU",
    "加": "CA",
    "埃": "EG",
}


class Link(NamedTuple):
    """What a place entity is linked to.

    Attributes:
        place: The one thing it stands for, or None.
        candidates: What it may stand for, where the text does not tell; empty where nothing is known.
    """

    place: Place | None = None
    candidates: tuple[Place, ...] = ()


def link(
    text: str, spans: Sequence[tuple[int, int, Label]], *, date: str | None = None, hints: Iterable[str] = ()
) -> list[Link]:
    """The link of each place, in the order given.

    Args:
        text: The working text.
        spans: Start, end and label (GPE or LOC) of the places, in text order.
        date: The document's day in EDTF; where None, the newest state of the divisions counts.
        hints: Where the document says it comes from: organ, place, title.
    """
    day = (date or "").split("/")[0].strip("~?%.")
    options = [_options(text, span, day) for span in spans]
    if all(len(found.entries) == 1 for found in options):
        return [found.link for found in options]  # as mostly; nothing is left to settle
    around = Surroundings(text, [mention for hint in hints for mention in _mentions_in(hint, day)])
    for (start, end, _), found in zip(spans, options, strict=True):
        if len(found.entries) == 1:
            around.add(_mention(start, end, found))
    links = []
    for span, found in zip(spans, options, strict=True):
        if len(found.entries) > 1:
            found = _bearers(around.settle(span[0], span[1], found.entries))
            if len(found.entries) == 1:
                around.add(_mention(span[0], span[1], found))
        links.append(found.link if found.entries else Link(_unlisted(text, span, around)))
    return links


class _Bearers(NamedTuple):
    """What bears a name, with what follows from that.

    Attributes:
        entries: The rows of the tables.
        link: What the name is linked to, where nothing else tells which of them it is.
        codes: The codes of the one bearer and of what it lies in; empty for regions and where there are more.
    """

    entries: tuple[Entry, ...]
    link: Link
    codes: frozenset[str]


def _bearers(entries: Iterable[Entry]) -> _Bearers:
    entries = tuple(entries)
    places = tuple(
        Place(code=entry.code, name=entry.name, level=entry.level, path=entry.path) for entry in entries
    )
    if len(entries) != 1:
        return _Bearers(entries, Link(None, places), frozenset())
    (one,) = entries
    codes = (*one.path, one.code) if one.level != "region" else ()
    return _Bearers(entries, Link(places[0]), frozenset(code for code in codes if code))


def _options(text: str, span: tuple[int, int, Label], day: str) -> _Bearers:
    """What the name can stand for by itself on that day."""
    start, end, label = span
    name = text[start:end]
    if not name.isalnum():
        name = "".join(name.split())
    if len(name) == 1:
        return _bearers(_of_character(text, start, end, name))
    return _of_name(name, label, day)


@lru_cache(maxsize=1 << 14)
def _of_name(name: str, label: Label, day: str) -> _Bearers:
    """What bears the folded name on that day."""
    entries = entries_by_name().get(name, ())
    if label == "LOC" and (not entries or name.endswith("地区")):
        entries = entries or entries_by_name().get(name.removesuffix("地区"), ())
    if not entries:
        return _bearers(_composed(name) if label == "LOC" else ())
    wanted = [entry for entry in entries if (entry.level == "region") == (label == "LOC")]
    return _bearers(_highest(name, _valid(wanted or list(entries), day)))


def _valid(entries: Sequence[Entry], day: str) -> list[Entry]:
    """The entries that existed on the day; else those that ended last before it, else the first to come."""
    if not day:
        living = [entry for entry in entries if not entry.until]
        return living or _last_ended(entries)
    living = [
        entry
        for entry in entries
        if entry.since[: len(day)] <= day and (not entry.until or day < entry.until)
    ]
    # A year alone may hold both sides of a change; then the state it ends with counts.
    lasting = {entry.name for entry in living if not entry.until.startswith(day)}
    living = [entry for entry in living if not entry.until.startswith(day) or entry.name not in lasting]
    if living:
        return living
    ended = [entry for entry in entries if entry.until and entry.until <= day]
    if ended:
        return _last_ended(ended)
    first = min(entry.since for entry in entries)
    return [entry for entry in entries if entry.since == first]


def _last_ended(entries: Sequence[Entry]) -> list[Entry]:
    last = max(entry.until for entry in entries)
    return [entry for entry in entries if entry.until == last]


def _highest(name: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those that the name names in full, else the highest in rank."""
    full = [entry for entry in entries if fold(entry.name) == name]
    if full or name in _EVEN:
        return tuple(full or entries)
    rank = min(_LEVELS.index(entry.level) for entry in entries)
    return tuple(entry for entry in entries if _LEVELS.index(entry.level) == rank)


def _mention(start: int, end: int, found: _Bearers) -> Mention:
    return Mention(start, end, found.codes, found.entries[0].code)


def _mentions_in(hint: str, day: str) -> list[Mention]:
    """The places in a hint of which the name alone tells what they are."""
    found = []
    text = fold(hint)
    for start, end, name in listed.find(text).places:
        if name.label == "GPE":
            options = _options(text, (start, end, "GPE"), day)
            if len(options.entries) == 1:
                found.append(_mention(start, end, options))
    return found


@cache
def _countries() -> dict[str, tuple[Entry, ...]]:
    """Countries by their one-character form."""
    found: dict[str, list[Entry]] = {}
    for row in rows("countries.tsv"):
        if len(row) > 3:
            found.setdefault(fold(row[3]), []).append(Entry(row[0], row[1], "country", ()))
    usual = {fold(char): code for char, code in _USUAL_COUNTRY.items()}
    return {
        char: tuple(entry for entry in entries if entry.code == usual.get(char)) or tuple(entries)
        for char, entries in found.items()
    }


def _of_character(text: str, start: int, end: int, char: str) -> tuple[Entry, ...]:
    """What a one-character form stands for: a country behind 对 or before 修 and 帝, else a province."""
    code = abbreviation_code(char)
    abroad = (start > 0 and text[start - 1] == "对" and char not in "台港澳") or text[end : end + 1] in (
        "修",
        "帝",
    )
    if code is None or (abroad and char in _countries()):
        return _countries().get(char, ())
    return (living_divisions()[code],)


def _composed(name: str) -> tuple[Entry, ...]:
    """A region whose name says what it covers: 川渝, 皖北, 中苏."""
    characters = name.removesuffix("地区")
    if characters.startswith("中") or all(char in "美俄日欧苏英法德韩印巴伊以" for char in characters):
        found = [_countries().get(char, ()) for char in characters]
        codes = [one[0].code for one in found if len(one) == 1]
        return (
            (Entry(None, name, "region", tuple(code for code in codes if code)),)
            if len(characters) <= 4
            else ()
        )
    head = [abbreviation_code(char) for char in characters if char not in "东西南北中部大"]
    if head and all(head) and len(characters) <= 8:
        return (Entry(None, name, "region", tuple(code for code in head if code)),)
    return ()


def _unlisted(text: str, span: tuple[int, int, Label], around: Surroundings) -> Place | None:
    """A place that no table holds, with what it lies in: a town, a village, a zone."""
    start, end, label = span
    name = text[start:end]
    if any(char in REDACTION for char in name):
        return None
    if label == "LOC":
        inner = tuple(mention.code for mention in around.inside(start, end) if mention.code)
        return Place(name=name, level="region", path=inner)
    if not name.endswith(("村", "社区", "镇", "乡", "街道", "苏木")):
        return None
    level = "village" if name.endswith(("村", "社区")) else "township"
    above = around.touching(start)
    path = _path_of(above) if above is not None else _path_of_township(name, around.before(start))
    around.add(Mention(start, end, frozenset(path), None))
    return Place(name=name, level=level, path=path)


def _path_of(mention: Mention) -> tuple[str, ...]:
    """The codes of a mention from the country down."""
    ranks = {"province": 1, "prefecture": 2, "county": 3}
    return tuple(sorted(mention.codes, key=lambda code: ranks[level_of(code)] if code.isdigit() else 0))


def _path_of_township(name: str, before: Sequence[Mention]) -> tuple[str, ...]:
    """The county in which the town lies: the last one named that has such a town, or the only one."""
    counties = townships().get(name, ())
    named = (county for mention in before for county in counties if county in mention.codes)
    chosen = next(named, counties[0] if len(counties) == 1 else None)
    if chosen is None:
        return ()
    entry = living_divisions().get(chosen)
    return () if entry is None else (*entry.path, chosen)
