import pytest

from speechparse.data import rows
from speechparse.entities import listed, names
from speechparse.text.folding import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国家卫生健康委和民政部", [("国家卫生健康委", "ORG"), ("民政部", "ORG")]),
        ("坚持习近平新时代中国特色社会主义思想", [("习近平新时代中国特色社会主义思想", "FORMULATION")]),
        ("共建“一带一路”", [("一带一路", "PROGRAM")]),
        ("党的十九大以来", [("党的十九大", "EVENT")]),
        ("各级水利部门、水利部", [("水利部", "ORG")]),
        ("普通的一天", []),
    ],
)
def test_known_names(text: str, expected: list[tuple[str, str]]):
    assert [(text[c.start : c.end], c.label) for c in names.find(text, listed.find(text).names)] == expected


@pytest.mark.parametrize("table", names.TABLES)
def test_tables_are_clean(table: str):
    listed = [row[0] for row in rows(f"{table}.tsv")]
    assert len(listed) == len(set(listed))
    for row in rows(f"{table}.tsv"):
        for name in (row[0], *(row[1].split() if row[1:] else [])):
            assert name == name.strip()
            assert len(name) > 1
            assert fold(name).count("“") == fold(name).count("”")
