"""Where quantities stand: examples in inline markup, `<…>` around each quantity."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities import quantities
from speechparse.text.folding import fold


def marked(text: str) -> str:
    """The text with `<…>` around every quantity found."""
    out, at = [], 0
    for candidate in quantities.find(fold(text)):
        out += [text[at : candidate.start], "<", text[candidate.start : candidate.end], ">"]
        at = candidate.end
    return "".join([*out, text[at:]])


@pytest.mark.parametrize(
    "expected",
    [
        # The unit belongs to the span, the thing counted does not.
        "覆盖<60个>地方，建成<１２套>住房，投资<1.2万亿元>",
        "惠及<近73万>老人，<620多万人次>",
        "受益<14亿多人>",
        "产量<4 9 2 5 0 万吨>，占<7 2 %>",
        "新增<1,234.5公里>，价格<25元人民币>，浓度<27微克/立方米>",
        "改造<1万6千多户>，装机<300万千瓦>，发电<2600亿千瓦时>",
        "亏损<四十多亿元>，接种<2亿1515.5万人>，1 9 9 3 年",
        # Modifiers belong, verbs do not.
        "达到<60%以上>，超过<5.5%左右>，突破<千亿元>",
        "<不低于40%>，<不超过30个>，<超5000人>，<约9.5%>，<至少3次>，<3岁以下>",
        "接近<70%>，节约<3亿元>，签约<5个>",
        # Ranges.
        "补助<5000—10000元>，<3至5年>，<6个月至12个月>，<600-700万亿元>",
        "由<2个>增加到<5个>",
        # Numbers in characters: from 百 on, or a share.
        "<二百零七亿元>，<一百多个>，<三千项>，<十三亿>人口",
        "<百分之五>，<百分之三到百分之五>，<三分之二>，<一半以上>，<逾六成>，<两倍>，<一个百分点>",
        "<翻一番>，<翻了两番>，<上万人>，<数千年>，<万吨级>泊位，<百亿>产业",
        "走访<百余户>群众，培训<千余名>干部，千万要注意，亿万人民",
        "一个、三点、四项、十五个、三十多种、两年",
        # Neither ordinals nor names nor dates.
        "第3位，第十七个，居全国前5位，5G网络，4A级景区，PM2.5，A4纸，2023届毕业生",
        "百强县，千方百计，亿万人民，千家万户，万众一心",
        "30周年，80年代，2018年，5年前，40年来，近3年，过去30年，〔2018〕128号",
        "3本科生，5家庭，2023年5月",
        "15分钟生活圈，一成果，三倍速",
        "投资<X亿元>，增长<X%>，xx市、xx县",
        "xx、xx<8省>参加，<26国>代表",
    ],
)
def test_quantities_in_context(expected: str) -> None:
    assert marked(re.sub("[<>]", "", expected)) == expected


def test_digits_are_sure_and_characters_are_not() -> None:
    by_text = {"60个": True, "近73万": True, "三千项": False, "一半": False}
    assert {text: quantities.find(text)[0].certain for text in by_text} == by_text


@given(
    st.text(
        alphabet="0123456789.,-至到一二三十百千万亿个元%分之半成倍年月多余近超约以上第翻番 \n", max_size=60
    )
)
@settings(derandomize=True, max_examples=400)
def test_spans_are_ordered_and_trimmed(text: str) -> None:
    found = quantities.find(text)
    for candidate in found:
        said = text[candidate.start : candidate.end]
        assert said == said.strip() != ""
        assert not said.endswith((",", ".", "-"))
    assert all(a.end <= b.start for a, b in pairwise(found))
