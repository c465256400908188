"""The places known by name: divisions with their years, countries, cities, regions, townships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from speechparse.data import rows, toml
from speechparse.model import Label
from speechparse.text.folding import fold, folded_rows


class Entry(NamedTuple):
    """One thing that a place name can stand for.

    Attributes:
        code: Code of GB/T 2260 or ISO 3166-1, or None.
        name: Full official name.
        level: `country`, `province`, `prefecture`, `county`, `city` (outside China) or `region`.
        path: Codes of what it lies in, from the country down; for a region the codes it covers.
        since: Day or year from which it exists in this form; empty where before 1980.
        until: Day or year from which it no longer does; empty where it still does.
    """

    code: str | None
    name: str
    level: str
    path: tuple[str, ...]
    since: str = ""
    until: str = ""


class Name(NamedTuple):
    """A place name as the gazetteer holds it.

    Attributes:
        label: GPE or LOC; None for a word that only looks like one and hides it.
        rule: Name of the list.
        guard: What must stand beside it: empty (nothing), `list` (another place), `inside` (the city or
            county it lies in, right before it).
        certain: Whether the name alone is proof.
        entries: What it can stand for.
    """

    label: Label | None
    rule: str
    guard: str = ""
    certain: bool = True
    entries: tuple[Entry, ...] = ()


POETIC = {
    "230000": "龙江",
    "310000": "申城",
    "350000": "八闽",
    "440100": "羊城",
    "500000": "巴渝",
    "620000": "陇原",
}
"""Names of praise that officials use for a division as freely as its own; by code."""


def _padded(table: str, width: int) -> Iterator[list[str]]:
    """The rows of a table with their empty last columns."""
    return ((row + [""] * width)[:width] for row in rows(table))


def level_of(code: str) -> str:
    """Level of a division by its six-digit code: 360000 -> province, 360100 -> prefecture, 360102 -> county."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


@cache
def _divisions() -> list[list[str]]:
    """Rows of code, full name, short names, first year, year of the end."""
    return list(rows("divisions.tsv"))


def _names_of(code: str, name: str, short: str, since: str, until: str) -> tuple[str, ...]:
    """All names of a division, the full one first."""
    poetic = (POETIC[code],) if code in POETIC and not until else ()
    return (name, *short.split(), *poetic)


def _division(code: str, name: str, short: str, since: str, until: str) -> Entry:
    level = level_of(code)
    path = _path_of(code[:4])
    path = path if level == "county" else path[:2] if level == "prefecture" else path[:1]
    return Entry(code, name, level, path, since, until)


def divisions() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Every division of every time with all its names, the full one first."""
    return ((_division(*row), _names_of(*row)) for row in _divisions())


@cache
def living_divisions() -> dict[str, Entry]:
    """The divisions of today by their codes."""
    return {row[0]: _division(*row) for row in _divisions() if not row[4]}


@cache
def _codes() -> frozenset[str]:
    return frozenset(row[0] for row in _divisions())


@cache
def _path_of(first: str) -> tuple[str, ...]:
    """What the counties lie in whose codes begin with four digits: 5101 -> CN, 510000, 510100."""
    above = ("CN", first[:2] + "0000")
    return (*above, first + "00") if first + "00" in _codes() and not first.endswith("00") else above


@cache
def _lists() -> tuple[tuple[Entry, tuple[str, ...], Label, str], ...]:
    """Countries, cities without a code and regions with all their names, their label and list."""
    made: list[tuple[Entry, tuple[str, ...], Label, str]] = []
    for code, name, others, _ in _padded("countries.tsv", 4):
        made.append((Entry(code, name, "country", ()), (name, *others.split()), "GPE", "country"))
    for level, path, groups in rows("places.tsv"):
        for group in groups.split():
            names = tuple(group.split(","))
            rule = level if level in ("city", "village", "township") else "division"
            rule = "former-division" if path == "CN" else rule
            made.append((Entry(None, names[0], level, tuple(path.split())), names, "GPE", rule))
    for name, covers, others in _padded("regions.tsv", 3):
        entry = Entry(None, name, "region", tuple(covers.split()))
        made.append((entry, (name, *others.split()), "LOC", "region"))
    return tuple(made)


class Entries(Mapping[str, tuple[Entry, ...]]):
    """What each folded name can stand for; entries are made when they are asked for, since few ever are."""

    def __init__(self) -> None:
        """Number all things and list the numbers by name."""
        self._table, self._others = _divisions(), [entry for entry, _, _, _ in _lists()]
        names: list[str] = []
        numbers: list[int] = []
        for number, its_names in enumerate(
            chain((_names_of(*row) for row in self._table), (others for _, others, _, _ in _lists()))
        ):
            names += its_names
            numbers += [number] * len(its_names)
        self._numbers: dict[str, list[int]] = {}
        for name, number in zip(fold("\n".join(names)).split("\n"), numbers, strict=True):
            self._numbers.setdefault(name, []).append(number)
        self._made: dict[str, tuple[Entry, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Entry, ...]:
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = tuple(map(self._entry, self._numbers[name]))
        return found

    def _entry(self, number: int) -> Entry:
        at = number - len(self._table)
        return self._others[at] if at >= 0 else _division(*self._table[number])

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def levels(self) -> Iterator[tuple[str, str, bool]]:
        """Every name with the level of each thing that it can stand for, and whether that is its full name."""
        things = [(level_of(row[0]), row[1]) for row in self._table]
        things += [(entry.level, entry.name) for entry in self._others]
        for name, numbers in self._numbers.items():
            for number in numbers:
                level, full = things[number]
                yield name, level, name == full


@cache
def entries_by_name() -> Entries:
    """What each folded name can stand for."""
    return Entries()


@cache
def _words() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    for kind, line in folded_rows("place_words.tsv"):
        found.setdefault(kind, []).extend(line.split())
    return {kind: frozenset(its) for kind, its in found.items()}


def words(kind: str) -> frozenset[str]:
    """The folded words of one kind in place_words.tsv; the kinds are described in its head."""
    return _words().get(kind, frozenset())


@cache
def patterns() -> dict[str, Any]:
    """The patterns of place_patterns.toml, folded, with ALL and CLEAR filled in."""

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(one) for key, one in value.items()}
        if isinstance(value, list):
            return "|".join(filled(one) for one in value)
        return fold(value).replace("ALL", found["all"]).replace("CLEAR", found["clear"])

    found = toml("place_patterns.toml")
    return {key: filled(value) for key, value in found.items()}


def _division_name(name: str, entries: tuple[Entry, ...], guard: str) -> Name:
    high = any(entry.level in ("province", "prefecture") for entry in entries)
    full = any(entry.name == name for entry in entries) or (
        len(name) > 2 and name.endswith(("县", "州", "旗"))
    )
    rule = "division" if full or high else "county-short"
    # A short name that only a former county bore is more often another word.
    if not full and not high and all(entry.until for entry in entries) and not guard:
        guard = "list"
    return Name("GPE", rule, guard, (full or high) and not guard, entries)


_DIVISION_LEVELS = frozenset(("province", "prefecture", "county"))


@cache
def place_words() -> tuple[str, ...]:
    """All folded place names, and the words that hide them."""
    return tuple(dict.fromkeys((*entries_by_name(), *sorted(words("stop")))))


@cache
def _labels() -> dict[str, tuple[Label, str]]:
    """Label and rule of the folded names that are not those of divisions alone."""
    listed = [(name, (label, rule)) for _, names, label, rule in _lists() for name in names]
    names = fold("\n".join(name for name, _ in listed)).split("\n")
    return dict(zip(names, (what for _, what in listed), strict=True))


@cache
def place_name(name: str) -> Name:
    """What the gazetteer holds of a folded word; one that it does not know is like one that hides places."""
    entries = entries_by_name().get(name)
    if entries is None:
        return Name(None, "stop")
    label, rule = _labels().get(name, ("GPE", "division"))
    if rule == "division" and any(entry.level in _DIVISION_LEVELS for entry in entries):
        guard = "inside" if name in words("inside") else "list" if name in words("guard") else ""
        return _division_name(name, entries, guard)
    guard = "list" if name in words("guard") else ""
    return Name(label, rule, guard, not guard and name not in words("loose"), entries)


@cache
def townships() -> dict[str, tuple[str, ...]]:
    """The codes of the counties in which there is a town, township or street of this folded name."""
    found: dict[str, list[str]] = {}
    for county, names in folded_rows("townships.tsv"):
        for name in names.split():
            found.setdefault(name, []).append(county)
    return {name: tuple(counties) for name, counties in found.items()}
