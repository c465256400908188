"""Numbers as they are written in Chinese: Arabic, in characters, or mixed; patterns and values.

All patterns are for folded text, where full-width digits are ASCII digits.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

HAN_DIGITS = dict(zip("〇○零一二三四五六七八九两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
"""Value of the digits in characters."""

_SCALES = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

HAN = "〇○零一二三四五六七八九两十廿卅百千万亿"
"""All characters of a whole number in characters."""

ARABIC = (
    r"[0-9](?:[0-9]{0,2}(?:,[0-9]{3}(?![0-9])){1,6}|[0-9]{0,17}+|(?: [0-9](?![0-9])){1,12})"
    r"(?: ?\.[0-9]{1,9})?"
)
"""Pattern of a number in digits: `1234.5`, `1,234`, and with its digits spaced out, `4 9 2 5 0`."""

_LONGEST = 40
"""Longer runs of numerals are no numbers."""

_PART = re.compile(
    rf"(?P<digits>[0-9]+(?:\.[0-9]+)?)(?P<scale>[十百千万亿]*)"
    rf"|(?P<han>[{HAN}]+)(?:点(?P<fraction>[{HAN}]+?))?(?P<han_scale>[万亿]*(?![{HAN}]))"
)


def parse_number(text: str) -> float | None:
    """Value of a number in digits, in characters or in both, or None.

    1,234.5 -> 1234.5   1.2万亿 -> 1.2e12   1万6千 -> 16000   十二亿三千万 -> 1230000000
    一九八七 -> 1987   两百 -> 200   廿一 -> 21   一点二六 -> 1.26   4 9 2 -> 492   几百 -> None

    Args:
        text: A folded string that is nothing but the number.
    """
    text = "".join(text.split()).replace(",", "")
    if len(text) > _LONGEST:
        return None
    total, at = Decimal(0), 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None:
            return None
        if match["digits"]:
            part = Decimal(match["digits"])
        else:
            part = _whole(match["han"])
            if match["fraction"]:
                part += _digits_in_row(match["fraction"]) / 10 ** len(match["fraction"])
        for scale in match["scale"] or match["han_scale"] or "":
            part *= _SCALES[scale]
        total, at = total + part, match.end()
    return float(total) if text else None


def parse_integer(text: str) -> int | None:
    """Value of a whole number, or None: 三十 -> 30, 1.5 -> None."""
    value = parse_number(text)
    return int(value) if value is not None and value == int(value) else None


def _whole(text: str) -> Decimal:
    """Value of a whole number in characters, in the long or in the telephone manner."""
    if len(text) > 1 and set(text) <= HAN_DIGITS.keys():
        return _digits_in_row(text)
    # `section` is what stands since the last 万 or 亿; a magnitude without a digit counts once: 百亿 -> 1e10.
    total = section = digit = 0
    for char in text:
        scale = _SCALES.get(char, 0)
        if not scale:
            digit = HAN_DIGITS[char]
        elif scale < 10**4:
            section, digit = section + (digit or 1) * scale, 0
        else:
            here = section + digit
            # 万亿 and 十二万三千亿 multiply all before; 三亿六千万 adds a section of its own.
            multiplies = total and (total < scale or not here)
            total = (total + here) * scale if multiplies else total + (here or 1) * scale
            section = digit = 0
    if digit and text[-2:-1] in ("百", "千", "万", "亿"):
        digit *= _SCALES[text[-2]] // 10  # 三百六 is 360, 两万五 is 25000
    return Decimal(total + section + digit)


def _digits_in_row(text: str) -> Decimal:
    """一九八七 -> 1987."""
    return Decimal("".join(str(HAN_DIGITS.get(char, char)) for char in text))


class Vague(NamedTuple):
    """What `几` and `数` leave open: the smallest and the largest value meant."""

    low: float
    high: float


_VAGUE = re.compile(rf"([{HAN}0-9]*)[几数]([{HAN}]*)")


def parse_vague(text: str) -> Vague | None:
    """Bounds of a number with `几` or `数` for a digit, which stands for 2 to 9, or None.

    几十 -> (20, 90)   数千 -> (2000, 9000)   十几 -> (11, 19)   十几万 -> (110000, 190000)
    """
    match = _VAGUE.fullmatch("".join(text.split()))
    if match is None:
        return None
    before, after = match.groups()
    if before:
        base, scale = parse_number(before), parse_number(after or "一")
        if base is None or scale is None or after.strip("万亿"):
            return None
        return Vague((base + 1) * scale, (base + 9) * scale)
    low, high = parse_number("二" + after), parse_number("九" + after)
    return None if low is None or high is None else Vague(low, high)
