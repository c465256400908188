"""Where dates stand: examples in inline markup, `<…>` around each date."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities import dates
from speechparse.text.folding import fold


def marked(text: str) -> str:
    """The text with `<…>` around every date found."""
    out, at = [], 0
    for candidate in dates.find(fold(text)):
        out += [text[at : candidate.start], "<", text[candidate.start : candidate.end], ">"]
        at = candidate.end
    return "".join([*out, text[at:]])


@pytest.mark.parametrize(
    "expected",
    [
        # Absolute, in any digits, with a stray blank or break.
        "截至<2018年11月5日>，工程已完工。",
        "自<二〇二一年六月>起施行，到<2035年>基本实现。",
        "<２０２４年５月７日>发布",
        "<1 9 9 7 年>的产量",
        "<2024年\n5月>完成验收",
        "<二0一一年>年均增长",
        "<97年7月>回归",
        # A range is one span; a list with years of its own is none.
        "<2021年至2025年>年均增长",
        "<2025—2027年>分三步",
        "<5月20日至22日>在南昌召开",
        "<1—11月>累计",
        "<一九七五年三、四月>间",
        "<2011年>、<2012年>两年",
        # What bounds the period belongs to it, prepositions and 以来 do not.
        "从<去年底>到<今年10月底>",
        "<2020年底>前完成，<1998年>以来首次，力争<2030年>前达峰",
        "<“十三五”时期>成就显著，<“十五”后两年>",
        "“<十四五>”圆满收官，“十四五”规划顺利实施，编制“十五五”发展规划纲要",
        "<第六个五年计划期间>投资翻番",
        "<20世纪90年代中后期>，<六十年代初期>，<本世纪中叶>",
        # Counted from the speech.
        "<40年来>，<近五年>，<过去一年>，<今后五年>，<未来3到5年>，<这五年>",
        "经过<去年年底>以来的努力，<二十世纪初期>，若干年内",
        "<五年前>立项，<70年前的今天>",
        "<今天>我们开会，<16日下午>讨论，<12月18日晚8时40分>到达",
        "<全年>目标，<上半年>和<前三季度>，<年初>与<年内>",
        "<春节>将至，<癸卯兔年>即将过去，<宋代>的城",
        # None of these is a date.
        "近年来，目前，新时代，长期，今后一个时期，几年来",
        "用两年时间，历时36年，提前一年完成，最后一年",
        "〔2018〕128号文件，建校30周年，第3个月，3个月内",
        "不同年龄，质量提高基础上年均增长，更加美好的明天！",
        "过去几年，前几年，这两年",
    ],
)
def test_dates_in_context(expected: str) -> None:
    assert marked(re.sub("[<>]", "", expected)) == expected


def test_sure_and_doubtful() -> None:
    by_text = {"2018年": True, "去年底": True, "当年": False, "春节": False}
    assert {text: dates.find(text)[0].certain for text in by_text} == by_text


@given(st.text(alphabet="0123456789年月日至到一二三十〇五来前近去今“”世纪代底初 \n,。第号", max_size=60))
@settings(derandomize=True, max_examples=400)
def test_spans_are_ordered_trimmed_and_stable(text: str) -> None:
    found = dates.find(text)
    for candidate in found:
        said = text[candidate.start : candidate.end]
        assert said == said.strip() != ""
        assert not said.startswith((",", "。"))
        assert not said.endswith((",", "。"))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == dates.find(text)
