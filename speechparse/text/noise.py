"""Noise: what stands in the text and is no part of the speech. It is tagged, never deleted.

The patterns are facts of the web and live in `data/noise.toml`; what takes more than a pattern to see
(a table of metadata, a tail of links, a site's name that its own watermark gave away) is below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import regex

from speechparse.data import toml
from speechparse.errors import ConfigurationError
from speechparse.model import Noise

_ZONE = 3000
"""How many characters at either end count as the head and the tail of a text."""

_NEAR = 80
"""How far from a needed string a rule of scope `near` looks."""

_SHORT_LINE = re.compile(r"^[^\S\n]*+(\S[^\n]{0,118})$", re.MULTILINE)
"""A line of noise is short; longer ones are text."""

Scope = Literal["text", "line", "near", "tail"]


class NoiseRule(NamedTuple):
    """A pattern of noise.

    Attributes:
        name: What `Noise.rule` will say.
        kind: What `Noise.kind` will say.
        pattern: Regular expression (module `regex`, MULTILINE) over the folded text; its group `noise`,
            where it has one, else the whole match is the noise.
        needs: The rule is tried only where one of these strings occurs; empty: always.
        scope: `text`: anywhere; `line`: the whole of a short line that holds a needed string; `near`:
            within 80 characters of a needed string; `tail`: the last 3000 characters.
    """

    name: str
    kind: str
    pattern: regex.Pattern[str]
    needs: tuple[str, ...] = ()
    scope: Scope = "text"


def noise_rule(
    name: str, kind: str, pattern: str, *, needs: Iterable[str] = (), scope: Scope = "text"
) -> NoiseRule:
    """A rule made from a pattern in words.

    Raises:
        ConfigurationError: The pattern is no regular expression, or the scope needs strings to look for.
    """
    needed = tuple(needs)
    if scope in ("line", "near") and not needed:
        raise ConfigurationError(f"noise rule {name!r}: the scope {scope!r} asks for `needs`")
    try:
        compiled = regex.compile(pattern, regex.MULTILINE)
    except regex.error as error:
        raise ConfigurationError(f"noise rule {name!r}: {error}; see the syntax of the module `regex`") from error
    return NoiseRule(name, kind, compiled, needed, scope)


@cache
def built_in_rules() -> tuple[NoiseRule, ...]:
    """The library's own rules."""
    return tuple(
        noise_rule(row["name"], row["kind"], row["pattern"], needs=row.get("needs", ()), scope=row.get("scope", "text"))
        for row in toml("noise.toml")["rule"]
    )


@cache
def _needed_characters() -> frozenset[str]:
    """The characters of all needed strings: looking for a single one is by far the cheapest search."""
    return frozenset(char for rule in built_in_rules() for need in rule.needs for char in need)


def find_noise(
    folded: str, rules: Sequence[NoiseRule] = (), known: Iterable[Noise] = ()
) -> tuple[Noise, ...]:
    """The noise of a text, in order, without overlaps, trimmed of blanks.

    Args:
        folded: The folded text.
        rules: The user's own rules, beside the built-in ones; theirs win.
        known: What the file's reader already knows to be noise.
    """
    found: list[Noise] = list(known)
    absent = {char for char in _needed_characters() if char not in folded}
    for rule in (*rules, *built_in_rules()):
        if not rule.needs or any(absent.isdisjoint(need) and need in folded for need in rule.needs):
            found.extend(_matches(folded, rule))
    found.extend(_site_names(folded, found))
    found.extend(_metadata_table(folded))
    found.extend(_further_reading(folded))
    found.extend(_trailer(folded, found))
    return _without_overlaps(folded, found)


def blank(folded: str, noise: Iterable[Noise]) -> str:
    """The working text: the folded text with noise turned into blanks of the same length."""
    parts, at = [], 0
    for span in noise:
        parts += folded[at : span.start], " " * (span.end - span.start)
        at = span.end
    return "".join([*parts, folded[at:]]) if parts else folded


def _matches(folded: str, rule: NoiseRule) -> Iterator[Noise]:
    group: int | str = "noise" if "noise" in rule.pattern.groupindex else 0
    for match in _SEARCHES[rule.scope](folded, rule):
        start, end = match.span(group)
        if start < 0:  # an alternative without the group: the match itself
            start, end = match.span()
        yield Noise(start=start, end=end, kind=rule.kind, rule=rule.name)


def _in_text(folded: str, rule: NoiseRule) -> Iterator[regex.Match[str]]:
    return iter(rule.pattern.finditer(folded))


def _in_tail(folded: str, rule: NoiseRule) -> Iterator[regex.Match[str]]:
    return iter(rule.pattern.finditer(folded, max(0, len(folded) - _ZONE)))


def _in_lines(folded: str, rule: NoiseRule) -> Iterator[regex.Match[str]]:
    for line in _SHORT_LINE.finditer(folded):
        if match := rule.pattern.fullmatch(folded, line.start(1), line.end(1)):
            yield match


def _nearby(folded: str, rule: NoiseRule) -> Iterator[regex.Match[str]]:
    searched = 0
    for at in _occurrences(folded, rule.needs):
        yield from rule.pattern.finditer(folded, max(searched, at - _NEAR), at + _NEAR)
        searched = at


def _occurrences(folded: str, needs: Iterable[str]) -> list[int]:
    """Where the needed strings stand, in order."""
    found = []
    for needed in needs:
        at = folded.find(needed)
        while at >= 0:
            found.append(at)
            at = folded.find(needed, at + len(needed))
    return sorted(found)


_SEARCHES: dict[str, Callable[[str, NoiseRule], Iterator[regex.Match[str]]]] = {
    "text": _in_text,
    "line": _in_lines,
    "near": _nearby,
    "tail": _in_tail,
}


_SITE = re.compile(r"([\u4e00-\u9fff]{2,8})[ ,:]{0,2}(?=https?://|www\.|WWW\.)")


def _site_names(folded: str, found: Sequence[Noise]) -> Iterator[Noise]:
    """Lines and ends of lines that open with a site's name, known from a watermark that has its address beside it."""
    watermarks = [folded[n.start : n.end] for n in found if n.rule == "site-and-address"]
    names = {match.group(1) for mark in watermarks if (match := _SITE.match(mark))}
    for name in sorted(names):
        for match in re.finditer(rf"(?:^|[ \t\u3000])({re.escape(name)}[^\n。]{{0,16}})$", folded, re.MULTILINE):
            yield Noise(start=match.start(1), end=match.end(1), kind="watermark", rule="site-name-line")


# The table of metadata above documents on government sites: a label, then its value, a line each or
# both on one line.
_TABLE_LABELS = (
    "索引号", "主题分类", "发文机关", "发文单位", "发布机构", "成文日期", "标题", "名称", "发文字号", "文号",
    "发布日期", "主题词", "生成日期", "公开日期", "有效性", "信息分类", "体裁分类", "公开方式", "公开范围",
    "效力级别", "时效性", "实施日期", "失效日期", "发布文号", "组配分类", "关键词", "服务对象",
)  # fmt: skip
_LABEL_LINE = re.compile(
    r"^[ \t\u3000]*\[?((?:%s)[ \u3000]*(?:\]|:)[ \t\u3000]*([^\n]*?))[ \t\u3000]*$"
    % "|".join(r"[ \u3000]*".join(label) for label in _TABLE_LABELS),
    re.MULTILINE,
)
_NEXT_LINE = re.compile(r"\s*([^\n]+)")


def _metadata_table(folded: str) -> Iterator[Noise]:
    """The lines of a metadata table near the head of the text: three labels or more."""
    head = folded[:_ZONE]
    if "索" not in head and "发文" not in head and "发布" not in head:
        return
    labels = list(_LABEL_LINE.finditer(head))
    if len(labels) < 3:
        return
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        yield Noise(start=label.start(1), end=label.end(1), kind="nav", rule="metadata-table")
        value = _NEXT_LINE.match(head, label.end())
        if label.group(2) or value is None:
            continue
        # Behind the last label stands its value or, where that is empty, the document itself:
        # keywords are words with blanks between, a title is not.
        line = value.group(1).strip()
        is_value = value.end() < following.start() + 1 if following else _is_keywords(line)
        if is_value and not (following and value.start(1) >= following.start()):
            yield Noise(start=value.start(1), end=value.end(1), kind="nav", rule="metadata-table")


def _is_keywords(line: str) -> bool:
    words = line.split()
    if len(words) == 1:
        return len(line) <= 6 and not line.endswith(("通知", "意见", "厅", "院", "部", "委", "局", "府", "会"))
    return all(len(word) <= 8 for word in words) or (len(words) >= 3 and len(line) <= 40)


_READING_HEAD = re.compile(
    r"^[ \t\u3000]*(延伸阅读|相关阅读|相关链接|推荐阅读|相关新闻|更多阅读|相关文章|热点推荐|猜你喜欢)[ ]?:?[ \t]*$", re.MULTILINE
)


def _further_reading(folded: str) -> Iterator[Noise]:
    """A list of links at the end, under its heading, as long as its lines are titles and no sentences."""
    for head in _READING_HEAD.finditer(folded):
        yield Noise(start=head.start(1), end=head.end(1), kind="nav", rule="further-reading")
        for line in re.finditer(r"[^\n]+", folded[head.end() :]):
            title = line.group().strip()
            if title.endswith(("。", "；", ";")) or len(title) > 90:
                break
            yield Noise(
                start=head.end() + line.start(), end=head.end() + line.end(), kind="nav", rule="further-reading"
            )


_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")


def _trailer(folded: str, found: Sequence[Noise]) -> Iterator[Noise]:
    """Everything behind the first licence block: more of the licence, and the template's leftovers."""
    licences = [span for span in found if span.kind == "licence"]
    if not licences:
        return
    first = min(licences)
    for block in _BLOCK.finditer(folded, first.end):
        for line in re.finditer(r"[^\n]+", block.group()) if "false" in block.group() else [re.match(r"(?s).*", block.group())]:
            if line is None:
                continue
            start, end = block.start() + line.start(), block.start() + line.end()
            text = line.group().strip()
            kind = "markup" if text in ("↑", "false", "true") else "licence"
            yield Noise(start=start, end=end, kind=kind, rule="licence-trailer")


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
