"""The scans that tell where a pattern is worth a try miss nothing that the pattern itself finds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechparse.entities import dates, documents, meetings, persons, place_marks, quantities
from speechparse.text.folding import fold
from speechparse.text.pair_scan import PairScan

CORPUS = [
    fold(path.read_text("utf-8")) for path in sorted((Path(__file__).parents[2] / "corpus").rglob("*.txt"))
]


def scans() -> Iterable[tuple[str, PairScan, re.Pattern[str]]]:
    """Every scan with each of the patterns that are tried where it says."""
    for rules in dates._by_name().values():
        for name, pattern, _ in rules:
            yield name, dates._starts(), pattern
    yield "numerals", dates._starts(), dates._NUMERAL_START
    yield "words", dates._starts(), dates._patterns().by_word
    for name in quantities._FIRST:
        yield name, quantities._STARTS, quantities._pattern(name)
    marks = place_marks._patterns()
    for name in ("listed", "fused", "directed", "pair"):
        yield name, marks.starts, getattr(marks, name)
    yield "redacted", marks.starts, place_marks._REDACTED
    named = persons._patterns()
    yield "behind_office", named.starts, named.behind_office


SCANS = {name: (scan, pattern) for name, scan, pattern in scans()}
# What the patterns are made of, so that random texts hold what they look for.
CHARACTERS = (
    "0123456789一二三四五十百千万亿两几半年月日号时点周天底初末前后来去今明昨上下本近超翻番倍成分之数"
    "京津冀川渝黔粤港澳台蒙新疆美俄中日欧非法xX×*〇省市县区、，。：（）“”《》 \n\u3000/%.个元"
)
OFTEN = [
    "百分之",
    "以上",
    "以来",
    "书记",
    "主席",
    "同志",
    "李",
    "张三",
    "出席",
    "届",
    "十四五",
    "癸卯",
    "春节",
    "地区",
    "关系",
]
PLANS = [
    "“十三五”",
    "五”",
    "第",
    "十",
    "个五年",
    "第十四个五年规划",
    "计划",
    "和2035年远景目标",
    "纲要",
    "建议",
    "发展",
]
WORDS = st.sampled_from([*CHARACTERS, *OFTEN])


@pytest.mark.parametrize("name", SCANS)
def test_nothing_in_the_corpus_is_missed(name: str) -> None:
    scan, pattern = SCANS[name]
    for text in CORPUS:
        missed = {match.start() for match in pattern.finditer(text)} - set(scan.find(text))
        assert not missed, [text[at : at + 20] for at in missed]


@given(st.lists(WORDS, max_size=60).map("".join))
def test_nothing_in_any_text_is_missed(text: str) -> None:
    text = fold(text)
    for scan, pattern in SCANS.values():
        assert {match.start() for match in pattern.finditer(text)} <= set(scan.find(text))


@given(st.lists(WORDS, max_size=60).map("".join))
def test_quantities_begin_as_is_told(text: str) -> None:
    for name, first in quantities._FIRST.items():
        assert {match[0][0] for match in quantities._pattern(name).finditer(fold(text))} <= set(first)


@given(st.lists(WORDS, max_size=60).map("".join), st.integers(0, 4))
def test_meetings_are_those_of_a_plain_search(text: str, times: int) -> None:
    text = fold(text + "中国共产党十九届二中、三中全会，市第十三届人大四次会议" * times + text)
    plain = [match.span() for match in meetings._PATTERN.finditer(text)]
    assert [(found.start, found.end) for found in meetings.find(text)] == plain


@given(st.lists(st.one_of(WORDS, st.sampled_from(PLANS)), max_size=60).map("".join))
def test_plans_are_those_of_a_plain_search(text: str) -> None:
    text = fold(text)
    plain = [match.span() for match in documents._PLAN.finditer(text)]
    assert [(found.start, found.end) for found in documents.find(text) if found.rule == "form:plan"] == plain
