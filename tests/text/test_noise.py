"""Noise, rule by rule: `⟦…⟧` stands around what is noise; texts without it are look-alikes."""

from __future__ import annotations

import re

import pytest

from speechparse import ConfigurationError, Parser, noise_rule
from speechparse.model import Noise
from speechparse.text.folding import fold
from speechparse.text.noise import blank, built_in_rules, find_noise

WITHOUT_PATTERN = {
    "anti-copy",
    "bold",
    "site-name-line",
    "metadata-table",
    "further-reading",
    "licence-trailer",
}
"""Rules that are code, not rows of data/noise.toml."""

NOISE: list[tuple[str, str]] = [
    # markup
    ("html-comment", "各乡要早⟦<!--more-->⟧动手"),
    ("html-tag", "⟦<p class='x'>⟧春耕大忙。⟦</p>⟧"),
    ("html-tag", "早动手⟦<br/>⟧早准备"),
    ("html-entity", "王县长⟦&nbsp;⟧⟦&#12288;⟧讲话"),
    ("markdown-image", "⟦![犁地](a/b.png)⟧\n春耕大忙。"),
    ("markdown-embed", "⟦![[犁地.png|300]]⟧\n春耕大忙。"),
    ("markdown-link-line", "⟦[回到首页](index.html)⟧\n春耕大忙。"),
    ("front-matter", "⟦---\ntitle: 春耕\ndate: 2024-03-05\n---⟧\n\n春耕大忙。"),
    ("bold", "⟦**⟧春耕要早⟦**⟧，大家记住。"),
    ("heading-hashes", "⟦##⟧ 春耕的安排\n各乡要早动手。"),
    ("reference-arrow", "⟦↑⟧ 见去年的报告。"),
    ("invisible-characters", "春⟦\u200b⟧耕⟦\ufeff⟧大忙"),
    ("drawn-line", "春耕大忙。⟦========⟧秋收更忙。"),
    ("rule-line", "春耕大忙。\n⟦---⟧\n秋收更忙。"),
    ("rule-line", "春耕大忙。\n⟦————————⟧\n秋收更忙。"),
    # licences
    ("licence-block", "谢谢大家！\n\n⟦本作品在白水县属于公有领域。\n任何人都可以使用。⟧"),
    ("licence-block", "谢谢大家！\n\n⟦版权所有 白水县农业局⟧"),
    ("licence-block", "谢谢大家！\n\n⟦Copyright 2024 Baishui⟧"),
    ("licence-trailer", "谢谢大家！\n\n本作品来自白水县农业局。\n\n⟦未经许可不得转载⟧\n⟦false⟧"),
    # page numbers
    ("page-of-pages", "早动手⟦第 3 页 共 12 页⟧早准备"),
    ("page-of-pages", "⟦共12页 第3页⟧"),
    ("page-between", "我们要把春耕这件大事抓在手上放在心\n⟦7⟧\n上，各乡要早动手。"),
    ("page-line", "春耕大忙。\n⟦- 3 -⟧\n秋收更忙。"),
    ("page-line", "春耕大忙。\n⟦—12—⟧\n秋收更忙。"),
    ("page-line", "春耕大忙。\n⟦第3页⟧\n秋收更忙。"),
    # credits
    ("photo-credit", "王县长在田头察看墒情。⟦新华社记者 王某某 摄⟧"),
    ("photo-credit", "王县长在田头察看墒情。⟦（通讯员 王某某 摄）⟧"),
    ("source-line", "⟦来源：白水日报⟧\n春耕大忙。"),
    ("agency-bracket", "春耕大忙。⟦（新华社白水3月5日电）⟧"),
    ("dateline", "⟦新华社白水3月5日电⟧ 全县春耕会议召开。"),
    ("dateline", "⟦本报讯⟧ 全县春耕会议召开。"),
    ("reporter-bracket", "⟦（记者 王某某 李某某）⟧全县春耕会议召开。"),
    ("newspaper-page", "春耕大忙。⟦《白水日报》（2024年3月5日 第1版）⟧"),
    ("printed-in", "春耕大忙。⟦（原载《白水文史》第三辑）⟧"),
    ("neighbour-link", "春耕大忙。⟦下一篇：秋收的安排⟧"),
    ("staff-line", "春耕大忙。\n⟦供稿：王某某⟧"),
    ("editor-line", "春耕大忙。\n⟦责任编辑：王某某⟧"),
    ("staff-line", "春耕大忙。\n⟦文/王某某 图/李某某⟧"),
    # navigation
    ("reader-prompt", "春耕大忙。⟦扫一扫在手机打开当前页⟧"),
    ("reader-prompt", "⟦[点击查看全文]⟧"),
    ("page-furniture", "春耕大忙。\n⟦【打印本页】 【关闭窗口】⟧"),
    ("page-furniture", "⟦您的位置：首页 > 领导讲话⟧\n春耕大忙。"),
    ("page-furniture", "⟦发布时间：2024-03-05 08:00⟧\n春耕大忙。"),
    ("page-furniture", "⟦浏览次数：123⟧\n春耕大忙。"),
    ("topic-link", "我们一定要打赢春耕这一仗。\n⟦学习贯彻全县农业会议精神⟧"),
    ("law-database", "⟦【法宝引证码】CLI.1.12345⟧\n春耕条例。"),
    # watermarks and addresses
    ("site-and-address", "⟦公文汇 www.gongwenhui.example.com⟧\n一、春耕的安排"),
    ("site-and-address", "⟦公文汇 www.gongwenhui.example.com⟧早准备"),
    ("site-and-address", "早动手。⟦文秘之友 wenmi-zhiyou.cn⟧早准备。"),
    ("site-and-address", "早动手。⟦文秘之友 wenmi-zhiyou.cn⟧，早准备。"),
    ("web-address", "详见⟦www.baishui.example⟧早准备春耕的事。"),
    ("web-address", "⟦https://a.b/c⟧早准备。"),
    ("web-address", "详见⟦https://www.baishui.example/a?b=1⟧。"),
    ("site-slogan", "⟦下面是小编为大家整理的春耕讲话，供大家参考。⟧\n春耕大忙。"),
    ("site-slogan", "⟦白水范文网 领导讲话⟧\n春耕大忙。"),
    ("site-name", "早动⟦老秘网⟧手，早准备。"),
    ("disclaimer", "春耕大忙⟦,此文献不代表本站观点,内容供学术参考⟧。"),
    # garbage against copying
    ("anti-copy", "早动手。⟦/ G- k; W% a% |( ^# n% J3 n⟧"),
    # rules that are code
    ("site-name-line", "公文汇 www.gongwenhui.example.com\n春耕大忙。\n⟦公文汇⟧\n秋收更忙。"),
    (
        "metadata-table",
        "⟦索引号：BS-2024-001⟧\n⟦发文机关：白水县农业局⟧\n⟦成文日期：2024年3月5日⟧\n\n春耕大忙。",
    ),
    ("further-reading", "春耕大忙。\n⟦延伸阅读⟧\n⟦白水县召开秋收会议⟧\n⟦王县长下乡调研⟧"),
]

TEXT: list[tuple[str, str]] = [
    ("html-comment", "增产<！—大喜—>三成"),
    ("html-tag", "产量 a<b，而 c>d"),
    ("html-tag", "亩产 <800 斤的乡 > 3 个"),
    ("html-entity", "农业局&水利局联合发文；R&D 投入增加"),
    ("markdown-image", "大丰收![好]，大家说"),
    ("markdown-embed", "大丰收![注一]"),
    ("markdown-link-line", "春耕的安排[见附件](一)要照办。"),
    ("front-matter", "春耕大忙。\n--- 甲\n秋收更忙。"),
    ("bold", "**同志在会上讲话。"),
    ("bold", "**同志在**县调研，听取**乡的汇报。"),
    ("bold", "**市长讲话，**局长汇报"),
    ("bold", "到**县调研。\n到**乡调研。"),
    ("heading-hashes", "##年，全县增产。\n#3 机井修好了。"),
    ("reference-arrow", "产量↑，成本↓"),
    ("invisible-characters", "春\u3000耕\u2003大 忙"),
    ("drawn-line", "增产----减灾，早——早准备"),
    ("rule-line", "到会的有___乡、___村"),
    ("licence-block", "这幅作品由农民画家完成，著作权归合作社。"),
    ("licence-trailer", "要保护著作权。\n\n未经许可不得转载他人作品。"),
    ("page-of-pages", "这本书共三百页，第一页写着春耕。"),
    ("page-between", "去年全县共有乡镇。\n7\n个乡提前完成。"),
    ("page-line", "第3页写着春耕的安排—\n大家看看。"),
    ("photo-credit", "他爱好摄影，拍摄了全县的春耕。"),
    (
        "source-line",
        "增收的主要来源：一靠种子，二靠化肥，三靠水利，四靠大家的干劲，五靠农机农技，六靠好政策，七靠好天气。",
    ),
    ("agency-bracket", "县里办起水电站（装机三百千瓦，年发电）。"),
    ("dateline", "3月5日电力供应恢复，全县春耕用电有保障。"),
    ("reporter-bracket", "（记者站设在县城）"),
    ("newspaper-page", "《白水日报》发表社论，出版了专刊。"),
    ("printed-in", "（选自群众来信）"),
    ("neighbour-link", "要写好乡村振兴的下一篇文章。"),
    ("staff-line", "要做好编辑、校对工作。"),
    ("editor-line", "责任编辑要把好关。"),
    (
        "staff-line",
        "考核内容要审核：各乡镇必须先自查，再由县里审核，审核通过的才能上报，上报之后不得改动，改动的一律重新审核。",
    ),
    ("reader-prompt", "群众扫码付款，十分方便。"),
    ("page-furniture", "外出务工人员纷纷返回家乡。"),
    ("page-furniture", "要分享到位的红利，缩短办理时间：由三天减为一天。"),
    ("topic-link", "要学习贯彻全县农业会议精神。"),
    ("law-database", "各单位要核对原文链接是否有效。"),
    ("site-and-address", "办公软件有三种：WPS.2019 最常用。"),
    ("web-address", "用好www这张网"),
    (
        "site-slogan",
        "要多写这样的范文，供大家参考学习，学了就要用，用了就要见效，不能停在嘴上，更不能挂在墙上当摆设。",
    ),
    ("site-name", "政务公文网络传输全面实现。"),
    ("disclaimer", "这些数字仅作内部参考。"),
    ("anti-copy", "GDP 增长 5.2 个百分点，R&D 投入 3.1 亿元"),
    ("anti-copy", "算式 x * y + z 的值"),
    ("anti-copy", "增长 4 2 . 6 ％，再创新高"),
    ("anti-copy", "The Belt and Road (BRI) is open to all."),
    ("site-name-line", "公文汇\n春耕大忙。"),
    ("metadata-table", "发文机关：白水县农业局\n春耕大忙。"),
    ("further-reading", "要向干部推荐阅读这本书。"),
]


def marked(text: str, found: tuple[Noise, ...], rule: str) -> str:
    """The text with `⟦…⟧` around the noise of one rule."""
    out, at = [], 0
    for noise in found:
        if noise.rule == rule:
            out += [text[at : noise.start], "⟦", text[noise.start : noise.end], "⟧"]
            at = noise.end
    return "".join([*out, text[at:]])


@pytest.mark.parametrize(("rule", "expected"), NOISE)
def test_noise_is_found(rule: str, expected: str) -> None:
    text = re.sub("[⟦⟧]", "", expected)
    assert marked(text, find_noise(fold(text)), rule) == expected


@pytest.mark.parametrize(("rule", "text"), TEXT)
def test_look_alikes_are_text(rule: str, text: str) -> None:
    assert [(noise.rule, text[noise.start : noise.end]) for noise in find_noise(fold(text))] == []


def test_every_rule_has_its_examples() -> None:
    names = {rule.name for rule in built_in_rules()} | WITHOUT_PATTERN
    assert {rule for rule, _ in NOISE} == names
    assert {rule for rule, _ in TEXT} == names


def test_every_kind_is_one_of_the_guide() -> None:
    kinds = {"watermark", "url", "page", "nav", "credit", "licence", "markup", "garbage"}
    assert {rule.kind for rule in built_in_rules()} == kinds - {"garbage"}  # which is found by code


def test_the_working_text_is_blank_where_noise_was_and_as_long() -> None:
    text = fold("早动手。第3页 共9页早准备。")
    working = blank(text, find_noise(text))
    assert working == "早动手。" + " " * 7 + "早准备。"
    assert blank(text, ()) == text


# ── rules of the user ─────────────────────────────────────────────────────────────────────────────
def test_a_rule_of_the_user() -> None:
    parser = Parser(entities=False, noise=[noise_rule("stamp", "stamp", r"〖[^〗]{1,20}〗")])
    text = "一、春耕〖内部〗\n早动手〖水印〗早准备。"
    document = parser.parse(text)
    assert [(n.kind, n.rule, text[n.start : n.end]) for n in document.noise] == [
        ("stamp", "stamp", "〖内部〗"),
        ("stamp", "stamp", "〖水印〗"),
    ]
    assert Parser(entities=False).parse(text).noise == ()


def test_a_pattern_sees_the_folded_text_and_may_name_its_part() -> None:
    text = "编号：（１２）春耕"
    rule = noise_rule("number", "id", r"编号:(?P<noise>\(\d+\))")
    assert find_noise(fold(text), [rule]) == (Noise(start=3, end=7, kind="id", rule="number"),)


def test_a_rule_of_the_user_wins_over_the_built_in_one_for_the_same_stretch() -> None:
    text = "早动手第3页 共9页早准备"
    rule = noise_rule("mine", "mine", r"第\d页 共\d页")
    assert [noise.rule for noise in find_noise(fold(text), [rule])] == ["mine"]


SCOPES = "甲乙\n【甲】\n" + "丙" * 200 + "【乙】" + "丁" * 200 + "\n" + "戊" * 3200 + "【丙】"


@pytest.mark.parametrize(
    ("scope", "needs", "expected"),
    [
        ("text", (), ["【甲】", "【乙】", "【丙】"]),
        ("text", ("没有",), []),
        ("line", ("甲",), ["【甲】"]),
        ("near", ("乙】",), ["【乙】"]),
        ("tail", (), ["【丙】"]),
    ],
)
def test_scopes(scope: str, needs: tuple[str, ...], expected: list[str]) -> None:
    rule = noise_rule("mine", "mine", "【[^】]】", needs=needs, scope=scope)  # type: ignore[arg-type]
    assert [SCOPES[noise.start : noise.end] for noise in find_noise(SCOPES, [rule])] == expected


@pytest.mark.parametrize("scope", ["line", "near"])
def test_scopes_that_look_for_strings_ask_for_them(scope: str) -> None:
    with pytest.raises(ConfigurationError, match=f"noise rule 'mine'.*'{scope}'.*needs"):
        noise_rule("mine", "mine", "甲", scope=scope)  # type: ignore[arg-type]


def test_an_unknown_scope_is_an_error() -> None:
    with pytest.raises(ConfigurationError, match=r"noise rule 'mine'.*'page'"):
        noise_rule("mine", "mine", "甲", scope="page")  # type: ignore[arg-type]


def test_a_wrong_pattern_is_an_error_that_names_the_rule() -> None:
    with pytest.raises(ConfigurationError, match="noise rule 'mine'"):
        noise_rule("mine", "mine", "(甲")


@pytest.mark.parametrize("needs", ["甲乙", ("",), (1,)])
def test_needs_are_non_empty_strings(needs: object) -> None:
    with pytest.raises(ConfigurationError, match="needs"):
        noise_rule("mine", "mine", "甲", needs=needs)  # type: ignore[arg-type]
