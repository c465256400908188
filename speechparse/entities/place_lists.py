"""Lists of places said together: `河北、内蒙古、甘肃等省`, `福建、山西、贵州三省`, `xx、xx等8省`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speechparse.entities.number_words import parse_integer
from speechparse.model import Diagnostic

_LEVELS = {
    "省": "province",
    "省份": "province",
    "省市": "province",
    "省区": "province",
    "省区市": "province",
    "省(区、市)": "province",
    "省(自治区、直辖市)": "province",
    "省、自治区": "province",
    "省、区": "province",
    "自治区": "province",
    "直辖市": "province",
    "市州": "prefecture",
    "州市": "prefecture",
    "市(州)": "prefecture",
    "地市": "prefecture",
    "地级市": "prefecture",
    "设区市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "盟市": "prefecture",
    "县": "county",
    "区县": "county",
    "县区": "county",
    "县市": "county",
    "县(市)": "county",
    "县(市、区)": "county",
    "县(区)": "county",
    "县级市": "county",
    "旗县": "county",
    "旗": "county",
    "乡镇": "township",
    "镇": "township",
    "乡": "township",
    "街道": "township",
    "村": "village",
    "社区": "village",
    "国": "country",
    "国家": "country",
    "市": "",
    "区": "",
    "城市": "",
    "市县": "",
    "市区": "",
    "省、市": "",
    "地": "",
    "地区": "",
    "地方": "",
    "单位": "",
}
"""The class words behind a list, with the level they tell; empty where they tell none."""

_JOINT = re.compile(r"[ \u3000]*(?:、|,|和|与|及|以及|、和)[ \u3000]*")
_TAIL = re.compile(
    r"(?P<open>等地?)?(?:(?P<count>[0-9]{1,3}|[一二两三四五六七八九十百]{1,4})(?P<more>余|多|几)?个?)?"
    rf"(?P<level>{'|'.join(map(re.escape, sorted(_LEVELS, key=len, reverse=True)))})?"
)


class PlaceList(NamedTuple):
    """Places said together.

    Attributes:
        start: Offset of the first member.
        end: Offset behind the list, the words that count and class it included.
        members: Positions of the members among the spans given.
        announced: How many the text says there are, or None.
        level: The level that the class word tells, or None.
        open: Whether the text says that there are more (`等`, `多`).
    """

    start: int
    end: int
    members: tuple[int, ...]
    announced: int | None
    level: str | None
    open: bool

    @property
    def found(self) -> int:
        """How many members are listed."""
        return len(self.members)

    def diagnostic(self) -> Diagnostic | None:
        """SP301 where more or fewer places are listed than announced; fewer is right in an open list."""
        if (
            self.announced is None
            or self.found == self.announced
            or (self.open and self.found < self.announced)
        ):
            return None
        message = f"{self.announced} places announced, {self.found} listed; check the list or the number"
        return Diagnostic(code="SP301", message=message, start=self.start, end=self.end)


def find(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[PlaceList]:
    """The lists of two or more places with a class word or a number behind them, or of three or more.

    Args:
        text: The working text.
        spans: Start and end of the GPE spans that lie in no longer entity, in text order.
    """
    run: list[int] = []
    for index, (start, _) in enumerate(spans):
        if run and not _JOINT.fullmatch(text, spans[run[-1]][1], start):
            yield from _closed(text, spans, run)
            run = []
        run.append(index)
    yield from _closed(text, spans, run)


def _closed(text: str, spans: Sequence[tuple[int, int]], run: Sequence[int]) -> Iterator[PlaceList]:
    """The list that a run of joined places makes, if it makes one."""
    if len(run) < 2:
        return
    last = spans[run[-1]][1]
    tail = _TAIL.match(text, last)
    assert tail is not None, "every part of the pattern is optional"  # noqa: S101
    announced = parse_integer(tail["count"]) if tail["count"] else None
    if announced is not None and not tail["level"]:
        announced = None
    classed = tail["level"] is not None and (tail["open"] or announced is not None)
    if not classed and len(run) < 3:
        return
    yield PlaceList(
        start=spans[run[0]][0],
        end=tail.end() if classed else last,
        members=tuple(run),
        announced=announced,
        level=_LEVELS[tail["level"]] or None if classed and tail["level"] else None,
        open=bool(tail["open"] or tail["more"]),
    )
