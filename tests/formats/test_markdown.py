import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from documents import documents
from speechparse.formats import render
from speechparse.formats.markdown import _BREAK
from speechparse.model import Document, Meta, Paragraph, Source, Toc

EXPECTED = """\
# 全县茶业工作会议讲话

——在县茶业大会上

各位代表：

## 一、去年的成绩

去年，青山省白水县的茶园扩大到近3万亩。主要抓了两件事：一是育苗；二是修路。

## 二、今年的打算

### （一）改造老园。

由县茶办负责，\\*局长牵头。

1.老树要更新，5%以上要嫁接。

——先东坡，后西坡；

## 附带的话

请大家\\<记住\\>\\&照办。

谢谢大家！

县茶办
"""


def test_the_speech_in_markdown(speech: Document) -> None:
    assert render(speech, "md") == EXPECTED


def test_entities_come_as_a_table_on_demand(speech: Document) -> None:
    table = render(speech, "md", entities=True).removeprefix(EXPECTED).strip().splitlines()
    assert table[0] == "| Label | Name | Stands for | Times |"
    assert "| ORG | 县茶办 | 白水县茶业办 | 2 |" in table
    assert "| QUANTITY | 近3万亩 | ≈30000 亩 | 1 |" in table
    assert len(table) == 2 + 8


class _Shown(HTMLParser):
    """The text of a rendered page, and what elements it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\0", "\ufffd"))


@settings(derandomize=True, max_examples=300)
@given(documents())
def test_markdown_shows_all_but_the_noise_and_takes_nothing_for_markup(document: Document) -> None:
    kept, at = "", 0
    for noise in document.noise:
        kept, at = kept + document.text[at : noise.start], noise.end
    kept += document.text[at:]
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown = _Shown(markdown.render(render(document, "md")))
    assert _squeezed(shown.text) == _squeezed(kept)
    assert shown.tags <= {"p", "h1", "h2", "h3", "h4", "h5", "h6", "br"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. 建立机制", "1\\. 建立机制"),
        ("3) 建立机制", "3\\) 建立机制"),
        ("1.5%以上", "1.5%以上"),
        ("- 一项", "\\- 一项"),
        ("说明\n===\n完", "说明\n\\===\n完"),
        ("**同志、县人民__", "\\*\\*同志、县人民\\_\\_"),
        ("一行\r\n  二行", "一行\n二行"),
    ],
)
def test_what_looks_like_markup_is_escaped(text: str, expected: str) -> None:
    document = Document(
        id="x",
        source=Source(sha256="0", length=len(text)),
        text=text,
        meta=Meta(),
        children=(Paragraph(id="t1", start=0, end=len(text), rule="x", children=()),),
        entities=(),
        groups=(),
        noise=(),
        diagnostics=(),
    )
    assert render(document, "md") == expected + "\n"


def test_a_title_of_two_lines_is_one_heading(speech: Document) -> None:
    first, second = speech.children[:2]
    title = type(first)(id="title2", start=second.start, end=second.end, rule="x", children=())
    document = msgspec.structs.replace(speech, children=(first, title, *speech.children[2:]))
    assert render(document, "md").startswith("# 全县茶业工作会议讲话 ——在县茶业大会上\n\n各位代表：")


def test_a_table_of_contents_keeps_its_lines(speech: Document) -> None:
    lines = [Toc(id=f"toc{n}", start=n.start, end=n.end, rule="x", children=()) for n in speech.children[:3]]
    document = msgspec.structs.replace(speech, children=(*lines, *speech.children[3:]))
    expected = "全县茶业工作会议讲话\\\n——在县茶业大会上\\\n各位代表：\n\n## 一、去年的成绩\n"
    assert render(document, "md").startswith(expected)


def test_a_pair_of_wide_blanks_is_a_break() -> None:
    assert _BREAK.search("\u3000\u3000")
    assert not _BREAK.search("\u3000")
