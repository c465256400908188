"""Where dates and periods stand, absolute (`2018年11月5日`) or relative (`去年底`, `近五年`).

The preposition stays out (`截至`, `自`, `到`), and so does `以来`; what bounds the period belongs to
the span (`底`, `初`, `期间`, `时期`, `来`, `前`). A range is one span. Vague times (`近年来`, `目前`) and
bare durations (`两年`, `36年`) are no dates. What a date stands for is told by `date_values`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from speechparse.data import rows
from speechparse.entities.candidates import Candidate, without_overlaps
from speechparse.entities.date_values import value, values
from speechparse.text.pair_scan import PairScan

__all__ = ["find", "value", "values"]

_GAP = r"(?: {0,2}|\r?\n)"
_TO = rf"{_GAP}(?:至|到|[-—–~―]{{1,2}}){_GAP}"
_ONES = "一二三四五六七八九"

_YEAR_NUMBER = (
    rf"(?:[12][0-9]{{3}}|[12](?: [0-9]){{3}}|[0-9]{{2}}(?=年(?:1[0-2]|0?[1-9])月)|20[0-9][Xx×]"
    rf"|[一二][0Oo〇○零{_ONES}]{{3}}|##|×{{2,4}}|[Xx]{{2,4}})"
)
_MONTH_NUMBER = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_ONES}]|[Xx×]{{1,2}})"
_DAY_DIGITS = r"(?:3[01]|[12][0-9]|0?[1-9]|[Xx×]{1,2})"
_DAY_NUMBER = rf"(?:{_DAY_DIGITS}|[二三]?十[{_ONES}]?|廿[{_ONES}]?|[{_ONES}])"

_HOUR = r"(?:上午|下午|晚上?|中午|凌晨|清晨|早晨|傍晚)"
_CLOCK = r"[0-9]{1,2}[时点](?:[0-9]{1,2}分|半)?"
_PART_OF_DAY = rf"(?:{_GAP}{_HOUR}?{_CLOCK}|{_HOUR})?"
_DAY = rf"{_DAY_NUMBER}{_GAP}[日号]{_PART_OF_DAY}"
_NEWS_DAY = rf"{_DAY_DIGITS}{_GAP}日(?![内游均间行刊报历记]){_PART_OF_DAY}"
_MONTH = rf"{_MONTH_NUMBER}{_GAP}月份?(?:{_GAP}{_DAY}|[底初末]|[上中下]{{1,2}}旬)?"
# `10月至12月`, `10—12月`, `三、四月`, and two months listed, but no list of days.
_MONTHS = (
    rf"(?:{_MONTH_NUMBER}(?:{_TO}|、))?"
    rf"(?:{_MONTH_NUMBER}月份?、{_MONTH_NUMBER}月份?(?!{_GAP}{_DAY})|{_MONTH}(?:{_TO}(?:{_MONTH}|{_DAY}))?)"
)
_QUARTER = (
    rf"(?:[前第]?[{_ONES[:4]}1-4](?:、第?[{_ONES[:4]}1-4])?季度|[上下]半年"
    rf"|前[两{_ONES}十0-9]{{1,2}}个月)"
)
_PART_OF_YEAR = rf"(?:年?[底初末](?!期)|年[内中](?![国央])|{_QUARTER}|春夏之交|[春夏秋冬][季天])"
_YEAR = rf"{_YEAR_NUMBER}{_GAP}年(?![代均])度?"

_PHASE = r"(?:[初中末前后]{1,2}期|[初末](?!步))"
_DECADE = rf"(?:[0-9]0|[{_ONES}]{{1,2}}十)年代{_PHASE}?"
_LONG_COUNT = rf"(?:[0-9]{{1,3}}|[0-9]{{4}}(?=[多余])|(?:几(?=[十百千]))?(?:[两{_ONES}十百千]{{1,6}}|十几))"
_SPAN_UNIT = r"(?:个月|年|天|周)"
_FEW = rf"(?:[0-9]{{1,2}}(?:[至到—-][0-9]{{1,2}})?|几?[两{_ONES}十百]{{1,4}}(?:到[{_ONES}十])?|十几)"


# A run of numerals that a date may begin with, told by what follows it.
_NUMERAL_CHARACTERS = f"0123456789Xx×#〇○零两廿几十百千{_ONES}"
_NUMERALS = f"[{_NUMERAL_CHARACTERS}]"
_BEHIND_NUMERALS = "年月日世多余个天周季至到—–~―、/-"
_NUMERAL_START = re.compile(
    rf"{_NUMERALS}(?:{_NUMERALS}| (?=[0-9](?![0-9]))){{0,8}}(?=[ \r\n]{{0,2}}[{_BEHIND_NUMERALS}])"
)

_CENTURY_PART = rf"世纪(?!海上)(?:的?{_DECADE}|[初末]期?|中叶|的?[前头][十{_ONES}]{{1,2}}年)?"
# What begins with a numeral and is neither a year of the calendar nor a month, by what it is tried before.
_BEFORE_MONTHS = {
    "century": rf"(?:[12][0-9]|二?十[{_ONES}]?){_CENTURY_PART}",
    "decade": rf"(?:[12][0-9])?{_DECADE}",
    "ago": rf"{_LONG_COUNT}[多余]?{_SPAN_UNIT}多?(?:来(?!自)|以?前(?:的今天)?|间(?!隔))",
}
_BEHIND_MONTHS = {
    "day": rf"(?:{_DAY_DIGITS}(?:{_TO}|、))?{_NEWS_DAY}(?:{_TO}{_NEWS_DAY})?",
    "quarter": _QUARTER,
}
_BY_WORD = {
    "relative_year": (
        r"(?:[今去明上本同全次翌](?<!(?<!经)过去)(?<!文明)(?<!不同)(?<!相同)(?<!基本)年|[上下]一年|(?<![目以之日当年提空生])前年(?!来))"
        r"(?![均龄级产薪轻])度?"
    ),
    "that_year": r"当(?<![应担相])年(?!的)",
    "relative_day": rf"[今昨明](?<!的明)(?:天|日(?![益本])|[晚早晨](?![期年])){_HOUR}?",
    "relative_month": r"[上下本这](?:个月|[月周](?![期年边]))(?:[底初末]|[上中下]旬)?",
    "part_of_year": rf"(?:年[初底末](?<!{_NUMERALS}年.)|年内(?<!{_NUMERALS}年内)(?<![干多]年内)|{_QUARTER})",
    "century": rf"[上本下]个?{_CENTURY_PART}",
    "new_year": r"新的一年",
    "period": (
        rf"(?:(?:过去|未来|今后|以后|最近|近)(?:的|这)?{_FEW}[多余]?{_SPAN_UNIT}"
        rf"|(?:这(?!两)|(?<!提)前|(?<![\u4e00-\u9fff])后){_FEW}(?:个月|年))[内间来]?"
    ),
    "five_year_plan": rf"第[十{_ONES}]{{1,3}}个五年计划(?:时期|期间|{_PHASE}|[前后头][{_ONES}两]年)",
    "recent": rf"近{_LONG_COUNT}[多余]?{_SPAN_UNIT}来(?!自)",
}
_WORD_STARTS = "今去明昨上下本同全次翌当过未以最近这前后新年第"
_YEARS = frozenset(("relative_year", "that_year"))
_UNSURE = frozenset(("that_year", "relative_month"))
_PLAN = r"[“‘](?:十?[一二三四五六七八九]|十)五[”’]"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_IN_TITLE = r"[^,。、;:”]{0,14}(?:规划|纲要|计划)"


@cache
def _names() -> list[str]:
    """Names of days and times, the longest first."""
    names = [name for kind, name, _ in rows("calendar_names.tsv") if kind != "event"]
    return sorted(names, key=len, reverse=True)


@cache
def _starts() -> PairScan:
    """Where a date may begin: at numerals, words, plans, years of the zodiac, names."""
    return PairScan(
        [
            (_NUMERAL_CHARACTERS, f"{_NUMERAL_CHARACTERS} {_BEHIND_NUMERALS}"),
            (
                _WORD_STARTS,
                f"年天日晚早晨去来后近的半月周世个季初底末内0123456789几两十{_ONES}",
            ),
            ("“‘", f"十{_ONES}"),
            (f"农{_STEMS}", f"历{_BRANCHES}"),
            ("".join(name[0] for name in _names()), "".join(name[1] for name in _names())),
        ]
    )


class _Patterns(NamedTuple):
    """The compiled patterns. The longer dates are put together from them by code, so that each is there once."""

    year: re.Pattern[str]
    years_to: re.Pattern[str]
    months: re.Pattern[str]
    part_of_year: re.Pattern[str]
    to: re.Pattern[str]
    day_or_century: re.Pattern[str]
    before_months: re.Pattern[str]
    behind_months: re.Pattern[str]
    by_word: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        year=re.compile(_YEAR),
        years_to=re.compile(rf"{_YEAR_NUMBER}(?:{_TO}|/)"),
        months=re.compile(_GAP + _MONTHS),
        part_of_year=re.compile(_PART_OF_YEAR),
        to=re.compile(_TO),
        day_or_century=re.compile(rf"{_DAY}|本世纪(?:[初末]|中叶)"),
        before_months=_choice(_BEFORE_MONTHS),
        behind_months=_choice(_BEHIND_MONTHS),
        by_word=_choice(_BY_WORD),
    )


def _choice(rules: dict[str, str]) -> re.Pattern[str]:
    """One pattern of named rules, the first alternative first."""
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in rules.items()))


def _in_year(text: str, end: int) -> int:
    """Where a date ends whose year ends there: behind its months, or the part of the year."""
    found = _patterns()
    inside = found.months.match(text, end) or found.part_of_year.match(text, end)
    return end if inside is None else inside.end()


def _year(text: str, start: int) -> int | None:
    """Where a date ends that begins with a year of the calendar there."""
    year = _patterns().year.match(text, start)
    return None if year is None else _in_year(text, year.end())


def _calendar(text: str, start: int) -> int | None:
    """Where a date or range of the calendar ends: 2018年11月5日, 2016年至2020年, 2019/2020年."""
    found = _patterns()
    first = found.years_to.match(text, start)
    end = (first and _year(text, first.end())) or _year(text, start)
    if end and (to := found.to.match(text, end)):
        if last := _year(text, to.end()):
            return last
        if match := found.months.match(text, to.end()) or found.day_or_century.match(text, to.end()):
            return match.end()
    return end


def _by_numeral(text: str, start: int) -> tuple[int, str] | None:
    """Where the date ends that begins with the numeral there, and its rule."""
    found = _patterns()
    if end := _calendar(text, start):
        return end, "calendar"
    if match := found.before_months.match(text, start):
        return match.end(), match.lastgroup or ""
    if match := found.months.match(text, start):
        return match.end(), "month"
    if match := found.behind_months.match(text, start):
        return match.end(), match.lastgroup or ""
    return None


def _by_word(text: str, start: int) -> tuple[int, str] | None:
    """Where the date ends that begins with a word there, and its rule."""
    match = _patterns().by_word.match(text, start)
    if match is None:
        return None
    rule = match.lastgroup or ""
    return _in_year(text, match.end()) if rule in _YEARS else match.end(), rule


class _Rule(NamedTuple):
    """A rule for what is no number and no word: its name, its pattern, and whether it is nearly always right."""

    name: str
    pattern: re.Pattern[str]
    certain: bool


@cache
def _by_name() -> dict[str, tuple[_Rule, ...]]:
    """Plans, years of the zodiac and names, by the two characters that they begin with."""
    period = re.compile(rf"{_PLAN}(?:时期|期间|{_PHASE}|[前后头][{_ONES}两]年)")
    plan = re.compile(rf"[“‘](?P<date>十?[{_ONES}]五)[”’](?!{_IN_TITLE})")
    plans = (_Rule("date-plan-period", period, True), _Rule("date-plan", plan, False))
    zodiac = re.compile(
        rf"[农{_STEMS}](?:历(?:[{_STEMS}].)?|[{_BRANCHES}])[鼠牛虎兔龙蛇马羊猴鸡狗猪]?年(?:春节)?"
    )
    rules: dict[str, tuple[_Rule, ...]] = dict.fromkeys(
        (f"{mark}{one}" for mark in "“‘" for one in f"{_ONES}十"), plans
    )
    zodiac_starts = ("农历", *(stem + branch for stem in _STEMS for branch in _BRANCHES))
    rules |= dict.fromkeys(zodiac_starts, (_Rule("date-zodiac", zodiac, False),))
    name = _Rule("date-name", re.compile("|".join(_names())), False)
    for start in {word[:2] for word in _names()}:
        rules[start] = (*rules.get(start, ()), name)
    return rules


def find(text: str) -> list[Candidate]:
    """The dates of a folded text, in text order, without overlaps; of two the earlier and longer."""
    return without_overlaps(_all(text))


def _all(text: str) -> Iterator[Candidate]:
    """What the rules find, but for decimals and ordinals."""
    by_name, behind_numerals = _by_name(), 0
    for start in _starts().find(text):
        first = text[start]
        for name, pattern, certain in by_name.get(text[start : start + 2], ()):
            if match := pattern.match(text, start):
                yield Candidate(*match.span(match.lastgroup or 0), "DATE", name, certain)
        if first in _WORD_STARTS:
            found = _by_word(text, start)
        elif start >= behind_numerals and (run := _NUMERAL_START.match(text, start)):
            behind_numerals = run.end()
            found = _by_numeral(text, start)
        else:
            continue
        if found is not None and not text.startswith((".", "第"), start - 1, start):
            end, rule = found
            yield Candidate(start, end, "DATE", f"date-{rule.replace('_', '-')}", rule not in _UNSURE)
