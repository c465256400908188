"""How a Doc carries its parsed speech: as JSON in `user_data`.

Whatever spaCy does with a Doc, sending it to another process or writing it to disk, the speech goes along.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span

from speechparse.errors import ConfigurationError
from speechparse.model import (
    BaseNode,
    DateValue,
    Document,
    Entity,
    Node,
    Numbered,
    Place,
    Quantity,
    read_json,
)
from speechparse.nlp.speech_spans import SpeechSpan, speech_spans

_SPEECH = "speechparse"
_OPTIONS = "speechparse_options"


class _Speech(NamedTuple):
    document: Document
    nodes: dict[str, Node]
    entities: dict[tuple[str, str], Entity]
    exact_entities: dict[tuple[int, int, str], Entity]
    spans: dict[tuple[str, str], SpeechSpan]


def keep_document(doc: Doc, document: Document, *, options: str = "") -> None:
    """Give a Doc its parsed speech, and the options (JSON) that it was parsed by."""
    doc.user_data[_SPEECH] = document.to_json()
    doc.user_data[_OPTIONS] = options


def kept_document(doc: Doc, *, options: str | None = None) -> Document | None:
    """The parsed speech of a Doc; None where it has none, or was parsed by other options than given."""
    speech = _speech(doc)
    if speech is None or (options is not None and doc.user_data.get(_OPTIONS) != options):
        return None
    return speech.document


def _speech(doc: Doc) -> _Speech | None:
    kept = doc.user_data.get(_SPEECH)
    speech = _read(kept) if isinstance(kept, str) else None
    # A piece cut out of a Doc may have been given the user data of the whole.
    return speech if speech is not None and speech.document.source.length == _length(doc) else None


def _length(doc: Doc) -> int:
    """Number of code points; for this alone, `doc.text` would take too long to put together."""
    return doc[-1].idx + len(doc[-1].text_with_ws) if len(doc) else 0


@lru_cache(maxsize=8)
def _read(json: str) -> _Speech:
    """The speech with its nodes and entities at hand, for the documents last asked for."""
    document = read_json(json)
    return _Speech(
        document=document,
        nodes={node.id: node for node in document.walk()},
        entities={(entity.id, entity.label): entity for entity in document.entities},
        exact_entities={(entity.start, entity.end, entity.label): entity for entity in document.entities},
        spans={(span.id, span.label): span for group in speech_spans(document).values() for span in group},
    )


def speech_of(doc: Doc) -> Document | None:
    """`doc._.speech`: the document, or None."""
    return kept_document(doc)


def node_of(span: Span) -> BaseNode | None:
    """The node that a span of the groups `sections`, `points`, `headings` or `markers` stands for."""
    speech = _speech(span.doc)
    return speech.nodes.get(span.id_) if speech is not None else None


def entity_of(span: Span) -> Entity | None:
    """The entity that a span stands for, by its id, else by its offsets and label."""
    speech = _speech(span.doc)
    if speech is None:
        return None
    found = speech.entities.get((span.id_, span.label_))
    return found or speech.exact_entities.get((span.start_char, span.end_char, span.label_))


def offsets_of(span: Span) -> tuple[int, int]:
    """`span._.offsets`: the exact offsets of what the span stands for, also where its tokens are wider."""
    speech = _speech(span.doc)
    exact = speech.spans.get((span.id_, span.label_)) if speech is not None else None
    return (exact.start, exact.end) if exact is not None else (span.start_char, span.end_char)


def path_of(span: Span) -> str | None:
    """`span._.path`: id of the node, for any other span of the deepest node that holds it."""
    speech = _speech(span.doc)
    if speech is None:
        return None
    if span.id_ in speech.nodes:
        return span.id_
    start, end = offsets_of(span)
    path, inside = None, speech.document.children
    while holder := next((node for node in inside if node.start <= start and end <= node.end), None):
        path, inside = holder.id, holder.children
    return path


def number_of(span: Span) -> int | None:
    """`span._.number`: number of the marker of the span's node."""
    node = node_of(span)
    return node.marker.number if isinstance(node, Numbered) and node.marker is not None else None


def place_of(span: Span) -> Place | None:
    """`span._.place`: what a GPE or LOC is linked to."""
    entity = entity_of(span)
    return entity.place if entity is not None else None


def date_of(span: Span) -> DateValue | None:
    """`span._.date`: the value of a DATE."""
    entity = entity_of(span)
    return entity.date if entity is not None else None


def quantity_of(span: Span) -> Quantity | None:
    """`span._.quantity`: the value of a QUANTITY."""
    entity = entity_of(span)
    return entity.quantity if entity is not None else None


SPAN_GETTERS: dict[str, Callable[[Span], Any]] = {
    "path": path_of,
    "offsets": offsets_of,
    "number": number_of,
    "place": place_of,
    "date": date_of,
    "quantity": quantity_of,
}
"""What stands behind `span._`; `None` where the span has no such thing."""


def register_extensions() -> None:
    """Define `doc._.speech` and `span._.path`, `offsets`, `number`, `place`, `date` and `quantity`.

    Building a pipeline does it; a program that only reads Docs from disk calls it first.

    Raises:
        ConfigurationError: Another library has defined one of the names.
    """
    _register(Doc, "speech", speech_of)
    for name, getter in SPAN_GETTERS.items():
        _register(Span, name, getter)


def _register(owner: type[Doc] | type[Span], name: str, getter: Callable[[Any], Any]) -> None:
    if not owner.has_extension(name):
        owner.set_extension(name, getter=getter)
    elif owner.get_extension(name)[2] is not getter:
        raise ConfigurationError(
            f"{owner.__name__}._.{name} is defined already by something else than speechparse; "
            f"remove it first: {owner.__name__}.remove_extension({name!r})"
        )
