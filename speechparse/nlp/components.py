"""The pipeline component `speechparse`: the parsed speech of a Doc, and its spans."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import ensure_path, filter_spans

from speechparse.errors import ConfigurationError
from speechparse.nlp.doc_data import keep_document, kept_document, register_extensions
from speechparse.nlp.options import Options, make_options, parser_for
from speechparse.nlp.speech_spans import ENTITIES, SpeechSpan, edges, speech_spans
from speechparse.nlp.splitting import split_tokens

CHOICES = ("merge", "ours", "theirs")
"""What `doc.ents` may come to hold."""


class ComponentOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a component is made from.

    Attributes:
        ents: `ours`: the entities of the speech alone; `merge`: and those found before that do not overlap
            them; `theirs`: nothing but those. `doc.ents` cannot nest: of nested ones the longest counts.
        split: Whether tokens are split where they straddle the edge of a span. Else the span takes in
            the whole token, and `span._.offsets` has the exact offsets.
        parser: Options of the parser.
    """

    ents: str = "merge"
    split: bool = True
    parser: Options = Options()


class SpeechComponent:
    """Parses the text of a Doc, unless its tokenizer has, and sets the spans.

    Sets `doc._.speech`, the span groups `sections`, `points`, `headings`, `markers`, `noise` and
    `speech_entities`, and `doc.ents`. Only options are kept here, so that a pipeline can be pickled.
    """

    def __init__(self, name: str, options: ComponentOptions) -> None:
        self.name = name
        self.options = options
        register_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with the speech and its spans."""
        parser = self.options.parser.to_json()
        document = kept_document(doc, options=parser)
        if document is None:
            document = parser_for(parser).parse(doc.text)
            keep_document(doc, document, options=parser)
        annotate(doc, speech_spans(document), ents=self.options.ents, split=self.options.split)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The options, tables included."""
        return msgspec.json.encode(self.options)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> SpeechComponent:
        """Take over the options of `to_bytes`."""
        self.options = msgspec.json.decode(data, type=ComponentOptions)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the options, tables included, into a file."""
        ensure_path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> SpeechComponent:
        """Take over the options of `to_disk`."""
        return self.from_bytes(ensure_path(path).read_bytes())


def annotate(doc: Doc, groups: Mapping[str, list[SpeechSpan]], *, ents: str, split: bool) -> None:
    """Set the span groups and `doc.ents`; see `ComponentOptions` for how."""
    if split:
        split_tokens(doc, edges(groups.values()))
    for name, spans in groups.items():
        doc.spans[name] = SpanGroup(doc, name=name, spans=[_span(doc, span) for span in spans])
    if ents != "theirs":
        ours = filter_spans(doc.spans[ENTITIES])
        taken = {token for span in ours for token in range(span.start, span.end)}
        theirs = [
            span for span in doc.ents if ents == "merge" and taken.isdisjoint(range(span.start, span.end))
        ]
        doc.ents = [*ours, *theirs]


def _span(doc: Doc, span: SpeechSpan) -> Span:
    found = doc.char_span(
        span.start, span.end, label=span.label, kb_id=span.kb_id, span_id=span.id, alignment_mode="expand"
    )
    return cast(Span, found)  # None stands for offsets outside of the text only


@Language.factory(
    "speechparse",
    assigns=["doc._.speech", "doc.ents", "doc.spans"],
    default_config={
        "entities": True,
        "model": "default",
        "names": None,
        "noise": [],
        "ents": "merge",
        "split": True,
    },
)
def make_component(
    nlp: Language,
    name: str,
    entities: bool,
    model: str | None,
    names: str | list[list[str]] | None,
    noise: list[dict[str, Any]],
    ents: str,
    split: bool,
) -> SpeechComponent:
    """The factory behind `nlp.add_pipe("speechparse", config={…})`.

    Args:
        nlp: The pipeline.
        name: Name of the component in it.
        entities: As for `speechparse.Parser`.
        model: As for `speechparse.Parser`.
        names: As for `speechparse.Parser`.
        noise: The arguments of `speechparse.noise_rule`, a mapping a pattern.
        ents: `merge`, `ours` or `theirs`; see `ComponentOptions`.
        split: Whether straddling tokens are split.

    Raises:
        ConfigurationError: `ents` or a pattern of noise is wrong.
    """
    if ents not in CHOICES:
        raise ConfigurationError(f"ents={ents!r} is wrong; it is one of {', '.join(CHOICES)}")
    parser = make_options(entities=entities, model=model, names=names, noise=noise)
    return SpeechComponent(name, ComponentOptions(ents=ents, split=split, parser=parser))
