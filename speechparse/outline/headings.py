"""Headings of numbered sections: the line, or the topic phrase before the first full stop, or none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from speechparse.model import Span
from speechparse.outline.markers import Place
from speechparse.outline.styles import STYLES
from speechparse.outline.units import Unit
from speechparse.text.lines import Paragraph

_LONGEST_TOPIC = 40
"""A first sentence longer than this is no topic phrase."""
_LONGEST_LINE = 90
_STOP = re.compile(r"[。!?]")
_CLAUSE_END = re.compile(r"[,。;:!?]")
_FIGURE = re.compile(r"\d")
_INSTRUCTION = re.compile(
    r"由[^,。]{1,30}(?:负责|牵头)|负责|牵头|应当|应给予|应按|应向|不得|可以|可按|是指|的,|[规办]法执行|参照执行"
)
_TERM = re.compile(r"[“\"《]?[^:。;\n]{1,45}?[”\"》]?(?=:|是指|,是|指的是)")


# In copies without any line break a heading runs into its text: it ends behind a noun that headings end
# in, or before a phrase that paragraphs begin with, and what follows is no continuation of the phrase.
_GLUED = re.compile(
    r"[^,。;:!?]{4,36}?(?:"
    r"(?:意义|任务|领导|服务|责任|水平|能力|作用|问题|质量|安全|体系|机制|环境|氛围|合力|局面|方向|目标|要求|措施|精神|保障|"
    r"举措|建设|基础|效能|优势|格局|本领|作风|力度|成效|力量|动能|活力|底线|防线)"
    r"(?![的和与、及,。;:!?”》性化力化观上下中内外]|意义|任务|领导|服务|责任|水平|能力|作用|问题|质量|安全|体系|机制|环境|氛围|目标|要求|措施|保障|建设|工作|落实)"
    r"|(?=党的(?:十|二十)[^,。]{0,6}以来|改革开放(?:\d+年)?以来|新中国成立|(?:近|这)(?:几)?年来|今年以来|去年以来|"
    r"长期以来|一段时间以来|当前[,是]|目前,|现在,|这次[^,。]{2,10}(?:是|,)|我国[^,。]{2,12}[,。]|我(?:多次|反复|常|一直)|"
    r"我们[要党国必]|同志们[,!]|刚才,|前不久|习近平总书记|古人[云说]|实践证明|大家知道|各[市县级区乡镇][^,。]{0,8}要))(?=[\u4e00-\u9fff])"
)
_LONG_CLAUSE = 16
"""A first clause longer than this, in mid-paragraph, may hold a heading and the beginning of the text."""


_IN_CHARGE = re.compile(r"负责|牵头|部门|按职责|配合")
"""What a bracket holds that follows a measure, and no heading."""


class _Reading(NamedTuple):
    """What the first line of a section looks like.

    Attributes:
        start: Offset of its text behind the marker.
        end: Offset behind the possible heading, without its final full stop.
        form: `line` (no stop), `sentence` (one sentence and no more), `run-in` (a sentence, then body) or `none`.
        fits: Whether it reads as a topic phrase.
    """

    start: int
    end: int
    form: str
    fits: bool


def find_headings(
    series: Sequence[Sequence[Unit]],
    working: str,
    paragraphs: Sequence[Paragraph],
    starts: Sequence[int],
    points: Sequence[int],
    glossaries: Sequence[int],
) -> dict[int, Span]:
    """The headings of all sections, by the offset of their marker; sections without one are left out.

    Args:
        series: The section series.
        working: The working text.
        paragraphs: Its paragraphs.
        starts: Offsets in order at which any section or line with a role begins.
        points: Offsets in order at which points begin; no heading runs over one.
        glossaries: Offsets in order of the titles of glossaries; behind one, a term is the heading.
    """
    next_start = dict(zip(starts, [*starts[1:], len(working)], strict=bool(starts)))
    by_start = sorted((unit for run in series for unit in run), key=lambda unit: unit.start)
    next_section = dict(zip((unit.start for unit in by_start), [*by_start[1:], None], strict=bool(by_start)))
    headings: dict[int, Span] = {}
    for run in series:
        readings = [_read(unit, working, paragraphs, next_start) for unit in run]
        in_glossary = _is_glossary(run, readings, working, glossaries)
        is_list = any(reading.form == "none" and working[reading.end - 1] == ";" for reading in readings)
        fitting = sum(reading.fits for reading in readings if reading.form == "run-in")
        run_ins = sum(reading.form == "run-in" for reading in readings)
        sisters_agree = run_ins > 2 and fitting >= 0.6 * run_ins
        sisters_refuse = run_ins > 3 and fitting < 0.25 * run_ins
        for unit, reading in zip(run, readings, strict=True):
            if (
                bisect_left(points, reading.start) < bisect_left(points, reading.end)
                or reading.end > unit.end
            ):
                continue
            if in_glossary:
                term = _TERM.match(working, reading.start, reading.end + 60)
                if term:
                    headings[unit.start] = Span(reading.start, term.end())
            elif not (is_list and reading.form == "sentence") and _is_heading(
                unit, reading, sisters_agree, sisters_refuse, next_section[unit.start], working
            ):
                headings[unit.start] = Span(reading.start, reading.end)
    return headings


def _read(
    unit: Unit, working: str, paragraphs: Sequence[Paragraph], next_start: Mapping[int, int]
) -> _Reading:
    end = min(paragraphs[unit.paragraph].end, next_start[unit.start])
    start = _skip_blanks(working, unit.marker_end, end)
    if start >= end and unit.paragraph + 1 < len(paragraphs):
        # The marker stands alone on its line: the heading, if any, is the next one.
        following = paragraphs[unit.paragraph + 1]
        if following.start < next_start[unit.start]:
            start, end = following.start, min(following.end, next_start[unit.start])
            is_line = end - start <= _LONGEST_TOPIC and not _STOP.search(working, start, end)
            fits = is_line and working[end - 1] not in ";:,、"
            return _Reading(start, end, "line" if fits else "none", fits)
    while end > start and working[end - 1].isspace():
        end -= 1
    if start >= end:
        return _Reading(start, start, "none", False)
    if glued := _glued_heading(unit, working, start, end):
        return _Reading(start, glued, "line", True)
    stop = _STOP.search(working, start, end)
    goes_on = stop is not None and "。" not in working[start:end] and working[end - 1] not in "!?"
    if goes_on and end - start <= _LONGEST_TOPIC:
        stop = None  # a question or a call inside a heading that goes on
    if stop is None:
        row = len(re.findall(r"\d+", working[start:end])) > 1 and "," in working[start:end]
        fits = working[end - 1] not in ";,、:" and end - start <= _LONGEST_LINE and not row
        return _Reading(start, end, "line" if fits else "none", fits)
    topic = working[start : stop.start()]
    rest = working[stop.end() : end].strip()
    if not rest or (rest[0] == "(" and rest[-1] == ")" and rest.count("(") == 1 and _IN_CHARGE.search(rest)):
        fits = not rest and len(topic) <= _LONGEST_LINE and unit.style is not STYLES["article"]
        return _Reading(start, stop.start(), "sentence", fits)
    # An article is its own text; only a short name of its subject heads it.
    longest = 10 if unit.style is STYLES["article"] else _LONGEST_TOPIC
    fits = (
        len(topic) <= longest
        and not _FIGURE.search(topic)
        and not _INSTRUCTION.search(topic)
        and ";" not in topic
        and topic.count(",") <= 3
    )
    return _Reading(start, stop.start(), "run-in", fits)


def _glued_heading(unit: Unit, working: str, start: int, end: int) -> int:
    """Where a heading ends that runs into its text without any mark; 0 where none does."""
    clause = _CLAUSE_END.search(working, start, end)
    if unit.place is Place.OPENING or clause is None or clause.start() - start <= _LONG_CLAUSE:
        return 0
    if clause.group() == "。" and clause.start() - start <= _LONG_CLAUSE + 8:
        return 0
    glued = _GLUED.match(working, start, clause.start())
    return glued.end() if glued else 0


def _is_heading(
    unit: Unit,
    reading: _Reading,
    sisters_agree: bool,
    sisters_refuse: bool,
    below: Unit | None,
    working: str,
) -> bool:
    if reading.end <= reading.start:
        return False
    if reading.form == "line":
        return True
    if reading.form == "run-in":
        if sisters_refuse:
            return False
        return reading.fits or (sisters_agree and reading.end - reading.start <= _LONGEST_TOPIC + 5)
    if reading.form == "sentence" and reading.fits:
        # One sentence is a heading only if it has something to head: a list or paragraphs of its own.
        if below is not None and below.start < unit.end:
            return below.number == 1
        return working[reading.end + 1 : unit.end].strip() != ""
    return False


def _is_glossary(
    run: Sequence[Unit], readings: Sequence[_Reading], working: str, glossaries: Sequence[int]
) -> bool:
    """Whether the sections of a series explain terms: behind the title of a glossary, or by their look."""
    if run[0].style.rank < STYLES["arabic-dot"].rank:
        return False
    behind_title = bool(glossaries) and glossaries[0] < run[0].start
    explained = sum(
        bool((term := _TERM.match(working, reading.start, reading.end + 60)) and working[term.end()] == ":")
        for reading in readings
    )
    return explained > (0.5 if behind_title else 0.9) * len(run) and (behind_title or len(run) >= 5)


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
