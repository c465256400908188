"""Lone surrogates are replaced, each with a diagnostic."""

from __future__ import annotations

import pytest

from speechparse.text.surrogates import replace_surrogates


@pytest.mark.parametrize(
    ("text", "replaced", "places"),
    [
        ("", "", []),
        ("plain", "plain", []),
        ("春耕\U0001f33e", "春耕\U0001f33e", []),
        ("\ud800", "\ufffd", [0]),
        ("甲\udfff乙", "甲\ufffd乙", [1]),
        ("\udc00\ud800甲", "\ufffd\ufffd甲", [0, 1]),
    ],
)
def test_surrogates(text: str, replaced: str, places: list[int]) -> None:
    result, diagnostics = replace_surrogates(text)
    assert result == replaced
    assert [(d.code, d.start, d.end) for d in diagnostics] == [("SP101", at, at + 1) for at in places]


def test_the_message_names_the_surrogate() -> None:
    assert "U+DBFF" in replace_surrogates("\udbff")[1][0].message
