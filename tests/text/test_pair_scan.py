"""Where one character of a set follows one of another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechparse.outline import markers
from speechparse.text.pair_scan import PairScan, occurrences

SCAN = PairScan([("一二", "是 "), ("第", "0一")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("一", []),
        ("一是", [0]),
        ("第一是", [0, 1]),
        ("二\u3000二\x85二\n一", [0, 2, 4]),
        ("是一第是0", []),
        ("𠀀一是", [1]),
    ],
)
def test_pairs(text: str, expected: list[int]) -> None:
    assert SCAN.find(text) == expected


WORDS = st.sampled_from(
    [*"第第一二三四五六七八九十是要则其另个方来首先再次者最后0123 \n、。，：,:.)步点务一一", "方面", "问题"]
)


@given(st.lists(WORDS, max_size=40).map("".join))
def test_the_scans_of_the_markers_miss_nothing(text: str) -> None:
    starts = set(markers._POINT_STARTS.find(text))
    assert {match.start() for match in markers._POINT.finditer(text)} <= starts
    starts = set(markers._INNER_BARE_STARTS.find(text))
    assert {match.start() for match in markers._INNER_BARE.finditer(text)} <= starts


@given(
    st.text(alphabet="甲乙丙", max_size=30), st.lists(st.sampled_from(["甲", "乙甲", "丙丙"]), unique=True)
)
def test_occurrences_are_all_there_in_order(text: str, words: list[str]):
    expected = [at for at in range(len(text)) for word in words if text.startswith(word, at)]
    assert occurrences(text, words) == sorted(expected)


def test_an_empty_second_set_is_anything_and_the_end() -> None:
    assert PairScan([("百万", ""), ("一", "半")]).find("百元一半万") == [0, 2, 4]
    assert PairScan([("百万", "")]).find("万") == [0]
    assert PairScan([("百万", "")]).find("") == []
