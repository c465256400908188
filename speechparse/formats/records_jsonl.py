"""Records as JSON lines, one a piece of text that a search index or a language model is fed with."""

from __future__ import annotations

import msgspec

from speechparse.model import Document
from speechparse.search.records import LONGEST, Granularity, make_records


def render(
    document: Document, *, granularity: Granularity = "unit", longest: int = LONGEST, overlap: int = 0
) -> str:
    """A line a record; the options are those of `speechparse.search.make_records`."""
    records = make_records(document, granularity=granularity, longest=longest, overlap=overlap)
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records).decode("utf-8")
