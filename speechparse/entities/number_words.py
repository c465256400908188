"""Numbers as they are written in Chinese: Arabic, in characters, or mixed; patterns and values.

All patterns are for folded text, where full-width digits are ASCII digits.
"""

from __future__ import annotations

import re
from typing import NamedTuple

HAN_DIGITS = dict(zip("〇○零一二三四五六七八九两", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))
"""Value of the digits in characters."""

_TENS = {"十": 10, "廿": 20, "卅": 30, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}

HAN = "〇○零一二三四五六七八九两十廿卅百千万亿"
"""All characters of a whole number in characters."""

ARABIC = r"[0-9](?:[0-9]{0,2}(?:,[0-9]{3}(?![0-9]))+|[0-9]*|(?: [0-9](?![0-9]))+)(?: ?\.[0-9]+)?"
"""Pattern of a number in digits: `1234.5`, `1,234`, and with its digits spaced out, `4 9 2 5 0`."""

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MIXED = re.compile(rf"([0-9]+(?:\.[0-9]+)?)([百千万亿]*)|([{HAN}]+)(?:点([{HAN}]+))?([百千万亿]*)")


def parse_number(text: str) -> float | None:
    """Value of a number in digits, in characters or in both, or None.

    1,234.5 -> 1234.5   1.2万亿 -> 1.2e12   1万6千 -> 16000   十二亿三千万 -> 1230000000
    一九八七 -> 1987   两百 -> 200   廿一 -> 21   一点二六 -> 1.26   4 9 2 -> 492   几百 -> None

    Args:
        text: A folded string that is nothing but the number.
    """
    text = "".join(text.split()).replace(",", "")
    if _PLAIN.fullmatch(text):
        return float(text)
    total, at = 0.0, 0
    while at < len(text):
        match = _MIXED.match(text, at)
        if match is None:
            return None
        arabic, arabic_scale, han, fraction, han_scale = match.groups()
        value = float(arabic) if arabic else _han_value(han, fraction)
        if value is None:
            return None
        for scale in arabic_scale or han_scale or "":
            value *= _MYRIADS.get(scale) or _TENS[scale]
        total, at = total + value, match.end()
    return total if text else None


def parse_integer(text: str) -> int | None:
    """Value of a whole number, or None: 三十 -> 30, １２ folded -> 12, 1.5 -> None."""
    value = parse_number(text)
    return int(value) if value is not None and value == int(value) else None


def _han_value(text: str, fraction: str | None) -> float | None:
    """Value of a number in characters, the digits behind `点` apart."""
    whole = _positional(text) if len(text) > 1 and set(text) <= HAN_DIGITS.keys() else _additive(text)
    if fraction is None:
        return whole
    if not set(fraction) <= HAN_DIGITS.keys():
        return None
    return whole + _positional(fraction) / 10.0 ** len(fraction)


def _positional(text: str) -> float:
    """一九八七 -> 1987."""
    return float("".join(str(HAN_DIGITS[char]) for char in text))


def _additive(text: str) -> float:
    """十二亿三千万 -> 1230000000; a unit without a digit before it counts once: 百亿 -> 1e10."""
    total = section = digit = 0
    for char in text:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        else:
            # 万亿 multiplies what stands before it as a whole; 三亿六千万 adds two sections.
            scale = _MYRIADS[char]
            below = section + digit
            if below == 0 and total:
                total *= scale
            elif total and total < scale:
                total = (total + below) * scale
            else:
                total += (below or 1) * scale
            section = digit = 0
    return float(total + section + digit)


class Vague(NamedTuple):
    """What `几` and `数` leave open: the smallest and the largest value meant."""

    low: float
    high: float


_VAGUE = re.compile(rf"([{HAN}]*)[几数]([{HAN}]*)")


def parse_vague(text: str) -> Vague | None:
    """Bounds of a number with `几` or `数` for a digit, which stands for 2 to 9, or None.

    几十 -> (20, 90)   数千 -> (2000, 9000)   十几 -> (11, 19)   几十万 -> (200000, 900000)
    """
    match = _VAGUE.fullmatch("".join(text.split()))
    if match is None:
        return None
    before, after = match.groups()
    if before:
        base = parse_number(before)
        return None if base is None or after else Vague(base + 1, base + 9)
    low, high = parse_number("二" + after), parse_number("九" + after)
    return None if low is None or high is None else Vague(low, high)
