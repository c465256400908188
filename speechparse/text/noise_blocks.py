"""Noise that takes more than a pattern to see.

Bold marks in pairs, garbage against copying, a table of metadata, a tail of links, a licence, and a site's name that its own watermark gave away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from speechparse.model import Noise

_HEAD = 3000
"""How many characters at the start of a text count as its head."""


def find_noise_blocks(folded: str, found: Sequence[Noise]) -> Iterator[Noise]:
    """The blocks of noise of a text.

    Args:
        folded: The folded text.
        found: What the patterns found.
    """
    yield from _bold(folded)
    yield from _garbage(folded)
    yield from _site_names(folded, found)
    yield from _metadata_table(folded)
    yield from _further_reading(folded, found)
    yield from _trailer(folded, found)


_LINE = re.compile(r"[^\n]+")
_BOLD = re.compile(r"(\*\*)[^*\n]{1,400}(\*\*)")
# What follows a blanked-out name, which looks the same: `**同志`, `**县`.
_BEHIND_REDACTION = frozenset("市县区省镇乡村州旗局厅同书主副某年月日、,。 \n")


def _bold(folded: str) -> Iterator[Noise]:
    """The asterisks around bold text, in pairs; what hides a name is none."""
    if "**" not in folded:
        return
    for pair in _BOLD.finditer(folded):
        behind = folded[pair.end() : pair.end() + 1]
        if folded[pair.end(1)] in _BEHIND_REDACTION or (behind and behind in "市县区省镇乡村州旗局厅同书"):
            continue
        for group in (1, 2):
            yield Noise(start=pair.start(group), end=pair.end(group), kind="markup", rule="bold")


# Single letters and symbols strewn between blanks: `; b/ R+ p( X9 q0 z: ~6`.
_STREWN = regex.compile(r"(?<![!-~])(?:[!-~]{1,3}[ ]+){3,60}+(?:[!-~]{1,3}(?![!-~]))?+")
_SYMBOLS = frozenset(";^#$@~\\|{}`\"'&_[]")


def _garbage(folded: str) -> Iterator[Noise]:
    """What sites strew into their texts against copying; figures and formulas hold fewer symbols."""
    for match in _STREWN.finditer(folded):
        if sum(char in _SYMBOLS for char in match.group()) >= 2:
            yield Noise(start=match.start(), end=match.end(), kind="garbage", rule="anti-copy")


_SITE = re.compile(r"([\u4e00-\u9fff]{2,8})[ ,:]{0,2}(?=https?://|www\.|WWW\.)")


def _site_names(folded: str, found: Sequence[Noise]) -> Iterator[Noise]:
    """Lines and ends of lines that open with a site's name, known from a watermark that has its address beside it."""
    watermarks = [folded[n.start : n.end] for n in found if n.rule == "site-and-address"]
    names = {match.group(1) for mark in watermarks if (match := _SITE.match(mark))}
    for name in sorted(names):
        for match in re.finditer(
            rf"(?:^|[ \t\u3000])({re.escape(name)}[^\n。]{{0,16}})$", folded, re.MULTILINE
        ):
            yield Noise(start=match.start(1), end=match.end(1), kind="watermark", rule="site-name-line")


# The table of metadata above documents on government sites: a label, then its value, a line each or
# both on one line.
_TABLE_LABELS = (
    "索引号", "主题分类", "发文机关", "发文单位", "发布机构", "成文日期", "标题", "名称", "发文字号", "文号",
    "发布日期", "主题词", "生成日期", "公开日期", "有效性", "信息分类", "体裁分类", "公开方式", "公开范围",
    "效力级别", "时效性", "实施日期", "失效日期", "发布文号", "组配分类", "关键词", "服务对象",
)  # fmt: skip
_SPACED_LABELS = "|".join(r"[ \u3000]*".join(label) for label in _TABLE_LABELS)
_LABEL_LINE = re.compile(
    rf"^[ \t\u3000]*\[?((?:{_SPACED_LABELS})[ \u3000]*(?:\]|:)[ \t\u3000]*([^\n]*?))[ \t\u3000]*$",
    re.MULTILINE,
)
_NEXT_LINE = re.compile(r"\s*([^\n]+)")


def _metadata_table(folded: str) -> Iterator[Noise]:
    """The lines of a metadata table near the head of the text: three labels or more."""
    head = folded[:_HEAD]
    if head.count(":") + head.count("]") < 3 or not any(word in head for word in ("索", "发文", "发布")):
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
        return len(line) <= 6 and not line.endswith(
            ("通知", "意见", "厅", "院", "部", "委", "局", "府", "会")
        )
    return all(len(word) <= 8 for word in words) or (len(words) >= 3 and len(line) <= 40)


def _further_reading(folded: str, found: Sequence[Noise]) -> Iterator[Noise]:
    """The list of links under its heading (`相关阅读`), as long as its lines are titles and no sentences."""
    read = 0
    for head in sorted(span for span in found if span.rule == "further-reading"):
        if head.start < read:
            continue  # inside a list that is read already
        for line in _LINE.finditer(folded, head.end):
            title = line.group().strip()
            read = line.end()
            if title.endswith(("。", "；", ";")) or len(title) > 90:
                break
            yield Noise(start=line.start(), end=line.end(), kind="nav", rule="further-reading")


_BLOCK = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LEFTOVERS = frozenset(("↑", "false", "true"))


def _trailer(folded: str, found: Sequence[Noise]) -> Iterator[Noise]:
    """Everything behind the first licence block: more of the licence, and the template's leftovers."""
    licences = [span for span in found if span.kind == "licence"]
    if not licences:
        return
    for block in _BLOCK.finditer(folded, min(licences).end):
        lines = list(_LINE.finditer(folded, block.start(), block.end()))
        leftovers = [line for line in lines if line.group().strip() in _LEFTOVERS]
        for line in leftovers:
            yield Noise(start=line.start(), end=line.end(), kind="markup", rule="licence-trailer")
        for span in lines if leftovers else [block]:
            if span not in leftovers:
                yield Noise(start=span.start(), end=span.end(), kind="licence", rule="licence-trailer")
