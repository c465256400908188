"""JSON: the whole document, as other programs rely on it."""

from __future__ import annotations

from speechparse.model import Document


def render(document: Document, *, indent: int | None = None) -> str:
    """The document as JSON, on one line or indented by `indent` spaces a level."""
    return document.to_json(indent=indent) + "\n"
