"""Noise: what stands in the text and is no part of the speech. It is tagged, never deleted.

The patterns are facts of the web and live in `data/noise.toml`; what takes more than a pattern to see
is found in `noise_blocks`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex
from ahocorasick_rs import AhoCorasick, Implementation
from msgspec import structs

from speechparse.data import toml
from speechparse.errors import ConfigurationError
from speechparse.model import Noise
from speechparse.text.noise_blocks import find_noise_blocks

_TAIL = 3000
"""How many characters at the end of a text count as its tail."""

_NEAR = 80
"""How far from a needed string a rule of scope `near` looks."""

_MANY = 8
"""So many needed strings are worth a look which of them lie in noise already."""

_LONGEST_LINE = 120
"""A line of noise is short; longer ones are text."""

Scope = Literal["text", "line", "near", "tail", "last"]


class NoiseRule(NamedTuple):
    """A pattern of noise.

    Attributes:
        name: What `Noise.rule` will say.
        kind: What `Noise.kind` will say.
        pattern: Regular expression (module `regex`, MULTILINE) over the folded text; its group `noise`,
            where it has one, else the whole match is the noise.
        needs: The rule is tried only where one of these strings occurs; empty: always.
        scope: `text`: anywhere; `line`: the whole of a short line that holds a needed string; `near`:
            within 80 characters of a needed string; `tail`: the last 3000 characters; `last`: the whole
            of the last line.
    """

    name: str
    kind: str
    pattern: str
    needs: tuple[str, ...] = ()
    scope: Scope = "text"

    def compiled(self) -> regex.Pattern[str]:
        """The pattern, compiled when it is first wanted: few texts need more than a few of them."""
        return _compiled(self.pattern)


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.MULTILINE)


def noise_rule(
    name: str, kind: str, pattern: str, *, needs: Iterable[str] = (), scope: Scope = "text"
) -> NoiseRule:
    """A rule made from a pattern in words.

    Raises:
        ConfigurationError: The pattern is no regular expression, or the scope needs strings to look for.
    """
    needed = tuple(needs)
    if isinstance(needs, str) or not all(isinstance(need, str) and need for need in needed):
        raise ConfigurationError(f"noise rule {name!r}: `needs` is a list of strings, none of them empty")
    if scope not in _SEARCHES:
        raise ConfigurationError(
            f"noise rule {name!r}: unknown scope {scope!r}; one of {', '.join(_SEARCHES)}"
        )
    if scope in ("line", "near") and not needed:
        raise ConfigurationError(f"noise rule {name!r}: the scope {scope!r} asks for `needs`")
    try:
        _compiled(pattern)
    except regex.error as error:
        raise ConfigurationError(
            f"noise rule {name!r}: {error}; see the syntax of the module `regex`"
        ) from error
    return NoiseRule(name, kind, pattern, needed, scope)


@cache
def built_in_rules() -> tuple[NoiseRule, ...]:
    """The library's own rules."""
    return tuple(
        NoiseRule(
            row["name"], row["kind"], row["pattern"], tuple(row.get("needs", ())), row.get("scope", "text")
        )
        for row in toml("noise.toml")["rule"]
    )


class _RuleSet:
    """Rules with one automaton for all the strings that they need, so that one pass tells which to try."""

    def __init__(self, rules: Sequence[NoiseRule]) -> None:
        self.rules = rules
        self.needs = sorted({need for rule in rules for need in rule.needs})
        self.owners = [[n for n, rule in enumerate(rules) if need in rule.needs] for need in self.needs]
        self.automaton = AhoCorasick(self.needs, implementation=Implementation.DFA)

    def hits(self, folded: str) -> list[list[int]]:
        """For each rule, where its needed strings begin, in text order."""
        hits: list[list[int]] = [[] for _ in self.rules]
        for index, start, _ in self.automaton.find_matches_as_indexes(folded, overlapping=True):
            for owner in self.owners[index]:
                hits[owner].append(start)
        return hits


@lru_cache(maxsize=8)
def _rule_set(own: tuple[NoiseRule, ...]) -> _RuleSet:
    return _RuleSet((*own, *built_in_rules()))


def find_noise(
    folded: str, rules: Sequence[NoiseRule] = (), known: Iterable[Noise] = ()
) -> tuple[Noise, ...]:
    r"""The noise of a text, in order, without overlaps, trimmed of blanks.

    Args:
        folded: The folded text; its lines may end in `\n` or in `\r\n`, of which patterns see `\n` alone.
        rules: The user's own rules, beside the built-in ones; theirs win.
        known: What the file's reader already knows to be noise.
    """
    if "\r\n" not in folded:
        return _found(folded, rules, known)
    returns = [match.start() for match in _RETURN.finditer(folded)]
    # Where in the text without returns the line ends stand that had one.
    ends = [at - count for count, at in enumerate(returns)]
    plain = [_moved(noise, lambda at: at - bisect_left(returns, at)) for noise in known]
    found = _found(folded.replace("\r\n", "\n"), rules, plain)
    return tuple(_moved(noise, lambda at: at + bisect_right(ends, at)) for noise in found)


_RETURN = re.compile("\r(?=\n)")


def _moved(noise: Noise, place: Callable[[int], int]) -> Noise:
    """The same noise where its first and its last character have another place."""
    return structs.replace(noise, start=place(noise.start), end=place(noise.end - 1) + 1)


def _found(folded: str, rules: Sequence[NoiseRule], known: Iterable[Noise]) -> tuple[Noise, ...]:
    found: list[Noise] = list(known)
    rule_set = _rule_set(tuple(rules))
    for rule, hits in zip(rule_set.rules, rule_set.hits(folded), strict=True):
        if rule.scope == "near" and len(hits) > _MANY and found:
            hits = _outside(hits, found)  # addresses inside the links of images, mostly
        if hits or not rule.needs:
            found.extend(_matches(folded, rule, hits))
    found.extend(find_noise_blocks(folded, found))
    return _without_overlaps(folded, found)


def _outside(hits: Sequence[int], found: Iterable[Noise]) -> list[int]:
    """The hits that lie in nothing found so far."""
    spans = sorted((noise.start, noise.end) for noise in found)
    starts = [start for start, _ in spans]
    kept = []
    for at in hits:
        index = bisect_right(starts, at) - 1
        if index < 0 or at >= spans[index][1]:
            kept.append(at)
    return kept


def blank(folded: str, noise: Iterable[Noise]) -> str:
    """The working text: the folded text with noise turned into blanks of the same length."""
    parts: list[str] = []
    at = 0
    for span in noise:
        parts += folded[at : span.start], " " * (span.end - span.start)
        at = span.end
    return "".join([*parts, folded[at:]]) if parts else folded


def _matches(folded: str, rule: NoiseRule, hits: Sequence[int]) -> Iterator[Noise]:
    pattern = rule.compiled()
    group: int | str = "noise" if "noise" in pattern.groupindex else 0
    for match in _SEARCHES[rule.scope](folded, pattern, hits):
        start, end = match.span(group)
        if start < 0:  # an alternative without the group: the match itself
            start, end = match.span()
        yield Noise(start=start, end=end, kind=rule.kind, rule=rule.name)


def _in_text(folded: str, pattern: regex.Pattern[str], hits: Sequence[int]) -> Iterator[regex.Match[str]]:
    return iter(pattern.finditer(folded))


def _in_tail(folded: str, pattern: regex.Pattern[str], hits: Sequence[int]) -> Iterator[regex.Match[str]]:
    return iter(pattern.finditer(folded, max(0, len(folded) - _TAIL)))


def _in_lines(folded: str, pattern: regex.Pattern[str], hits: Sequence[int]) -> Iterator[regex.Match[str]]:
    read = -1
    for at in hits:
        if at < read:
            continue
        start = folded.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
        end = folded.find("\n", at, at + _LONGEST_LINE)
        if (not start and at > _LONGEST_LINE) or (end < 0 and len(folded) - at > _LONGEST_LINE):
            continue
        read = len(folded) if end < 0 else end
        if match := _whole_line(folded, pattern, start, read):
            yield match


def _in_last_line(
    folded: str, pattern: regex.Pattern[str], hits: Sequence[int]
) -> Iterator[regex.Match[str]]:
    end = len(folded.rstrip())
    start = folded.rfind("\n", max(0, end - _LONGEST_LINE), end) + 1
    if start and (match := _whole_line(folded, pattern, start, end)):
        yield match


def _whole_line(folded: str, pattern: regex.Pattern[str], start: int, end: int) -> regex.Match[str] | None:
    line = folded[start:end]
    return pattern.fullmatch(folded, end - len(line.lstrip()), start + len(line.rstrip()))


def _nearby(folded: str, pattern: regex.Pattern[str], hits: Sequence[int]) -> Iterator[regex.Match[str]]:
    start, end = 0, -1
    for at in [*hits, len(folded) + 2 * _NEAR + 1]:
        if at - _NEAR > end:  # this hit's surroundings lie apart from those before it
            if end >= 0:
                yield from pattern.finditer(folded, start, end)
            start = max(0, at - _NEAR)
        end = at + _NEAR


_SEARCHES: dict[str, Callable[[str, regex.Pattern[str], Sequence[int]], Iterator[regex.Match[str]]]] = {
    "text": _in_text,
    "line": _in_lines,
    "near": _nearby,
    "tail": _in_tail,
    "last": _in_last_line,
}


def _without_overlaps(folded: str, found: Iterable[Noise]) -> tuple[Noise, ...]:
    """The spans trimmed, sorted, and those that lie over an earlier or longer one left out."""
    kept: list[Noise] = []
    for span in sorted(found, key=lambda n: (n.start, -n.end)):
        start = max(span.start, kept[-1].end) if kept else span.start
        while start < span.end and folded[start].isspace():
            start += 1
        end = span.end
        while end > start and folded[end - 1].isspace():
            end -= 1
        if start < end:
            kept.append(Noise(start=start, end=end, kind=span.kind, rule=span.rule))
    return tuple(kept)
