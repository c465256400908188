"""What a date stands for, in the Extended Date/Time Format (EDTF, ISO 8601-2:2019).

A period is an interval, `2016/2020`; what lasts is open, `2012-11-08/..`. `年底` is the year's last month
and `年初` its first, `月底` the month itself; `上旬`, `中旬` and `下旬` are the days 1 to 10, 11 to 20 and 21
to the end. Hours are left out. A period counted from the speech (`近五年`) runs from so many years before
the reference to its year; `过去一年` is the year before, or the year itself in a speech of its last two
months. What is said vaguely bears a `~`. Without a reference, what is relative to it has no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from speechparse.entities.extent import Extent
from speechparse.entities.moments import Moment, Setting, interval, last_moment, third_of_month
from speechparse.entities.number_words import HAN, HAN_DIGITS, parse_integer
from speechparse.entities.relative_dates import NAMED, RELATIVE, calendar_names, read_name
from speechparse.model import DateValue


def value(text: str, *, context: str | None = None, reference: str | None = None) -> DateValue | None:
    """The value of a date, or None where it cannot be told.

    2018年11月5日 -> 2018-11-05   “十三五”时期 -> 2016/2020   20世纪80年代 -> 198X
    relative to 2021-06-10: 去年底 -> 2020-12   近五年 -> 2016/2021   上半年 -> 2021-01/2021-06

    Args:
        text: The text of a span of `dates.find`, folded.
        context: The date said last before it, in EDTF; it lends its year, and to a bare day its month.
        reference: The date of the document, in EDTF.
    """
    edtf = _edtf("".join(text.split()), Setting(last_moment(context), last_moment(reference)))
    return None if edtf is None else DateValue(edtf=edtf)


_OWN_MONTH = re.compile(r"[0-9]{1,2}日")
_BACKWARD = re.compile(r"[同当次翌]年")


def values(spans: Sequence[Extent], text: str, *, reference: str | None = None) -> list[DateValue | None]:
    """The values of the dates of a text, each in the light of those before it.

    A date without a year takes that of the date before it in its paragraph, else that of the reference;
    a bare day and `同年` look back over paragraphs too.

    Args:
        spans: The dates, in text order.
        text: The folded text they stand in.
        reference: The date of the document, in EDTF.
    """
    found: list[DateValue | None] = []
    last: str | None = None
    before = 0
    for span in spans:
        said = text[span.start : span.end]
        looks_back = _OWN_MONTH.match(said) or _BACKWARD.match(said) or "\n" not in text[before : span.start]
        result = value(said, context=last if looks_back else None, reference=reference)
        if result is not None and last_moment(result.edtf).year is not None:
            last = result.edtf
        elif not looks_back:
            last = None
        before = span.end
        found.append(result)
    return found


@lru_cache(maxsize=1 << 14)
def _edtf(text: str, setting: Setting) -> str | None:
    """The value of a date without blanks: by name, by rule, as a range, as a point in the calendar."""
    if plain := _PLAIN.fullmatch(text):  # as most dates are
        return Moment(*(int(part) if part else None for part in plain.groups())).edtf()
    if text.endswith("以来"):
        start = _edtf(text[:-2], setting)
        return start and f"{start.split('/')[0]}/.."
    named = calendar_names().get(text.removeprefix("党的"))
    if named is not None:
        return read_name(named, setting)
    for pattern, reader in NAMED:
        if match := pattern.fullmatch(text):
            return reader(match, setting)
    text = _with_digits(text)
    for pattern, reader in RELATIVE:
        if match := pattern.fullmatch(text):
            return reader(match, setting)
    ends = _RANGE.split(text, maxsplit=1)
    if len(ends) == 1:
        return _point(text, setting)
    first, last = ends
    if first[-1:].isdigit() and (unit := _FIRST_UNIT.match(last)):
        first += unit[1]
    start = _edtf(first, setting)
    if start is None:
        return None
    end = _edtf(last, Setting(last_moment(start), setting.now))
    if end is not None and end < start and "年" not in last:
        end = _edtf(last, Setting(last_moment(start).shifted("年", 1), setting.now))
    return interval(start, end)


_PLAIN = re.compile(r"([12][0-9]{3})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?")
_RANGE = re.compile(r"至|到|[-—–~―]{1,2}|/|、")
_FIRST_UNIT = re.compile(r"第?[0-9]+(年|月|日|季度)")
_NUMERALS = re.compile(rf"[0-9Oo{HAN}]+")


def _with_digits(text: str) -> str:
    """Numbers in characters as digits: 一九八七年三、四月 -> 1987年3、4月."""

    def digits(match: re.Match[str]) -> str:
        run = match[0].replace("O", "0").replace("o", "0")
        if len(run) > 1 and all(char in HAN_DIGITS or char.isdigit() for char in run):
            return "".join(str(HAN_DIGITS.get(char, char)) for char in run)
        number = parse_integer(run)
        return run if number is None else str(number)

    return _NUMERALS.sub(digits, text)


_POINT = re.compile(
    r"(?:(?P<year>[0-9]{3}[0-9Xx×]|[0-9]{2})年度?|(?P<word>[今去明上下本当同次翌全])1?年度?)?"
    r"(?:年?(?P<end>[底初末中内])|(?P<half>[上下])半年|(?:(?P<front>前)|第)?(?P<quarter>[1-4])季度"
    r"|前(?P<months>[0-9]{1,2})个月|(?P<season>[春夏秋冬])[季天]|春夏之交)?"
    r"(?:(?P<month>[0-9]{1,2})月份?(?:[底初末]|(?P<third>[上中下]{1,2})旬)?)?"
    r"(?:(?P<day>[0-9]{1,2})[日号])?"
    r"(?:上午|下午|晚上?|中午|凌晨|清晨|早晨|傍晚)?(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分|半)?)?"
)
_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24}


def _point(text: str, setting: Setting) -> str | None:
    """A year, or a part of it down to the day."""
    match = _POINT.fullmatch(text)
    if match is None or not text:
        return None
    if match["year"] and not match["year"].isdigit():
        return f"{match['year'][:3]}X" if match.end("year") + 1 == len(text) else None
    month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
    if day is not None and month is None:
        at = setting.near if setting.near.month else setting.now
        return at._replace(day=day).edtf() if at.month else None
    year = _year(match, setting)
    if year is None:
        return None
    if month is None:
        first, last = _months(match)
        return interval(Moment(year, first).edtf(), Moment(year, last).edtf())
    if match["third"]:
        return third_of_month(Moment(year, month), match["third"])
    return Moment(year, month, day).edtf()


def _year(match: re.Match[str], setting: Setting) -> int | None:
    """The year that a point in the calendar lies in."""
    if match["year"]:
        year = int(match["year"])
        return year if len(match["year"]) == 4 else year + (1900 if year >= 50 else 2000)
    word = match["word"] or "全"
    if word == "全":
        return setting.year
    if word in "当同":
        return setting.near.year
    if word in "次翌":
        return setting.near.shifted("年", 1).year
    return setting.now.shifted("年", {"今": 0, "本": 0, "去": -1, "上": -1, "明": 1, "下": 1}[word]).year


def _months(match: re.Match[str]) -> tuple[int | None, int | None]:
    """The first and the last month of a part of the year; None for the whole year."""
    if match["end"]:
        month = {"底": 12, "末": 12, "初": 1, "中": 6, "内": None}[match["end"]]
        return month, month
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    if match["quarter"]:
        quarter = int(match["quarter"])
        return 1 if match["front"] else 3 * quarter - 2, 3 * quarter
    if match["months"]:
        return 1, int(match["months"])
    season = _SEASONS.get(match["season"] or "")
    return season, season
