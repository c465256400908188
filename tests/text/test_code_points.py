"""Characters looked up in tables."""

from __future__ import annotations

from speechparse.text.code_points import character_set, code_points, look_up


def test_code_points() -> None:
    assert code_points("一a𠀀").tolist() == [0x4E00, 0x61, 0x20000]
    assert code_points("").tolist() == []


def test_what_lies_beyond_the_table_is_none_of_the_characters() -> None:
    assert look_up(character_set("一是"), "一、是𠀀").tolist() == [True, False, True, False]
