import pytest

from speechparse.reading import read_bytes


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("# 讲话\n\n## 一、形势 ##\n正文#1\n", ["#", "##", "##"]),
        ("#讲话标签\n", []),
        ("---\ntitle: 讲话\ndate: 2024\n---\n正文\n", ["---\ntitle: 讲话\ndate: 2024\n---"]),
        ("---\n没有结尾\n", []),
        ("标题\n====\n正文\n\n---\n", ["====", "---"]),
        ("> 引文\n正文 > 不是\n", [">"]),
        ("会议**强调**要**抓落实**。\n", ["**", "**", "**", "**"]),
        ("**同志主持，县长**出席\n", ["**", "**"]),
        ("**同志主持会议\n", []),
        ("由** 同志 **主持\n", []),
        (
            "见[原文](http://example.org/a)和![图](a.png)。\n",
            ["[", "](http://example.org/a)", "![图](a.png)"],
        ),
        ("```text\n#数据\n```\n", ["```text", "```"]),
    ],
)
def test_markup_is_noise_and_the_text_stays(text: str, markup: list[str]) -> None:
    content = read_bytes(text.encode(), name="a.md")
    assert content.text == text
    assert [text[n.start : n.end] for n in content.noise] == markup
    assert {n.kind for n in content.noise} <= {"markup"}


def test_encoding_and_line_ends_are_those_of_text_files() -> None:
    content = read_bytes("# 工作报告\r\n各位代表：\r\n".encode("gbk"), name="报告.MD")
    assert (content.text, content.encoding) == ("# 工作报告\r\n各位代表：\r\n", "gb18030")
    assert read_bytes(b"# a", name="a.txt").noise == ()
