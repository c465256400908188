"""The compact segmenter against spacy_pkuseg, on made-up models and on the installed one."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.toy_pkuseg import LETTERS, our_segmenter, their_segmenter, toy_model
from speechparse.errors import ConfigurationError
from speechparse.nlp.model_store import model_path
from speechparse.nlp.pkuseg import PkusegSegmenter

MODELS = range(4)
WORDS = Path(__file__).with_name("pkuseg_words.txt")

texts = st.text(
    st.sampled_from(LETTERS * 4 + "二三09ＡＢｊ-.，&改革一百〇几％／－・|\u3000 \n𠀀\x1f\ue000"), max_size=90
)


@pytest.fixture(scope="module", params=MODELS)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[PkusegSegmenter, Any]:
    pytest.importorskip("spacy_pkuseg")
    model = toy_model(request.param)
    return our_segmenter(model), their_segmenter(model, tmp_path_factory.mktemp("pkuseg"))


@pytest.fixture(scope="module")
def installed() -> PkusegSegmenter:
    try:
        return PkusegSegmenter.read(model_path())
    except ConfigurationError as error:
        pytest.skip(str(error))


@given(text=texts)
@settings(derandomize=True, deadline=None, max_examples=250)
def test_same_words_as_spacy_pkuseg(both: tuple[PkusegSegmenter, Any], text: str) -> None:
    ours, theirs = both
    assert ours.cut(text) == theirs.cut(text)


@given(several=st.lists(texts, max_size=8))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_many_texts_at_once_are_cut_like_one_by_one(several: list[str]) -> None:
    segmenter = our_segmenter(toy_model(0))
    assert segmenter.cut_many(several) == [segmenter.cut(text) for text in several]


@given(text=texts)
@settings(derandomize=True, deadline=None, max_examples=100)
def test_spans_cover_all_but_blanks(text: str) -> None:
    spans = our_segmenter(toy_model(1)).spans(text)
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


@given(text=texts, portion=st.integers(1, 30))
@settings(derandomize=True, deadline=None, max_examples=100)
def test_long_texts_are_cut_in_portions(text: str, portion: int) -> None:
    segmenter = our_segmenter(toy_model(0))
    whole = segmenter.spans(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("speechparse.nlp.pkuseg.PORTION", portion)
        assert segmenter.spans(text) == whole


@pytest.mark.parametrize("text", ["", " ", "\n\n", "发", "\ud800", "\U0010ffff", "\ufeff发展", "发 " * 100])
def test_odd_texts(text: str) -> None:
    assert "".join(our_segmenter(toy_model(2)).cut(text)) == "".join(text.split())


def test_installed_model_gives_the_words_of_spacy_pkuseg(installed: PkusegSegmenter) -> None:
    """The words in the file come from spacy_pkuseg 1.0.2; benchmarks/pkuseg.py compares whole archives."""
    expected = [line.split("|") for line in WORDS.read_text(encoding="utf-8").splitlines()]
    assert installed.cut_many(["".join(words) for words in expected]) == expected
