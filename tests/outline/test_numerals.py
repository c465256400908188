"""The values of the small numbers that count units."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.outline.numerals import parse_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1), ("两", 2), ("九", 9), ("十", 10), ("十一", 11), ("二十", 20), ("二十一", 21), ("九十九", 99),
        ("一百", 100), ("一百零三", 103), ("一百一十", 110), ("一百二十三", 123), ("二百五十", 250), ("一千零一", 1001),
        ("〇", 0), ("零", 0), ("二〇", 20), ("一〇三", 103), ("二〇二四", 2024),
        ("1", 1), ("12", 12), ("007", 7), ("１２", 12),
        ("①", 1), ("⑳", 20), ("⑴", 1), ("⒇", 20), ("⒈", 1), ("⒓", 12), ("㈠", 1), ("㈩", 10),
    ],
)  # fmt: skip
def test_numerals(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "第", "一是", "第一", "1.5", "-1", "a", "( )", "十个", "㎡", "½", "○"])
def test_what_is_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


DIGITS = "零一二三四五六七八九"


def in_characters(value: int) -> str:
    """A number below 1000 as it is said."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{'' if tens == 1 and not hundreds else DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones or not value else "")


@settings(derandomize=True)
@given(st.integers(1, 999))
def test_every_number_said_is_read(value: int) -> None:
    assert parse_numeral(in_characters(value)) == value


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=6))
def test_any_text_has_a_value_or_none(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0
