import pytest

from speechparse.search.matching import Matcher
from speechparse.search.query import parse_query
from speechparse.search.syntax import phrases

CASES = [
    ("养老", "抓養老、促养老", ["養老", "养老"]),
    ("养老服务", "养老\n　　服务", ["养老\n　　服务"]),
    ("改革开放", "改革、开放", []),
    ("“改革、开放”", "改革，开放；改革开放", ["改革，开放"]),
    ("100", "2100、100个", ["100"]),
    ("GDP", "ＧＤＰ增长", ["ＧＤＰ"]),
    ("省党", "全省党员", ["省党"]),
    ("2020年", "到2020年底", ["2020年"]),
    ("养老 OR 老年", "养老年金", ["养老年"]),
    ("互联网+", "互联网、“互联网＋”", ["互联网＋"]),
    ("5% OR C++", "15%、5 %，c++", ["5 %", "c++"]),
    ("-养老", "养老", []),
    ("title:养老", "养老", []),
]


@pytest.mark.parametrize(("query", "text", "expected"), CASES)
def test_spans(query: str, text: str, expected: list[str]) -> None:
    matcher = Matcher(phrases(parse_query(query)))
    assert [text[start:end] for start, end in matcher.spans(text)] == expected


def test_count() -> None:
    assert Matcher(phrases(parse_query("养老 OR 老年"))).count("养老年金，养老，老年") == 3
