"""Dates told by a name (plans, holidays, dynasties, zodiac years) or relative to the speech (`近五年`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from speechparse.data import rows
from speechparse.entities.moments import Moment, Setting, interval, third_of_month
from speechparse.entities.number_words import parse_integer


@cache
def calendar_names() -> dict[str, str]:
    """The value of each name of a day or a period, as the table has it."""
    return {name: edtf for _, name, edtf in rows("calendar_names.tsv")}


def read_name(edtf: str, setting: Setting) -> str | None:
    """The value of a name: a holiday of the solar calendar in its year; a dynasty or period as it is."""
    if edtf == "lunar":
        return None
    if re.match(r"[01][0-9]-", edtf):
        return None if setting.year is None else f"{setting.year:04d}-{edtf}"
    return edtf


def _plan(match: re.Match[str], _: Setting) -> str | None:
    """A five-year plan or a part of it; the first two were followed by three years of adjustment."""
    number = parse_integer(match["short"] or match["long"])
    if not number:
        return None
    first = 1948 + 5 * number if number < 3 else 1951 + 5 * number
    part, count = match["part"], parse_integer(match["count"] or "") or 0
    low, high = {
        "末": (4, 4),
        "末期": (4, 4),
        "初": (0, 0),
        "初期": (0, 0),
        "前期": (0, 2),
        "中期": (2, 2),
        "中后期": (2, 4),
        "后期": (3, 4),
        "前": (0, count - 1),
        "头": (0, count - 1),
        "后": (5 - count, 4),
    }.get(part or "", (0, 4))
    return interval(Moment(first + low).edtf(), Moment(first + high).edtf())


_STEMS, _BRANCHES, _ANIMALS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪"


def _zodiac(match: re.Match[str], setting: Setting) -> str | None:
    """The year of a stem and branch (癸卯) or of an animal, the one nearest to the reference."""
    if setting.now.year is None or match["holiday"]:
        return None
    cycle = 60 if match["stem"] else 12
    for distance in range(cycle // 2 + 1):
        # The year to come first: it is named at its eve.
        for year in (setting.now.year + distance, setting.now.year - distance):
            stem, branch = (year - 4) % 10, (year - 4) % 12
            said = (match["stem"] or _STEMS[stem], match["branch"] or _BRANCHES[branch])
            if said == (_STEMS[stem], _BRANCHES[branch]) and match["animal"] in (None, _ANIMALS[branch]):
                return Moment(year).edtf()
    return None


def _relative_day(match: re.Match[str], setting: Setting) -> str | None:
    return setting.now.shifted("天", {"昨": -1, "今": 0, "明": 1}[match[1]]).edtf()


def _relative_month(match: re.Match[str], setting: Setting) -> str | None:
    month = setting.now.shifted("个月", {"上": -1, "本": 0, "这": 0, "下": 1}[match[1]])
    return third_of_month(month, match["third"]) if match["third"] else month.edtf()


def _year_before_last(_: re.Match[str], setting: Setting) -> str | None:
    return Moment(setting.now.year - 2).edtf() if setting.now.year is not None else None


def _year_just_past(_: re.Match[str], setting: Setting) -> str | None:
    """过去一年: the year before, in November and December the year itself."""
    return setting.now.shifted("年", 0 if (setting.now.month or 1) >= 11 else -1).edtf()


def _new_year(_: re.Match[str], setting: Setting) -> str | None:
    """新的一年: the year that has begun, in November and December the next."""
    return setting.now.shifted("年", 1 if (setting.now.month or 1) >= 11 else 0).edtf()


def _back(match: re.Match[str], setting: Setting) -> str | None:
    """近五年 -> 2016/2021, 70多年来 -> 1951~/2021."""
    unit = match["unit"]
    start = setting.now.shifted(unit, -int(match["count"])).edtf()
    return interval(start and start + ("~" if match["more"] else ""), setting.now.shifted(unit, 0).edtf())


def _ahead(match: re.Match[str], setting: Setting) -> str | None:
    """今后五年 -> 2021/2026."""
    unit = match["unit"]
    end = setting.now.shifted(unit, int(match["count"]))
    return interval(setting.now.shifted(unit, 0).edtf(), end.edtf())


def _ago(match: re.Match[str], setting: Setting) -> str | None:
    """五年前 -> 2016, 2500多年前 -> -0479~, 70年前的今天 -> 1951-06-10."""
    then = setting.now.shifted(match["unit"], -int(match["count"]))
    if match["today"]:
        return then._replace(month=setting.now.month, day=setting.now.day).edtf()
    edtf = then.edtf()
    return edtf and edtf + ("~" if match["more"] else "")


def _century(match: re.Match[str], setting: Setting) -> str | None:
    """本世纪中叶 -> 2050~, 21世纪 -> 20XX, 上世纪50年代 -> 195X, 下世纪的前10年 -> 2001/2010."""
    if match["number"]:
        base = 100 * (int(match["number"]) - 1)
    elif setting.now.year is None:
        return None
    else:
        base = 100 * (setting.now.year // 100 + {"上": -1, "本": 0, "下": 1}[match["word"][0]])
    if match["decade"]:
        return _decade_of(base + int(match["decade"]), match["phase"])
    if match["first"]:
        return interval(Moment(base + 1).edtf(), Moment(base + int(match["first"])).edtf())
    if match["part"]:
        return f"{base + {'初': 0, '中叶': 50, '末': 100}[match['part']]:04d}~"
    return f"{base // 100:02d}XX"


def _decade(match: re.Match[str], setting: Setting) -> str | None:
    """A decade without its century is the last one past: 80年代 -> 198X."""
    year = int(match["decade"])
    if match["century"]:
        year += 100 * int(match["century"])
    else:
        year += 1900
        while setting.now.year is not None and year + 100 <= setting.now.year:
            year += 100
    return _decade_of(year, match["phase"])


def _decade_of(year: int, phase: str | None) -> str:
    """198X, or a rough third of it."""
    if not phase:
        return f"{year // 10:03d}X"
    first, last = {"初": (0, 3), "前": (0, 3), "中": (4, 6), "末": (7, 9), "后": (7, 9)}[phase[0]]
    if phase.startswith("中后"):
        last = 9
    return f"{year + first}~/{year + last}~"


_PHASE = "(?P<phase>初期?|前期|中期|中后期|后期|末期?)?"
_PLAN_PART = (
    "(?P<part>时期|期间|末期?|初期?|前期|中期|中后期|后期|[前后头](?=.年))?(?:(?P<count>[一二两三四])年)?"
)
_COUNTED = "(?P<count>[0-9]{1,4})(?P<more>[多余])?(?P<unit>年|个月|天|周)多?"

Reader = Callable[[re.Match[str], Setting], str | None]

NAMED: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            r"[“‘]?(?:(?P<short>十[一二三四五六七八九]|二?十|[一二三四五六七八九])五|第(?P<long>.{1,3})个五年计划)[”’]?"
            + _PLAN_PART,
            _plan,
        ),
        (
            rf"(?:农历)?(?:(?P<stem>[{_STEMS}])(?P<branch>[{_BRANCHES}]))?(?P<animal>[{_ANIMALS}])?年"
            r"(?P<holiday>春节)?",
            _zodiac,
        ),
    )
)
"""Names as they are written, with what reads them."""

RELATIVE: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"([今昨明])[天日晚早晨夜].*", _relative_day),
        (r"([上本这下])个?月(?:[底初末]|(?P<third>[上中下])旬)?", _relative_month),
        (r"(?:过去|这)的?这?1年", _year_just_past),
        (r"新的1年", _new_year),
        (r"前年", _year_before_last),
        (rf"(?:过去|最近|近|这)的?{_COUNTED}[来内间]?", _back),
        (rf"近?{_COUNTED}来", _back),
        (rf"(?:未来|今后|以后)的?(?:[0-9]+[至到—-])?{_COUNTED}内?", _ahead),
        (rf"{_COUNTED}[以之]?前(?P<today>的今天)?", _ago),
        (
            r"(?:(?P<number>[0-9]{1,2})|(?P<word>[上本下]个?))世纪"
            rf"(?:的?(?P<decade>[0-9]0)年代{_PHASE}|(?P<part>[初末]|中叶)期?|的?[前头](?P<first>[0-9]{{1,2}})年)?",
            _century,
        ),
        (rf"(?P<century>[0-9]{{2}})?(?P<decade>[0-9]0)年代{_PHASE}", _decade),
    )
)
"""Relative dates with their numbers in digits, with what reads them; the first that fits the whole text."""
