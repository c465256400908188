"""How records are kept in Elasticsearch and OpenSearch: the index template and the entries, also as NDJSON.

The analyzer is built of what every cluster has: the standard tokenizer, small letters, bigrams of Chinese
characters with the single ones beside them. Texts come folded, their runs with blanks between, so that
its tokens and positions are those of `runs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from speechparse.search.records import Record
from speechparse.search.runs import TOKENIZER, key, runs
from speechparse.search.streams import keywords, named
from speechparse.search.syntax import KEYWORD_FIELDS, PHRASE_FIELDS

LAYOUT = 1
"""Version of the template."""

_SIGNS = {"+": "plus", "%": "percent"}
"""The standard tokenizer drops signs; as words they stay."""

_KEYWORDS = ("kind", "level", "origin", "province", "program", "org", "person")


def template(name: str) -> dict[str, Any]:
    """The index template for the indices behind an alias, for `PUT _index_template/…`."""
    keyword, text = {"type": "keyword"}, {"type": "text", "analyzer": "speechparse"}
    fields = {**PHRASE_FIELDS, "word": ""}
    properties = {
        "entry": keyword,
        "document": keyword,
        "id": keyword,
        "year": {"type": "short"},
        "length": {"type": "integer"},
        **{field: {"type": "keyword", "ignore_above": 256} for field in _KEYWORDS},
        "search": {
            "properties": {
                field: {**text, "analyzer": "whitespace"} if field == "word" else text for field in fields
            }
        },
        "keys": {"properties": dict.fromkeys(KEYWORD_FIELDS, keyword)},
        # What a hit is shown by; it is kept, not searched.
        "record": {"type": "object", "enabled": False},
        "stored": {"type": "object", "enabled": False},
    }
    analysis = {
        "filter": {"speechparse_bigrams": {"type": "cjk_bigram", "output_unigrams": True}},
        "analyzer": {
            "speechparse": {
                "tokenizer": "standard",
                "filter": ["cjk_width", "lowercase", "speechparse_bigrams"],
            }
        },
    }
    return {
        "index_patterns": [f"{name}-{LAYOUT}.{TOKENIZER}-*"],
        "template": {
            "settings": {"index": {"number_of_shards": 1, "refresh_interval": "30s"}, "analysis": analysis},
            "mappings": {"dynamic": "strict", "properties": properties},
        },
    }


def entry_of(record: Record) -> dict[str, Any]:
    """The entry of a record, its fields as the template has them."""
    search = {field: [form(value) for value in values] for field, values in named(record).items()}
    search["word"] = [word for word in map(key, record.words) if word]
    shown = {
        "kind": record.kind, "level": record.level, "origin": record.origin, "year": record.year,
        "province": record.provinces, "program": record.programs, "org": record.organs, "person": record.persons,
    }  # fmt: skip
    return {
        "entry": "record",
        "document": record.document,
        "id": record.id,
        "length": len(record.text),
        **{name: value for name, value in shown.items() if value},
        "search": {"text": form(record.text), **{name: values for name, values in search.items() if values}},
        "keys": {name: values for name, values in keywords(record).items() if values},
        "record": msgspec.to_builtins(record),
    }


def form(text: str) -> str:
    """A text as the analyzer gets it: its runs, with blanks between."""
    return " ".join(map(text_of_runs, runs(text)))


def text_of_runs(run: str) -> str:
    """A run or token, signs as words."""
    return _SIGNS.get(run, run)


def bulk(records: Iterable[Record], index: str) -> Iterator[bytes]:
    """The records as lines for `POST _bulk`, two for each."""
    for record in records:
        yield msgspec.json.encode({"index": {"_index": index, "_id": f"record {record.id}"}}) + b"\n"
        yield msgspec.json.encode(entry_of(record)) + b"\n"
