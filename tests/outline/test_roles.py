"""Lines with a role, kind by kind: what they are, and what only looks like them."""

from __future__ import annotations

import pytest

from outline.marked import parse, roles
from speechparse.model import NODE_TYPES

BODY = "春耕大忙，各村要早动手，备足种子化肥，修好水渠。到月底全面开犁，谁也不许拖后腿。"
SPEECH = f"在全县春耕工作会议上的讲话\n白水县县长　王大山\n（2024年3月5日）\n同志们：\n{BODY}\n"


def of_kind(kind: str, text: str) -> list[str]:
    return [line for found, line in roles(text) if found == kind]


FOUND: list[tuple[str, str, list[str]]] = [
    ("title", SPEECH, ["在全县春耕工作会议上的讲话"]),
    ("title", f"政 府 工 作 报 告\n{BODY}", ["政 府 工 作 报 告"]),
    ("title", f"白水县人民政府\n关于做好春耕工作的通知\n各乡镇人民政府：\n{BODY}", ["白水县人民政府", "关于做好春耕工作的通知"]),
    ("subtitle", f"齐心协力抓春耕\n——在全县春耕工作会议上的讲话\n{BODY}", ["——在全县春耕工作会议上的讲话"]),
    ("subtitle", f"政府工作报告\n——2025年1月15日在白水县第十四届人民代表大会第三次会议上\n各位代表：\n{BODY}",
     ["——2025年1月15日在白水县第十四届人民代表大会第三次会议上"]),
    ("byline", SPEECH, ["白水县县长　王大山"]),
    ("byline", f"在全县春耕工作会议上的讲话\n王大山\n{BODY}", ["王大山"]),
    ("byline", f"春耕要早\n本报评论员\n{BODY}", ["本报评论员"]),
    ("date", SPEECH, ["（2024年3月5日）"]),
    ("date", f"在全县春耕工作会议上的讲话\n二○二四年三月五日\n{BODY}", ["二○二四年三月五日"]),
    ("date", f"在国际茶业论坛上的演讲\n（2024年3月5日，白水）\n{BODY}", ["（2024年3月5日，白水）"]),
    ("salutation", SPEECH, ["同志们："]),
    ("salutation", f"各位代表：\n{BODY}\n各位代表！{BODY}", ["各位代表：", "各位代表！"]),
    ("salutation", f"同志们：今天开会，讲两件事。\n{BODY}", ["同志们："]),
    ("salutation", f"女士们，先生们，朋友们：\n{BODY}", ["女士们，先生们，朋友们："]),
    ("salutation", f"尊敬的王主席，\n各位来宾：\n{BODY}", ["尊敬的王主席，", "各位来宾："]),
    ("salutation", f"关于春耕的通知\n各乡镇人民政府，县直各部门：\n{BODY}", ["各乡镇人民政府，县直各部门："]),
    ("toc", f"政府工作报告\n目　录\n一、去年的工作\n二、今年的打算\n一、去年的工作\n{BODY}\n二、今年的打算\n{BODY}",
     ["目　录", "一、去年的工作", "二、今年的打算"]),
    ("toc", f"目录\n一、去年的工作…………1\n二、今年的打算…………5\n{BODY}", ["目录", "一、去年的工作…………1", "二、今年的打算…………5"]),
    ("toc", f"目录\n一、去年的工作……1\n二、今年的打算……5\n{BODY}", ["目录", "一、去年的工作……1", "二、今年的打算……5"]),
    ("heading", f"{BODY}\n春耕的安排\n{BODY}", ["春耕的安排"]),
    ("note", f"{SPEECH}我们的苗育得最早！（热烈鼓掌）{BODY}", ["（热烈鼓掌）"]),
    ("note", f"{SPEECH}（掌声）\n{BODY}", ["（掌声）"]),
    ("note", f"关于春耕的通知\n各乡镇：\n{BODY}\n白水县人民政府\n2024年3月5日\n（此件公开发布）", ["（此件公开发布）"]),
    ("note", f"{SPEECH}（根据录音整理）", ["（根据录音整理）"]),
    ("note", f"{SPEECH}（这是王大山同志在全县春耕工作会议上讲话的主要部分。）", ["（这是王大山同志在全县春耕工作会议上讲话的主要部分。）"]),
    ("note", f"{SPEECH}表1　各乡春耕进度\n{BODY}", ["表1　各乡春耕进度"]),
    ("attachment", f"关于春耕的通知\n各乡镇：\n{BODY}\n附件：春耕任务表\n白水县人民政府\n2024年3月5日", ["附件：春耕任务表"]),
    ("attachment", f"关于春耕的通知\n各乡镇：\n{BODY}\n附件：1.春耕任务表\n2.农机登记表\n白水县人民政府\n2024年3月5日",
     ["附件：1.春耕任务表", "2.农机登记表"]),
    ("attachment", f"{SPEECH}名词解释\n1.早稻：春天播种的稻子。\n2.秧龄：秧苗在秧田里的天数。", ["名词解释"]),
    ("closing", f"{SPEECH}谢谢大家！", ["谢谢大家！"]),
    ("closing", f"{SPEECH}我的讲话完了，谢谢大家。", ["我的讲话完了，谢谢大家。"]),
    ("closing", f"{SPEECH}散会。", ["散会。"]),
    ("signature", f"关于春耕的通知\n各乡镇：\n{BODY}\n白水县人民政府\n2024年3月5日", ["白水县人民政府", "2024年3月5日"]),
    ("signature", f"关于春耕的通知\n各乡镇：\n{BODY}\n二○二四年三月五日", ["二○二四年三月五日"]),
]  # fmt: skip

NOT_FOUND: list[tuple[str, str]] = [
    ("title", f"{BODY}\n{BODY}"),
    ("title", f"一、去年的工作\n{BODY}"),
    ("subtitle", f"任务是：\n——育苗要早；\n——修路要快。\n{BODY}"),
    ("byline", f"{BODY}\n王大山种了三十亩，李小河种了五十亩。\n{BODY}"),
    ("byline", f"同志们：\n王大山\n{BODY}"),
    ("date", f"2024年3月5日，全县召开春耕工作会议。\n{BODY}"),
    ("date", f"{BODY}会议（2024年3月5日召开）很成功。"),
    ("salutation", f"同志们，今天开会，讲两件事。\n{BODY}"),
    ("salutation", f"各位代表提了很多意见。\n{BODY}"),
    ("salutation", f"今天讲两件事，请各位代表注意：\n{BODY}"),
    ("toc", f"要列出项目目录，一件一件办。\n{BODY}"),
    ("heading", f"{BODY}\n各村要早动手！\n{BODY}"),
    ("note", f"各村（不含街道）都要动手。\n（一）育苗。要早。\n（二）修路。要快。\n{BODY}"),
    ("attachment", f"附近的村子也要动手。\n{BODY}"),
    ("attachment", f"附件要随文报送，材料要齐全。\n{BODY}"),
    ("closing", f"我代表县委，谢谢大家一年来为全县春耕生产流下的汗水。\n{BODY}"),
    ("closing", f"谢谢大家！我再讲两件事，一件是种子，一件是化肥。\n{BODY}"),
    ("signature", f"{BODY}\n2024年3月5日，全县召开会议。"),
    ("signature", f"{BODY}\n白水县人民政府要负起责任。"),
]


@pytest.mark.parametrize(("kind", "text", "expected"), FOUND)
def test_roles(kind: str, text: str, expected: list[str]) -> None:
    assert of_kind(kind, text) == expected


@pytest.mark.parametrize(("kind", "text"), NOT_FOUND)
def test_look_alikes(kind: str, text: str) -> None:
    assert of_kind(kind, text) == []


def test_every_kind_has_its_examples() -> None:
    kinds = NODE_TYPES.keys() - {"section", "point", "item", "paragraph"}
    assert {kind for kind, *_ in FOUND} == kinds
    assert {kind for kind, _ in NOT_FOUND} == kinds


def test_a_whole_frame_in_order() -> None:
    assert roles(SPEECH + "谢谢大家！") == [
        ("title", "在全县春耕工作会议上的讲话"),
        ("byline", "白水县县长　王大山"),
        ("date", "（2024年3月5日）"),
        ("salutation", "同志们："),
        ("closing", "谢谢大家！"),
    ]


def test_the_title_of_a_forwarded_text_is_a_title() -> None:
    text = (
        f"白水县人民政府转发农业局关于春耕的意见的通知\n各乡镇人民政府：\n{BODY}\n白水县人民政府\n2024年3月5日\n"
        f"关于春耕的意见\n县人民政府：\n{BODY}\n白水县农业局\n2024年3月1日"
    )
    assert of_kind("title", text) == ["白水县人民政府转发农业局关于春耕的意见的通知", "关于春耕的意见"]
    assert len(of_kind("signature", text)) == 4


def test_what_an_unnumbered_heading_governs_is_a_section_without_a_marker() -> None:
    document = parse(f"{BODY}\n春耕的安排\n{BODY}\n{BODY}\n秋收的打算\n{BODY}")
    sections = document.sections
    assert [section.marker for section in sections] == [None, None]
    assert [section.children[0].kind for section in sections] == ["heading", "heading"]
    assert [len(section.children) for section in sections] == [3, 2]


def test_numbers_in_the_frame_enumerate_nothing() -> None:
    text = f"政府工作报告\n目　录\n一、去年的工作\n二、今年的打算\n一、去年的工作\n{BODY}\n二、今年的打算\n{BODY}"
    document = parse(text)
    assert [node.id for node in document.sections] == ["s1", "s2"]
    assert all(node.start > text.rindex("\n一、") for node in document.sections)
