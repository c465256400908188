"""Persons told by the words beside them, and words that only look like names."""

import pytest

from speechparse.entities import persons


def found(text: str) -> list[str]:
    return sorted({text[c.start : c.end] for c in persons.find(text)})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县委书记周望山出席会议并讲话,县长李禾主持会议。", ["周望山", "李禾"]),
        ("校党委书记顾维桢、校长林若谷作报告。", ["林若谷", "顾维桢"]),
        ("政府工作报告\n县长  沈以恒\n各位代表:", ["沈以恒"]),
        ("近年来,王秋禾同志扎根山村。", ["王秋禾"]),
        ("联系人是老师张××,电话另告。", ["张××"]),
    ],
)
def test_names_beside_offices(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "总书记高度重视这项工作。",
        "我代表党中央,向大家问好。",
        "全党同志要牢记宗旨。",
        "各位代表,同志们:",
        "总书记强调,要抓好春耕。",
        "一切为了学生成长,以学生为本。",
        "青年同志们要努力。",
    ],
)
def test_words_that_look_like_names(text: str) -> None:
    assert found(text) == []
