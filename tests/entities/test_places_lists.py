import pytest

from speechparse.entities import listed, place_lists, places
from speechparse.text.folding import fold


def lists(text: str) -> list[place_lists.PlaceList]:
    folded = fold(text)
    spans = [
        (place.start, place.end) for place in places.find(folded, listed.find(folded)) if place.label == "GPE"
    ]
    return list(place_lists.find(folded, spans))


@pytest.mark.parametrize(
    ("text", "found", "announced", "level", "is_open"),
    [
        ("河北、内蒙古、甘肃等省", 3, None, "province", True),
        ("福建、山西、贵州三省", 3, 3, "province", False),
        ("福建、山西和贵州等20多个省（区、市）", 3, 20, "province", True),
        ("xx、xx、xx、xxx、xx、xx、xx、xx8省计生协", 8, 8, "province", False),
        ("xx市、xx市、xx市、xx市、xx市5个单位", 5, 5, None, False),
        ("北京、天津、河北、山西4个省市", 4, 4, "province", False),
        ("上犹、安远、于都三县", 3, 3, "county", False),
        ("法国、德国、意大利等国", 3, None, "country", True),
        ("江西、湖南、湖北。", 3, None, None, False),
        ("北京市、上海市两市", 2, 2, None, False),
    ],
)
def test_list(text: str, found: int, announced: int | None, level: str | None, is_open: bool) -> None:
    (one,) = lists(text)
    assert (one.found, one.announced, one.level, one.open) == (found, announced, level, is_open)
    assert one.diagnostic() is None
    assert one.members == tuple(range(found))


@pytest.mark.parametrize("text", ["江西省", "江西和湖南", "江西的湖南人", "江西，在湖南，去湖北"])
def test_no_list(text: str) -> None:
    assert lists(text) == []


def test_two_lists() -> None:
    one, two = lists("河北、山西两省和江苏的同志，福建、江西、广东三省。")
    assert (one.members, one.announced) == ((0, 1), 2)
    assert (two.members, two.announced) == ((3, 4, 5), 3)


@pytest.mark.parametrize(
    ("text", "announced", "found"),
    [("福建、山西、贵州四省", 4, 3), ("福建、山西、贵州等2省", 2, 3), ("福建、山西、贵州2省", 2, 3)],
)
def test_a_count_that_is_not_met(text: str, announced: int, found: int) -> None:
    (one,) = lists(text)
    assert (one.announced, one.found) == (announced, found)
    finding = one.diagnostic()
    assert finding is not None
    assert finding.code == "SP301"
    assert (finding.start, finding.end) == (0, len(text))


def test_an_open_list_may_hold_fewer() -> None:
    (one,) = lists("福建、山西、贵州等12个省")
    assert (one.announced, one.found, one.open) == (12, 3, True)
    assert one.diagnostic() is None
