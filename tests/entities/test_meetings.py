import pytest

from speechparse.entities import meetings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("从党的十八大到二十大", ["党的十八大", "二十大"]),
        ("十九届二中、三中、四中全会精神", ["十九届二中、三中、四中全会"]),
        ("党的十一届三中全会以来", ["党的十一届三中全会"]),
        ("省十四届人大三次会议", ["省十四届人大三次会议"]),
        ("第十届全国人民代表大会常务委员会第二次会议通过", ["第十届全国人民代表大会常务委员会第二次会议"]),
        ("市十四届人大常委会三次会议", ["市十四届人大常委会三次会议"]),
        ("省第十二次党代会提出", ["省第十二次党代会"]),
        ("市委十三届七次全会", ["市委十三届七次全会"]),
        ("实施十大行动", []),
        ("党的二十大会场", []),
        ("十六大型企业", []),
    ],
)
def test_meetings_by_their_form(text: str, expected: list[str]):
    assert [text[c.start : c.end] for c in meetings.find(text)] == expected
