import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities import headed
from speechparse.entities.spotter import Meanings, Spotter


def _find(text: str) -> list[list[int]]:
    """Start, end, label and way of every stretch."""
    spots = []
    for words in (headed.heads(), headed.leads()):
        numbers = {word: number for number, word in enumerate(words)}
        spots.append(Meanings(numbers, words).of(Spotter(words).find(text), leftmost=True))
    return headed.find(text, *spots).tolist()


def _found(text: str, way: str, label: str) -> list[str]:
    """The stretches that one way of telling their beginning gives, alone or with others."""
    number = headed.LABELS.index(label)
    by = [n for n, ways in enumerate(headed.WAYS) if way in re.split(", | and ", ways)]
    return [text[start:end] for start, end, told, how in _find(text) if told == number and how in by]


@pytest.mark.parametrize(
    ("text", "way", "label", "expected"),
    [
        ("召开深入推动青禾种业发展座谈会", "opener", "EVENT", ["深入推动青禾种业发展座谈会"]),
        ("召开深入推动青禾种业发展座谈会", "verb", "EVENT", ["青禾种业发展座谈会"]),
        ("青禾种业提质工程", "opener", "PROGRAM", []),
        ("实施青禾提质工程和稻花保护工程", "opener", "PROGRAM", ["青禾提质工程"]),
        ("实施青禾提质工程和稻花保护工程", "verb", "PROGRAM", ["青禾提质工程", "稻花保护工程"]),
        ("实施“青禾”工程、“稻花”工程", "verb", "PROGRAM", ["“青禾”工程", "“稻花”工程"]),
        ("加快青禾大桥、稻花水库等项目建设", "member", "PROGRAM", ["青禾大桥", "稻花水库"]),
        ("加快青禾大桥、稻花水库等。项目建设", "member", "PROGRAM", []),
        ("大力实施青禾种业提质工程,成效明显", "verb", "PROGRAM", ["青禾种业提质工程"]),
        ("大力实施了青禾种业提质工程", "word", "PROGRAM", ["青禾种业提质工程"]),
        ("开展“青禾进万家”活动", "quoted", "PROGRAM", ["“青禾进万家”活动"]),
        ("出台青禾管理办法。", "verb", "DOC", ["青禾管理办法"]),
        ("召开青禾座谈会。", "verb", "EVENT", ["青禾座谈会"]),
        ("开展“青禾”。进万家活动", "quoted", "PROGRAM", []),
        ("实施。工程", "verb", "PROGRAM", []),
        ("", "verb", "PROGRAM", []),
    ],
)
def test_where_a_name_begins(text: str, way: str, label: str, expected: list[str]):
    assert _found(text, way, label) == expected


@settings(derandomize=True)
@given(st.text(alphabet="推进实施的、“”青禾工程行动活动。\n", max_size=60))
def test_stretches_lie_in_the_text_and_in_one_clause(text: str):
    for start, end, _, _ in _find(text):
        assert 0 <= start < end <= len(text)
        assert "。" not in text[start:end]
        assert "\n" not in text[start:end]
