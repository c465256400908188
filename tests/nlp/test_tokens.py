from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.gazetteer import Gazetteer
from speechparse.errors import ConfigurationError
from speechparse.nlp.segmenters import CharacterSegmenter, JiebaSegmenter, Segmenter, segmenter_for
from speechparse.nlp.speech_spans import Edges
from speechparse.nlp.tokens import Tokens, tokenize

NONE = Edges(frozenset(), frozenset())


class Pairs:
    """Takes two characters for a word."""

    def cut_many(self, texts: list[str]) -> list[list[str]]:
        return [[text[at : at + 2] for at in range(0, len(text), 2)] for text in texts]


def joined(tokens: Tokens) -> str:
    return "".join(word + " " * space for word, space in zip(tokens.words, tokens.spaces, strict=True))


@pytest.mark.parametrize(
    ("text", "edges", "expected"),
    [
        ("", NONE, ""),
        ("一二三四五", NONE, "一二|三四|五"),
        ("一二三四五", Edges(frozenset({1}), frozenset({3})), "一|二三|四五"),
        ("一二 三四", NONE, "一二_|三四"),
        ("一二  三四", NONE, "一二_| |三四"),
        ("一二\n　　三四", NONE, "一二|\n　　|三四"),
        (" 一二 ", NONE, " |一二_"),
        # A space that a span begins or ends with is a token; the flag of a token lies outside of spans.
        ("一二 三四", Edges(frozenset({0}), frozenset({3})), "一二| |三四"),
        ("一二 三四", Edges(frozenset({2}), frozenset({5})), "一二| |三四"),
        ("一二 三四", Edges(frozenset({3}), frozenset({2})), "一二_|三四"),
        ("一 \n 二", Edges(frozenset({3}), frozenset({2})), "一| |\n| |二"),
    ],
)
def test_tokens(text: str, edges: Edges, expected: str) -> None:
    tokens = tokenize(text, edges, Pairs())
    shown = "|".join(word + "_" * space for word, space in zip(tokens.words, tokens.spaces, strict=True))
    assert shown == expected
    assert joined(tokens) == text


@pytest.mark.parametrize(
    ("words", "edges", "expected"),
    [
        (["二三四"], NONE, "一|二三四|五六"),
        (["二三四"], Edges(frozenset({2}), frozenset()), "一二|三四|五六"),
        (["二三四"], Edges(frozenset({1}), frozenset({4})), "一|二三四|五六"),
        (["一二", "二三四五"], NONE, "一二|三四|五六"),
        (["一二", "一二三"], NONE, "一二三|四五|六"),
        (["六", "四五"], NONE, "一二|三|四五|六"),
    ],
)
def test_words_that_stay_whole(words: list[str], edges: Edges, expected: str) -> None:
    gazetteer = Gazetteer((word, None) for word in words)
    assert "|".join(tokenize("一二三四五六", edges, Pairs(), words=gazetteer).words) == expected


def test_words_are_found_in_folded_text() -> None:
    gazetteer = Gazetteer([("ABC学习", None)])
    assert tokenize("好ＡＢＣ學習好", NONE, Pairs(), words=gazetteer).words == ["好", "ＡＢＣ學習", "好"]


@given(
    st.text(st.sampled_from("一二。a1 \n\u3000\t𠀀"), max_size=40),
    st.sets(st.integers(0, 40)),
    st.sets(st.integers(0, 40)),
    st.sampled_from([Pairs(), CharacterSegmenter(), JiebaSegmenter()]),
)
@settings(derandomize=True, deadline=None, max_examples=300)
def test_every_edge_is_the_edge_of_a_token(
    text: str, starts: set[int], ends: set[int], segmenter: Segmenter
) -> None:
    edges = Edges(frozenset(n for n in starts if n < len(text)), frozenset(n for n in ends if n <= len(text)))
    tokens = tokenize(text, edges, segmenter)
    assert joined(tokens) == text
    assert all(tokens.words)
    lengths = [len(word) + space for word, space in zip(tokens.words, tokens.spaces, strict=True)]
    token_starts = {0, *accumulate(lengths)}
    token_ends = {
        start + len(word) for start, word in zip(accumulate([0, *lengths]), tokens.words, strict=False)
    }
    assert edges.starts <= token_starts
    assert edges.ends - {0} <= token_ends


@pytest.mark.parametrize(
    ("name", "expected"),
    [("char", ["全", "国", "就", "业"]), ("jieba", ["全国", "就业"])],
)
def test_segmenters(name: str, expected: list[str]) -> None:
    assert segmenter_for(name).cut_many(["全国就业", ""]) == [expected, []]


def test_unknown_segmenters_are_told() -> None:
    with pytest.raises(ConfigurationError, match="jieba, pkuseg, char"):
        segmenter_for("hanlp")
