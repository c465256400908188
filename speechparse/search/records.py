"""Records: a document in pieces of the size that a search, a statistic or a language model works with.

Base records part the document: each character that is neither noise nor white space lies in exactly
one. Coarser records join base records that follow each other, so they part it too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from speechparse.errors import ConfigurationError
from speechparse.model import Document, Heading, Node, Numbered, Section
from speechparse.search.frame import Frame, frame_of
from speechparse.search.naming import Names
from speechparse.search.pieces import Piece, cut, without_noise

Granularity = Literal["unit", "paragraph", "section", "document"]
"""How much a record holds: a unit of the tree without the units inside it, a paragraph or point with
those inside it, a section without its subsections, or all."""

GRANULARITIES: tuple[Granularity, ...] = ("unit", "paragraph", "section", "document")

LONGEST = 2000
"""How many code points a record holds at most, unless the caller says otherwise."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A piece of a document, with all that one would look for it by.

    Attributes:
        id: Identifier, unique over all documents: `DOCUMENT:NODE`, with `~n` for the n-th piece of a node.
        document: Id of the document.
        node: Id of the node that the piece is of; empty for text outside all nodes.
        kind: Kind of that node; `document` where the record is all of it, `text` outside all nodes.
        start: Offset of the first code point in the document's text.
        end: Offset behind the last code point.
        text: The source text of the piece without the noise in it.
        spans: The stretches of the source that make up `text`, where noise lies between them.
        path: The headings above the piece, from the top down, each with its marker.
        marker: The enumerator that opens the piece.
        number: Its value.
        places: Codes of the divisions and countries named (GB/T 2260, ISO 3166-1).
        provinces: Codes of the provinces that these are or lie in.
        locations: Names of places and regions as the tables have them.
        programs: Names of programs, as the tables have them or else as they stand.
        organs: Names of organs, likewise.
        persons: Names of persons, likewise.
        documents: Names of documents, likewise.
        events: Names of events, likewise.
        formulations: Political formulations, likewise.
        dates: Dates and periods in EDTF.
        spellings: How a name stands in the text, where that differs: 中国计划生育协会 -> 计生协.
        mentions: How often a name or code occurs that occurs more than once.
        words: The words of the text, where a segmenter was given.
        title: Title of the document.
        speaker: Who speaks.
        occasion: The meeting at which it was given.
        source: Name of the file.
        year: Year of the document.
        level: Level of government that the document comes from: `national`, `province`, `prefecture`,
            `county`, `township` or `institution`.
        origin: Code of the province that the document comes from.
    """

    id: str
    document: str
    node: str
    kind: str
    start: int
    end: int
    text: str
    spans: tuple[tuple[int, int], ...] = ()
    path: tuple[str, ...] = ()
    marker: str | None = None
    number: int | None = None
    places: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    formulations: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    spellings: dict[str, tuple[str, ...]] = {}
    mentions: dict[str, int] = {}
    words: tuple[str, ...] = ()
    title: str | None = None
    speaker: str | None = None
    occasion: str | None = None
    source: str | None = None
    year: int | None = None
    level: str | None = None
    origin: str | None = None

    def source_offset(self, at: int) -> int:
        """The offset in the document's text of the code point at `at` in the record's text."""
        for start, end in self.spans or ((self.start, self.end),):
            if at < end - start:
                return start + at
            at -= end - start
        return self.end


def make_records(
    document: Document, *, granularity: Granularity = "unit", longest: int = LONGEST, overlap: int = 0
) -> Iterator[Record]:
    """The records of a document, in text order.

    Args:
        document: The document.
        granularity: How much a record holds.
        longest: How many code points a record holds at most; a longer one is cut, behind a sentence
            where that can be.
        overlap: How many code points a cut piece repeats of the one before it at most, in whole sentences.

    Raises:
        ConfigurationError: The granularity is unknown, or the lengths make no sense.
    """
    if granularity not in GRANULARITIES:
        raise ConfigurationError(
            f"no granularity is called {granularity!r}; there are {', '.join(GRANULARITIES)}"
        )
    if longest < 1 or not 0 <= overlap < longest:
        raise ConfigurationError("longest must be positive, and overlap at least 0 and less than longest")
    frame = frame_of(document)
    names = Names(document.entities)
    counts: Counter[str] = Counter()
    for stretch in _joined(document, granularity):
        for piece in cut(without_noise(document, stretch.start, stretch.end), longest, overlap):
            node_id = stretch.node.id if stretch.node else ""
            counts[node_id] += 1
            yield _record(document, stretch, piece, counts[node_id], frame, names)


class _Stretch(NamedTuple):
    """Text that makes up a record: `[start, end)`, the node it is of, and the nodes around that."""

    start: int
    end: int
    node: Node | None
    kind: str
    above: tuple[Node, ...]


def _record(
    document: Document, stretch: _Stretch, piece: Piece, count: int, frame: Frame, names: Names
) -> Record:
    node, (start, end) = stretch.node, (piece.spans[0][0], piece.spans[-1][1])
    marker = node.marker if isinstance(node, Numbered) else None
    if marker is not None and not start <= marker.start < end:
        marker = None
    suffix = f"~{count}" if count > 1 else ""
    return Record(
        id=f"{document.id}:{node.id if node else ''}{suffix}",
        document=document.id,
        node=node.id if node else "",
        kind=stretch.kind,
        start=start,
        end=end,
        text=piece.text,
        spans=piece.spans if len(piece.spans) > 1 else (),
        path=_path(document, stretch.above),
        marker=marker.text if marker else None,
        number=marker.number if marker else None,
        title=frame.title,
        speaker=frame.speaker,
        occasion=frame.occasion,
        source=frame.source,
        year=frame.year,
        level=frame.level,
        origin=frame.origin,
        **names.between(start, end),
    )


def _path(document: Document, above: Iterable[Node]) -> tuple[str, ...]:
    """The headings of nodes, with their markers, each on one line."""
    found = []
    for node in above:
        heading = document.heading_of(node)
        if (
            heading is None
            and isinstance(node, Section)
            and node.children
            and isinstance(node.children[0], Heading)
        ):
            heading = document.text_of(node.children[0])
        if heading is not None:
            marker = node.marker.text if isinstance(node, Numbered) and node.marker else ""
            found.append(marker + " ".join(heading.split()))
    return tuple(found)


def _joined(document: Document, granularity: Granularity) -> Iterator[_Stretch]:
    """The stretches of the tree with those of one record joined, trimmed of blanks and noise.

    A stretch without a letter or digit, such as the stop between two points, goes to its neighbour.
    """
    waiting: _Stretch | None = None
    for stretch in _stretches(document):
        owned = _owned(stretch, granularity)
        text = without_noise(document, stretch.start, stretch.end).text
        if not text:
            continue
        if waiting is None:
            waiting = owned
        elif (owned.node, owned.kind) == (waiting.node, waiting.kind) or not _has_word(text):
            waiting = waiting._replace(end=owned.end)
        elif not _has_word(document.text[waiting.start : waiting.end]):
            waiting = owned._replace(start=waiting.start)
        else:
            yield waiting
            waiting = owned
    if waiting is not None:
        yield waiting


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def _owned(stretch: _Stretch, granularity: Granularity) -> _Stretch:
    """The stretch as part of the node whose record it belongs to."""
    if granularity == "document":
        return stretch._replace(node=None, kind="document", above=())
    if granularity == "unit" or stretch.node is None:
        return stretch
    line = (*stretch.above, stretch.node)
    if granularity == "section":
        at = max((i for i, node in enumerate(line) if isinstance(node, Section)), default=0)
    else:
        at = next((i for i, node in enumerate(line) if not isinstance(node, Section)), len(line) - 1)
    owner = line[at]
    assert owner is not None  # noqa: S101
    return stretch._replace(node=owner, kind=owner.kind, above=tuple(node for node in line[:at] if node))


def _stretches(document: Document) -> Iterator[_Stretch]:
    """The whole text, cut where a node begins or ends, each part with the deepest node that holds it."""
    at = 0
    waiting = list(reversed(document.children))
    opened: list[Node] = []
    while waiting or opened:
        if waiting and (not opened or waiting[-1].start < opened[-1].end):
            node = waiting.pop()
            yield from _stretch(at, node.start, opened)
            opened.append(node)
            waiting.extend(reversed(node.children))
            at = max(at, node.start)
        else:
            end = opened[-1].end
            yield from _stretch(at, end, opened)
            opened.pop()
            at = max(at, end)
    yield from _stretch(at, len(document.text), opened)


def _stretch(start: int, end: int, opened: Sequence[Node]) -> Iterator[_Stretch]:
    if start < end:
        node = opened[-1] if opened else None
        yield _Stretch(start, end, node, node.kind if node else "text", tuple(opened[:-1]))
