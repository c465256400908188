"""What dates stand for: text, reference, EDTF."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities import dates
from speechparse.entities.moments import Moment, interval, last_moment

ABSOLUTE = [
    ("2018年", "2018"),
    ("2018年11月", "2018-11"),
    ("2018年11月5日", "2018-11-05"),
    ("2018年11月5日上午", "2018-11-05"),
    ("2003年12月18日20时40分", "2003-12-18"),
    ("1 9 9 7 年", "1997"),
    ("一九八七年", "1987"),
    ("二0一一年", "2011"),
    ("二〇二一年六月三十日", "2021-06-30"),
    ("一九九九年十二月二十日", "1999-12-20"),
    ("97年7月", "1997-07"),
    ("2020年底", "2020-12"),
    ("2025年年底", "2025-12"),
    ("2021年初", "2021-01"),
    ("2019年6月底", "2019-06"),
    ("2024年2月下旬", "2024-02-21/2024-02-29"),
    ("2003年7月上旬", "2003-07-01/2003-07-10"),
    ("2019年上半年", "2019-01/2019-06"),
    ("2019年第三季度", "2019-07/2019-09"),
    ("2019年前三季度", "2019-01/2019-09"),
    ("2024年度", "2024"),
    ("2024年春季", "2024-21"),
    ("201x年", "201X"),
    ("2021年至2025年", "2021/2025"),
    ("2025—2027年", "2025/2027"),
    ("二〇二〇年到二〇三五年", "2020/2035"),
    ("2035 到 2050 年", "2035/2050"),
    ("1994/1995年", "1994/1995"),
    ("2019年4月15日至17日", "2019-04-15/2019-04-17"),
    ("2019年12月26日至1月3日", "2019-12-26/2020-01-03"),
    ("1981年6月至1987年1月", "1981-06/1987-01"),
    ("1984年末至1985年", "1984-12/1985"),
    ("1997年7—9月", "1997-07/1997-09"),
    ("一九七五年三、四月", "1975-03/1975-04"),
    ("20世纪80年代", "198X"),
    ("20世纪90年代中后期", "1994~/1999~"),
    ("21世纪", "20XX"),
    ("21世纪初", "2000~"),
    ("“一五”时期", "1953/1957"),
    ("“二五”时期", "1958/1962"),
    ("“十三五”时期", "2016/2020"),
    ("‘十四五’末", "2025"),
    ("十五五", "2026/2030"),
    ("“十五”后两年", "2004/2005"),
    ("“十一五”前四年", "2006/2009"),
    ("第六个五年计划期间", "1981/1985"),
    ("党的十八大以来", "2012-11-08/.."),
    ("新中国成立以来", "1949-10-01/.."),
    ("1998年以来", "1998/.."),
    ("宋代", "0960/1279"),
    ("秦朝", "-0220/-0206"),
]

RELATIVE = [
    ("今年", "2021-06-10", "2021"),
    ("去年底", "2021-06-10", "2020-12"),
    ("去年10月、11月", "2021-06-10", "2020-10/2020-11"),
    ("今年1至9月", "2021-06-10", "2021-01/2021-09"),
    ("上年", "2021", "2020"),
    ("上一年度", "2021", "2020"),
    ("明年", "2021-06-10", "2022"),
    ("全年", "2021-06-10", "2021"),
    ("年初", "2021-06-10", "2021-01"),
    ("年底", "2021-06-10", "2021-12"),
    ("上半年", "2021-06-10", "2021-01/2021-06"),
    ("一季度", "2021-06-10", "2021-01/2021-03"),
    ("前三季度", "2021-06-10", "2021-01/2021-09"),
    ("前两个月", "2021-06-10", "2021-01/2021-02"),
    ("6月15日", "2021-03-05", "2021-06-15"),
    ("六月", "2021-03-05", "2021-06"),
    ("12月26日至1月3日", "2021-03-05", "2021-12-26/2022-01-03"),
    ("16日下午", "2021-06-17", "2021-06-16"),
    ("今天", "2021-06-10", "2021-06-10"),
    ("昨天", "2021-03-01", "2021-02-28"),
    ("上个月", "2021-01-10", "2020-12"),
    ("近五年", "2021-06-10", "2016/2021"),
    ("近5年来", "2021-06-10", "2016/2021"),
    ("过去五年", "2021-06-10", "2016/2021"),
    ("40年来", "2018-12-18", "1978/2018"),
    ("70多年来", "2021-06-10", "1951~/2021"),
    ("过去一年", "2021-01-24", "2020"),
    ("过去的一年", "2021-12-31", "2021"),
    ("新的一年", "2021-12-31", "2022"),
    ("新的一年", "2021-01-24", "2021"),
    ("今后五年", "2021-06-10", "2021/2026"),
    ("未来3到5年", "2021-06-10", "2021/2026"),
    ("五年前", "2021-06-10", "2016"),
    ("两周前", "2021-06-10", "2021-05-27"),
    ("十个月以前", "2021-06-10", "2020-08"),
    ("2500多年前", "2021-06-10", "-0479~"),
    ("70年前的今天", "2019-10-01", "1949-10-01"),
    ("本世纪中叶", "2021-06-10", "2050~"),
    ("本世纪末", "1998-03-05", "2000~"),
    ("下世纪的前十年", "1998-03-05", "2001/2010"),
    ("上世纪五十年代", "2021-06-10", "195X"),
    ("六十年代初期", "1982-12-10", "1960~/1963~"),
    ("80年代后期", "2021-06-10", "1987~/1989~"),
    ("二〇三五年到本世纪中叶", "2021-06-10", "2035/2050~"),
    ("癸卯兔年", "2023-12-31", "2023"),
    ("农历兔年", "2023-01-20", "2023"),
    ("国庆节", "2021-06-10", "2021-10-01"),
]


def edtf(text: str, *, context: str | None = None, reference: str | None = None) -> str | None:
    found = dates.value(text, context=context, reference=reference)
    return None if found is None else found.edtf


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
def test_absolute(text: str, expected: str) -> None:
    assert edtf(text) == expected
    assert edtf(text, context="1970-01-01", reference="2021-06-10") == expected


@pytest.mark.parametrize(("text", "reference", "expected"), RELATIVE)
def test_relative(text: str, reference: str, expected: str) -> None:
    assert edtf(text, reference=reference) == expected
    assert edtf(text) is None or text == "80年代后期" or text == "六十年代初期"


@pytest.mark.parametrize(
    ("text", "context", "reference", "expected"),
    [
        ("6月15日", "2019-04-01", "2021-06-10", "2019-06-15"),
        ("18日", "2019-04-15", "2021-06-10", "2019-04-18"),
        ("同年7月", "1978", None, "1978-07"),
        ("当年", "2012-03", "2021", "2012"),
        ("次年", "2012", None, "2013"),
        ("年底", "2016/2020", "2021", "2020-12"),
        ("今年", "2012", "2021", "2021"),
    ],
)
def test_context_lends_what_is_not_said(
    text: str, context: str, reference: str | None, expected: str
) -> None:
    assert edtf(text, context=context, reference=reference) == expected


@pytest.mark.parametrize(
    "text", ["春节", "几千年来", "x月x日", "2021年2月30日", "2021年13月", "", "同年", "昨天"]
)
def test_no_value(text: str) -> None:
    assert edtf(text) is None


def test_values_read_on_from_date_to_date() -> None:
    text = "2019年4月15日开幕，18日闭幕，6月验收。\n3月起草，20日公布，同年报批。"
    found = dates.values(dates.find(text), text, reference="2021-06-10")
    assert [value and value.edtf for value in found] == [
        "2019-04-15", "2019-04-18", "2019-06", "2021-03", "2021-03-20", "2021",
    ]  # fmt: skip


@given(st.text(alphabet="0123456789年月日至到一二三十〇五来前近去今“”世纪代底初X-/~多第个", max_size=14))
@settings(derandomize=True, max_examples=500)
def test_total_and_well_formed(text: str) -> None:
    value = edtf(text, context="2019-04-15", reference="2021-06-10")
    if value is not None:
        first, _, last = value.partition("/")
        part = r"-?[0-9X]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?~?"
        assert re.fullmatch(part, first), value
        assert not last or last == ".." or re.fullmatch(part, last), value


@given(st.dates(), st.integers(-50, 50))
@settings(derandomize=True)
def test_shifting_there_and_back(day: date, count: int) -> None:
    moment = Moment(day.year, day.month, day.day)
    for unit in ("天", "周"):
        there = moment.shifted(unit, count)
        assert there.year is None or there.shifted(unit, -count) == moment
    assert last_moment(moment.edtf()) == moment


def test_interval_takes_the_outer_ends() -> None:
    assert interval("2019-01/2019-06", "2020/2021") == "2019-01/2021"
    assert interval("2019", "2019") == "2019"
    assert interval(None, "2019") is None
