"""Folding takes one character to one, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from speechparse.data import rows
from speechparse.text.folding import fold

folding = settings(derandomize=True, deadline=None)


@folding
@given(st.text())
@example("\U0010ffff\x00")
def test_the_length_is_kept(text: str) -> None:
    assert len(fold(text)) == len(text)


@folding
@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@folding
@given(st.text(), st.text())
def test_each_character_is_folded_for_itself(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


def test_every_row_of_the_table_holds_and_ends_where_it_stays() -> None:
    table = list(rows("folding.tsv"))
    assert len(table) > 4000
    for char, plain in table:
        assert fold(char) == plain, char
        assert fold(plain) == plain, char


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（一）２０２４年５月，增长１２％；好！", "(一)2024年5月,增长12%;好!"),
        ("ＧＤＰ：ａｂｃ～？", "GDP:abc~?"),
        ("向大會報告過去一年的經濟發展", "向大会报告过去一年的经济发展"),
        ("⻓江⼀带，⻛调⾬顺", "长江一带,风调雨顺"),
        ("「春耕」『秋收』", "“春耕”‘秋收’"),
        ("甲\u00a0乙", "甲 乙"),
        ("――讲话", "——讲话"),
        ("", ""),
    ],
)
def test_forms_become_plain(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text",
    [
        "㈠㈡⑴⑵⒈⒉①②",  # their plain forms take more than one character
        "㎡℃№½",
        "甲\u3000乙\u2003丙",  # wide spaces tell where paragraphs begin
        "行一\n行二\r\n行三\u2028",
        "《〈“‘、。—…·",
        "国务院办公厅",
    ],
)
def test_what_has_no_plain_form_of_one_character_stays(text: str) -> None:
    assert fold(text) == text
