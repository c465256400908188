"""tantivy as an engine: a folder, written in Rust, fast past 200 000 records, for it leaves out what cannot rank.

The tokens are those of all engines, handed over with blanks between. A document has an entry of its own
beside its records; both are written in one commit.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import msgspec

from speechparse.search.engine import EngineError, Found, FoundDocuments, Ranked, Stored, any_year
from speechparse.search.extras import needed
from speechparse.search.records import Record
from speechparse.search.runs import TOKENIZER
from speechparse.search.streams import EVERY, YEAR, streams
from speechparse.search.syntax import (
    KEYWORD_FIELDS,
    PHRASE_FIELDS,
    And,
    Keyword,
    Not,
    Or,
    Phrase,
    Query,
    Years,
)

LAYOUT = 1
"""Version of the fields."""

_VERSION = "speechparse.json"
_VALUES = ("kind", "level", "origin", "province", "program", "org", "person", "year")
_MOST_VALUES = 60_000
"""How many values of a field are counted at most; tantivy's own limit is 65 000."""

_decode = msgspec.json.Decoder(Record).decode
_encode = msgspec.json.Encoder().encode


class _Entry(msgspec.Struct, array_like=True):
    """What is kept of a document beside its records."""

    stored: Stored
    year: int | None
    origin: str | None


class TantivyEngine:
    """An index in a folder.

    Args:
        path: The folder.
        write: Whether to write; the folder is made then where there is none. Only one process writes at a time.

    Raises:
        EngineError: There is no such folder, it is no index, or one of another version.
    """

    def __init__(self, path: str | PathLike[str], *, write: bool = False) -> None:
        self._tantivy = needed("tantivy", "tantivy")
        self._path = Path(path)
        try:
            self._index = self._opened(write)
            self._writer = self._index.writer(128_000_000, 1) if write else None
        except ValueError as error:
            raise EngineError(f"{self._path}: {error}") from error
        self._schema = self._index.schema

    def _opened(self, write: bool) -> Any:
        version = self._path / _VERSION
        if not version.is_file():
            if not write:
                raise EngineError(f"{self._path}: there is no such index; `speechparse index` makes one")
            if self._path.exists() and any(self._path.iterdir()):
                raise EngineError(f"{self._path}: this folder holds something else")
            self._path.mkdir(parents=True, exist_ok=True)
            index = self._tantivy.Index(_schema(self._tantivy), path=str(self._path))
            version.write_text(json.dumps([LAYOUT, TOKENIZER]), "utf-8")
            return index
        if json.loads(version.read_text("utf-8")) != [LAYOUT, TOKENIZER]:
            raise EngineError(
                f"{self._path}: made by another version; index the archive again into a new folder"
            )
        return self._tantivy.Index.open(str(self._path))

    def put(
        self, documents: Iterable[tuple[Stored, Sequence[Record]]], *, instead_of: Iterable[str] = ()
    ) -> None:
        """See `Engine.put`."""
        try:
            for id in instead_of:
                self._delete(id)
            for stored, records in documents:
                self._delete(stored.id)
                first = records[0] if records else None
                entry = _Entry(stored, first.year if first else None, first.origin if first else None)
                self._add(facets="entry", document=stored.id, data=_encode(entry))
                for record in records:
                    self._add_record(record)
            self._commit()
        except BaseException:
            self._need_writer().rollback()
            raise

    def _add_record(self, record: Record) -> None:
        text, names, facets = map(" ".join, streams(record))
        values = {
            "kind": [record.kind], "level": [record.level], "origin": [record.origin], "year": [record.year],
            "province": record.provinces, "program": record.programs, "org": record.organs, "person": record.persons,
        }  # fmt: skip
        self._add(
            id=record.id, document=record.document, group=_group(record.document), data=_encode(record),
            text=text, names=names, facets=facets, **values,
        )  # fmt: skip

    def _add(self, **fields: Any) -> None:
        document = self._tantivy.Document()
        for name, value in fields.items():
            if name == "data":
                document.add_bytes(name, value)
            elif name == "group":
                document.add_unsigned(name, value)
            else:
                for one in value if isinstance(value, list | tuple) else (value,):
                    if one is not None:
                        document.add_text(name, str(one))
        self._need_writer().add_document(document)

    def _delete(self, id: str) -> None:
        self._need_writer().delete_documents_by_term("document", id)

    def _need_writer(self) -> Any:
        if self._writer is None:
            raise EngineError(f"{self._path}: opened for reading only")
        return self._writer

    def _commit(self) -> None:
        self._need_writer().commit()
        self._index.reload()

    def remove(self, ids: Iterable[str]) -> None:
        """See `Engine.remove`."""
        for id in ids:
            self._delete(id)
        self._commit()

    def stored(self) -> Mapping[str, Stored]:
        """See `Engine.stored`."""
        return {entry.stored.id: entry.stored for entry in self._entries()}

    def _entries(self) -> list[_Entry]:
        searcher = self._index.searcher()
        found = searcher.search(self._term("facets", "entry"), limit=max(searcher.num_docs, 1))
        decode = msgspec.json.Decoder(_Entry).decode
        return [decode(_data(searcher.doc(address))) for _, address in found.hits]

    def find(self, query: Query, *, limit: int, offset: int) -> Found:
        """See `Engine.find`."""
        searcher = self._index.searcher()
        found = searcher.search(self._compiled(query), limit=max(limit, 1), offset=offset, count=True)
        hits = [Ranked(_decode(_data(searcher.doc(address))), score) for score, address in found.hits[:limit]]
        return Found(found.count, hits)

    def find_documents(self, query: Query, *, limit: int, offset: int) -> FoundDocuments:
        """See `Engine.find_documents`."""
        searcher = self._index.searcher()
        found = searcher.search(self._compiled(query), limit=max(searcher.num_docs, 1))
        groups = searcher.fast_field_values("group", [address for _, address in found.hits])
        best: dict[int, tuple[float, Any]] = {}
        counts: dict[int, int] = {}
        for group, hit in zip(groups, found.hits, strict=True):
            best.setdefault(group, hit)
            counts[group] = counts.get(group, 0) + 1
        page = list(best.items())[offset : offset + limit]
        hits = [
            (Ranked(_decode(_data(searcher.doc(address))), score), counts[group])
            for group, (score, address) in page
        ]
        return FoundDocuments(len(best), hits)

    def facets(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        """See `Engine.facets`."""
        asked = {field: {"terms": {"field": field, "size": _MOST_VALUES}} for field in fields}
        found = self._index.searcher().aggregate(self._compiled(query), asked)
        made = {}
        for field in fields:
            counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[field]["buckets"]]
            made[field] = dict(sorted(counts, key=lambda item: (-item[1], item[0])))
        return made

    def every(self, query: Query) -> Iterable[Record]:
        """See `Engine.every`."""
        searcher = self._index.searcher()
        found = searcher.search(self._compiled(query), limit=max(searcher.num_docs, 1))
        return (_decode(_data(searcher.doc(address))) for _, address in found.hits)

    def sizes(self) -> Iterable[tuple[int | None, str | None, int]]:
        """See `Engine.sizes`."""
        sizes: dict[tuple[int | None, str | None], int] = {}
        for entry in self._entries():
            key = (entry.year, entry.origin)
            sizes[key] = sizes.get(key, 0) + entry.stored.characters
        return [(*key, size) for key, size in sizes.items()]

    def record(self, id: str) -> Record | None:
        """See `Engine.record`."""
        searcher = self._index.searcher()
        hits = searcher.search(self._term("id", id), limit=1).hits
        return _decode(_data(searcher.doc(hits[0][1]))) if hits else None

    def finish(self) -> None:
        """See `Engine.finish`."""
        self._need_writer().wait_merging_threads()
        self._writer = self._index.writer(128_000_000, 1)

    def close(self) -> None:
        """See `Engine.close`."""
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _term(self, field: str, token: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, field, token)

    def _compiled(self, query: Query) -> Any:
        occur, make = self._tantivy.Occur, self._tantivy.Query
        match query:
            case Phrase():
                return self._phrase(query)
            case Keyword(field, values):
                return self._filter(KEYWORD_FIELDS[field] + value for value in values)
            case Years():
                return self._filter(f"{YEAR}{year}" for year in any_year(query, range(1000, 2200)))
            case Or(parts):
                return make.boolean_query([(occur.Should, self._compiled(part)) for part in parts])
            case Not(part):
                return make.boolean_query(
                    [(occur.Must, self._filter([EVERY])), (occur.MustNot, self._compiled(part))]
                )
            case And(parts):
                return make.boolean_query([(occur.Must, self._compiled(part)) for part in parts])

    def _filter(self, tokens: Iterable[str]) -> Any:
        """What any of the tokens is a facet of, without a say in the ranking."""
        found = self._tantivy.Query.term_set_query(self._schema, "facets", list(tokens))
        return self._tantivy.Query.const_score_query(found, 0.0)

    def _phrase(self, phrase: Phrase) -> Any:
        make, field = self._tantivy.Query, "text" if phrase.field == "text" else "names"
        tokens = [PHRASE_FIELDS[phrase.field] + token for token in phrase.tokens]
        if phrase.open_ended:
            patterns = [*map(re.escape, tokens[:-1]), f"{re.escape(tokens[-1])}.?"]
            if len(patterns) == 1:
                return make.regex_query(self._schema, field, patterns[0])
            return make.regex_phrase_query(self._schema, field, patterns)
        if len(tokens) == 1:
            return self._term(field, tokens[0])
        return make.phrase_query(self._schema, field, tokens)


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("text", "names"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("facets", tokenizer_name="whitespace", index_option="basic")
    for name in ("id", "document"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in _VALUES:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("group", fast=True)
    builder.add_bytes_field("data", stored=True, indexed=False)
    return builder.build()


def _group(id: str) -> int:
    """A number for a document, by which its records are grouped."""
    return int.from_bytes(hashlib.sha256(id.encode("utf-8")).digest()[:7], "big")


def _data(document: Any) -> bytes:
    return bytes(document["data"][0])
