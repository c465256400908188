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


@moderately
@given(st.one_of(pseudo_speeches, pseudo_outlines))
def test_diagnostics_are_the_same_in_any_width(text: str) -> None:
    def codes(text: str) -> list[tuple[str, int, int]]:
        return [(d.code, d.start, d.end) for d in PARSER.parse(text).diagnostics]

    assert codes(text.translate(HALF_WIDTH)) == codes(text)


def test_the_table_of_traditional_characters_is_one_to_one() -> None:
    assert len(TRADITIONAL) == len(set(TRADITIONAL.values()))
