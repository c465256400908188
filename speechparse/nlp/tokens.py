"""Tokens of a text between the edges of what was found in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from speechparse.entities.gazetteer import Gazetteer
from speechparse.nlp.segmenters import Segmenter
from speechparse.nlp.speech_spans import Edges
from speechparse.text.folding import fold

_NOT_BLANK = re.compile(r"\S+")


class Tokens(NamedTuple):
    """What spaCy's `Doc` is made from.

    Attributes:
        words: The tokens.
        spaces: Whether one blank follows each of them.
    """

    words: list[str]
    spaces: list[bool]


class _Stretch(NamedTuple):
    """Text without blanks and edges inside; whole where it is one word already."""

    start: int
    end: int
    whole: bool


def tokenize(
    text: str, edges: Edges, segmenter: Segmenter, *, words: Gazetteer[None] | None = None
) -> Tokens:
    """The tokens of a text.

    1. Tokens and their blanks make up the text.
    2. Every edge is the edge of a token.
    3. The given words are one token each, wherever no edge lies inside them; of overlapping ones the
       leftmost counts, the longest there.
    4. Between all these the segmenter cuts, each stretch by itself.
    """
    whole = _whole_words(text, edges, words) if words is not None else {}
    cuts = sorted({*edges.starts, *edges.ends, *whole.keys(), *whole.values()})
    stretches = [
        _Stretch(start, end, whole.get(start) == end)
        for match in _NOT_BLANK.finditer(text)
        for start, end in _between(cuts, match.start(), match.end())
    ]
    parts = iter(segmenter.cut_many([text[s.start : s.end] for s in stretches if not s.whole]))
    tokens = Tokens([], [])
    at = 0
    for stretch in stretches:
        _add_blanks(tokens, text, at, stretch.start, edges, cuts)
        added = [text[stretch.start : stretch.end]] if stretch.whole else next(parts)
        tokens.words.extend(added)
        tokens.spaces.extend([False] * len(added))
        at = stretch.end
    _add_blanks(tokens, text, at, len(text), edges, cuts)
    return tokens


def _whole_words(text: str, edges: Edges, words: Gazetteer[None]) -> dict[int, int]:
    """Start and end of each word of the user's that no edge cuts."""
    cuts = sorted(edges.starts | edges.ends)
    return {
        match.start: match.end
        for match in words.find(fold(text))
        if bisect_right(cuts, match.start) == bisect_left(cuts, match.end)
    }


def _between(cuts: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch from start to end in parts, cut wherever a cut lies inside it."""
    for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _add_blanks(tokens: Tokens, text: str, start: int, end: int, edges: Edges, cuts: Sequence[int]) -> None:
    """Add what is blank: one space as a flag of the token before it, all else as tokens.

    A space that a span begins or ends with must be a token, for a flag lies outside of every span.
    """
    flagged = start < end and text[start] == " " and bool(tokens.words)
    if flagged and start not in edges.starts and start + 1 not in edges.ends:
        tokens.spaces[-1] = True
        start += 1
    for blank_start, blank_end in _between(cuts, start, end):
        tokens.words.append(text[blank_start:blank_end])
        tokens.spaces.append(False)
