import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.search.query import LONGEST, QueryError, parse_query
from speechparse.search.syntax import And, Keyword, Not, Or, Phrase, Query, Years


def _text(*runs: str) -> Phrase:
    return Phrase("text", runs)


QUERIES: list[tuple[str, Query]] = [
    ("养老服务", _text("养老服务")),
    ("養老服務", _text("养老服务")),
    ("养老 医疗", And((_text("养老"), _text("医疗")))),
    ("养老　医疗", And((_text("养老"), _text("医疗")))),
    ("养老 AND 医疗", And((_text("养老"), _text("医疗")))),
    ("养老 OR 医疗 就业", Or((_text("养老"), And((_text("医疗"), _text("就业")))))),
    ('"医养 结合"', _text("医养结合")),
    ("“改革、开放”", _text("改革", "开放")),
    ("养老 -农村", And((_text("养老"), Not(_text("农村"))))),
    ("-农村", Not(_text("农村"))),
    ("covid-19", _text("covid", "19")),
    ("（养老 OR 医疗） 就业", And((Or((_text("养老"), _text("医疗"))), _text("就业")))),
    ("-(a b)", Not(And((_text("a"), _text("b"))))),
    ("province:江西", Keyword("in", ("360000",))),
    ("province：赣", Keyword("in", ("360000",))),
    ("province:=江西省", Keyword("at", ("360000",))),
    ("省:360000", Keyword("in", ("360000",))),
    ("place:南昌", Keyword("in", ("360100",))),
    ("place:=南昌市", Keyword("at", ("360100",))),
    ("place:法国", Keyword("in", ("FR",))),
    ("place:长三角", Phrase("location", ("长三角",))),
    ("origin:浙江", Keyword("origin", ("330000",))),
    ("year:2018", Years(2018, 2018)),
    ("year:2018..2021", Years(2018, 2021)),
    ("year:2018-2021", Years(2018, 2021)),
    ("year:2018..", Years(2018, None)),
    ("year:..2021", Years(None, 2021)),
    ("年份：2018年", Years(2018, 2018)),
    ("kind:point", Keyword("kind", ("point",))),
    ("level:省级", Keyword("level", ("province",))),
    ("title:工作报告", Phrase("title", ("工作报告",))),
    ("program:“暖心行动”", Phrase("program", ("暖心行动",))),
    ("-program:暖心", Not(Phrase("program", ("暖心",)))),
    ("id:speeches/a-1.txt", Keyword("id", ("speechesa1txt",))),
    ("养老 ——", _text("养老")),
]


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_query(query: str, expected: Query) -> None:
    assert parse_query(query) == expected


ERRORS = [
    ("", 0, "nothing to look for"),
    ("  ！！ ", 0, "nothing to look for"),
    ('养老 "医疗', 3, "not closed"),
    ("养老 (医疗", 3, "not closed"),
    ("养老) 医疗", 2, "closes none"),
    ("养老 ()", 3, "nothing stands inside"),
    ("养老 OR", 3, "both sides"),
    ("OR 养老", 0, "both sides"),
    ("colour:red", 0, "no field is called 'colour'"),
    ("养老 province:南昌", 12, "no province"),
    ("year:18", 5, "a year looks like"),
    ("year:2021..2018", 5, "2021 is after 2018"),
    ("kind:novel", 5, "no kind"),
    ("level:宇宙", 6, "no level"),
    ("title:", 0, "needs a value"),
    ("title:——", 6, "no letter or digit"),
    ("year:=2018", 0, "only for place"),
    ("(" * 30 + "a" + ")" * 30, 21, "deeper"),
    ("养" * (LONGEST + 1), LONGEST, "are allowed"),
    ("a " * 150, 0, "more than 100 terms"),
]


@pytest.mark.parametrize(("query", "start", "message"), ERRORS)
def test_error_with_its_place(query: str, start: int, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse_query(query)
    assert caught.value.start == start


def test_the_picture_of_an_error_points_at_it() -> None:
    with pytest.raises(QueryError) as caught:
        parse_query("养老 kind:小说")
    assert caught.value.picture() == "养老 kind:小说\n          ^^^^"


_PARTS = st.sampled_from(
    [
        "养老",
        '"',
        "“",
        "(",
        ")",
        "-",
        " ",
        "OR",
        "AND",
        "year:",
        "2018",
        "..",
        "kind:point",
        "*",
        "'",
        ";--",
        "NEAR(",
        "\x00",
    ]
)


@given(st.one_of(st.text(), st.lists(_PARTS, max_size=30).map("".join)))
@settings(derandomize=True)
def test_any_string_is_a_query_or_an_error_of_ours(query: str) -> None:
    try:
        parse_query(query)
    except QueryError as caught:
        error = caught
    else:
        return
    assert 0 <= error.start <= error.end <= len(query)
    assert error.picture()
