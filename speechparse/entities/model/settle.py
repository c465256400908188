"""Settling what counts as a name in one set of passages by what another, more trusted set decides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from speechparse.entities.model.passages import Row, Span

_BY_RULE = frozenset(("GPE", "DATE", "QUANTITY"))  # labels that rules and the gazetteer tell
_OFTEN = 0.8  # a name that bore its label in such a share of its places is always one
_RARELY = 0.25  # and in less than this, none
_SEEN_TO_DROP, _SEEN_TO_ADD = 2, 3  # in so many places at least


def settle(rows: Sequence[Row], by: Sequence[Row], texts: Mapping[str, str]) -> list[Row]:
    """The rows, where the trusted ones know a name, with the label that they give it.

    A name that they hardly ever tag is dropped, or gets the label that they give it; one that they nearly
    always tag is added where it stands free.

    Args:
        rows: The passages to settle.
        by: The trusted passages.
        texts: The folded text of every file.
    """
    names = sorted({name for row in (*rows, *by) for name, _ in _named(row, texts)})
    if not names:
        return list(rows)
    usage = _Usage(names, by, texts)
    return [Row(row.file, row.start, row.end, usage.settled(row, texts)) for row in rows]


def _named(row: Row, texts: Mapping[str, str]) -> Iterator[tuple[str, Span]]:
    """The names of a passage that rules do not tell, of two characters or more."""
    text = texts[row.file][row.start : row.end]
    for span in row.spans:
        if span[2] not in _BY_RULE and span[1] - span[0] > 1:
            yield text[span[0] : span[1]], span


class _Usage:
    """How the trusted passages use names: how often each stands free in them, and with which labels."""

    def __init__(self, names: Sequence[str], rows: Iterable[Row], texts: Mapping[str, str]) -> None:
        self._names = names
        self._automaton = AhoCorasick(list(names))
        self._free: Counter[str] = Counter()
        self._labels: dict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            tagged = {span[:2]: span[2] for span in row.spans}
            for name, start, end in self._occurrences(texts[row.file][row.start : row.end]):
                if (start, end) in tagged:
                    self._labels[name][tagged[start, end]] += 1
                elif any(low <= start and end <= high for low, high in tagged):
                    continue  # part of a longer name, which says nothing
                self._free[name] += 1

    def _occurrences(self, text: str) -> Iterator[tuple[str, int, int]]:
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield self._names[index], start, end

    def _share(self, name: str, label: str) -> float:
        return self._labels[name][label] / self._free[name]

    def _usual(self, name: str) -> str | None:
        """The label that the name nearly always bears."""
        labels = self._labels[name].most_common(1)
        return labels[0][0] if labels and self._share(name, labels[0][0]) >= _OFTEN else None

    def settled(self, row: Row, texts: Mapping[str, str]) -> tuple[Span, ...]:
        """The spans of a passage, settled."""
        spans = [span for span in row.spans if span[2] in _BY_RULE or span[1] - span[0] < 2]
        for name, (start, end, label) in _named(row, texts):
            if self._free[name] < _SEEN_TO_DROP or self._share(name, label) >= _RARELY:
                spans.append((start, end, label))
            elif (usual := self._usual(name)) is not None:
                spans.append((start, end, usual))
        for name, start, end in self._occurrences(texts[row.file][row.start : row.end]):
            usual = self._usual(name) if self._free[name] >= _SEEN_TO_ADD else None
            if usual and usual not in _BY_RULE and not any(s < end and start < e for s, e, _ in spans):
                spans.append((start, end, usual))
        return _uncrossed(spans)


def _uncrossed(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in text order, outer before inner, without those that cross an earlier one."""
    kept: list[Span] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not any(low < start < high < end for low, high, _ in kept):
            kept.append((start, end, label))
    return tuple(kept)
