"""Where paragraphs begin and end: a text, and the stretches it falls into."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.text.folding import fold
from speechparse.text.lines import find_paragraphs
from speechparse.text.noise import blank, find_noise


def stretches(text: str) -> list[str]:
    folded = fold(text)
    paragraphs = find_paragraphs(folded, blank(folded, find_noise(folded)))
    return [text[paragraph.start : paragraph.end] for paragraph in paragraphs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\u3000\u3000\r\n\t", []),
        ("春耕大忙。", ["春耕大忙。"]),
        # Every kind of line break.
        (
            "甲。\n乙。\r\n丙。\r丁。\v戊。\f己。\x85庚。\u2028辛。\u2029壬。",
            list(map("{}。".format, "甲乙丙丁戊己庚辛壬")),
        ),
        ("  甲。  \n\n\t乙。\n", ["甲。", "乙。"]),
        # Two to four wide spaces part the paragraphs of a one-line copy.
        ("甲说。\u3000\u3000乙说。\u3000\u3000丙说。", ["甲说。", "乙说。", "丙说。"]),
        ("甲说。\u2003\u2003乙说。\u3000\u3000\u3000\u3000丙说。", ["甲说。", "乙说。", "丙说。"]),
        ("\u3000\u3000甲说。\n\u3000\u3000乙说。", ["甲说。", "乙说。"]),
        # One parts words, more than four align columns.
        ("县长\u3000王某某", ["县长\u3000王某某"]),
        ("姓名" + "\u3000" * 6 + "职务", ["姓名" + "\u3000" * 6 + "职务"]),
        # Nor does a label part from what it labels.
        ("目\u3000\u3000录", ["目\u3000\u3000录"]),
        ("通\u3000\u3000知\n各乡镇：", ["通\u3000\u3000知", "各乡镇："]),
        ("第一章\u3000\u3000总则", ["第一章\u3000\u3000总则"]),
        ("第十二条\u3000\u3000各乡镇应当备足种子。", ["第十二条\u3000\u3000各乡镇应当备足种子。"]),
        # A closing mark begins no line, an opening one or a comma ends none.
        ("大家要\n，齐心协力", ["大家要\n，齐心协力"]),
        ("要办好“春耕\n”行动", ["要办好“春耕\n”行动"]),
        ("开展“\n春耕”行动", ["开展“\n春耕”行动"]),
        ("各县、\n各乡都要动起来", ["各县、\n各乡都要动起来"]),
        ("农户增收\n\n，集体也增收", ["农户增收\n\n，集体也增收"]),
        # But a sentence that has ended stays ended, and a unit opens a paragraph behind anything.
        ("任务完成了。\n明年再干", ["任务完成了。", "明年再干"]),
        ("任务完成了。\n\n，明年再干", ["任务完成了。", "，明年再干"]),
        ("抓好种子，\n二是抓好化肥", ["抓好种子，", "二是抓好化肥"]),
        ("抓好种子、\n（二）抓好化肥", ["抓好种子、", "（二）抓好化肥"]),
        # Headings and lines without a mark stay lines.
        ("一、去年的工作\n去年粮食增产。", ["一、去年的工作", "去年粮食增产。"]),
        ("县农业局\n二○二四年三月五日", ["县农业局", "二○二四年三月五日"]),
        # Lines of noise leave no paragraph behind.
        ("公文汇 www.gongwenhui.com\n甲说。\n公文汇 www.gongwenhui.com\n乙说。", ["甲说。", "乙说。"]),
        ("各乡要\n<!--more-->\n，早动手", ["各乡要\n<!--more-->\n，早动手"]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert stretches(text) == expected


WRAPPED = (
    "我们要把春耕这件大事抓在手上放在心\n上，各乡各村都要早动手早准备，备足种\n子化肥农药，修好水渠，检修农机，确保\n"
    "四月底以前全面开犁，五月中旬以前全部\n播完，六月底以前完成查苗补苗，全年粮\n食产量稳定在去年水平以上，农民收入要\n"
    "有新的提高，这是硬任务，谁也不许打折\n扣，谁也不许讲价钱，到时候县里要逐乡\n逐村地检查。"
)


def test_lines_wrapped_at_one_width_are_one_paragraph() -> None:
    assert stretches(WRAPPED + "\n散会以后各乡镇马上行动。") == [WRAPPED, "散会以后各乡镇马上行动。"]


def test_lines_of_a_poem_are_not_wrapped() -> None:
    lines = ["山上栽满果子树", "山下修好水泥路", "家家都有余粮在", "户户学会一门艺", "老人笑得合不拢嘴"] * 2
    assert stretches("\n".join(lines)) == lines


def test_a_bare_break_among_blank_lines_breaks_a_sentence() -> None:
    first, broken, last = (
        "春耕的事大家都清楚，我只说两句。",
        "头一句是早字当头，不能等\n不能靠，这没有商量。",
        "说完了。",
    )
    assert stretches("\n\n".join([first, broken, last])) == [first, broken, last]


def test_title_lines_among_blank_lines_stay_apart() -> None:
    text = "白水县人民政府\n关于春耕生产的通知\n\n各乡镇：\n\n春耕在即，通知如下。\n\n请认真贯彻执行。"
    assert stretches(text)[:2] == ["白水县人民政府", "关于春耕生产的通知"]


def gaps(text: str) -> list[int]:
    folded = fold(text)
    return [paragraph.gap for paragraph in find_paragraphs(folded, blank(folded, find_noise(folded)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲。\n乙。\n\n丙。\n\n\n丁。", [1, 1, 2, 3]),
        ("甲。\r\n乙。\r\n\r\n丙。", [1, 1, 2]),
        ("甲。\u3000\u3000乙。", [1, 0]),
        ("甲。\n<!--more-->\n乙。", [1, 1]),  # a line of noise stands for the break it was put into
    ],
)
def test_breaks_are_counted(text: str, expected: list[int]) -> None:
    assert gaps(text) == expected


@settings(derandomize=True, deadline=None)
@given(st.text("甲。，、“”一是（）1. \n\r\u3000\u2003", max_size=40))
def test_paragraphs_hold_every_visible_character_once(text: str) -> None:
    folded = fold(text)
    working = blank(folded, find_noise(folded))
    paragraphs = find_paragraphs(folded, working)
    assert all(before.end <= after.start for before, after in pairwise(paragraphs))
    covered = {at for paragraph in paragraphs for at in range(paragraph.start, paragraph.end)}
    assert {at for at, char in enumerate(working) if not char.isspace()} <= covered
    for paragraph in paragraphs:
        assert not working[paragraph.start].isspace()
        assert not working[paragraph.end - 1].isspace()
