"""From `Document` to `Doc` and back, to training data, and to a picture."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from speechparse.errors import ConfigurationError
from speechparse.model import Document
from speechparse.nlp.components import annotate
from speechparse.nlp.doc_data import keep_document, kept_document, register_extensions
from speechparse.nlp.speech_spans import ENTITIES, speech_spans
from speechparse.nlp.tokenizer import SpeechTokenizer

COLORS = {
    "GPE": "#fec44f",
    "LOC": "#fee391",
    "ORG": "#7aecec",
    "PERSON": "#c7a5ff",
    "PROGRAM": "#9fdf9f",
    "DOC": "#bfe1d9",
    "EVENT": "#ffb3c6",
    "FORMULATION": "#ff9561",
    "DATE": "#bfeeb7",
    "QUANTITY": "#e4e7d2",
}
"""A colour for each label of entities."""


def to_doc(document: Document, nlp: Language) -> Doc:
    """The Doc of a speech that is parsed already, with its spans, and `doc.ents` of the speech alone.

    Of the pipeline only the tokenizer is run; where it is not this library's, its tokens are split at
    the edges of the spans.
    """
    register_extensions()
    if isinstance(nlp.tokenizer, SpeechTokenizer):
        doc = nlp.tokenizer.make_doc(document)
    else:
        doc = nlp.make_doc(document.text)
        keep_document(doc, document)
    annotate(doc, speech_spans(document), ents="ours", split=True)
    return doc


def from_doc(doc: Doc) -> Document:
    """The parsed speech of a Doc, exactly as it was.

    Raises:
        ConfigurationError: The Doc has none, or has lost it with its `user_data`.
    """
    document = kept_document(doc)
    if document is None:
        raise ConfigurationError(
            "the Doc carries no parsed speech; parse it with the component `speechparse`, and keep "
            "user data when you store it: DocBin(store_user_data=True)"
        )
    return document


def write_docbin(docs: Iterable[Doc], path: str | Path, *, speech: bool = False) -> int:
    """Write Docs as a corpus for `spacy train`: tokens, `doc.ents` and the span groups.

    Args:
        docs: Docs of one pipeline.
        path: The file, by custom `*.spacy`.
        speech: Whether the parsed speeches go along, for `from_doc`.

    Returns:
        How many there were.
    """
    attributes = ("TAG", "POS", "LEMMA", "HEAD", "DEP", "MORPH", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")
    corpus = DocBin(attrs=attributes, store_user_data=speech)
    for doc in docs:
        corpus.add(doc)
    corpus.to_disk(path)
    return len(corpus)


def render(doc: Doc, *, group: str = ENTITIES, page: bool = False) -> str:
    """The Doc as HTML with the spans of a group drawn under its words, by displaCy.

    Args:
        doc: A Doc with the group.
        group: Name of the span group: `speech_entities`, `points` …
        page: Whether a whole page is wanted rather than a piece of one.

    Raises:
        ConfigurationError: The Doc has no such group.
    """
    if group not in doc.spans:
        raise ConfigurationError(f"there is no span group {group!r}; there are {', '.join(doc.spans)}")
    options = {"spans_key": group, "colors": COLORS}
    return displacy.render(doc, style="span", page=page, jupyter=False, options=options)
