"""Entities as a table: tab-separated values, quoted like CSV where a field holds a tab, quote or break."""

from __future__ import annotations

import msgspec

from speechparse.formats.entity_rows import EntityRow, entity_rows
from speechparse.model import Document


def render(document: Document, *, header: bool = True) -> str:
    """A line an entity, below the names of the columns unless `header` is False."""
    lines = ["\t".join(EntityRow.__struct_fields__)] if header else []
    lines += ("\t".join(map(_cell, msgspec.structs.astuple(row))) for row in entity_rows(document))
    return "".join(line + "\n" for line in lines)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}"
    text = str(value)
    # The csv module leaves a lone carriage return unquoted, which splits the row for most readers.
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in '\t\n\r"') else text
