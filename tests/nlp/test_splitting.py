"""Split tokens against the annotation as it was, character by character."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span, SpanGroup

from speechparse.nlp.speech_spans import Edges
from speechparse.nlp.splitting import split_tokens

VOCAB = spacy.blank("zh").vocab


@st.composite
def annotated(draw: st.DrawFn) -> Doc:
    """A Doc with any of the annotations that pipelines make."""
    words = draw(
        st.lists(st.sampled_from(["一", "二三", "四五六", "，", "\n", "七八九十"]), min_size=1, max_size=9)
    )
    size = len(words)
    doc = Doc(VOCAB, words=words, spaces=draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    kind = draw(st.sampled_from(["none", "sentences", "tree"]))
    if kind == "sentences":
        for token in doc:
            token.is_sent_start = draw(st.sampled_from([True, False, None]))
    for token in doc:
        if draw(st.booleans()):
            token.tag_, token.pos_, token.lemma_ = f"T{token.i}", "NOUN", f"L{token.i}"
    if kind == "tree":
        heads = [draw(st.integers(max(0, i - 2), i)) for i in range(size)]
        doc = Doc(
            VOCAB, words=words, spaces=[bool(t.whitespace_) for t in doc], heads=heads, deps=["x"] * size
        )
    bounds = sorted(draw(st.sets(st.integers(0, size), max_size=4)))
    spans = [
        Span(doc, start, end, label=f"E{start}", kb_id=f"K{start}", span_id=f"I{start}")
        for start, end in pairwise(bounds)
    ]
    if draw(st.booleans()):
        doc.ents = spans[:2]
    doc.spans["theirs"] = SpanGroup(doc, name="theirs", attrs={"a": 1}, spans=spans)
    if draw(st.booleans()):
        doc.tensor = np.arange(size * 2, dtype="float32").reshape(size, 2)
    return doc


def of_characters(doc: Doc) -> list[tuple[object, ...]]:
    """What each character is tagged with."""
    return [
        (token.tag_, token.pos_, token.ent_type_, token.ent_kb_id_, token.ent_id_, token.ent_iob != 0)
        + (tuple(doc.tensor[token.i].tolist()) if len(doc.tensor) else ())
        for token in doc
        for _ in token.text
    ]


def of_spans(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (name, span.start_char, span.end_char, span.label_, span.kb_id_, span.id_)
        for name, spans in [("ents", doc.ents), *doc.spans.items()]
        for span in spans
    ]


@given(annotated(), st.sets(st.integers(0, 40)))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_annotation_stays(doc: Doc, cuts: set[int]) -> None:
    text, tags, spans = doc.text, of_characters(doc), of_spans(doc)
    starts = {token.idx for token in doc}
    sentences = {token.idx: token.is_sent_start for token in doc}
    said = doc.has_annotation("SENT_START")
    heads = {token.idx: token.head.idx for token in doc}
    tree, lemmas = doc.has_annotation("DEP"), {token.idx: token.lemma_ for token in doc}
    edges = Edges(frozenset(cuts), frozenset())
    split_tokens(doc, edges)
    assert doc.text == text
    assert of_characters(doc) == tags
    assert of_spans(doc) == spans
    assert doc.spans["theirs"].attrs == {"a": 1}
    for token in doc:
        assert not cuts.intersection(range(token.idx + 1, token.idx + len(token)))
        if token.idx not in starts:
            assert token.lemma_ in ("", token.text)
            assert token.idx in cuts
            assert tree or token.is_sent_start is (False if said else None)
        elif not tree:
            assert token.is_sent_start == sentences[token.idx]
        if tree:
            assert token.head.idx == heads.get(
                token.idx, max(start for start in starts if start < token.idx + 1)
            )
        assert token.idx not in starts or (token.lemma_ != "") == (lemmas[token.idx] != "")
