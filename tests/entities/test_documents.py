import pytest

from speechparse.entities import documents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习《青禾条例》和《青禾办法(试行)》", [("《青禾条例》", True), ("《青禾办法(试行)》", True)]),
        ("转发《关于〈青禾办法〉的通知》。", [("《关于〈青禾办法〉的通知》", True)]),
        ("印发《关于落实《青禾办法》的意见》", [("《关于落实《青禾办法》的意见》", True)]),
        ("编制“十四五”规划纲要", [("“十四五”规划纲要", False)]),
        ("第十个五年计划", [("第十个五年计划", False)]),
        ("作题为“凝心聚力，真抓实干”的工作报告", [("凝心聚力，真抓实干", False)]),
        ("作题为“凝心聚力”的发言", []),
        ("“十四五”时期", []),
        ("《青禾\n条例》", []),
        ("《》", []),
    ],
)
def test_documents_by_their_form(text: str, expected: list[tuple[str, bool]]):
    assert [(text[c.start : c.end], c.certain) for c in documents.find(text)] == expected
