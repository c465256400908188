"""Entities as JSON lines: one flat object an entity, each with all the fields of `EntityRow`."""

from __future__ import annotations

import msgspec

from speechparse.formats.entity_rows import entity_rows
from speechparse.model import Document


def render(document: Document) -> str:
    """A line an entity; empty where the document has none."""
    return b"".join(msgspec.json.encode(row) + b"\n" for row in entity_rows(document)).decode("utf-8")
