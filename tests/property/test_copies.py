"""Copies of a text in other widths or in traditional characters have the very same tree."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from property.pseudo_speeches import any_text, pseudo_outlines, pseudo_speeches
from speechparse import Document, Parser

PARSER = Parser(entities=False)
moderately = settings(derandomize=True, max_examples=150, deadline=None)

HALF_WIDTH = str.maketrans("，：；（）！？％", ",:;()!?%")
# Pairs of which each character is the only simple or the only traditional form of the other.
TRADITIONAL = str.maketrans(
    "节项则个问题进县实会议时间书记产业统础锋员长释纪动员讲万报农条规为见总结执质环认过这对们东车马云议",
    "節項則個問題進縣實會議時間書記產業統礎鋒員長釋紀動員講萬報農條規為見總結執質環認過這對們東車馬雲議",
)


def shape(document: Document) -> list[tuple[object, ...]]:
    """Kinds, ids, spans, numbers and series of a tree, and the noise, without any text."""
    found: list[tuple[object, ...]] = [(n.start, n.end, n.kind, n.rule) for n in document.noise]
    for node in document.walk():
        marker = getattr(node, "marker", None)
        heading = getattr(node, "heading", None)
        found.append((node.id, node.kind, node.start, node.end, node.rule))
        if marker is not None:
            found.append((marker.start, marker.end, marker.style, marker.number, marker.series))
        if heading is not None:
            found.append((heading.start, heading.end))
    return found


@moderately
@given(st.one_of(pseudo_speeches, pseudo_outlines, any_text))
def test_half_width_punctuation_changes_nothing(text: str) -> None:
    assert shape(PARSER.parse(text.translate(HALF_WIDTH))) == shape(PARSER.parse(text))


@moderately
@given(st.one_of(pseudo_speeches, pseudo_outlines))
def test_traditional_characters_change_nothing(text: str) -> None:
    assert shape(PARSER.parse(text.translate(TRADITIONAL))) == shape(PARSER.parse(text))


def words(document: Document) -> list[tuple[str, ...]]:
    """Nodes and noise with the text they hold, blanks left out."""

    def said(start: int, end: int) -> str:
        return "".join(document.text[start:end].split())

    nodes = [(node.id, node.rule, said(node.start, node.end)) for node in document.walk()]
    return [*nodes, *((noise.kind, noise.rule, said(noise.start, noise.end)) for noise in document.noise)]


@moderately
@given(st.one_of(pseudo_speeches, pseudo_outlines))
def test_line_ends_of_windows_change_nothing(text: str) -> None:
    lines = text.replace("\r\n", "\n")
    assert words(PARSER.parse(lines.replace("\n", "\r\n"))) == words(PARSER.parse(lines))


def test_noise_is_the_same_with_line_ends_of_windows() -> None:
    text = "各位代表：\n一、抓好春耕。\n\n- 3 -\n各村要早动手、早备耕、早下地，全力以赴抓好\n12\n今年的春耕。\n\n相关阅读\n\n春耕怎么抓\n"
    document = PARSER.parse(text.replace("\n", "\r\n"))
    assert {noise.rule for noise in document.noise} == {"page-line", "page-between", "further-reading"}
    assert words(document) == words(PARSER.parse(text))


@moderately
@given(st.one_of(pseudo_speeches, pseudo_outlines))
def test_diagnostics_are_the_same_in_any_width(text: str) -> None:
    def codes(text: str) -> list[tuple[str, int, int]]:
        return [(d.code, d.start, d.end) for d in PARSER.parse(text).diagnostics]

    assert codes(text.translate(HALF_WIDTH)) == codes(text)


def test_the_table_of_traditional_characters_is_one_to_one() -> None:
    assert len(TRADITIONAL) == len(set(TRADITIONAL.values()))
