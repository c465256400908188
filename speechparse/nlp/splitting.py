"""Splitting the tokens of a Doc where they straddle an edge, with all annotation kept."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple, cast

import numpy as np
from spacy.tokens import Doc, Span, SpanGroup, Token

from speechparse.nlp.speech_spans import Edges


class _Straddling(NamedTuple):
    """A token and the edges inside it, as offsets into the Doc's text."""

    token: Token
    cuts: list[int]


class _CharSpan(NamedTuple):
    """A span that does not depend on tokens."""

    start: int
    end: int
    label: str
    kb_id: str
    id: str


class _Kept(NamedTuple):
    """Annotation that spaCy's retokenizer does not carry over to the tokens behind a split."""

    ents: list[_CharSpan]
    other_tokens: str
    groups: dict[str, tuple[dict[str, Any], list[_CharSpan]]]
    sentence_starts: dict[int, bool | None]
    rows: dict[int, Any]


def split_tokens(doc: Doc, edges: Edges) -> None:
    """Split each token that has an edge inside; the parts are tagged as the token was.

    Entities, span groups and sentence starts stay as they were, in characters, and each part has the
    token's row of the tensor. In a Doc with a dependency tree the first part takes the token's place,
    and the others hang on it.
    """
    straddling = _straddling(doc, edges)
    if not straddling:
        return
    kept = _keep(doc)
    doc.tensor = np.zeros((0,), dtype="float32")  # moved once at the end, not at every split
    owners = {cut: token.idx for token, inside in straddling for cut in inside}
    with doc.retokenize() as retokenizer:
        for token, inside in straddling:
            bounds = [0, *(cut - token.idx for cut in inside), len(token)]
            parts = [token.text[start:end] for start, end in pairwise(bounds)]
            place = token.head if token.head.i != token.i else (token, 0)
            heads = [place, *[(token, 0)] * (len(parts) - 1)]
            retokenizer.split(token, parts, heads=heads, attrs=_attributes(token, parts))
    _restore(doc, kept, owners)


def _straddling(doc: Doc, edges: Edges) -> list[_Straddling]:
    """The tokens with edges inside, in text order."""
    cuts = np.array(sorted(edges.starts | edges.ends), np.int64)
    starts, lengths = doc.to_array(["IDX", "LENGTH"]).astype(np.int64).T
    tokens = np.searchsorted(starts, cuts, side="right") - 1
    into = cuts - starts[tokens]
    inside: dict[int, list[int]] = {}
    for place in np.flatnonzero((into > 0) & (into < lengths[tokens])).tolist():
        inside.setdefault(int(tokens[place]), []).append(int(cuts[place]))
    return [_Straddling(doc[token], places) for token, places in inside.items()]


def _attributes(token: Token, parts: list[str]) -> dict[str | int, list[Any]]:
    """What each part of a token is to be tagged with."""
    rest = len(parts) - 1
    return {
        "TAG": [token.tag] * len(parts),
        "POS": [token.pos] * len(parts),
        "MORPH": [str(token.morph)] * len(parts),
        "LEMMA": [*parts] if token.lemma else [0] * len(parts),
        "ENT_KB_ID": [token.ent_kb_id] * len(parts),
        "ENT_ID": [token.ent_id] * len(parts),
        "DEP": [token.dep, *["dep" if token.dep else 0] * rest],
    }


def _keep(doc: Doc) -> _Kept:
    annotated = doc.has_annotation("SENT_START") and not doc.has_annotation("DEP")
    return _Kept(
        ents=[_char_span(span) for span in doc.ents],
        other_tokens="outside" if doc.has_annotation("ENT_IOB") else "missing",
        groups={
            name: (dict(group.attrs), [_char_span(span) for span in group])
            for name, group in doc.spans.items()
        },
        sentence_starts={token.idx: token.is_sent_start for token in doc} if annotated else {},
        rows={token.idx: doc.tensor[token.i] for token in doc} if len(doc.tensor) else {},
    )


def _char_span(span: Span) -> _CharSpan:
    return _CharSpan(span.start_char, span.end_char, span.label_, span.kb_id_, span.id_)


def _restore(doc: Doc, kept: _Kept, owners: dict[int, int]) -> None:
    """Put back what was kept; `owners` tells the token before the split of each new token, by offsets."""
    doc.set_ents([_span(doc, span) for span in kept.ents], default=kept.other_tokens)
    for name, (attrs, spans) in kept.groups.items():
        doc.spans[name] = SpanGroup(doc, name=name, attrs=attrs, spans=[_span(doc, span) for span in spans])
    if kept.sentence_starts:
        for token in doc:
            token.is_sent_start = kept.sentence_starts.get(token.idx, False)
    if kept.rows:
        doc.tensor = np.stack([kept.rows[owners.get(token.idx, token.idx)] for token in doc])


def _span(doc: Doc, span: _CharSpan) -> Span:
    found = doc.char_span(span.start, span.end, label=span.label, kb_id=span.kb_id, span_id=span.id)
    return cast(Span, found)  # splitting takes no edge of a token away
