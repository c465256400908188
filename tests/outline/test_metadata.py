"""What the frame says about a speech."""

from __future__ import annotations

import pytest

from outline.marked import parse
from speechparse.outline.metadata import to_edtf

BODY = "春耕大忙，各村要早动手，备足种子化肥，修好水渠。到月底全面开犁，谁也不许拖后腿。"


def meta(text: str) -> dict[str, str]:
    """The fields that are there."""
    found = parse(text).meta
    return {name: value for name in found.__struct_fields__ if (value := getattr(found, name)) is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"在全县春耕工作会议上的讲话\n白水县县长　王大山\n（2024年3月5日）\n同志们：\n{BODY}",
            {
                "title": "在全县春耕工作会议上的讲话",
                "speaker": "王大山",
                "organ": "白水县",
                "date": "2024-03-05",
                "occasion": "全县春耕工作会议",
            },
        ),
        (
            f"政府工作报告\n——2025年1月15日在白水县第十四届人民代表大会第三次会议上\n白水县县长　王大山\n各位代表：\n{BODY}",
            {
                "title": "政府工作报告",
                "subtitle": "2025年1月15日在白水县第十四届人民代表大会第三次会议上",
                "speaker": "王大山",
                "organ": "白水县",
                "date": "2025-01-15",
                "occasion": "白水县第十四届人民代表大会第三次会议",
            },
        ),
        (
            f"齐心协力抓春耕\n——在国际茶业论坛上的演讲\n（2024年3月5日，白水）\n王　山\n女士们，先生们：\n{BODY}",
            {
                "title": "齐心协力抓春耕",
                "subtitle": "在国际茶业论坛上的演讲",
                "speaker": "王山",
                "date": "2024-03-05",
                "occasion": "国际茶业论坛",
                "place": "白水",
            },
        ),
        (
            f"白水县人民政府\n关于做好春耕工作的通知\n各乡镇人民政府：\n{BODY}\n白水县人民政府\n二○二四年三月五日",
            {
                "title": "白水县人民政府关于做好春耕工作的通知",
                "organ": "白水县人民政府",
                "date": "2024-03-05",
            },
        ),
        (f"政 府 工 作 报 告\n{BODY}", {"title": "政府工作报告"}),
        (BODY, {}),
        ("", {}),
    ],
)
def test_metadata(text: str, expected: dict[str, str]) -> None:
    assert meta(text) == expected


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ("2018年11月5日", "2018-11-05"),
        ("2018 年 11 月 5 日", "2018-11-05"),
        ("二〇〇四年十月十五日", "2004-10-15"),
        ("二○一○年十二月三十一日", "2010-12-31"),
        ("一九五七年三月", "1957-03"),
        ("2021年6月", "2021-06"),
    ],
)
def test_dates(date: str, edtf: str) -> None:
    assert to_edtf(date) == edtf


@pytest.mark.parametrize(
    "date",
    [
        "20xx年3月5日",
        "2018年×月5日",
        "2018年13月1日",
        "2018年0月1日",
        "2018年11月32日",
        "2023年2月29日",
        "2024年4月31日",
        "2018年",
    ],
)
def test_dates_that_are_none(date: str) -> None:
    assert to_edtf(date) is None
