import random

import pytest

from speechparse.archive.duplicates import find_duplicates, signature

RANDOM = random.Random(7)
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]


def clauses(count: int) -> list[str]:
    return ["".join(RANDOM.choices(CHARACTERS, k=8)) for _ in range(count)]


def found(texts: dict[str, str]) -> list[tuple[str, str]]:
    names = sorted(texts)
    hashes = [str(hash(texts[name])) for name in names]
    signatures = b"".join(signature(texts[name]) for name in names)
    return [(each.document, each.same_as) for each in find_duplicates(names, hashes, signatures)]


LONG = clauses(200)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("，".join(LONG), True),
        ("\n".join(f"　　{clause}；" for clause in LONG), True),  # other marks and lines
        ("，".join(LONG).replace("，", "，\n", 50), True),
        ("，".join([*clauses(10), *LONG]), True),
        ("，".join(LONG[:190]), True),
        ("，".join([*LONG[:100], *clauses(100)]), False),
        ("，".join(clauses(200)), False),
        ("", False),
        ("一，二", False),
    ],
)
def test_pairs(other: str, same: bool) -> None:
    assert found({"a": "，".join(LONG), "b": other}) == ([("b", "a")] if same else [])


def test_the_signature_ignores_what_folding_ignores() -> None:
    assert signature("讲话内容如下１２３４") == signature("講話內容 如下1234")
    assert signature("讲话内容如下") != signature("讲话内容如上")


def test_texts_without_clauses_are_the_same_only_byte_by_byte() -> None:
    assert found({"a": "好", "b": "好", "c": "行", "d": ""}) == [("b", "a")]


def test_many_of_one_text_point_at_the_first() -> None:
    texts = {f"{number:02}": "，".join([*LONG, *clauses(5)]) for number in range(20)}
    texts["00a"] = "，".join(clauses(50))
    assert found(texts) == [(f"{number:02}", "00") for number in range(1, 20)]


def test_none_and_one() -> None:
    assert found({}) == []
    assert found({"a": "一"}) == []
