"""What is a marker and what only looks like one: `{…}` stands around every marker."""

from __future__ import annotations

import re

import pytest

from outline.marked import markers, numbers
from speechparse.outline.styles import STYLES


def check(expected: str) -> None:
    assert markers(re.sub("[{}]", "", expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        # Labels of headings, each in its own style.
        "{一、}去年的工作\n粮食增产。\n{二、}今年的打算\n早动手。",
        "{（一）}育苗。要早。\n{（二）}修路。要快。",
        "{(一)}育苗。要早。\n{(二)}修路。要快。",
        "{（一）}育苗。要早。\n{(二)}修路。要快。",
        "{1.}育苗。要早。\n{2.}修路。要快。",
        "{1．}育苗。要早。\n{2．}修路。要快。",
        "{1、}育苗。要早。\n{2、}修路。要快。",
        "{（1）}育苗。要早。\n{（2）}修路。要快。",
        "{1）}育苗。要早。\n{2）}修路。要快。",
        "{①}育苗。要早。\n{②}修路。要快。",
        "{㈠}育苗。要早。\n{㈡}修路。要快。",
        "{⑴}育苗。要早。\n{⑵}修路。要快。",
        "{⒈}育苗。要早。\n{⒉}修路。要快。",
        "{1.1}育苗要早\n早动手。\n{1.2}修路要快\n快动手。",
        "{第一章}　总则\n{第一条}　为发展茶业，制定本办法。\n{第二条}　本县适用本办法。",
        "{第一部分}　去年的工作\n粮食增产。\n{第二部分}　今年的打算\n早动手。",
        "{第一节}　育苗\n要早。\n{第二节}　修路\n要快。",
        "{一.}育苗要早\n早动手。\n{二.}修路要快\n快动手。",
        # A number alone on the line above its heading.
        "{一}\n育苗要早\n各村都要早动手。\n{二}\n修路要快\n各村都要快动手。",
        "{一、}\n育苗要早\n各村都要早动手。\n{二、}\n修路要快\n各村都要快动手。",
        # Two digits, and twelve of them.
        "\n".join(f"{{{n}、}}抓好这件事。各村都要动手。" for n in (*"一二三四五六七八九十", "十一", "十二")),
        # Inside a paragraph, behind a stop or glued to a sentence.
        "我讲两点。{一、}育苗要早。各村动手。{二、}修路要快。各村动手。",
        "包括{（一）}育苗；{（二）}修路；{（三）}架桥。",
        "包括：{①}育苗；{②}修路；{③}架桥。",
        "包括{①}育苗{②}修路{③}架桥。",
        # A lone label counts where it heads an excerpt.
        "{一、}去年的工作\n粮食增产。",
    ],
)
def test_sections(expected: str) -> None:
    check(expected)


@pytest.mark.parametrize(
    "expected",
    [
        "主要抓了三件事：{一是}育苗；{二是}修路；{三是}架桥。",
        "{一是}育苗。\n{二是}修路。\n{三是}架桥。",
        "{一要}育苗，{二要}修路。",
        "{一则}育苗，{二则}修路。",
        "我谈几点意见。{第一，}育苗要早。{第二，}修路要快。",
        "{第一、}育苗要早。\n{第二、}修路要快。",
        "{第一：}育苗要早。\n{第二：}修路要快。",
        "{第一是}育苗，{第二是}修路。",
        "{第一要}育苗，{第二要}修路。",
        "{第一步，}先育苗。{第二步，}再修路。",
        "{第一个问题：}苗从哪里来？\n{第二个问题：}路往哪里修？",
        "{首先，}育苗要早。{其次，}修路要快。{最后，}架桥要稳。",
        "{首先，}育苗要早。{其次，}修路要快。{再次，}架桥要稳。",
        "{首先}要育苗，{其次}要修路。",
        "{其一，}育苗要早。{其二，}修路要快。",
        "{一方面，}苗育得早；{另一方面，}路修得快。",
        "我们{一方面}要育苗，{另一方面}要修路。",
        "有两件事。{一个是}育苗，{另一个是}修路。",
        "{一来}苗不够，{二来}路不通。",
        # A speaker changes the words in mid-series.
        "{首先}要育苗。{二要}修路，{三要}架桥。",
        "{一是}育苗；{二是}修路；{三要}架桥。",
        # Joined to the sentence, where others of the series stand by.
        "她说，学校{一是}抓教学；{二是}抓科研；{三是}抓后勤。",
        # One bare line break, or noise, cuts a marker in two.
        "{一是}育苗；{二\n是}修路；{三是}架桥。",
        "{一是}育苗；{二\n<!--more-->\n是}修路；{三是}架桥。",
        # Also the eleventh is one.
        "".join(f"{{{n}是}}抓这件事；" for n in (*"一二三四五六七八九十", "十一")) + "都要抓好。",
        # A mark of a list or a quotation may stand before it.
        "“{一是}育苗。\n“{二是}修路。",
    ],
)
def test_points(expected: str) -> None:
    check(expected)


@pytest.mark.parametrize(
    "text",
    [
        # Words.
        "第一时间赶到，第二天开工。",
        "第一书记带头，第二书记跟上。",
        "第一产业增长，第二产业增长，第三产业增长。",
        "第一、第二、第三产业都增长。",
        "第一、二、三产业都增长。",
        "党委第一、第二、第三巡察组分别进驻。",
        "在第三、第四季度完成。",
        "推动一、二、三产业融合发展。",
        "第一个五年计划，第二个五年计划。",
        "第一次飞跃，第二次飞跃。",
        "第一类是水田，第二类是旱地。",
        "祖国统一是大势，之一是种子，三分之二是妇女。",
        "要实事求是，有一是一、有二是二。",
        "一是一，二是二，不含糊。",
        "要落实这一要求，统一要求，第一要务。",
        "一不怕苦、二不怕死。",
        "一线放开、二线管住。",
        "再次踏上这片土地，最后一公里要打通。",
        "最后，让我们共同努力！",
        "首先，向大家表示感谢。今年粮食增产。",
        "在这一方面的缺点，哪一方面的任务，另一方面的事。",
        "一个一个是办不完的，另一个一个来。",
        # Ranks and counts.
        "产量居全县第一，大家努力。",
        "产量居全县第一，单产居全市第二，大家努力。",
        "粮食增产，居全国第一，单产居全国第二。",
        # Neighbouring numbers.
        "四、五月份开犁。",
        "二、三产业比重上升。",
        "四、五十年代，这里是荒山。",
        "产量居全国第1，单产居第2位。",
        "坚持安全第一、预防为主，质量第一、效益优先。",
        "第三方评估，第1位的是粮食。",
        # A lone one.
        "我看一是要早。大家努力。",
        "第一，育苗要早。大家努力。",
        "一要育苗。大家努力。",
        # Decimals, dates, references.
        "增长\n3.5%，其中\n2.1万亩。",
        "2019.1.5开工，2020.3.2完工。",
        "按照第十条第（四）（六）（十）项办理。",
        "依照第（一）至（四）项的规定。",
        "见《办法》（一）的规定。",
        # Quoted.
        "必须坚持“一要吃饭，二要建设”的原则。",
        "他说过“第一是眼睛向下，第二是开调查会”。",
    ],
)
def test_look_alikes(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("首先，甲。其次，乙。再次，丙。最后，丁。", [1, 2, 3, 4]),
        ("首先，甲。其次，乙。最后，丙。", [1, 2, 3]),
        ("一方面，甲，另一方面，乙。", [1, 2]),
        ("一个是甲，另一个是乙。", [1, 2]),
        ("十一、甲乙丙。丁。\n十二、甲乙丙。丁。", [11, 12]),
        ("２１．甲乙丙。丁。\n２２．甲乙丙。丁。", [21, 22]),
        ("2.4.6 甲乙丙\n丁。\n2.4.7 甲乙丙\n丁。", [6, 7]),
        ("㈢甲乙。丙。\n㈣甲乙。丙。", [3, 4]),
    ],
)
def test_numbers(text: str, expected: list[int]) -> None:
    assert numbers(text) == expected


def test_every_style_has_its_family() -> None:
    assert {style.family for style in STYLES.values()} == {"section", "point", "item"}
    assert all(name == style.name for name, style in STYLES.items())
