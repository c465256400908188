import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.gazetteer import Gazetteer

HAN = st.text(alphabet="江西安省市南京𠮷x", max_size=30)


def test_leftmost_longest() -> None:
    found = Gazetteer([("海南", 1), ("上海", 2), ("上海市", 3)]).find("上海南京路在上海市")
    assert [tuple(match) for match in found] == [(0, 2, 2), (6, 9, 3)]


def test_offsets_are_code_points() -> None:
    assert [tuple(match) for match in Gazetteer([("江西", 0)]).find("𠮷𠮷江西")] == [(2, 4, 0)]


def test_names_are_folded() -> None:
    assert [tuple(match) for match in Gazetteer([("臺灣（Ａ）", 0)]).find("在台湾(A)")] == [(1, 6, 0)]


def test_of_equal_names_the_later_counts() -> None:
    assert [match.payload for match in Gazetteer([("江西", "list"), ("江西", "user")]).find("江西")] == [
        "user"
    ]


def test_nothing_to_find() -> None:
    assert list(Gazetteer([]).find("江西")) == []


@pytest.mark.parametrize("name", ["", "江\n西"])
def test_impossible_names(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Gazetteer([("省", 0), (name, 0)])


@settings(derandomize=True)
@given(st.lists(HAN.filter(bool), max_size=5), HAN)
def test_what_is_found_is_a_name_and_nothing_overlaps(names: list[str], text: str) -> None:
    end = 0
    for match in Gazetteer((name, name) for name in names).find(text):
        assert text[match.start : match.end] == match.payload
        assert match.start >= end
        end = match.end
