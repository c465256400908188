"""How likely a reading of some bytes is: the right one gives common characters, a wrong one rare ones."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache

from speechparse.data import rows

# Natural logarithms of how much likelier a character is in official Chinese than two random bytes
# (1/65536): of the 100 commonest characters each makes up 0.36 % of a text, of the next 200 0.12 %,
# of the next 300 0.055 %, of some 3000 more 0.007 %.
_RANKS = {100: 5.5, 300: 4.4, 600: 3.6}
_FREQUENT = 1.5
_RARE = -3.0
_PUNCTUATION = 5.0
_SYMBOL = 1.0
_LATIN = 2.0
_FOREIGN = -1.0
_WRONG = -6.0

_COMMON_PUNCTUATION = "　、。《》〈〉「」『』【】〔〕“”‘’—…，：；（）！？·×"
# One byte is no evidence: single-byte text stands at zero.
_NEUTRAL = "\t\n\v\f\r\x1a\x1b"


def likelihood(text: str) -> float:
    """Sum of the characters' log-likelihoods; of several readings of the same bytes the highest is right."""
    return sum(_weight(char) * count for char, count in Counter(text).items())


def plausible(text: str) -> bool:
    """Whether the characters beyond ASCII are, on the whole, those of a Chinese text."""
    return likelihood(text) >= 0


@cache
def _common() -> dict[str, float]:
    weights = dict.fromkeys(_COMMON_PUNCTUATION, _PUNCTUATION)
    for rank, _script, chars in rows("common_characters.tsv"):
        weights |= dict.fromkeys(chars, _RANKS[int(rank)])
    return weights


@cache
def _weight(char: str) -> float:
    """Log-likelihood of one character."""
    if char in _NEUTRAL or " " <= char <= "~":
        return 0.0
    if char in _common():
        return _common()[char]
    if "\u4e00" <= char <= "\u9fff":
        return _FREQUENT if _first_level(char) else _RARE
    # Hardly ever a misreading; just above what `é` in UTF-8 counts when it is read as GBK (茅).
    if "\u00c0" <= char <= "\u024f":
        return _LATIN
    if "\uff01" <= char <= "\uff5e":
        return _SYMBOL * 2
    category = unicodedata.category(char)
    if category[0] == "C" or char == "\ufffd" or "\uac00" <= char <= "\ud7a3":
        return _WRONG
    if category[0] in "PSNZ":
        return _SYMBOL
    return _RARE if char >= "\u3100" else _FOREIGN


def _first_level(char: str) -> bool:
    """Whether the character stands in level 1 of GB 2312 (rows 16 to 55) or of Big5 (0xA440 to 0xC67E)."""
    gb, big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return b"\xb0" <= gb[:1] <= b"\xd7" or b"\xa4" <= big5[:1] <= b"\xc6"
