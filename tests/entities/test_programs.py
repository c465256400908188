import pytest

from speechparse.entities import programs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进健康中国建设", ["健康中国建设"]),
        ("平安江西建设和健康浙江建设", ["平安江西建设", "健康浙江建设"]),
        ("平安校园建设", []),
        ("健康中国行动", []),
        ("健康建设", []),
    ],
)
def test_building_a_place(text: str, expected: list[str]):
    assert [text[c.start : c.end] for c in programs.find(text)] == expected
