"""Numbers in digits, in characters, and mixed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.number_words import parse_integer, parse_number, parse_vague


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        ("1,234.5", 1234.5),
        ("4 9 2", 492),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿一", 21),
        ("两百", 200),
        ("一百零五", 105),
        ("三百六", 360),
        ("两万五", 25000),
        ("一九八七", 1987),
        ("二〇一八", 2018),
        ("一九八○", 1980),
        ("百亿", 1e10),
        ("万亿", 1e12),
        ("十二亿三千万", 1230000000),
        ("三亿六千万", 360000000),
        ("十二万三千亿", 12300000000000),
        ("1.2万亿", 1.2e12),
        ("1万6千", 16000),
        ("820.1亿", 82010000000),
        ("一点二六", 1.26),
        ("四十七点三万亿", 47.3e12),
    ],
)
def test_parse_number(text: str, expected: float) -> None:
    assert parse_number(text) == expected


@pytest.mark.parametrize("text", ["", "几百", "第三", "个", "1.5.2", "点五", "1" * 5000, "万" * 5000])
def test_not_a_number(text: str) -> None:
    assert parse_number(text) is None


def test_parse_integer() -> None:
    assert parse_integer("三十") == 30
    assert parse_integer("1.5") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("几十", (20, 90)),
        ("数千", (2000, 9000)),
        ("十几", (11, 19)),
        ("几十万", (200000, 900000)),
        ("十几亿", (11e8, 19e8)),
        ("三十", None),
    ],
)
def test_parse_vague(text: str, expected: tuple[int, int] | None) -> None:
    assert parse_vague(text) == expected


def in_characters(number: int) -> str:
    """A number below 100 000 000 as it is written in characters, zeros and all."""
    digits, places = "零一二三四五六七八九", ("", "十", "百", "千")
    if number >= 10000:
        low = number % 10000
        gap = "零" if 0 < low < 1000 else ""
        return in_characters(number // 10000) + "万" + gap + (in_characters(low) if low else "")
    out, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + places[place]
            zero = False
        else:
            zero = True
    return out or "零"


@given(st.integers(0, 10**8 - 1))
@settings(derandomize=True, max_examples=300)
def test_characters_and_digits_agree(number: int) -> None:
    assert parse_number(in_characters(number)) == number
    assert parse_number(str(number)) == number
    assert parse_number(f"{number:,}") == number
