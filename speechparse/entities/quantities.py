"""Where quantities stand: a number with its unit, its modifiers and its bounds.

What belongs to the span: the modifier before (`近`, `超`, `不低于`), the number, the unit, the modifier
behind (`以上`, `左右`). What does not: the verb (`达到`, `突破`) and the thing counted. A number in
characters needs a magnitude (百 and up), a fraction, 倍, 成 or 番; ordinals are no quantities.
What a quantity is worth is told by `quantity_values`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from speechparse.data import rows
from speechparse.entities.candidates import Candidate, without_overlaps
from speechparse.entities.number_words import ARABIC, HAN
from speechparse.entities.quantity_values import linked_pairs, value
from speechparse.text.pair_scan import PairScan, matches_at

__all__ = ["find", "linked_pairs", "value"]

_TO = r" ?(?:至|到|[-—–~―]{1,2}) ?"
_SUFFIX = r"(?: ?(?:(?:\(含\)|及)?以[上下内]|之内|左右|上下|还要多))?"
_RANGE = re.compile(_TO)
_MORE = r"(?:[多余几][百千万亿]{0,2})?"
_SCALE = r"(?:[十百千]?万?亿|[十百千]?万|[十百千](?![瓦克米伏卡]))"
_NOT_FOLLOWED_BY = {
    # 5年前, 40年来 and 3年以后 are dates.
    "年": r"(?![前来间级代轻龄度均产薪检报货画末初底第])(?!以[前来后])",
    "分钟": r"(?![\u4e00-\u9fff]{0,12}圈)",  # in the name of a neighbourhood: 15分钟生活圈
}

_PREFIX = re.compile(
    r"(?:不(?:低于|少于|高于|多于|超过|大于|小于)|至少|最多|最少|大约|(?<![达得收])不[到足]|将近"
    r"|(?<![节集签违预条公合契制履邀租相])约|(?<![附最邻临靠亲接远相贴逼])近|(?<![赶反高])超|逾"
    r"|M[LSWsw]?) ?$"
)
_PREFIX_ENDS = frozenset("于少多过大小约到足近超逾MLSWsw ")
_AT_LEAST_A_MAGNITUDE = re.compile(r"(?:至少)?(?<![以之线千迈跨登踏站走])上$")
_NAME_BEFORE = frozenset("0123456789.第·〔/ABCDEFGHIJKLMNOPQRSTUVWYZabcdefghijklmnopqrstuvwyz")
"""A number behind one of these is part of a name, of a decimal or of an ordinal; x is a name blanked out."""

_YEAR = r"(?:1 ?[5-9]|2 ?[01])(?: ?[0-9]){2}"
_CALENDAR = re.compile(rf"{_YEAR} ?(?:[年级届班]|{_TO}{_YEAR} ?[年级届])")
_RANK_BEFORE = re.compile(r"(?:[前居列由]|排[名在]|升[到至])$")
_PERIOD_BEFORE = re.compile(r"(?:过去|未来|今后|以后|最近|这|前|(?<!以)后|头)的?$")
_PERIOD = re.compile(r"[0-9]+(?:年|个月|天|周|个星期)")
_RECENT_YEARS = re.compile(r"(?:1?[0-9]|20)年")
_BARE_MAGNITUDE = re.compile(r"[百千万亿]++(?:元|美元|吨|千?瓦|公里|亩|级|列|场|(?<=[百千万]亿)(?![县镇村]))")


@cache
def _unit() -> str:
    """Pattern of a unit: the longest first, grouped by first character so that most are skipped at once."""
    by_first: dict[str, list[str]] = defaultdict(list)
    table = {row[0]: (*row[1:], "", "")[:2] for row in rows("units.tsv")}
    for name in sorted(table, key=len, reverse=True):
        stop, kind = table[name]
        pattern = re.escape(name[1:]) + _NOT_FOLLOWED_BY.get(name, f"(?![{stop}])" if stop else "")
        if kind == "division":
            pattern += rf"(?<=[0-9].{{{len(name)}}})(?<![0-9]{{4}}.{{{len(name)}}})"
        elif kind == "letter":
            pattern += r"(?<=[0-9][0-9万亿].)"
        elif "千" + name in table:
            pattern += f"(?<!千{name})"
        by_first[name[0]].append(pattern)
    groups = [f"{re.escape(first)}(?:{'|'.join(names)})" for first, names in by_first.items()]
    return rf"(?:个多(?:百分点|月|小时|星期)|{'|'.join(groups)})(?:(?<=[倍年月时])多(?![年元样种边方层]))?"


# Where the rules may begin, and with which characters each of them does.
_DIGITS = "0123456789"
_IN_NUMBER = frozenset(f"{_DIGITS}.")
_STARTS = PairScan(
    [
        (f"{_DIGITS}百千万亿", ""),
        (f"{HAN}几数", f"{HAN}点多余几"),
        (HAN, "分倍个成"),
        ("一", "半"),
        ("半", "数"),
        ("Xx×", "Xx× %个万亿元"),
        ("翻", "了一两二三四五12345678番9倍"),
    ]
)
_FIRST = {
    "quantity-digits": _DIGITS,
    "quantity-fraction": "123456789",
    "quantity-han": f"{HAN}几数",
    "quantity-share": HAN,
    "quantity-half": "一半",
    "quantity-redacted": "Xx×",
    "quantity-doubling": "翻",
}
_BY_FIRST = {
    char: [rule for rule, chars in _FIRST.items() if char in chars] for char in "".join(_FIRST.values())
}


def _number_in_characters() -> str:
    """Pattern of a number in characters behind its first: 二|十五, 三|点七亿, 几|百多."""
    return rf"[{HAN}]{{0,14}}(?:点[{HAN}]{{1,6}}[万亿]{{0,2}})?{_MORE}"


def _counted() -> str:
    """Pattern of what makes a number a quantity: its unit, or a magnitude."""
    return rf"(?: ?{_unit()}(?:(?<=[吨瓦元])级)?|(?<=[万亿])级?(?!别)|(?<=[万亿][多余])){_SUFFIX}"


def _digits() -> str:
    """Pattern of a number in digits with its unit, or, without one, as the first of a range that has it behind."""
    amount = rf"{ARABIC} ?(?:{_SCALE}(?:[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?[百千万])?)?{_MORE}"
    return rf"{amount}(?:(?P<unit>{_counted()})|(?={_TO}[0-9]))"


def _han() -> str:
    """Pattern of numbers in characters: they count from 百 on, which must stand among their first characters."""
    large = rf"(?:(?<=[百千万亿])|(?=[{HAN}点多余几]{{0,14}}?[百千万亿]))"
    return rf"[{HAN}几数]{large}{_number_in_characters()}{_counted()}"


def _share() -> str:
    """Pattern of parts and multiples in characters: 百分之五, 三分之二, 两倍多, 九成."""
    share = rf"[{HAN}]{{1,8}}(?:点[{HAN}]{{1,6}})?(?![{HAN}年月])"
    return (
        rf"[{HAN}]{_number_in_characters()}(?:分之 ?(?:{share}(?:{_TO}(?:百分之)?{share})?|[0-9.]+)"
        rf"|倍(?![增速率数差频道受感加])多?|个百分点"
        rf"|(?<=[一两二三四五六七八九])成(?:(?=以[上下]|左右|多|的|是)|(?![\u4e00-\u9fff]))){_SUFFIX}"
    )


_RULES: dict[str, Callable[[], str]] = {
    "quantity-digits": _digits,
    "quantity-fraction": lambda: rf"[1-9]/[0-9]{{1,2}}(?![0-9/年月]){_SUFFIX}",
    "quantity-han": _han,
    "quantity-share": _share,
    "quantity-half": lambda: rf"[一半](?:(?<=一)半(?![年天月个小])|(?<=半)数){_SUFFIX}",
    "quantity-redacted": lambda: (
        rf"[Xx×](?<![A-Za-z][Xx×])[Xx×]{{0,3}} ?(?:(?:%|个百分点|元){_SUFFIX}|[万亿]{{1,2}}{_counted()})"
    ),
    "quantity-doubling": lambda: r"翻(?<![双个]翻)了?(?:[一两二三四五1-9]?番(?:还要多|以上|多)?|一?倍)",
}
"""Rules and their patterns; each begins with a set of characters, which makes the search fast."""


@cache
def _pattern(rule: str) -> re.Pattern[str]:
    """The pattern of a rule, compiled when a text first holds what it may begin with."""
    return re.compile(_RULES[rule]())


def find(text: str) -> list[Candidate]:
    """The quantities of a folded text, in text order, without overlaps; of two the earlier and longer."""
    return without_overlaps(_all(text))


def _all(text: str) -> Iterator[Candidate]:
    """What the patterns find, with its prefix, without what context rules out."""
    starts: dict[str, list[int]] = {rule: [] for rule in _FIRST}
    for start in _STARTS.find(text):
        for rule in _BY_FIRST[text[start]]:
            starts[rule].append(start)
    for rule in _RULES:
        for start, end in _spans(rule, text, starts[rule]):
            may_have_prefix = start and text[start - 1] in _PREFIX_ENDS
            prefix = _PREFIX.search(text, max(0, start - 4), start) if may_have_prefix else None
            seismic = prefix is not None and prefix[0].startswith("M") and "级" in text[start:end]
            if start and text[start - 1] in _NAME_BEFORE and not seismic:
                continue
            if rule == "quantity-digits" and _is_date_or_rank(text, start, end, prefix):
                continue
            if rule == "quantity-han":
                prefix = prefix or _AT_LEAST_A_MAGNITUDE.search(text, max(0, start - 4), start)
                if prefix is None and text[start] in "百千万亿" and not _counts_alone(text, start, end):
                    continue
            first = prefix.start() if prefix else start
            yield Candidate(first, end, "QUANTITY", rule, rule == "quantity-digits")


def _spans(rule: str, text: str, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Where a rule matches of those places where it may begin."""
    if not starts:
        return iter(())
    if rule == "quantity-digits":
        return _in_digits(text, starts)
    return (match.span() for match in matches_at(starts, _pattern(rule).match, text))


def _in_digits(text: str, digits: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where quantities in digits stand: numbers with a unit, and ranges with one at their end or at both ends."""
    quantity = _pattern("quantity-digits")
    read = 0
    for start in digits:
        # Behind a digit or a point no number begins.
        if start < read or (start and text[start - 1] in _IN_NUMBER):
            continue
        if (first := quantity.match(text, start)) is None:
            continue
        end = None if first["unit"] is None else first.end()
        if to := _RANGE.match(text, first.end()):
            second = quantity.match(text, to.end())
            end = end if second is None or second["unit"] is None else second.end()
        if end is not None:
            yield start, end
            read = end


def _counts_alone(text: str, start: int, end: int) -> bool:
    """Whether a magnitude without a digit is a quantity: 万吨, 千亿, 百户以上, 千余名, but not 千家 and 亿万."""
    if text.endswith(("以上", "以下", "左右"), start, end) or text.startswith(("余", "多"), start + 1):
        return True
    return _BARE_MAGNITUDE.match(text, start) is not None


def _is_date_or_rank(text: str, start: int, end: int, prefix: re.Match[str] | None) -> bool:
    """Whether a number with its unit is a calendar year, a period counted from now, or a rank."""
    if _CALENDAR.match(text, start, end):
        return True
    if text[end - 1] == "位":
        return _RANK_BEFORE.search(text, max(0, start - 10), start) is not None
    if prefix is not None and prefix.group().startswith("近"):
        return _RECENT_YEARS.fullmatch(text, start, end) is not None
    return _PERIOD.fullmatch(text, start, end) is not None and (
        _PERIOD_BEFORE.search(text, max(0, start - 4), start) is not None
    )
