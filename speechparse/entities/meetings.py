"""Meetings by their form: party congresses and plenums, sessions of people's congresses."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from speechparse.entities.candidates import Candidate
from speechparse.text.pair_scan import PairScan

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_LEVEL = "省|市|县|区|州|自治区|自治州"
# 十大 alone is more often a tally (十大行动), and so is a bare 七大.
_CONGRESS = "(?:党的|中共)(?:二十[一-九]?|十?[一二三四五六七八九]|十)大(?![会型家])|(?:二十|十[一二三四五六七八九])大(?![会型家])"
_PLENUM = f"(?:党的|中共|中国共产党)?{_NUMERAL}届(?:{_NUMERAL}中(?:全会)?[、和及]){{0,5}}{_NUMERAL}中全会"
_SESSION = f"(?:{_LEVEL})?第?{_NUMERAL}届(?:全国)?(?:人大|人民代表大会|政协)(?:常务委员会|常委会)?(?:第)?{_NUMERAL}次会议"
_LOCAL = f"(?:{_LEVEL})(?:委)?第?{_NUMERAL}(?:次党代(?:会|表大会)|届{_NUMERAL}次全(?:会|体会议))"
_PATTERN = regex.compile(f"{_PLENUM}|{_SESSION}|{_LOCAL}|{_CONGRESS}")


# Each of these names holds a numeral before 届, 次 or 大, not far from its beginning nor from its end.
_ORDINALS = PairScan([("一二三四五六七八九十", "届次大")])
_BEFORE, _BEHIND = 10, 120


def find(text: str) -> Iterator[Candidate]:
    """The meetings that their form alone gives away."""
    read = 0
    for at in _ORDINALS.find(text):
        if at >= read and (match := _PATTERN.search(text, max(read, at - _BEFORE), at + _BEHIND)):
            yield Candidate(match.start(), match.end(), "EVENT", "form:meeting", certain=True)
            read = match.end()
