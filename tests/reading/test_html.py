import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.errors import ReadingError
from speechparse.reading import read_bytes

pytest.importorskip("lxml")


def text_of(body: str) -> str:
    return read_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), name="a.html").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>在全县大会上的讲话</h1><p>同志们：</p>", "在全县大会上的讲话\n同志们：\n"),
        ("<p>一是<b>抓</b>生产；<br>二是抓安全。</p>", "一是抓生产；\n二是抓安全。\n"),
        ("<p>上段<br><br>下段</p>", "上段\n\n下段\n"),
        ("<p>　　开头缩进</p>", "　　开头缩进\n"),
        ("<p>部署\n   工作，in\nEnglish</p>", "部署工作，in English\n"),  # a source break is no blank
        ("<div>外<div>内</div>后</div>", "外\n内\n后\n"),
        ("没有标签", "没有标签\n"),
        ("<p>甲&amp;乙&#19968;&nbsp;丙</p>", "甲&乙一\u00a0丙\n"),
        ("<style>p{}</style><p>文</p><script>x()</script><!-- 注 -->", "文\n"),
        ("<p>甲<span style='display: none'>抄袭</span>乙</p><p hidden>丙</p>", "甲乙\n"),
        ("<pre>一\n  二</pre>三", "一\n  二\n三\n"),
        ("<ruby>讲<rt>jiǎng</rt></ruby>话", "讲话\n"),
        ("<p></p><p> \n </p><p>文</p>", "文\n"),
        ("<table><tr><td>指标</td><td>数值</td></tr><tr><td>粮食\t</td><td>3 万吨</td></tr></table>",
         "指标\t数值\n粮食\t3 万吨\n"),
        ("<table><tr><td><p>正文一</p><p>正文二</p></td><td><div>边栏</div></td></tr></table>",
         "正文一\n正文二\n边栏\n"),
    ],
)  # fmt: skip
def test_blocks(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ol><li>甲<li>乙</ol>", "1. 甲\n2. 乙\n"),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", "3. 甲\n7. 乙\n8. 丙\n"),
        ("<ol reversed><li>甲<li>乙</ol>", "2. 甲\n1. 乙\n"),
        ("<ol type=A><li>甲</ol><ol type=i><li>乙</ol>", "A. 甲\ni. 乙\n"),
        ('<ol style="list-style-type: cjk-ideographic"><li>甲<li>乙</ol>', "一、甲\n二、乙\n"),
        ('<ol style="list-style: simp-chinese-formal inside" start=10><li>甲</ol>', "壹拾、甲\n"),
        ('<ol style="list-style:none"><li>甲</ol>', "甲\n"),
        ("<ul><li>甲<ol><li>乙</ol><li>丙</ul>", "甲\n1. 乙\n丙\n"),
        ("<ol><li>甲<ol><li>子</ol><li><p>乙</p><p>乙续</p></ol>", "1. 甲\n1. 子\n2. 乙\n乙续\n"),
        ("<ol><li></li><li>乙</li></ol><p>后</p>", "2. 乙\n后\n"),
        # The page's style sheet, which is not read, hides the numbers of such lists.
        ("<ol><li>一、总体要求<li>（二）任务<li>3.措施</ol>", "一、总体要求\n（二）任务\n3.措施\n"),
        ("<ol><li>2024年工作<li>1.5万人</ol>", "1. 2024年工作\n2. 1.5万人\n"),
    ],
)
def test_list_numbers(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize("label", ["gb2312", "GBK", "utf-8", "big5"])
def test_declared_charset(label: str) -> None:
    page = (
        f'<html><head><meta http-equiv=Content-Type content="text/html; charset={label}"></head><p>工作人民'
    )
    content = read_bytes(page.encode(label), name="a.txt")
    assert content.text == "工作人民\n"


def test_wrong_or_unknown_charset_is_overruled() -> None:
    page = '<html><head><meta charset="{}"></head><p>各位代表，现在报告工作'
    assert read_bytes(page.format("utf-8").encode("gbk"), name="a.html").text == "各位代表，现在报告工作\n"
    assert read_bytes(page.format("x-none").encode("gbk"), name="a.html").text == "各位代表，现在报告工作\n"
    assert read_bytes(page.format("gbk").encode(), name="a.html", encoding="utf-8").encoding == "utf-8"


def test_places_count_the_lines() -> None:
    content = read_bytes("<p>一</p><p>二三</p><p>四</p>".encode(), name="a.html")
    assert [(p.offset, p.paragraph, p.page) for p in content.places] == [
        (0, 1, None),
        (2, 2, None),
        (5, 3, None),
    ]


@pytest.mark.parametrize("tag", ["div", "b", "ol", "table"])
def test_deep_nesting_loses_nothing(tag: str) -> None:
    page = "<html><p>前</p>" + f"<{tag}>" * 20_000 + "<p>深处</p>" + f"</{tag}>" * 20_000 + "<p>后</p>"
    text = read_bytes(page.encode(), name="a.html").text
    assert [text.count(word) for word in ("前", "深处", "后")] == [1, 1, 1]


def test_entities_of_the_page_and_outer_files_stay_unread(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    page = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><p>甲&x;乙</p><iframe src="{secret}">'
    )
    text = read_bytes(page.encode(), name="a.html").text
    assert "机密" not in text
    assert "甲" in text


@pytest.mark.parametrize("page", ["", " ", "<p", "<!-- x -->", "<html></html>"])
def test_pages_without_text(page: str) -> None:
    assert read_bytes(page.encode(), name="a.html").text == ""


MARKUP = ["<p>", "</p>", "<ol>", "</ol>", "<li>", "<li value=-3>", "<td>", "<tr>", "<table>", "<br>", "<pre>"]
MARKUP += ["</", "<!--", "&", "&#0;", "文", "　", "\n", "\0"]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(MARKUP)))
def test_any_markup_is_read(parts: list[str]) -> None:
    content = read_bytes("".join(["<html>", *parts]).encode(), name="a.html")
    assert content.text == "" or content.text.endswith("\n")
    assert [place.offset for place in content.places] == sorted({place.offset for place in content.places})


def test_missing_extra_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "lxml.etree", None)
    with pytest.raises(ReadingError, match=r'^a\.html: .*pip install "speechparse\[html\]"'):
        read_bytes(b"<p>a", name="a.html")
