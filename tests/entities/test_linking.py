import json
from pathlib import Path

import pytest

from speechparse.entities import listed, places
from speechparse.entities.linking import Link, link
from speechparse.text.folding import fold

CORPUS = Path(__file__).parents[2] / "corpus" / "linking.jsonl"


def linked(text: str, date: str | None, hints: tuple[str, ...] = ()) -> dict[str, Link]:
    """The link of each place of the text, by its name; of a name said twice, the last."""
    folded = fold(text)
    spans = [(place.start, place.end, place.label) for place in places.find(folded, listed.find(folded))]
    links = link(folded, spans, date=date, hints=hints)
    return {text[start:end]: one for (start, end, _), one in zip(spans, links, strict=True)}


@pytest.mark.parametrize(
    ("text", "date", "name", "code"),
    [
        ("江西要走在前列", "2024-01-01", "江西", "360000"),
        ("吉林要走在前列", "2024-01-01", "吉林", "220000"),
        ("恩施州要加快发展", "2024-01-01", "恩施州", "422800"),
        # by year
        ("四川省重庆市", "1996-05-01", "重庆市", "510200"),
        ("重庆市成立", "1997", "重庆市", "500000"),
        ("重庆市", "1997-02-01", "重庆市", "510200"),
        ("重庆市", None, "重庆市", "500000"),
        ("安徽省巢湖市", "2009-03", "巢湖市", "341400"),
        ("安徽省巢湖市", "2011-03-01", "巢湖市", "341400"),
        ("合肥市巢湖市", "2015-03-01", "巢湖市", "340181"),
        ("山东省莱芜市", "2017-06-01", "莱芜市", "371200"),
        ("原莱芜市已撤销", "2020-06-01", "莱芜市", "371200"),
        ("莱芜的同志", "2020-06-01", "莱芜", "370116"),
        ("莱芜的同志", "2010-06-01", "莱芜", "371200"),
        ("杭州市下城区", "2020", "下城区", "330103"),
        ("下城区", None, "下城区", "330103"),
        ("湖北襄樊", "2005-01-01", "襄樊", "420600"),
        ("海南行政区", "1985-01-01", "海南行政区", "442100"),
        ("海南", "1990-01-01", "海南", "460000"),
        # by what stands around
        ("长春市朝阳区", "2020-01-01", "朝阳区", "220104"),
        ("朝阳区、海淀区、丰台区", "2020-01-01", "朝阳区", "110105"),
        ("长春市召开会议。朝阳区汇报了工作。", "2020-01-01", "朝阳区", "220104"),
        ("徐州市鼓楼区", "2020-01-01", "鼓楼区", "320302"),
        ("福州市的台江区、鼓楼区", "2020-01-01", "鼓楼区", "350102"),
        # countries and shorthand
        ("同法国、苏联和蒙古国友好", "1985-01-01", "法国", "FR"),
        ("同法国、苏联和蒙古国友好", "1985-01-01", "苏联", "SU"),
        ("会议在津召开", "2024-01-01", "津", "120000"),
        ("扩大对俄经贸", "2024-01-01", "俄", "RU"),
        ("深化对台交流", "2024-01-01", "台", "710000"),
    ],
)
def test_code(text: str, date: str | None, name: str, code: str) -> None:
    place = linked(text, date)[name].place
    assert place is not None
    assert place.code == code


def test_namesakes_without_a_clue_keep_their_candidates() -> None:
    found = linked("朝阳区要带头落实。", "2020-01-01")["朝阳区"]
    assert found.place is None
    assert {place.code for place in found.candidates} == {"110105", "220104"}


def test_the_organ_that_speaks_settles_namesakes() -> None:
    found = linked("朝阳区要带头落实。", "2020-01-01", ("北京市人民政府",))["朝阳区"]
    assert found.place is not None
    assert found.place.code == "110105"


def test_names_levels_and_paths() -> None:
    found = linked("湖北省恩施州巴东县官渡口镇", "2024-01-01")
    assert [(one.place.name, one.place.level, one.place.path) for one in found.values() if one.place] == [
        ("湖北省", "province", ("CN",)),
        ("恩施土家族苗族自治州", "prefecture", ("CN", "420000")),
        ("巴东县", "county", ("CN", "420000", "422800")),
        ("官渡口镇", "township", ("CN", "420000", "422800", "422823")),
    ]


@pytest.mark.parametrize(
    ("text", "name", "covered"),
    [
        ("京津冀协同发展", "京津冀", ("110000", "120000", "130000")),
        ("川渝合作", "川渝", ("510000", "500000")),
        ("振兴东北地区", "东北地区", ("210000", "220000", "230000")),
        ("加快皖北振兴", "皖北", ("340000",)),
        ("中苏两国", "中苏", ("CN", "SU")),
    ],
)
def test_regions_say_what_they_cover(text: str, name: str, covered: tuple[str, ...]) -> None:
    place = linked(text, "1989-01-01")[name].place
    assert place is not None
    assert (place.code, place.level, place.path) == (None, "region", covered)


def test_a_redacted_name_is_linked_to_nothing() -> None:
    assert linked("xx市汇报了工作", "2024-01-01")["xx市"] == Link()


def test_a_span_that_no_table_holds() -> None:
    assert link("某某地方", [(0, 4, "GPE")]) == [Link()]


@pytest.mark.parametrize("date", ["2011/2015", "2011-07?", "2011~", "2011"])
def test_imprecise_days(date: str) -> None:
    place = linked("安徽省", date)["安徽省"].place
    assert place is not None
    assert place.code == "340000"


def test_the_table_of_the_corpus() -> None:
    if not CORPUS.exists():
        pytest.skip("needs corpus/linking.jsonl")
    wrong = []
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    rows = [row for row in rows if "code" in row]
    for row in rows:
        text = fold(row["text"])
        spans = {(place.start, place.end, place.label) for place in places.find(text, listed.find(text))}
        ordered = sorted(spans | {(row["start"], row["end"], row["label"])})
        found = link(text, ordered, date=row["date"])[ordered.index((row["start"], row["end"], row["label"]))]
        if found.place is None or found.place.code != row["code"]:
            wrong.append((row["text"], row["start"], row["code"], found))
    assert len(rows) >= 200
    assert len(wrong) <= 0.02 * len(rows), wrong
