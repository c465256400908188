from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings

from documents import documents
from speechparse.formats import render
from speechparse.model import Document, Entity, Meta, Source


class Page(HTMLParser):
    """What a page holds: the text of `<main>`, the ids, the links; raises where tags do not nest."""

    VOID = ("meta", "input")

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[str] = []
        self.text = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        if tag not in self.VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.opened:
            self.text += data


@settings(derandomize=True)
@given(documents())
def test_the_page_holds_the_whole_text(document: Document) -> None:
    page = Page(render(document, "html"))
    assert page.text == document.text.replace("\0", "\ufffd")
    assert len(page.ids) == len(set(page.ids))
    assert {node.id for node in document.walk()} | {entity.id for entity in document.entities} <= set(
        page.ids
    )


def test_the_page_links_inside_itself_only(speech: Document) -> None:
    source = render(speech, "html")
    page = Page(source)
    assert page.tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert page.links
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert "default-src 'none'" in source
    assert "url(" not in source
    assert "@import" not in source


def test_the_style_sheet_is_the_one_its_hash_allows(speech: Document) -> None:
    import base64
    import hashlib

    source = render(speech, "html")
    style = source.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in source


@pytest.mark.parametrize(
    "piece",
    [
        '<div id="s1" class="section"><span class="marker" title="section 1 · han-dunhao">一、</span>'
        '<span class="unit-heading" role="heading" aria-level="2">去年的成绩</span>',
        '<span class="noise" title="watermark · site">茶网 www.tea.example</span>',
        '<span id="e3" class="entity GPE" title="GPE · 青山省 990000 · by-hand">青山省</span>',
        'id="show-GPE" checked>GPE <b>2</b>',
        '<li class="section d1"><a href="#s2/s1">（一）改造老园</a></li>',
        '<code>SP205</code> only one member in a series: `1.` (<a href="#s2/s1/s1">123–125</a>)',
        "请大家&lt;记住&gt;&amp;照办。",
    ],
)
def test_what_the_page_shows(speech: Document, piece: str) -> None:
    assert piece in render(speech, "html")


def test_names_from_outside_cannot_inject_markup(speech: Document) -> None:
    evil = "\"><script>alert('x')</script>"
    document = msgspec.structs.replace(
        speech,
        meta=Meta(title=evil, speaker=evil, place=evil),
        source=Source(name=evil, sha256="0", length=len(speech.text)),
        entities=(Entity(id="e1", label="GPE", start=0, end=1, text="全", rule=evil),),
    )
    assert "script" not in Page(render(document, "html")).tags


def test_no_legend_and_no_diagnostics_where_there_are_none(speech: Document) -> None:
    bare = render(msgspec.structs.replace(speech, entities=(), diagnostics=()), "html")
    assert '<ul class="legend"' not in bare
    assert "<aside" not in bare


def test_breaks_between_paragraphs_are_there_but_not_shown(speech: Document) -> None:
    source = render(speech, "html")
    assert "各位代表：</div><span hidden>\n</span><div" in source
    assert '去年的成绩</span> <span class="noise"' in source
