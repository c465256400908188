"""Pipelines with the tokenizer and the component: what they set, and that nothing is lost on any way."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import speechparse
import speechparse.nlp
from documents import documents
from speechparse.errors import ConfigurationError
from speechparse.model import Document
from speechparse.nlp.components import CHOICES
from speechparse.nlp.speech_spans import speech_spans

TEXT = (
    "在全县茶业工作会议上的讲话\n同志们：\n一、去年的成绩 公文汇 www.gongwenhui.com\n"
    "　　2021年，全县主要抓了两件事：一是在江西省浮梁县育苗3.5万亩；二是修路。\n"
    "二、今年的打算\n　　（一）改造老园。首先，更新老树；其次，嫁接。\n谢谢大家！\n"
)
ARCHIVE = Path(__file__).parents[3] / "shared" / "archive"
GROUPS = {"sections", "points", "headings", "markers", "noise", "speech_entities"}


def pipeline(tokenizer: str) -> Language:
    """A pipeline with the component behind this tokenizer."""
    if tokenizer == "ours":
        return speechparse.nlp.load()
    nlp = spacy.blank("zh")
    if tokenizer == "pairs":
        nlp.tokenizer = Pairs(nlp.vocab)
    nlp.add_pipe("speechparse")
    return nlp


class Pairs:
    """A tokenizer whose tokens straddle everything."""

    def __init__(self, vocab: spacy.vocab.Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = [text[at : at + 2] for at in range(0, len(text), 2)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


def check_spans(doc: Doc, document: Document) -> None:
    """Every span of the document is one of the Doc, with the very same text."""
    expected = speech_spans(document)
    assert set(doc.spans) == set(expected) == GROUPS
    for name, spans in expected.items():
        found = [(s.text, s.label_, s.id_, s.kb_id_, s._.offsets) for s in doc.spans[name]]
        assert found == [
            (document.text[s.start : s.end], s.label, s.id, s.kb_id, (s.start, s.end)) for s in spans
        ]


@pytest.mark.parametrize("tokenizer", ["ours", "char", "pairs"])
def test_every_part_of_the_speech_is_a_span(tokenizer: str) -> None:
    doc = pipeline(tokenizer)(TEXT)
    assert doc.text == TEXT
    assert doc._.speech == speechparse.parse(TEXT)
    check_spans(doc, doc._.speech)
    assert [span.text for span in doc.spans["markers"]] == [
        "一、",
        "一是",
        "二是",
        "二、",
        "（一）",
        "首先，",
        "其次，",
    ]


@given(document=documents())
@settings(derandomize=True, deadline=None, max_examples=200)
@pytest.mark.parametrize("tokenizer", ["char", "pairs"])
def test_any_document_there_and_back(document: Document, tokenizer: str) -> None:
    nlp = pipeline(tokenizer)
    doc = speechparse.nlp.to_doc(document, nlp)
    assert doc.text == document.text
    assert speechparse.nlp.from_doc(doc) == document
    for name, spans in speech_spans(document).items():
        found = {(span.id_, span.label_): span for span in doc.spans[name]}
        for expected in spans:
            span = found[expected.id, expected.label]
            assert span._.offsets == (expected.start, expected.end)
            # A space at an edge, which no span of a parsed document has, may be the flag of the token before
            # it, which is in no span's text.
            exact = document.text[expected.start : expected.end]
            assert span.text.strip(" ") == exact.strip(" ") or not exact.strip()


def test_attributes_of_spans(speech: Document) -> None:
    doc = speechparse.nlp.to_doc(speech, speechparse.nlp.load(segmenter="char"))
    check_spans(doc, speech)
    by_id: dict[str, Span] = {span.id_: span for group in doc.spans.values() for span in group}
    sections = {span.id_: (span._.path, span._.number) for span in doc.spans["sections"]}
    assert sections == {
        "s1": ("s1", 1),
        "s2": ("s2", 2),
        "s2/s1": ("s2/s1", 1),
        "s2/s1/s1": ("s2/s1/s1", 1),
        "s3": ("s3", None),
    }
    assert [(span.text, span._.path) for span in doc.spans["headings"]] == [
        ("去年的成绩", "s1"),
        ("今年的打算", "s2"),
        ("改造老园", "s2/s1"),
        ("附带的话", "s3/heading1"),
    ]
    assert (by_id["e3"]._.place, by_id["e3"].kb_id_, by_id["e3"]._.path) == (
        speech.entities[2].place,
        "990000",
        "s1/t1",
    )
    assert (by_id["e2"]._.date, by_id["e5"]._.quantity) == (
        speech.entities[1].date,
        speech.entities[4].quantity,
    )
    assert by_id["e7"].kb_id_ == "ORG:白水县茶业办"
    assert by_id["e1"]._.path == "subtitle1"
    assert by_id["noise1"]._.number is by_id["noise1"]._.place is by_id["noise1"]._.date is None
    assert [ent.text for ent in doc.ents] == [entity.text for entity in speech.entities]
    assert doc.ents[2]._.place == speech.entities[2].place


class Fixed:
    """Stands in for the parser: its document has the entities that a test needs."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def parse(self, text: str) -> Document:
        assert text == self.document.text
        return self.document


@pytest.mark.parametrize(
    ("ents", "expected"),
    [
        ("ours", ["县茶业大会", "去年", "青山省", "白水县", "近3万亩", "今年", "县茶办", "5%以上", "县茶办"]),
        (
            "merge",
            [
                "县茶业大会",
                "去年",
                "青山省",
                "白水县",
                "近3万亩",
                "修路",
                "今年",
                "县茶办",
                "5%以上",
                "县茶办",
            ],
        ),
        ("theirs", ["山省白", "修路"]),
    ],
)
def test_ents_of_two_makers(
    speech: Document, monkeypatch: pytest.MonkeyPatch, ents: str, expected: list[str]
) -> None:
    monkeypatch.setattr("speechparse.nlp.components.parser_for", lambda _: Fixed(speech))
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "X", "pattern": text} for text in ("山省白", "修路")])
    nlp.add_pipe("speechparse", config={"ents": ents})
    assert ents in CHOICES
    assert [ent.text for ent in nlp(speech.text).ents] == expected


def test_tokens_left_whole(speech: Document) -> None:
    nlp = pipeline("pairs")
    nlp.replace_pipe("speechparse", "speechparse", config={"split": False})
    length = len(nlp.make_doc(TEXT))
    doc = nlp(TEXT)
    assert len(doc) == length
    for name, spans in speech_spans(doc._.speech).items():
        assert [span._.offsets for span in doc.spans[name]] == [(s.start, s.end) for s in spans]
        for span, exact in zip(doc.spans[name], spans, strict=True):
            assert (
                exact.start - 1
                <= span.start_char
                <= exact.start
                < exact.end
                <= span.end_char
                <= exact.end + 1
            )


def content(doc: Doc) -> bytes:
    """All that a Doc holds."""
    return doc.to_bytes()


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("tokenizer", ["ours", "char"])
def test_pipe_gives_the_same_as_one_by_one(tokenizer: str, processes: int) -> None:
    nlp = pipeline(tokenizer)
    texts = [TEXT, "", "一是好；二是大。", " ", TEXT[:50]]
    alone = [content(nlp(text)) for text in texts]
    assert [content(doc) for doc in nlp.pipe(texts, n_process=processes, batch_size=2)] == alone
    pairs = nlp.pipe(
        [(text, number) for number, text in enumerate(texts)], as_tuples=True, n_process=processes
    )
    assert [(content(doc), number) for doc, number in pairs] == [(doc, i) for i, doc in enumerate(alone)]


def test_spawned_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that start from nothing, as they do on Windows and macOS."""
    import multiprocessing

    monkeypatch.setattr("spacy.language.mp", multiprocessing.get_context("spawn"))
    nlp = pipeline("ours")
    texts = [TEXT, "一是好；二是大。", TEXT[:50]]
    expected = [content(nlp(text)) for text in texts]
    assert [content(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == expected


@pytest.mark.parametrize("way", ["disk", "bytes", "pickle"])
@pytest.mark.parametrize("tokenizer", ["ours", "char"])
def test_a_stored_pipeline_does_the_same(tokenizer: str, way: str, tmp_path: Path) -> None:
    table = tmp_path / "names.tsv"
    table.write_text("# ours\n老园改造行动\tPROGRAM\n", encoding="utf-8")
    config = {
        "names": str(table),
        "noise": [{"name": "tea", "kind": "ad", "pattern": "茶网"}],
        "ents": "ours",
    }
    if tokenizer == "ours":
        nlp = speechparse.nlp.load(segmenter="char", words=[["修路"]], **config)
    else:
        nlp = spacy.blank("zh")
        nlp.add_pipe("speechparse", config=config)
    text = TEXT + "茶网老园改造行动"
    doc = nlp(text)
    assert ("老园改造行动", "PROGRAM") in [(ent.text, ent.label_) for ent in doc.ents]
    assert ("茶网", "ad") in [(span.text, span.label_) for span in doc.spans["noise"]]
    expected = content(doc)
    if way == "disk":
        nlp.to_disk(tmp_path / "stored")
        table.unlink()
        again = spacy.load(tmp_path / "stored")
    elif way == "bytes":
        again = spacy.util.load_model_from_config(nlp.config).from_bytes(nlp.to_bytes())
    else:
        again = pickle.loads(pickle.dumps(nlp))
    assert again.get_pipe("speechparse").options == nlp.get_pipe("speechparse").options
    assert content(again(text)) == expected


def test_names_and_words_of_the_user_are_one_token_each(tmp_path: Path) -> None:
    table = tmp_path / "words.tsv"
    table.write_text("\ufeff# words\n\n嫁接老树\t另一栏\n", encoding="utf-8")
    nlp = speechparse.nlp.load(segmenter="char", words=table, names=[["老园改造行动", "PROGRAM"]])
    assert [token.text for token in nlp("老园改造行动要嫁接老树。")] == [
        "老园改造行动",
        "要",
        "嫁接老树",
        "。",
    ]


def test_a_table_that_is_not_there_is_told_when_it_is_needed(tmp_path: Path) -> None:
    nlp = speechparse.nlp.load(segmenter="char", words=tmp_path / "none.tsv")
    with pytest.raises(ConfigurationError, match=r"none\.tsv"):
        nlp("一是好。")


def test_docs_keep_their_speech() -> None:
    nlp = pipeline("ours")
    doc = nlp(TEXT)
    bytes_again = Doc(spacy.blank("zh").vocab).from_bytes(doc.to_bytes())
    pickled = pickle.loads(pickle.dumps(doc))
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (binned,) = DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab)
    for again in (bytes_again, pickled, binned):
        assert again._.speech == doc._.speech
        check_spans(again, doc._.speech)


def test_a_piece_of_a_doc_has_no_speech() -> None:
    doc = pipeline("ours")(TEXT)
    assert doc.spans["points"][0].as_doc(copy_user_data=True)._.speech is None


def test_training_corpus(tmp_path: Path, speech: Document) -> None:
    nlp = speechparse.nlp.load(segmenter="char")
    path = tmp_path / "train.spacy"
    assert speechparse.nlp.write_docbin([speechparse.nlp.to_doc(speech, nlp)], path) == 1
    (doc,) = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
    assert [(ent.text, ent.label_) for ent in doc.ents] == [(e.text, e.label) for e in speech.entities]
    assert doc.ents[2].kb_id_ == "990000"
    assert [span.text for span in doc.spans["markers"]] == ["一、", "一是", "二是", "二、", "（一）", "1."]
    assert doc._.speech is None
    with pytest.raises(ConfigurationError, match="store_user_data=True"):
        speechparse.nlp.from_doc(doc)
    speechparse.nlp.write_docbin([speechparse.nlp.to_doc(speech, nlp)], path, speech=True)
    (doc,) = DocBin().from_disk(path).get_docs(spacy.blank("zh").vocab)
    assert speechparse.nlp.from_doc(doc) == speech


def test_render(speech: Document) -> None:
    doc = speechparse.nlp.to_doc(speech, speechparse.nlp.load(segmenter="char"))
    assert "GPE" in speechparse.nlp.render(doc)
    page = speechparse.nlp.render(doc, group="points", page=True)
    assert page.startswith("<!DOCTYPE html>")
    assert "point" in page
    with pytest.raises(ConfigurationError, match="speech_entities"):
        speechparse.nlp.render(doc, group="verses")


def test_the_tokenizer_s_speech_is_taken_over_only_if_parsed_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = speechparse.nlp.load(segmenter="char")
    asked: list[str] = []
    parser = speechparse.Parser()

    def parser_for(options: str) -> speechparse.Parser:
        asked.append(options)
        return parser

    monkeypatch.setattr("speechparse.nlp.components.parser_for", parser_for)
    nlp(TEXT)
    assert asked == []
    nlp.replace_pipe("speechparse", "speechparse", config={"entities": False})
    nlp(TEXT)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"ents": "both"}, "merge, ours, theirs"),
        ({"names": [["老园改造行动", "PROGRAMME"]]}, "PROGRAMME"),
        ({"noise": [{"name": "x"}]}, "a pattern of noise is wrong"),
        ({"noise": [{"name": "x", "kind": "x", "pattern": "("}]}, "x"),
    ],
)
def test_wrong_options_are_told_at_once(config: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        spacy.blank("zh").add_pipe("speechparse", config=config)


def test_wrong_segmenters_are_told_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="jieba, pkuseg, char"):
        speechparse.nlp.load(segmenter="thulac")
    monkeypatch.setenv("SPEECHPARSE_DATA", str(tmp_path))
    speechparse.nlp.segmenters.segmenter_for.cache_clear()
    with pytest.raises(ConfigurationError, match="speechparse model install pkuseg"):
        speechparse.nlp.load(segmenter="pkuseg")


def test_extensions_of_others_are_not_overwritten() -> None:
    getter = Span.get_extension("path")[2] if Span.has_extension("path") else None
    Span.set_extension("path", default=None, force=True)
    try:
        with pytest.raises(ConfigurationError, match="remove_extension"):
            speechparse.nlp.register_extensions()
    finally:
        Span.remove_extension("path")
        if getter is not None:
            Span.set_extension("path", getter=getter)


def test_pipe_over_the_archive() -> None:
    """Two processes give the same bytes as one; every entity and marker is a span."""
    if not ARCHIVE.is_dir():
        pytest.skip("the archive (../shared/archive) is not there")
    files = sorted(ARCHIVE.rglob("*.txt"))[::40]
    texts = [file.read_bytes().decode("utf-8") for file in files]
    nlp = pipeline("ours")
    one = [content(doc) for doc in nlp.pipe(texts)]
    assert [content(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=4)] == one
    for text, stored in zip(texts, one, strict=True):
        doc = Doc(nlp.vocab).from_bytes(stored)
        assert doc.text == text
        check_spans(doc, doc._.speech)
