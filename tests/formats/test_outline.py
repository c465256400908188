import re

import msgspec
from hypothesis import given, settings

from documents import documents
from speechparse.formats import render
from speechparse.model import Diagnostic, Document

EXPECTED = """\
全县茶业工作会议讲话  178 characters · 5 sections · 2 points · 9 entities · 1 noise · 1 diagnostics
├─ title 全县茶业工作会议讲话  title1
├─ subtitle ——在县茶业大会上  subtitle1
├─ salutation 各位代表：  salutation1
├─ section 一、去年的成绩  s1
│  └─ paragraph 去年，青山省白水县的茶园扩大到近3万亩。主要抓了两件事：  s1/t1
│     ├─ point 一是育苗；  s1/t1/p1
│     └─ point 二是修路。  s1/t1/p2
├─ section 二、今年的打算  s2
│  └─ section （一）改造老园  s2/s1
│     ├─ paragraph 由县茶办负责，*局长牵头。  s2/s1/t1
│     ├─ section 1.老树要更新，5%以上要嫁接。  s2/s1/s1
│     └─ item ——先东坡，后西坡；  s2/s1/i1
├─ section 附带的话  s3
│  ├─ heading 附带的话  s3/heading1
│  └─ paragraph 请大家<记住>&照办。  s3/t1
├─ closing 谢谢大家！  closing1
└─ signature 县茶办  signature1
noise watermark 茶网 www.tea.example  35–53
SP205 only one member in a series: `1.`  123–125
"""


def test_the_speech_as_an_outline(speech: Document) -> None:
    assert render(speech, "outline") == EXPECTED


def test_entities_stand_below_their_nodes(speech: Document) -> None:
    lines = render(speech, "outline", entities=True).splitlines()
    node = lines.index("│     ├─ section 1.老树要更新，5%以上要嫁接。  s2/s1/s1")
    assert lines[node + 1] == "│     │     QUANTITY 5%以上 = 5 %, from 5"
    assert lines[-3] == "      ORG 县茶办 = 白水县茶业办"


def test_colour_changes_no_letter(speech: Document) -> None:
    coloured = render(speech, "outline", colour=True)
    assert "\x1b[1;31m一、\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == EXPECTED


@settings(derandomize=True)
@given(documents())
def test_one_line_a_node_and_no_control_characters(document: Document) -> None:
    lines = render(document, "outline").split("\n")
    shown = sum(1 for _ in document.walk()) + len(document.noise)
    assert len(lines) == 1 + shown + 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", "".join(lines))


def test_long_lists_of_findings_are_cut(speech: Document) -> None:
    found = tuple(Diagnostic(code="SP201", message="?", start=at, end=at) for at in range(25))
    lines = render(msgspec.structs.replace(speech, diagnostics=found), "outline").splitlines()
    assert lines[-1] == "diagnostics … 15 more"
    assert sum(line.startswith("SP201") for line in lines) == 10
