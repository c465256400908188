"""What a quantity is worth: value, unit, bounds, and whether the text calls it approximate.

`以上`, `超` and `不低于` give a lower bound, `以下`, `不到` and `不超过` an upper one; `多` is approximate with a
lower bound, `近` approximate with an upper one, `约` and `左右` are approximate without bounds. A range has
bounds and no value. Shares come in percent (百分之五, 五成) or as plain numbers (三分之二, 一半); 番 comes as
倍, of the new against the old: 翻一番 is 2 倍, 翻两番 is 4 倍.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from speechparse.entities.extent import Extent
from speechparse.entities.number_words import HAN, parse_number, parse_vague
from speechparse.model import Quantity

_LOW, _HIGH, _NEAR = "low", "high", "near"
_PREFIXES = {
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", "最少", "超", "逾", "上"), (_LOW,)),
    **dict.fromkeys(("不高于", "不多于", "不超过", "不大于", "最多", "不到", "不足"), (_HIGH,)),
    **dict.fromkeys(("近", "将近"), (_HIGH, _NEAR)),
    **dict.fromkeys(("约", "大约"), (_NEAR,)),
}
_SUFFIXES = {
    **dict.fromkeys(("以上", "还要多"), (_LOW,)),
    **dict.fromkeys(("以下", "以内", "之内"), (_HIGH,)),
    **dict.fromkeys(("左右", "上下"), (_NEAR,)),
}
_MORE = (_LOW, _NEAR)
_UNITS = {"元人民币": "元", "块钱": "元", "㎡": "平方米", "㎞": "公里", "㎝": "厘米", "㎜": "毫米"}
_SHARES = {"百": "%", "千": "‰", "万": "‱"}

_FRAME = re.compile(
    rf"(?P<prefix>M[LSWsw]?(?=[0-9])|(?:{'|'.join(_PREFIXES)})*) ?(?P<body>.*?)"
    rf" ?(?:\(含\)|及)?(?P<suffix>{'|'.join(_SUFFIXES)})?",
    re.DOTALL,
)
# A number in digits with its magnitude and a unit without any character that could say more: 60个, 1.2万亿元.
_PLAIN = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?[百万亿]*)(?P<unit>[^0-9A-Za-z十百千万亿多余几数级成以左右上下之内还分点至到~–—―.,/-]*)"
)
_SPLIT = re.compile(r" ?(?:至|到|[-—–~―]{1,2}) ?")
# The 千 of 千瓦 and 千米 belongs to the unit.
_SCALE = r"(?:[百万亿]|千(?![瓦米克伏卡]))"
_SMALL = "".join(char for char in HAN if char not in "百千万亿")
_NUMBER = rf"(?:[0-9][0-9,. ]*|[{_SMALL}几数]|点(?=[{HAN}])|{_SCALE})+"
_COUNTED = re.compile(rf"(?P<number>{_NUMBER})(?P<more>[多余])?(?P<scale>{_SCALE}*) ?(?P<unit>.*)", re.DOTALL)
_SHARE = re.compile(rf"(?P<whole>[{HAN}]+)分之 ?(?P<part>[{HAN}点0-9.]+)")
_SLASHED = re.compile(r"([0-9]+)/([0-9]+)")
_DOUBLING = re.compile(r"翻了?(?:(?P<times>[一两二三四五1-9])?番|一?倍)(?P<more>还要多|以上|多)?")


class _Amount(NamedTuple):
    """A number with its unit.

    Attributes:
        value: The number, None where it is vague or blanked out.
        unit: The unit in its normal form.
        marks: Which of low, high and near the amount itself says.
        low: Smallest value of a vague number.
        high: Largest value of a vague number.
        mantissa: The number without the magnitude written behind it.
    """

    value: float | None
    unit: str = ""
    marks: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    mantissa: float = 0.0


@lru_cache(maxsize=1 << 16)
def value(text: str) -> Quantity | None:
    """The value of a quantity, or None where the text is none.

    近73万 -> 730000, at most, approximate   20多个 -> 20 个, at least, approximate   60%以上 -> 60 %, at least
    翻一番 -> 2 倍   百分之五 -> 5 %   5000—10000元 -> 5000 to 10000 元   三分之二 -> 0.667   一半 -> 0.5

    Args:
        text: The text of a span of `quantities.find`, folded.
    """
    text = "".join(text.split())
    if plain := _PLAIN.fullmatch(text):  # as most quantities are
        number = parse_number(plain["number"])
        if number is not None:
            return Quantity(value=number, unit=_UNITS.get(plain["unit"], plain["unit"]))
    doubling = _DOUBLING.fullmatch(text)
    if doubling:
        times = 2.0 ** (parse_number(doubling["times"] or "一") or 1)
        low = times if doubling["more"] else None
        return Quantity(value=times, unit="倍", low=low, approximate=doubling["more"] in ("多", "还要多"))
    frame = _FRAME.fullmatch(text)
    if frame is None:
        return None
    marks = set(_PREFIXES.get(frame["prefix"], ())) | set(_SUFFIXES.get(frame["suffix"] or "", ()))
    if frame["prefix"] == "至少上":
        marks.add(_LOW)
    ends = _SPLIT.split(frame["body"])
    if len(ends) == 2:
        return _range(ends[0], ends[1], approximate=_NEAR in marks)
    amount = _amount(frame["body"])
    if amount is None:
        return None
    marks.update(amount.marks)
    return Quantity(
        value=amount.value,
        unit=amount.unit,
        low=amount.value if _LOW in marks and amount.low is None else amount.low,
        high=amount.value if _HIGH in marks and amount.high is None else amount.high,
        approximate=_NEAR in marks,
    )


def _range(first: str, second: str, *, approximate: bool) -> Quantity | None:
    """Two bounds; what the first leaves out it shares with the second: 3—5万元, 百分之三至五, 5000—1万元."""
    share = _SHARE.fullmatch(first)
    high = _amount(second) if share is None or "分之" in second else _amount(f"{share['whole']}分之{second}")
    low = _amount(_without_suffix(first))
    if low is None or high is None or low.value is None or high.value is None:
        return None
    bottom = low.value
    if not low.unit and low.value == low.mantissa and 0 < low.value <= high.mantissa:
        bottom = low.value * (high.value / high.mantissa)
    return Quantity(unit=high.unit, low=bottom, high=high.value, approximate=approximate)


def _without_suffix(text: str) -> str:
    return re.sub(rf"(?:{'|'.join(_SUFFIXES)})$", "", text)


def _amount(text: str) -> _Amount | None:
    """A number with its unit, without prefix and suffix."""
    if text in ("一半", "半数"):
        return _Amount(0.5)
    if share := _SHARE.fullmatch(text):
        return _share(share["whole"], share["part"])
    if slashed := _SLASHED.fullmatch(text):
        return _Amount(int(slashed[1]) / int(slashed[2])) if int(slashed[2]) else None
    if text.startswith(("X", "x", "×")):
        return _Amount(None, _unit(text.lstrip("Xx× 万亿"))[0])
    match = _COUNTED.fullmatch(text)
    if match is None:
        return None
    number, scale = match["number"].strip(), match["scale"]
    unit, marks = _unit(match["unit"])
    if unit == "级" and number.endswith(("万", "亿")):
        unit, marks = "", (_NEAR,)
    if match["more"]:
        marks += _MORE
    if vague := parse_vague(number + scale):
        return _Amount(None, unit, (*marks, _NEAR), vague.low, vague.high)
    value = parse_number(number + scale)
    if value is None:
        return None
    if unit == "成":
        return _Amount(value * 10, "%", marks)
    mantissa = parse_number(number.rstrip("十百千万亿") or "一")
    return _Amount(value, unit, marks, mantissa=mantissa or value)


def _share(whole: str, part: str) -> _Amount | None:
    """百分之五 -> 5 %, 三分之二 -> 2/3."""
    above, below = parse_number(part), parse_number(whole)
    if above is None or not below:
        return None
    return _Amount(above, _SHARES[whole], mantissa=above) if whole in _SHARES else _Amount(above / below)


def _unit(text: str) -> tuple[str, tuple[str, ...]]:
    """The unit in its normal form, and what it says: 个多月 -> 个月, more; 万吨级 -> about so many 吨."""
    marks: tuple[str, ...] = ()
    if text.startswith("个多"):
        text, marks = "个" + text[2:], _MORE
    elif text.endswith("多"):
        text, marks = text[:-1], _MORE
    elif text.endswith("级") and len(text) > 1:
        text, marks = text[:-1], (_NEAR,)
    return _UNITS.get(text, text), marks


_CHANGE = re.compile(
    r"[^,。;、!?\n]{0,6}?(?:增加?|增长|提[高升]|上[升调]|[下]降|降低?|减少?|扩大?|扩展|拓展|缩[小短减]|压[缩减]"
    r"|跃升|攀升|回[落升]|升|涨|发展|调[整增减]|下调|变|改)(?:到|至|为|成)[^,。;、!?\n]{0,12}"
)
_PLAIN_CHANGE = re.compile(r"[^,。;、!?\n]{0,4}(?:到|至)[^,。;、!?\n]{0,8}")
_FROM = re.compile(r"[由从自][^,。;、!?\n]{0,12}$")


def linked_pairs(spans: Sequence[Extent], text: str) -> list[tuple[int, int]]:
    """Pairs of indices of quantities of which the text says that the one became the other.

    由2个增加到5个 -> 2个, 5个   从2012年的54万亿元增长到2024年的134万亿元 -> 54万亿元, 134万亿元

    Args:
        spans: The quantities, in text order.
        text: The folded text they stand in.
    """
    pairs = []
    for index in range(len(spans) - 1):
        start, end, after = spans[index].start, spans[index].end, spans[index + 1].start
        if after - end > 24:
            continue
        if _CHANGE.fullmatch(text, end, after) or (
            _PLAIN_CHANGE.fullmatch(text, end, after) and _FROM.search(text, max(0, start - 14), start)
        ):
            pairs.append((index, index + 1))
    return pairs
