"""Text in pieces of limited length, cut behind sentences, with the places in the source kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speechparse.model import Document

Spans = tuple[tuple[int, int], ...]

_SENTENCE = re.compile(r"[。！？!?…；;][”’」』）)\]]*|\n")
_CLAUSE = re.compile(r"[，、：,:\s]")


class Piece(NamedTuple):
    """Text with the stretches of the source that it is made of, `[start, end)` each."""

    text: str
    spans: Spans


def without_noise(document: Document, start: int, end: int) -> Piece:
    """The text of `[start, end)` without noise, trimmed of blanks; empty, with no spans, where nothing is left."""
    spans, at = [], start
    first = max(0, bisect_right(document.noise, start, key=lambda noise: noise.start) - 1)
    for index in range(first, len(document.noise)):
        noise = document.noise[index]
        if noise.start >= end:
            break
        if noise.start > at:
            spans.append((at, noise.start))
        at = max(at, noise.end)
    if at < end:
        spans.append((at, end))
    text = "".join([document.text[first:last] for first, last in spans])
    return _trimmed(text, spans, 0, len(text))


def cut(piece: Piece, longest: int, overlap: int) -> Iterator[Piece]:
    """The text in pieces of at most `longest` code points.

    A piece ends behind a sentence where one ends in its second half, else behind a clause, else anywhere.

    Args:
        piece: The text.
        longest: How many code points a piece holds at most.
        overlap: How many code points a piece repeats of the one before at most, in whole sentences.
    """
    text = piece.text
    if len(text) <= longest:
        if text:
            yield piece
        return
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    start = 0
    while start < len(text):
        end = _end(text, ends, start, longest)
        made = _trimmed(text, piece.spans, start, end)
        if made.text:
            yield made
        if end == len(text):
            return
        # The next piece begins behind a sentence of this one, not too far back, else right behind it.
        earliest = bisect_left(ends, max(end - overlap, start + 1))
        start = min(ends[earliest], end) if overlap and earliest < len(ends) else end


def _end(text: str, ends: Sequence[int], start: int, longest: int) -> int:
    limit = start + longest
    if limit >= len(text):
        return len(text)
    half = start + longest // 2
    index = bisect_right(ends, limit) - 1
    if index >= 0 and ends[index] > half:
        return ends[index]
    clauses = [match.end() for match in _CLAUSE.finditer(text, half, limit)]
    return clauses[-1] if clauses else limit


def _trimmed(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Piece:
    """`text[start:end]` without blanks at its ends, with its stretches of the source."""
    end = start + len(text[start:end].rstrip())
    start = end - len(text[start:end].lstrip())
    kept, at = [], 0
    for first, last in spans:
        length = last - first
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            kept.append((first + low, first + high))
        at += length
    return Piece(text[start:end], tuple(kept))
