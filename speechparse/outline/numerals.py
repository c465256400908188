"""The small numbers that count units: Chinese, Arabic, circled."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=1024)
def parse_numeral(text: str) -> int | None:
    """Value of a Chinese, Arabic, full-width or circled numeral, or None.

    十 -> 10   二十一 -> 21   一百零三 -> 103   〇 -> 0   ③ -> 3   ⒓ -> 12   ㈡ -> 2   １２ -> 12   第 -> None
    """
    if text.isdecimal():
        return int(text)
    if len(text) == 1 and text not in _POWERS and text not in _DIGITS:
        plain = "".join(char for char in unicodedata.normalize("NFKC", text) if char not in "().")
        return None if plain == text or not plain else parse_numeral(plain)
    if text and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _POWERS:
            total += (digit or 1) * _POWERS[char]
            digit = 0
        else:
            return None
    return total + digit if text else None
