"""The recognizer as a whole, on sentences of our own; `<LABEL>…</LABEL>` marks what must be found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import speechparse
from speechparse.entities import Recognizer
from speechparse.model import Entity
from speechparse.text.folding import fold

_TAG = re.compile("<(/?)([A-Z]+)>")


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer()


@pytest.fixture(scope="module")
def rules() -> Recognizer:
    return Recognizer(model=None)


def _marked(markup: str) -> tuple[str, list[tuple[int, int, str]]]:
    text, spans, opened, at = "", [], [], 0
    for tag in _TAG.finditer(markup):
        text += markup[at : tag.start()]
        at = tag.end()
        if tag[1]:
            spans.append((opened.pop(), len(text), tag[2]))
        else:
            opened.append(len(text))
    return text + markup[at:], sorted(spans, key=lambda s: (s[0], -s[1]))


def _recognize(recognizer: Recognizer, text: str, date: str | None = None) -> tuple[Entity, ...]:
    return recognizer.recognize(fold(text), text, date=date).entities


@pytest.mark.parametrize(
    "markup",
    [
        "<GPE>江西省</GPE>深入实施<PROGRAM>乡村振兴战略</PROGRAM>。",
        "<DATE>2021年6月</DATE>，<ORG>国务院</ORG>印发<DOC>《青禾条例》</DOC>。",
        "<PERSON>习近平</PERSON>总书记在<EVENT>党的二十大</EVENT>上作报告。",
        "坚持<FORMULATION>习近平新时代中国特色社会主义思想</FORMULATION>，增强“<FORMULATION>四个意识</FORMULATION>”。",
        "推动<PROGRAM><LOC>京津冀</LOC>协同发展</PROGRAM>，服务<LOC>长三角</LOC>。",
        "共有<QUANTITY>近73万人</QUANTITY>受益，占<QUANTITY>60%以上</QUANTITY>。",
        "编制<DOC>“十四五”规划</DOC>，总结<DATE>“十三五”时期</DATE>经验。",
        "<ORG><GPE>浙江</GPE>大学</ORG>和<ORG>中国科学院</ORG>参加。",
    ],
)
def test_what_is_found(recognizer: Recognizer, markup: str):
    text, wanted = _marked(markup)
    assert [(e.start, e.end, e.label) for e in _recognize(recognizer, text)] == wanted


@pytest.mark.parametrize(
    "markup",
    [
        "<GPE>江西省</GPE>召开会议。",
        "<ORG>国务院</ORG>印发<DOC>《青禾条例》</DOC>。",
        "坚持<FORMULATION>新发展理念</FORMULATION>不动摇。",
        "<EVENT>党的十九大</EVENT>以来，增长<QUANTITY>5.2%</QUANTITY>。",
    ],
)
def test_what_rules_and_lists_find_alone(rules: Recognizer, markup: str):
    text, wanted = _marked(markup)
    assert [(e.start, e.end, e.label) for e in _recognize(rules, text)] == wanted


def test_entities_are_described(recognizer: Recognizer):
    text = "去年，江西省、安徽省等省的国家卫生健康委系统由2个增加到5个，张××同志主持。"
    found = {e.text: e for e in _recognize(recognizer, text, "2021-05-01")}
    assert found["去年"].date is not None
    assert found["去年"].date.edtf == "2020"
    assert found["江西省"].place is not None
    assert found["江西省"].place.code == "360000"
    assert found["江西省"].group == found["安徽省"].group == "g1"
    assert found["国家卫生健康委"].canonical is not None
    assert found["国家卫生健康委"].canonical.name == "中华人民共和国国家卫生健康委员会"
    assert found["2个"].quantity is not None
    assert found["2个"].quantity.linked == found["5个"].id


def test_a_person_has_a_title(recognizer: Recognizer):
    (person,) = [e for e in _recognize(recognizer, "习近平总书记强调。") if e.label == "PERSON"]
    assert (person.text, person.title) == ("习近平", "总书记")


def test_ids_count_on_in_text_order(recognizer: Recognizer):
    entities = _recognize(recognizer, "2020年浙江大学和江西省。")
    assert [e.id for e in entities] == [f"e{n}" for n in range(1, len(entities) + 1)]
    assert [(e.start, -e.end) for e in entities] == sorted((e.start, -e.end) for e in entities)


def test_the_text_is_the_sources(rules: Recognizer):
    (year,) = _recognize(rules, "２０２１年")
    assert year.text == "２０２１年"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(alphabet="江西省市2021年月“”《》实施青禾行动工程国务院、，。\n党的十九大 xx张%", max_size=120))
def test_any_text_is_recognized_without_crossing(text: str):
    for recognizer in (speechparse.Parser(model=None), speechparse.Parser()):
        document = recognizer.parse(text)
        for index, one in enumerate(document.entities):
            assert text[one.start : one.end] == one.text
            assert one.text == one.text.strip()
            for other in document.entities[index + 1 :]:
                assert other.start >= one.end or other.end <= one.end


def test_the_sample_speech_has_its_programs(shared: Path):
    (sample,) = (shared / "sample").glob("*.txt")
    programs = {e.text for e in speechparse.parse_file(sample).entities if e.label == "PROGRAM"}
    wanted = {"暖心行动", "“优生优育进万家”活动", "亲子小屋", "健康中国建设", "家庭健康促进行动"}
    assert wanted <= programs
