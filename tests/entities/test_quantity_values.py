"""What quantities are worth: text, value, unit, bounds, approximate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities import quantities
from speechparse.entities.quantity_values import linked_pairs, value
from speechparse.model import Quantity


def quantity(
    number: float | None,
    unit: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
    near: bool = False,
) -> Quantity:
    return Quantity(value=number, unit=unit, low=low, high=high, approximate=near)


CASES = [
    ("60个", quantity(60, "个")),
    ("70元", quantity(70, "元")),
    ("近73万", quantity(730000, high=730000, near=True)),
    ("近2亿人次", quantity(2e8, "人次", high=2e8, near=True)),
    ("60%以上", quantity(60, "%", low=60)),
    ("20多个", quantity(20, "个", low=20, near=True)),
    ("620多万", quantity(6.2e6, low=6.2e6, near=True)),
    ("1万多个", quantity(10000, "个", low=10000, near=True)),
    ("30余项", quantity(30, "项", low=30, near=True)),
    ("1倍多", quantity(1, "倍", low=1, near=True)),
    ("2个多百分点", quantity(2, "个百分点", low=2, near=True)),
    ("1个多月", quantity(1, "个月", low=1, near=True)),
    ("1.2万亿元", quantity(1.2e12, "元")),
    ("820.1亿斤", quantity(82010000000, "斤")),
    ("1,234.5公里", quantity(1234.5, "公里")),
    ("4 9 2 5 0 万吨", quantity(492500000, "吨")),
    ("1万6千多户", quantity(16000, "户", low=16000, near=True)),
    ("1亿元人民币", quantity(1e8, "元")),
    ("300万千瓦", quantity(3e6, "千瓦")),
    ("三十万千瓦", quantity(300000, "千瓦")),
    ("百万千瓦级", quantity(1e6, "千瓦", near=True)),
    ("万吨级", quantity(10000, "吨", near=True)),
    ("千亿级", quantity(1e11, near=True)),
    ("7级以上", quantity(7, "级", low=7)),
    ("M7.1级", quantity(7.1, "级")),
    ("二百零七亿元", quantity(20700000000, "元")),
    ("四十七点三万亿元", quantity(47.3e12, "元")),
    ("两千四百多件", quantity(2400, "件", low=2400, near=True)),
    ("一点二六倍", quantity(1.26, "倍")),
    ("几十万个", quantity(None, "个", low=200000, high=900000, near=True)),
    ("数千年", quantity(None, "年", low=2000, high=9000, near=True)),
    ("上万人", quantity(10000, "人", low=10000)),
    ("超千亿元", quantity(1e11, "元", low=1e11)),
    ("不低于40%", quantity(40, "%", low=40)),
    ("不超过30个", quantity(30, "个", high=30)),
    ("不到70万亿元", quantity(70e12, "元", high=70e12)),
    ("500万元及以下", quantity(5e6, "元", high=5e6)),
    ("5.5%以内", quantity(5.5, "%", high=5.5)),
    ("约4000亿元", quantity(4e11, "元", near=True)),
    ("5.5%左右", quantity(5.5, "%", near=True)),
    ("5000—10000元", quantity(None, "元", low=5000, high=10000)),
    ("5000—1万元", quantity(None, "元", low=5000, high=10000)),
    ("3-5万元", quantity(None, "元", low=30000, high=50000)),
    ("600-700万亿元", quantity(None, "元", low=6e14, high=7e14)),
    ("6个月至12个月", quantity(None, "个月", low=6, high=12)),
    ("5―6级", quantity(None, "级", low=5, high=6)),
    ("百分之五", quantity(5, "%")),
    ("百分之十二点三", quantity(12.3, "%")),
    ("百分之百", quantity(100, "%")),
    ("百分之三至五", quantity(None, "%", low=3, high=5)),
    ("千分之二", quantity(2, "‰")),
    ("三分之二", quantity(2 / 3)),
    ("1/10", quantity(0.1)),
    ("一半", quantity(0.5)),
    ("近一半", quantity(0.5, high=0.5, near=True)),
    ("逾六成", quantity(60, "%", low=60)),
    ("翻一番", quantity(2, "倍")),
    ("翻番", quantity(2, "倍")),
    ("翻了两番", quantity(4, "倍")),
    ("翻了两番还要多", quantity(4, "倍", low=4, near=True)),
    ("翻倍", quantity(2, "倍")),
    ("X亿元", quantity(None, "元")),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_value(text: str, expected: Quantity) -> None:
    assert value(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_what_has_a_value_is_found(text: str) -> None:
    assert [(c.start, c.end) for c in quantities.find(text)] == [(0, len(text))]


@pytest.mark.parametrize("text", ["", "个", "以上", "多个"])
def test_no_value(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由2个增加到5个", [("2个", "5个")]),
        ("标准从70元提高到88元，覆盖20个县", [("70元", "88元")]),
        ("从2012年的54万亿元增长到2024年的134万亿元", [("54万亿元", "134万亿元")]),
        ("由10%下降至5%，由3家变为8家", [("10%", "5%"), ("3家", "8家")]),
        ("新增5个、改造6个", []),
        ("建成3个。提高到5个", []),
    ],
)
def test_linked_pairs(text: str, expected: list[tuple[str, str]]) -> None:
    spans = quantities.find(text)
    said = [text[span.start : span.end] for span in spans]
    assert [(said[a], said[b]) for a, b in linked_pairs(spans, text)] == expected


@given(
    st.floats(0, 10**9, allow_nan=False).map(lambda number: f"{number:.2f}"),
    st.sampled_from(["元", "%", "个", "公里"]),
)
@settings(derandomize=True)
def test_digits_keep_their_value(number: str, unit: str) -> None:
    assert value(number + unit) == Quantity(value=float(number), unit=unit)


@given(
    st.text(
        alphabet="0123456789.,-/至到一二三十百千万亿几数个元%分之半成倍年多余近超约以上第翻番点级X ",
        max_size=16,
    )
)
@settings(derandomize=True, max_examples=500)
def test_total(text: str) -> None:
    result = value(text)
    if result is not None and result.low is not None and result.value is not None:
        assert result.low <= result.value
