"""What holds for every text whatever: the parser is total and lossless, its trees are well formed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from property.pseudo_speeches import any_text, pseudo_outlines, pseudo_speeches, texts
from speechparse import Document, Parser, noise_rule, read_json
from speechparse.model import Node, Numbered
from speechparse.text.folding import fold

PARSER = Parser(entities=False)
moderately = settings(derandomize=True, max_examples=150, deadline=None)


def _inside(document: Document) -> Iterator[tuple[int, int, tuple[Node, ...]]]:
    """Start, end and children of the document and of each node."""
    yield 0, len(document.text), document.children
    for node in document.walk():
        yield node.start, node.end, node.children


@moderately
@given(texts)
@example("")
@example("\n")
@example("一")
@example("一是")
@example("——")
@example("：")
def test_any_string_parses_and_the_pieces_are_its_text(text: str) -> None:
    document = PARSER.parse(text)
    assert document.text == text
    pieces = list(document.pieces())
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(before.end == after.start for before, after in pairwise(pieces))


@moderately
@given(st.text(st.characters(), max_size=60))
@example("\ud800")
@example("一、\udfff\n二、")
def test_surrogates_are_the_only_thing_replaced(text: str) -> None:
    replaced = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    document = PARSER.parse(text)
    assert document.text == replaced
    found = [diagnostic for diagnostic in document.diagnostics if diagnostic.code == "SP101"]
    assert len(found) == sum("\ud800" <= char <= "\udfff" for char in text)


@moderately
@given(texts)
def test_every_character_outside_noise_lies_in_a_node(text: str) -> None:
    for piece in PARSER.parse(text).pieces():
        if piece.role != "noise" and piece.node is None:
            assert text[piece.start : piece.end].isspace()


@moderately
@given(texts)
def test_nodes_are_trimmed_ordered_and_nested(text: str) -> None:
    for start, end, children in _inside(PARSER.parse(text)):
        for child in children:
            assert start <= child.start < child.end <= end
            assert not text[child.start].isspace()
            assert not text[child.end - 1].isspace()
        assert all(before.end <= after.start for before, after in pairwise(children))


@moderately
@given(st.one_of(pseudo_speeches, pseudo_outlines))
def test_markers_open_their_unit_and_headings_follow(text: str) -> None:
    document = PARSER.parse(text)
    for node in document.walk():
        if not isinstance(node, Numbered):
            continue
        at = node.start
        if node.marker is not None:
            assert at == node.marker.start < node.marker.end <= node.end
            at = node.marker.end
        if node.heading is not None:
            assert at <= node.heading.start < node.heading.end
            assert not text[node.heading.start].isspace()
            assert not text[node.heading.end - 1].isspace()


@moderately
@given(texts)
def test_noise_is_ordered_apart_and_trimmed(text: str) -> None:
    noise = PARSER.parse(text).noise
    assert all(before.end <= after.start for before, after in pairwise(noise))
    for span in noise:
        assert 0 <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()


@moderately
@given(texts)
def test_ids_are_unique_and_every_parse_is_the_same(text: str) -> None:
    document = PARSER.parse(text)
    ids = [node.id for node in document.walk()]
    assert len(ids) == len(set(ids))
    assert Parser(entities=False).parse(text).to_json() == document.to_json()


@moderately
@given(texts)
def test_ids_are_paths(text: str) -> None:
    document = PARSER.parse(text)
    for node in document.walk():
        for child in node.children:
            assert child.id.rpartition("/")[0] == node.id
    assert all("/" not in node.id for node in document.children)


@moderately
@given(texts)
def test_json_round_trip(text: str) -> None:
    document = PARSER.parse(text)
    assert read_json(document.to_json()) == document


@moderately
@given(texts)
def test_diagnostics_lie_in_the_text_and_in_order(text: str) -> None:
    diagnostics = PARSER.parse(text).diagnostics
    assert all(0 <= found.start <= found.end <= len(text) for found in diagnostics)
    assert list(diagnostics) == sorted(diagnostics, key=lambda found: (found.start, found.end, found.code))


@moderately
@given(any_text.filter(lambda text: text.strip() != ""))
def test_noise_of_the_user_is_found_in_any_text(text: str) -> None:
    char = text.strip()[0]
    rule = noise_rule("mine", "mine", regex.escape(fold(char)))
    document = Parser(entities=False, noise=[rule]).parse(text)
    at = text.index(char)
    assert any(span.start <= at < span.end for span in document.noise)
    assert "".join(text[piece.start : piece.end] for piece in document.pieces()) == text
