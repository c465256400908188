"""What several names of one thing share: its full name and an identifier."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from speechparse.data import rows
from speechparse.entities.names import TABLES, known
from speechparse.entities.number_words import parse_integer
from speechparse.model import Canonical, Label
from speechparse.text.folding import fold

_TABLE_OF = {label: table for table, label in TABLES.items()}
_QUOTES = str.maketrans("", "", "“”《》‘’")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_CONGRESS = re.compile(f"(?:中国共产党|中共|党的)?(?:第({_NUMERAL})次全国代表大会|({_NUMERAL})大)")
_PLENUM = re.compile(f"(?:中共|党的)?({_NUMERAL})届(?:中央委员会第)?({_NUMERAL})(?:中全会|次全体会议)")
_PLAN = re.compile(f"(?:({_NUMERAL})五|第({_NUMERAL})个五年)(规划|计划)(?:纲要)?")
_LOCAL = re.compile("(?:.{0,12}?(?:省|市|县|区|州|盟|旗|国家|校))")


@cache
def _short_organs() -> tuple[tuple[str, str], ...]:
    """Short names of departments and their full ones, the longest first."""
    table = [(fold(short), full) for full, shorts in rows("departments.tsv") for short in shorts.split()]
    return tuple(sorted(table, key=lambda pair: -len(pair[0])))


@cache
def _short_names() -> tuple[str, ...]:
    return tuple(short for short, _ in _short_organs())


@lru_cache(maxsize=1 << 16)
def canonical(name: str, label: Label) -> Canonical | None:
    """The thing that a folded name stands for, or None where no table and no rule knows it.

    国家卫生健康委 -> ORG:国家卫生健康委员会   省卫健委 -> ORG:省卫生健康委员会
    党的十九大 -> EVENT:中国共产党第十九次全国代表大会   “十四五”规划 -> DOC:第十四个五年规划

    Args:
        name: The folded name.
        label: Its label.
    """
    bare = name.translate(_QUOTES)
    full: str | None = None
    for spelled in (name, bare, f"“{bare}”"):
        thing = known().get(spelled)
        if thing is not None and thing.label == label:
            full = thing.name
            break
    if full is None:
        full = _by_rule(bare, label)
    elif label in ("EVENT", "DOC"):
        full = _by_rule(full.translate(_QUOTES), label) or full
    if full is None:
        return None
    full = full.translate(_QUOTES)
    return Canonical(id=f"{label}:{full}", name=full)


def _by_rule(name: str, label: Label) -> str | None:
    if label == "ORG":
        return _department(name)
    if label == "EVENT":
        if match := _CONGRESS.fullmatch(name):
            return f"中国共产党第{match[1] or match[2]}次全国代表大会"
        if match := _PLENUM.fullmatch(name):
            return f"中国共产党第{match[1]}届中央委员会第{match[2]}次全体会议"
    if label == "DOC" and (match := _PLAN.fullmatch(name)):
        number = parse_integer(match[1] or match[2])
        if number is not None:
            return f"第{match[1] or match[2]}个五年{match[3]}"
    return None


def _department(name: str) -> str | None:
    """The full name of a department whose level stands before it: 市发改委 -> 市发展和改革委员会."""
    if not name.endswith(_short_names()):
        return None
    for short, full in _short_organs():
        level = name.removesuffix(short)
        if level != name and _LOCAL.fullmatch(level):
            return level + full
    return None
