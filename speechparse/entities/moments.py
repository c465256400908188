"""Points in time of which only a part may be known, and arithmetic with them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple


class Moment(NamedTuple):
    """A year, a month or a day; what is not known is None. A month from 21 to 24 is a season."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def edtf(self) -> str | None:
        """2018, 2018-11, 2018-11-05, or None where the year is unknown or the day is none of the calendar.

        The year 0000 is 1 BC, -0220 is 221 BC.
        """
        if self.year is None or abs(self.year) > 9999:
            return None
        year = f"{self.year:04d}" if self.year >= 0 else f"-{-self.year:04d}"
        if self.month is None:
            return year
        if not (1 <= self.month <= 12 or 21 <= self.month <= 24):
            return None
        if self.day is None:
            return f"{year}-{self.month:02d}"
        if self.year < 1 or self.month > 12 or not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            return None
        return f"{year}-{self.month:02d}-{self.day:02d}"

    def shifted(self, unit: str, count: int) -> Moment:
        """The moment so many units later (negative: earlier), as exact as the unit; unknown where self is.

        Args:
            unit: `年`, `个月`, `周` or `天`.
            count: How many of them.
        """
        if unit == "年":
            return Moment(None if self.year is None else self.year + count)
        if unit == "个月":
            if self.year is None or self.month is None:
                return Moment()
            months = self.year * 12 + self.month - 1 + count
            return Moment(months // 12, months % 12 + 1)
        if self.year is None or self.month is None or self.day is None:
            return Moment()
        try:
            day = date(self.year, self.month, self.day) + timedelta(days=count * (7 if unit == "周" else 1))
        except (ValueError, OverflowError):
            return Moment()
        return Moment(day.year, day.month, day.day)


_LAST = re.compile(r"(?:^|/)(-?[0-9]{4})(?:-([012][0-9]))?(?:-([0-3][0-9]))?[~?%]?$")


@lru_cache(maxsize=1 << 14)
def last_moment(edtf: str | None) -> Moment:
    """The last moment that an EDTF string names: 2018-11-05 -> itself, 2016/2020 -> 2020, 198X -> unknown."""
    match = _LAST.search(edtf or "")
    return Moment(*(int(part) if part else None for part in match.groups())) if match else Moment()


def interval(first: str | None, last: str | None) -> str | None:
    """The interval from the beginning of one EDTF string to the end of another."""
    if first is None or last is None:
        return None
    first, last = first.split("/")[0], last.split("/")[-1]
    return first if first == last else f"{first}/{last}"


_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


def third_of_month(moment: Moment, third: str) -> str | None:
    """The days of a month's third (`上旬`), or of two of them (`中下旬`), as an interval.

    Args:
        moment: The month.
        third: `上`, `中`, `下`, or two of these.
    """
    if moment.year is None or moment.month is None or not 1 <= moment.month <= 12 or moment.year < 1:
        return None
    first = moment._replace(day=_THIRDS[third[0]][0])
    last = moment._replace(day=min(_THIRDS[third[-1]][1], monthrange(moment.year, moment.month)[1]))
    return interval(first.edtf(), last.edtf())


class Setting(NamedTuple):
    """What a date is told relative to.

    Attributes:
        near: The date said last before it, as far as it is known.
        now: The date of the document, as far as it is known.
    """

    near: Moment
    now: Moment

    @property
    def year(self) -> int | None:
        """The year of a date that names none."""
        return self.now.year if self.near.year is None else self.near.year
