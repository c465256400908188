"""Elasticsearch and OpenSearch as engines, by their official clients and without a plugin.

A name is an alias: behind it stands an index `name-LAYOUT.TOKENIZER-N`. A rebuilt index is filled beside
the old one, which goes on answering, and takes over the alias in one step when it is complete. Ids of
entries are those of records and documents, so that what is sent twice is there once. A document's own
entry is written last: one whose writing was interrupted is not among the stored, and is written again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from speechparse.search.elastic_mapping import LAYOUT, entry_of, template, text_of_runs
from speechparse.search.engine import EngineError, Found, FoundDocuments, Ranked, Stored
from speechparse.search.extras import needed
from speechparse.search.records import Record
from speechparse.search.runs import TOKENIZER
from speechparse.search.syntax import And, Keyword, Not, Or, Phrase, Query, Years

_URL = re.compile(
    r"(?P<opensearch>opensearch\+)?(?P<host>https?://[^?#]+?)/(?P<name>[a-z0-9][a-z0-9_.-]{0,100})/?"
)
_MOST_HITS = 10_000
_MOST_VALUES = 1000


class ElasticEngine:
    """An index in a cluster.

    Args:
        url: `https://user:password@host:9200/name`; with `opensearch+` before it for OpenSearch.
        write: Whether to write; the index is made then where there is none.
        rebuild: Whether to fill a new index, which takes the place of the old one at `finish`.

    Raises:
        EngineError: The cluster cannot be reached, or has no such index.
    """

    def __init__(self, url: str, *, write: bool = False, rebuild: bool = False) -> None:
        match = _URL.fullmatch(url)
        if match is None:
            raise EngineError(
                f"{url}: an address is needed that ends in the name of an index, in small letters"
            )
        package = "opensearchpy" if match["opensearch"] else "elasticsearch"
        self._library = needed(package, "opensearch" if match["opensearch"] else "elasticsearch")
        self._helpers = needed(f"{package}.helpers", package)
        self._name = match["name"]
        kind = self._library.OpenSearch if match["opensearch"] else self._library.Elasticsearch
        self._errors = (
            (self._library.OpenSearchException,)
            if match["opensearch"]
            else (self._library.ApiError, self._library.TransportError)
        )
        self._client: Any = kind(match["host"], max_retries=3, retry_on_timeout=True)
        self._index = self._call(self._chosen, write, rebuild)

    def _call(self, work: Any, *arguments: Any) -> Any:
        try:
            return work(*arguments)
        except self._errors as error:
            raise EngineError(f"{self._name}: {' '.join(str(error).split())[:500]}") from error

    def _chosen(self, write: bool, rebuild: bool) -> str:
        """The index to work with; it is made where it must be."""
        indices = self._client.indices
        served = sorted(indices.get_alias(name=self._name)) if indices.exists_alias(name=self._name) else []
        version = f"{self._name}-{LAYOUT}.{TOKENIZER}-"
        fits = bool(served) and served[-1].startswith(version)
        if fits and not rebuild:
            return str(served[-1])
        if not write:
            raise EngineError(
                f"{self._name}: made by another version; index the archive again"
                if served
                else f"{self._name}: there is no such index; `speechparse index` makes one"
            )
        name = f"{version}{int(served[-1].rpartition('-')[2]) + 1 if served else 1}"
        indices.put_index_template(name=f"speechparse-{self._name}", body=template(self._name))
        if indices.exists(index=name):  # left by a run that was interrupted
            indices.delete(index=name)
        indices.create(index=name)
        if not served:
            indices.update_aliases(body={"actions": [{"add": {"index": name, "alias": self._name}}]})
        return name

    def put(
        self, documents: Iterable[tuple[Stored, Sequence[Record]]], *, instead_of: Iterable[str] = ()
    ) -> None:
        """See `Engine.put`; but an interruption may leave part of it, which the next run makes good."""
        documents = list({stored.id: (stored, records) for stored, records in documents}.values())
        self._call(self._put, documents, [*instead_of, *(stored.id for stored, _ in documents)])

    def _put(self, documents: list[tuple[Stored, Sequence[Record]]], replaced: list[str]) -> None:
        self._remove(replaced)
        for part in (_record_actions(documents), _document_actions(documents)):
            done = self._helpers.streaming_bulk(
                self._client,
                ({**action, "_index": self._index} for action in part),
                chunk_size=500,
                max_chunk_bytes=8 * 2**20,
                max_retries=6,  # of what the cluster refuses because it is busy
                initial_backoff=0.5,
                max_backoff=30,
                raise_on_error=False,
            )
            for kept, answer in done:
                if not kept:
                    raise EngineError(f"{self._name}: an entry was refused: {str(answer)[:500]}")
        self._client.indices.refresh(index=self._index)

    def remove(self, ids: Iterable[str]) -> None:
        """See `Engine.remove`."""
        self._call(self._remove, list(ids))

    def _remove(self, ids: list[str]) -> None:
        if not ids:
            return
        # Documents first: without its entry a document counts as not stored, whatever is left of its records.
        for entry in ("document", "record"):
            chosen = {"bool": {"filter": [{"term": {"entry": entry}}, {"terms": {"document": ids}}]}}
            self._client.delete_by_query(
                index=self._index, body={"query": chosen}, conflicts="proceed", refresh=True
            )

    def stored(self) -> Mapping[str, Stored]:
        """See `Engine.stored`."""
        found = self._scan({"term": {"entry": "document"}})
        return {one["document"]: msgspec.convert(one["stored"], Stored) for one in found}

    def find(self, query: Query, *, limit: int, offset: int) -> Found:
        """See `Engine.find`."""
        found = self._search(query, size=limit, from_=offset, sort=["_score", "id"])
        return Found(found["hits"]["total"]["value"], [_ranked(hit) for hit in found["hits"]["hits"]])

    def find_documents(self, query: Query, *, limit: int, offset: int) -> FoundDocuments:
        """See `Engine.find_documents`."""
        found = self._search(
            query,
            size=limit,
            from_=offset,
            sort=["_score", "id"],
            collapse={"field": "document", "inner_hits": {"name": "hits", "size": 0}},
            aggs={"documents": {"cardinality": {"field": "document", "precision_threshold": 40_000}}},
        )
        hits = [
            (_ranked(hit), hit["inner_hits"]["hits"]["hits"]["total"]["value"])
            for hit in found["hits"]["hits"]
        ]
        return FoundDocuments(found["aggregations"]["documents"]["value"], hits)

    def facets(self, query: Query, fields: Sequence[str]) -> dict[str, dict[str, int]]:
        """See `Engine.facets`; at most the thousand most frequent values of a field."""
        aggs = {
            field: {
                "terms": {
                    "field": field,
                    "size": _MOST_VALUES,
                    "order": [{"_count": "desc"}, {"_key": "asc"}],
                }
            }
            for field in fields
        }
        found = self._search(query, size=0, aggs=aggs)["aggregations"]
        return {
            field: {str(one["key"]): one["doc_count"] for one in found[field]["buckets"]} for field in fields
        }

    def every(self, query: Query) -> Iterable[Record]:
        """See `Engine.every`."""
        return (msgspec.convert(one["record"], Record) for one in self._scan(compiled(query)))

    def sizes(self) -> Iterable[tuple[int | None, str | None, int]]:
        """See `Engine.sizes`."""
        sources = [{name: {"terms": {"field": name, "missing_bucket": True}}} for name in ("year", "origin")]
        groups = {
            "composite": {"size": 10_000, "sources": sources},
            "aggs": {"size": {"sum": {"field": "length"}}},
        }
        body = {"size": 0, "query": {"term": {"entry": "record"}}, "aggs": {"groups": groups}}
        found = self._call(lambda: self._client.search(index=self._index, body=body))
        buckets = found["aggregations"]["groups"]["buckets"]
        return [(one["key"]["year"], one["key"]["origin"], int(one["size"]["value"])) for one in buckets]

    def record(self, id: str) -> Record | None:
        """See `Engine.record`."""
        try:
            found = self._client.get(index=self._index, id=f"record {id}")
        except self._library.NotFoundError:
            return None
        return msgspec.convert(found["_source"]["record"], Record)

    def finish(self) -> None:
        """Lets a rebuilt index take the place of the old one, whose data are deleted then."""
        indices = self._client.indices
        served = [one for one in self._call(lambda: indices.get_alias(name=self._name)) if one != self._index]
        if not served:
            return
        actions = [{"add": {"index": self._index, "alias": self._name}}]
        actions += [{"remove_index": {"index": one}} for one in served]
        self._call(lambda: indices.update_aliases(body={"actions": actions}))

    def close(self) -> None:
        """See `Engine.close`."""
        self._client.close()

    def _search(self, query: Query, *, size: int, from_: int = 0, **more: Any) -> Any:
        if from_ + size > _MOST_HITS:
            raise EngineError(f"{self._name}: only the first {_MOST_HITS:,} hits can be shown in pages")
        body = {"query": compiled(query), "size": size, "from": from_, "track_total_hits": True, **more}
        if "sort" in more:
            body["track_scores"] = True
        return self._call(lambda: self._client.search(index=self._index, body=body))

    def _scan(self, query: dict[str, Any]) -> Iterator[Any]:
        hits = self._helpers.scan(self._client, index=self._index, query={"query": query}, size=1000)
        while True:
            hit = self._call(next, hits, None)
            if hit is None:
                return
            yield hit["_source"]


def _ranked(hit: Mapping[str, Any]) -> Ranked:
    return Ranked(msgspec.convert(hit["_source"]["record"], Record), hit["_score"] or 0.0)


def _record_actions(documents: Iterable[tuple[Stored, Sequence[Record]]]) -> Iterator[dict[str, Any]]:
    for _, records in documents:
        for record in records:
            yield {"_id": f"record {record.id}", "_source": entry_of(record)}


def _document_actions(documents: Iterable[tuple[Stored, Sequence[Record]]]) -> Iterator[dict[str, Any]]:
    for stored, _ in documents:
        source = {"entry": "document", "document": stored.id, "stored": list(stored)}
        yield {"_id": f"document {stored.id}", "_source": source}


def compiled(query: Query) -> dict[str, Any]:
    """The query in the query language of Elasticsearch and OpenSearch, over the entries of records."""
    return {"bool": {"filter": [{"term": {"entry": "record"}}], "must": [_compiled(query)]}}


def _compiled(query: Query) -> dict[str, Any]:
    match query:
        case Phrase(field, _):
            # A text's single ideographs are indexed beside its bigrams, so the last token need not be open.
            tokens = " ".join(map(text_of_runs, query.tokens))
            return {"match_phrase": {f"search.{field}": {"query": tokens, "analyzer": "whitespace"}}}
        case Keyword(field, values):
            return _constant({"terms": {f"keys.{field}": list(values)}})
        case Years(first, last):
            bounds = {"gte": first, "lte": last}
            return _constant(
                {"range": {"year": {name: year for name, year in bounds.items() if year is not None}}}
            )
        case And(parts):
            return {"bool": {"must": [_compiled(part) for part in parts]}}
        case Or(parts):
            return {"bool": {"should": [_compiled(part) for part in parts], "minimum_should_match": 1}}
        case Not(part):
            return _constant({"bool": {"must_not": [_compiled(part)]}})


def _constant(query: dict[str, Any]) -> dict[str, Any]:
    """A filter: it has no say in the ranking."""
    return {"constant_score": {"filter": query, "boost": 0}}
