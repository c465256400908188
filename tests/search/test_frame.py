import msgspec
import pytest

from speechparse import parse
from speechparse.model import Entity, Meta, Place
from speechparse.search.frame import frame_of

CASES = [
    (Meta(title="浙江省人民政府工作报告", date="2021-01-26"), "", (2021, "province", "330000")),
    (Meta(title="政府工作报告", subtitle="2019年1月20日在广西壮族自治区第十三届人民代表大会第二次会议上"), "", (2019, "province", "450000")),
    (Meta(title="北京市人民政府关于绿化的通知"), "", (None, "province", "110000")),
    (Meta(title="在全市教育工作会议上的讲话"), "", (None, "prefecture", None)),
    (Meta(title="在全县春耕生产会议上的讲话"), "", (None, "county", None)),
    (Meta(title="全镇防汛工作会议上的讲话"), "", (None, "township", None)),
    (Meta(title="某大学召开学习会"), "", (None, "institution", None)),
    (Meta(title="国务院关于支持浙江发展的意见"), "", (None, "national", None)),
    (Meta(title="习近平在浙江考察时的讲话"), "", (None, "national", None)),
    (Meta(title="学习习近平新时代中国特色社会主义思想 全县大会"), "", (None, "county", None)),
    (Meta(title="政府工作报告"), "reports/2025年云南省政府工作报告.txt", (2025, "province", "530000")),
    (Meta(title="国务院关于印发2030年前碳达峰行动方案的通知"), "2021-10-26.txt", (2021, "national", None)),
    (Meta(title="城市规划（2021—2035年）"), "", (None, None, None)),
    (Meta(title="科技创新2030-“新材料”项目2021年度申报"), "", (2021, None, None)),
    (Meta(), "", (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("meta", "name", "expected"), CASES)
def test_year_level_and_origin(meta: Meta, name: str, expected: tuple[object, ...]) -> None:
    document = parse("一句话。", entities=False)
    source = msgspec.structs.replace(document.source, name=name or None)
    frame = frame_of(msgspec.structs.replace(document, meta=meta, source=source))
    assert (frame.year, frame.level, frame.origin) == expected


def test_a_place_in_the_title_tells_level_and_province() -> None:
    document = parse("在临江会议上的讲话\n\n一句话。\n", entities=False)
    place = Place(code="220681", name="临江市", level="county", path=("CN", "220000", "220600"))
    entity = Entity(id="e1", label="GPE", start=1, end=3, text="临江", rule="test", place=place)
    assert document.children[0].kind == "title"
    frame = frame_of(msgspec.structs.replace(document, entities=(entity,)))
    assert (frame.level, frame.origin) == ("county", "220000")
