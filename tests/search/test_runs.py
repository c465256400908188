import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.search.runs import key, plain, runs, tokens

RUNS = [
    ("互联网+、5G 网 络", ["互联网", "+", "5g", "网络"]),
    ("養老服務", ["养老服务"]),
    ("１２．５％", ["12", "5", "%"]),
    ("改革、开放", ["改革", "开放"]),
    ("养老\n　　服务", ["养老服务"]),
    ("2100个", ["2100", "个"]),
    ("①一是", ["一是"]),
    ("！——", []),
    ("", []),
    ("a" * 300, ["a" * 255, "a" * 45]),
]


@pytest.mark.parametrize(("text", "expected"), RUNS)
def test_runs(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["互联网", "5g"], ["互联", "联网", "网", "5g"]),
        (["党"], ["党"]),
        (["改革", "开放"], ["改革", "革", "开放", "放"]),
    ],
)
def test_tokens(found: list[str], expected: list[str]) -> None:
    assert tokens(found) == expected
    assert tokens(found, "t:") == [f"t:{token}" for token in expected]


def test_a_name_has_one_key_however_it_is_written() -> None:
    assert key("“暖心行动”") == key("暖心 行動") == "暖心行动"


@given(st.text(st.characters(exclude_categories=("Cs",))))
@settings(derandomize=True)
def test_plain_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_plain_keeps_the_length_where_small_letters_are_longer() -> None:
    assert plain("İstanbul") == "istanbul"
