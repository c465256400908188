"""An index kept up to date with an archive: what is new or changed goes in, in batches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from speechparse.model import Document
from speechparse.search.engine import Stored
from speechparse.search.index import Index

_BATCH = 250_000
"""How many code points are kept in one step: enough to be fast, few enough to lose little work."""


class Update:
    """One run that brings an index up to date.

    Args:
        index: The index, open for writing.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        stored = index.engine.stored()
        self._ids = set(stored)
        self._copies: set[str] = set()
        self._by_source = {one.source: one for one in stored.values() if one.source is not None}

    def holds(self, source: str, sha256: str) -> bool:
        """Whether the index has this file as it is now."""
        known = self._by_source.get(source)
        return known is not None and known.sha256 == sha256

    def add(self, documents: Iterable[Document]) -> Iterator[list[Document]]:
        """Adds documents and gives each batch back when it is kept.

        A document takes the place of an earlier version of its file. One that the index or this run has
        already, from another file, is passed over.
        """
        batch: list[Document] = []
        size = 0
        for document in documents:
            known = self._by_source.get(document.source.name or "")
            if document.id in self._ids and (known is None or known.id != document.id):
                self._copies.add(document.id)
                continue
            self._ids.add(document.id)
            batch.append(document)
            size += len(document.text)
            if size >= _BATCH:
                yield self._kept(batch)
                batch, size = [], 0
        if batch:
            yield self._kept(batch)

    def _kept(self, batch: list[Document]) -> list[Document]:
        """Adds a batch in one step."""
        held = [(document, self._by_source.get(document.source.name or "")) for document in batch]
        replaced = [known.id for document, known in held if known is not None and known.id != document.id]
        self._index.add(batch, instead_of=replaced)
        for document in batch:
            source = document.source
            if source.name is not None:
                self._by_source[source.name] = Stored(document.id, source.name, source.sha256, source.length)
        return batch

    def prune(self, sources: Collection[str]) -> int:
        """Takes out the documents of files that are not among these; how many there were.

        A document stays that this run has met in another file: it was moved, or there are copies.
        """
        gone = [
            one.id
            for source, one in self._by_source.items()
            if source not in sources and one.id not in self._copies
        ]
        if gone:
            self._index.remove(gone)
            self._by_source = {source: one for source, one in self._by_source.items() if source in sources}
        return len(gone)
