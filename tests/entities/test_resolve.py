import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.candidates import Candidate
from speechparse.entities.resolve import mend, resolve


def _spans(text: str, candidates: list[Candidate], **more: list[Candidate]) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.label) for c in resolve(text, candidates, **more)]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("推进“暖阳行动”", (2, 8), "暖阳行动"),
        ("推进“暖阳”行动", (2, 8), "“暖阳”行动"),
        ("推进“暖阳”行动", (3, 8), "“暖阳”行动"),
        ("推进“暖阳行动”了", (2, 7), "暖阳行动"),
        ("推进 暖阳行动 ", (2, 8), "暖阳行动"),
        ("审议《方案》", (2, 5), "《方案》"),
        ("审议《方案》", (2, 6), "《方案》"),
    ],
)
def test_quotation_marks_and_blanks(text: str, span: tuple[int, int], expected: str):
    mended = mend(text, Candidate(*span, "PROGRAM", "model"))
    assert mended is not None
    assert text[mended.start : mended.end] == expected


def test_nothing_is_left_of_blanks():
    assert mend("在  家", Candidate(1, 3, "ORG", "model")) is None


def test_a_class_of_organs_is_no_ministry():
    assert mend("各级水利部门", Candidate(2, 5, "ORG", "model")) is None
    assert mend("水利部部署", Candidate(0, 3, "ORG", "model")) == Candidate(0, 3, "ORG", "model")


def test_a_certain_date_lies_under_no_longer_name():
    text = "“十四五”规划和2021年"
    date = Candidate(0, 5, "DATE", "period", True)
    year = Candidate(8, 13, "DATE", "year", True)
    plan = Candidate(0, 7, "DOC", "model")
    assert _spans(text, [date, year], found=[plan]) == [("“十四五”规划", "DOC"), ("2021年", "DATE")]


def test_the_model_wins_over_uncertain_candidates():
    text = "西部开发办"
    place = Candidate(0, 2, "LOC", "region", True)
    organ = Candidate(0, 5, "ORG", "model")
    assert _spans(text, [place], found=[organ]) == [("西部开发办", "ORG")]


def test_a_division_by_its_full_name_is_a_place_whatever_the_model_takes_it_for():
    text = "向江西省学习"
    place = Candidate(1, 4, "GPE", "division", True)
    guess = Candidate(1, 4, "GPE", "division")
    organ = Candidate(1, 4, "ORG", "model")
    assert _spans(text, [place], found=[organ]) == [("江西省", "GPE")]
    assert _spans(text, [guess], found=[organ]) == [("江西省", "ORG")]


def test_a_name_does_not_run_over_a_place_and_the_word_behind_it():
    text = "江西省将省老龄办和药具中心合并"
    place = Candidate(0, 3, "GPE", "province", True)
    organ = Candidate(0, 8, "ORG", "model")
    assert _spans(text, [place], found=[organ]) == [("江西省", "GPE"), ("省老龄办", "ORG")]


def test_a_law_by_name_counts_where_the_model_sees_nothing():
    text = "修订预算法实施条例"
    law = Candidate(2, 5, "DOC", "list:documents")
    rules = Candidate(2, 9, "DOC", "model")
    assert _spans(text, [law], found=[]) == [("预算法", "DOC")]
    assert _spans(text, [law], found=[rules]) == [("预算法实施条例", "DOC")]


def test_a_part_of_a_reports_title_is_the_report():
    text = "作了题为“稳中求进，开创新局”的报告"
    report = Candidate(5, 14, "DOC", "form:report")
    part = Candidate(10, 14, "DOC", "model")
    assert _spans(text, [report], found=[part]) == [("稳中求进，开创新局", "DOC")]


def test_a_place_inside_a_listed_region_is_the_region():
    text = "提升环杭州湾产业"
    region = Candidate(2, 6, "LOC", "region", True)
    bay = Candidate(3, 6, "LOC", "model")
    assert _spans(text, [region], found=[bay]) == [("环杭州湾", "LOC")]


def test_letters_that_blank_out_a_name_are_a_place_only_where_a_finder_says_so():
    text = "xx会长到xx市"
    found = [Candidate(0, 2, "GPE", "model"), Candidate(5, 8, "GPE", "model")]
    town = Candidate(5, 8, "GPE", "redacted", True)
    assert _spans(text, [town], found=found) == [("xx市", "GPE")]


@pytest.mark.parametrize(
    ("holder", "label", "nested", "expected"),
    [
        ("江西省卫生厅", "ORG", ("江西省", "GPE"), True),
        ("中国计生协", "ORG", ("中国", "GPE"), False),
        ("黄河流域治理工程", "PROGRAM", ("黄河流域", "LOC"), True),
        ("西部大开发", "PROGRAM", ("西部", "LOC"), False),
        ("黄河流域示范区", "LOC", ("黄河流域", "LOC"), False),
        ("海南自由贸易港", "LOC", ("海南", "GPE"), True),
        ("武汉大学", "PERSON", ("武汉", "GPE"), False),
    ],
)
def test_places_nest_where_the_guide_says_so(
    holder: str, label: str, nested: tuple[str, str], expected: bool
):
    inner = Candidate(0, len(nested[0]), nested[1], "place", True)
    outer = Candidate(0, len(holder), label, "model")
    found = _spans(holder, [inner], found=[outer])
    assert found == [(holder, label), *([nested] if expected else [])]


_LABELS = st.sampled_from(["GPE", "LOC", "ORG", "PROGRAM", "DOC", "DATE", "QUANTITY"])
_TEXT = "推进“江西省 暖阳”行动，《方案》  (三年)完成10个"


@st.composite
def _candidates(draw: st.DrawFn) -> list[Candidate]:
    made = []
    for _ in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, len(_TEXT) - 1))
        end = draw(st.integers(start + 1, len(_TEXT)))
        made.append(Candidate(start, end, draw(_LABELS), "any", draw(st.booleans())))
    return sorted(made)


@settings(derandomize=True)
@given(_candidates(), st.none() | _candidates())
def test_entities_never_cross_and_come_in_order(candidates: list[Candidate], found: list[Candidate] | None):
    chosen = resolve(_TEXT, candidates, found=found)
    assert chosen == sorted(chosen, key=lambda c: (c.start, -c.end))
    for index, one in enumerate(chosen):
        assert one.start < one.end
        for other in chosen[index + 1 :]:
            assert other.start >= one.end or other.end <= one.end
            assert other[:2] != one[:2]
