"""Markdown with front matter: the speech to be read on, below what is known about it, in YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from speechparse.formats import markdown
from speechparse.model import Document

# Line ends of YAML and Unicode that JSON leaves alone inside a string.
_BARE_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def render(document: Document, *, entities: bool = False) -> str:
    """The document as Markdown behind its metadata; `entities` as in `speechparse.formats.markdown`."""
    return f"---\n{''.join(_lines(document))}---\n\n{markdown.render(document, entities=entities)}"


def _lines(document: Document) -> Iterator[str]:
    meta, source = document.meta, document.source
    facts = {
        "id": document.id,
        "title": meta.title,
        "subtitle": meta.subtitle,
        "speaker": meta.speaker,
        "organ": meta.organ,
        "date": meta.date,
        "occasion": meta.occasion,
        "place": meta.place,
        "source": source.name,
        "sha256": source.sha256,
        "encoding": source.encoding,
    }
    yield from (f"{key}: {_scalar(value)}\n" for key, value in facts.items() if value is not None)


def _scalar(text: str) -> str:
    """A string in double quotes, as YAML and JSON both write it."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _BARE_BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
