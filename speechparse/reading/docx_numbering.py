"""Automatic numbers of Word documents: `一、` and `（一）` that live only in numbering.xml.

A paragraph takes part in a list by its own properties or by its style, or a style that one is based
on. The list (`num`) refers to an abstract list, which holds the count; several lists over one abstract
list go on counting, unless one overrides the start (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from speechparse.reading.counters import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEVELS = 9
_REFERENCE = re.compile(r"%([1-9])")
_SYMBOL_FONTS = ("Wingdings", "Webdings", "Symbol")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Labels that need no blank before the text: the mark that ends them is blank enough.
_CLOSED = frozenset("、，：；。．）】〕」』》—")


class Level(NamedTuple):
    """How one level of a list is numbered."""

    start: int = 1
    system: str = "decimal"
    text: str = ""
    glued: bool = False
    legal: bool = False
    restart: int | None = None
    style: str | None = None


class _Num(NamedTuple):
    """A list: the abstract list it counts in, its own levels and starts."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class _Style(NamedTuple):
    """What a style says about lists."""

    based_on: str | None
    num: str | None
    level: int | None


class Numbering:
    """The lists of a document, counted while its paragraphs go by in order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._styles = {} if styles is None else dict(_styles(styles))
        self._default = None if styles is None else _default_style(styles)
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, _Num] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self.unknown: set[str] = set()
        if numbering is not None:
            self._load(numbering)

    def label(self, properties: _Element | None) -> str:
        """Count a paragraph and write its label, with the blank behind it; "" for one without number.

        Args:
            properties: The paragraph's `pPr`, or None.
        """
        place = self._place(properties)
        if place is None:
            return ""
        num, at = place
        level = self._level(num, at)
        if level is None:
            return ""
        counts = self._count(num, at, level)
        label = self._written(num, level, counts)
        return label if not label or level.glued or label[-1] in _CLOSED else f"{label} "

    def _place(self, properties: _Element | None) -> tuple[str, int] | None:
        """List and level of a paragraph."""
        style = (_value(properties, "pStyle") if properties is not None else None) or self._default
        direct = None if properties is None else properties.find(f"{W}numPr")
        num, level = _num_properties(direct)
        if num is None or level is None:
            inherited, styled = self._inherited(style)
            num = inherited if num is None else num
            level = styled if level is None else level
        if num is None or num == "0" or num not in self._nums:
            return None
        return num, min(max(level or 0, 0), _LEVELS - 1)

    def _inherited(self, style: str | None) -> tuple[str | None, int | None]:
        """List and level of a style or the nearest one it is based on."""
        level, seen = None, set[str]()
        while style is not None and style not in seen and style in self._styles:
            seen.add(style)
            found = self._styles[style]
            level = found.level if level is None else level
            if found.num is not None:
                return found.num, self._linked_level(found.num, seen, level)
            style = found.based_on
        return None, None

    def _linked_level(self, num: str, styles: set[str], otherwise: int | None) -> int | None:
        """The level that names one of the styles as its own."""
        if num in self._nums:
            for at in range(_LEVELS):
                level = self._level(num, at)
                if level is not None and level.style in styles:
                    return at
        return otherwise

    def _level(self, num: str, at: int) -> Level | None:
        own = self._nums[num].levels.get(at)
        return own or self._abstract.get(self._root(num), {}).get(at)

    def _root(self, num: str) -> str:
        """The abstract list that a list counts in, behind links by numbering style."""
        abstract, seen = self._nums[num].abstract, set[str]()
        while abstract in self._links and abstract not in seen:
            seen.add(abstract)
            style = self._styles.get(self._links[abstract])
            if style is None or style.num not in self._nums:
                break
            abstract = self._nums[style.num].abstract
        return abstract

    def _count(self, num: str, at: int, level: Level) -> list[int | None]:
        counts = self._counts.setdefault(self._root(num), [None] * _LEVELS)
        starts = self._nums[num].starts
        if at in starts and (num, at) not in self._started:
            self._started.add((num, at))
            counts[at] = starts[at]
        else:
            before = counts[at]
            counts[at] = level.start if before is None else before + 1
        # A level that is passed over counts as begun: after a first `（一）` the level above goes on with 二.
        for higher in range(at):
            if counts[higher] is None:
                counts[higher] = (self._level(num, higher) or Level()).start
        for deeper in range(at + 1, _LEVELS):
            below = self._level(num, deeper)
            restart = None if below is None else below.restart
            if restart is None or 0 < at + 1 <= restart:
                counts[deeper] = None
        return counts

    def _written(self, num: str, level: Level, counts: list[int | None]) -> str:
        if level.system == "bullet":
            return level.text

        def write(reference: re.Match[str]) -> str:
            at = int(reference[1]) - 1
            referred = self._level(num, at) or Level()
            count = counts[at]
            number = referred.start if count is None else count
            system = "decimal" if level.legal and referred.system != "none" else referred.system
            written = numeral(number, system)
            if written is None:
                self.unknown.add(system)
            return str(number) if written is None else written

        return _REFERENCE.sub(write, level.text)

    def _load(self, numbering: _Element) -> None:
        for abstract in numbering.iterchildren(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            self._abstract[key] = dict(map(_read_level, abstract.iterchildren(f"{W}lvl")))
            link = _value(abstract, "numStyleLink")
            if link is not None:
                self._links[key] = link
        for num in numbering.iterchildren(f"{W}num"):
            levels, starts = {}, {}
            for override in num.iterchildren(f"{W}lvlOverride"):
                at = _integer(override.get(f"{W}ilvl"), 0)
                for own in override.iterchildren(f"{W}lvl"):
                    levels[at] = _read_level(own)[1]
                start = _value(override, "startOverride")
                if start is not None:
                    starts[at] = _integer(start, 1)
            self._nums[num.get(f"{W}numId", "")] = _Num(_value(num, "abstractNumId") or "", levels, starts)


def _styles(root: _Element) -> Iterator[tuple[str, _Style]]:
    for style in root.iterchildren(f"{W}style"):
        properties = style.find(f"{W}pPr")
        num, level = _num_properties(None if properties is None else properties.find(f"{W}numPr"))
        yield style.get(f"{W}styleId", ""), _Style(_value(style, "basedOn"), num, level)


def _default_style(root: _Element) -> str | None:
    for style in root.iterchildren(f"{W}style"):
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
            return style.get(f"{W}styleId")
    return None


def _num_properties(properties: _Element | None) -> tuple[str | None, int | None]:
    if properties is None:
        return None, None
    level = _value(properties, "ilvl")
    return _value(properties, "numId"), None if level is None else _integer(level, 0)


def _read_level(level: _Element) -> tuple[int, Level]:
    restart = _value(level, "lvlRestart")
    legal = level.find(f"{W}isLgl")
    return _integer(level.get(f"{W}ilvl"), 0), Level(
        start=_integer(_value(level, "start"), 1),
        system=_system(level),
        text=_text(level),
        glued=_value(level, "suff") == "nothing",
        legal=legal is not None and legal.get(f"{W}val") not in ("0", "false", "off"),
        restart=None if restart is None else _integer(restart, 0),
        style=_value(level, "pStyle"),
    )


def _text(level: _Element) -> str:
    """Pattern of the label; the letters of a symbol font are bullets."""
    fonts = level.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else fonts.get(f"{W}ascii", "")
    if _system(level) == "bullet" and font.startswith(_SYMBOL_FONTS):
        return "•"
    return _PRIVATE.sub("•", _value(level, "lvlText") or "")


def _system(level: _Element) -> str:
    """Numbering system of a level; for one of the user's own, the system that stands in for it."""
    system = _value(level, "numFmt")
    if system is None:
        fallback = next(level.iter(_FALLBACK), None)
        system = None if fallback is None else _value(fallback, "numFmt")
    return system or "decimal"


def _value(parent: _Element, child: str) -> str | None:
    found = parent.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val")


def _integer(value: str | None, otherwise: int) -> int:
    """A whole number of the file, which may be anything."""
    try:
        return min(max(int(value or ""), -(10**9)), 10**9)
    except ValueError:
        return otherwise
