import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from search.archive import archive
from speechparse.errors import ConfigurationError
from speechparse.search.index import Index
from speechparse.search.pictures import bars, svg, table
from speechparse.search.sqlite import SqliteEngine

SIZES = {stored.id: stored.characters for stored, _ in archive()}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    engine = SqliteEngine(tmp_path / "index.db", write=True)
    engine.put(archive())
    return Index(engine)


def test_by_year(index: Index) -> None:
    trend = index.trend("改革")
    assert [(row.group, row.occurrences, row.records, row.characters) for row in trend.rows] == [
        ("2018", 0, 0, SIZES["a"]),
        ("2021", 3, 2, SIZES["b"]),  # 深化改革; 改革开放, 改革不停顿
    ]
    assert trend.rows[1].per_million == round(3e6 / SIZES["b"], 2)
    assert trend.unknown == 1  # 《改革通报》, in a speech without a year


def test_by_province(index: Index) -> None:
    trend = index.trend("养老 OR 党", by="province")
    assert [(row.name, row.occurrences) for row in trend.rows] == [("浙江", 3), ("江西", 3)]
    assert trend.unknown == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("province:江西", {"2018": 4, "2021": 1}),  # 江西省; 南昌 (twice), 九江; 江西
        ("place:南昌", {"2018": 2, "2021": 0}),
        ("place:=江西", {"2018": 1, "2021": 1}),
        ("program:暖心", {"2018": 1, "2021": 0}),
        ("org:计生协", {"2018": 0, "2021": 1}),
        ("year:2018", {"2018": 4, "2021": 0}),  # no name: its records
    ],
)
def test_names_and_places_are_counted_by_their_mentions(
    index: Index, query: str, expected: dict[str, int]
) -> None:
    assert {row.group: row.occurrences for row in index.trend(query).rows} == expected


def test_an_unknown_axis(index: Index) -> None:
    with pytest.raises(ConfigurationError, match="year or province"):
        index.trend("养老", by="month")


def test_pictures(index: Index) -> None:
    trend = index.trend("改革 OR <党>")
    lines = bars(trend, width=60).splitlines()
    assert len(lines) == 3
    assert lines[1].endswith("0.0")
    assert lines[2].endswith("█")
    assert table(trend).splitlines()[0] == "year,name,occurrences,records,characters,per_million"
    root = ET.fromstring(svg(trend))
    assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == 2
    assert "<党>" in root.attrib["aria-label"]


def test_pictures_of_nothing(tmp_path: Path) -> None:
    trend = Index(SqliteEngine(tmp_path / "empty.db", write=True)).trend("养老")
    assert trend.rows == ()
    assert len(bars(trend).splitlines()) == 1
    assert ET.fromstring(svg(trend)) is not None
