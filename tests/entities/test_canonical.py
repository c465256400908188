import pytest

from speechparse.entities.canonical import canonical


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("ORG", ["国家卫生健康委", "国家卫生健康委员会", "国家卫健委"]),
        ("ORG", ["省卫健委", "省卫生健康委", "省卫生健康委员会"]),
        ("ORG", ["市发改委", "市发展改革委", "市发展和改革委员会"]),
        ("ORG", ["全国人大", "全国人民代表大会"]),
        ("EVENT", ["党的十九大", "十九大", "中国共产党第十九次全国代表大会"]),
        ("EVENT", ["十九届五中全会", "党的十九届五中全会"]),
        ("DOC", ["“十四五”规划", "“十四五”规划纲要", "第十四个五年规划"]),
        ("DOC", ["宪法", "中华人民共和国宪法", "《中华人民共和国宪法》"]),
        ("FORMULATION", ["两个维护", "“两个维护”"]),
    ],
)
def test_names_of_one_thing_share_their_form(label: str, names: list[str]):
    found = {canonical(name, label) for name in names}
    assert None not in found
    assert len(found) == 1


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        ("省卫健委", "市卫健委", "ORG"),
        ("党的十八大", "党的十九大", "EVENT"),
        ("民革", "民盟", "ORG"),
        ("“十三五”规划", "“十四五”规划", "DOC"),
    ],
)
def test_different_things_do_not(first: str, second: str, label: str):
    assert canonical(first, label) != canonical(second, label)


@pytest.mark.parametrize(("name", "label"), [("青禾学会", "ORG"), ("党的十九大", "ORG"), ("座谈会", "EVENT")])
def test_what_no_table_knows_has_none(name: str, label: str):
    assert canonical(name, label) is None


def test_the_id_names_label_and_thing():
    found = canonical("国家卫健委", "ORG")
    assert found is not None
    assert found.id == "ORG:中华人民共和国国家卫生健康委员会"
