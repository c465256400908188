"""Where the phrases of a query stand in a text: the same rules as the index's, on the text itself.

This marks hits and counts occurrences for every engine alike, on the original text, for folding keeps offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from speechparse.search.runs import HAN, SIGNS, WORD, is_ideographic, plain
from speechparse.search.syntax import Phrase

Spans = tuple[tuple[int, int], ...]

_BETWEEN = rf"(?:(?!{WORD})[^{HAN}{SIGNS}])"
"""A character that belongs to no run."""


class Matcher:
    """Finds phrases in texts.

    Args:
        phrases: The phrases; those of other fields than the text are left out.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        patterns = dict.fromkeys(_pattern(phrase) for phrase in phrases if phrase.field == "text")
        self._pattern = re.compile("|".join(sorted(patterns, key=len, reverse=True))) if patterns else None
        self._each = [re.compile(pattern) for pattern in patterns]

    @property
    def finds_text(self) -> bool:
        """Whether there is any phrase to find."""
        return self._pattern is not None

    def spans(self, text: str) -> Spans:
        """Where any of the phrases stands, `[start, end)` each, in order, those that overlap joined."""
        folded = plain(text)
        found = sorted(match.span() for pattern in self._each for match in pattern.finditer(folded))
        joined: list[tuple[int, int]] = []
        for start, end in found:
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(joined)

    def count(self, text: str) -> int:
        """How many occurrences of the phrases there are, none counted twice where two overlap."""
        return sum(1 for _ in self._pattern.finditer(plain(text))) if self._pattern else 0


def _pattern(phrase: Phrase) -> str:
    """A regular expression over the folded text: blanks may part ideographs, other signs may part runs."""
    parts = []
    for run in phrase.runs:
        if is_ideographic(run):
            parts.append(r"\s*".join(run))
        elif run in SIGNS:
            parts.append(re.escape(run))
        else:
            parts.append(rf"(?<!{WORD}){re.escape(run)}(?!{WORD})")
    joined = parts[0]
    for before, run, part in zip(phrase.runs, phrase.runs[1:], parts[1:], strict=False):
        # Two runs of ideographs need more than blanks between them, or they were one.
        both = is_ideographic(before) and is_ideographic(run)
        joined += rf"{_BETWEEN}*?(?!\s){_BETWEEN}{_BETWEEN}*?{part}" if both else rf"{_BETWEEN}*{part}"
    return joined
