"""Checks: what is odd about the text and its numbering, as diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import regex

from speechparse.model import Diagnostic
from speechparse.outline.numerals import parse_numeral
from speechparse.outline.tree import RoleSpan
from speechparse.outline.units import Unit
from speechparse.text.code_points import character_set, look_up
from speechparse.text.lines import Paragraph

# Controls but for line ends and tabs, and what stands for a character that could not be decoded.
_SUSPICIOUS_CODES = (*range(9), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFD)
_SUSPICIOUS = re.compile(f"[{re.escape(''.join(map(chr, _SUSPICIOUS_CODES)))}]+")
_BINARY_SHARE = 0.05
_ANNOUNCEMENT = regex.compile(
    r"(?P<count>[一二三四五六七八九十两]{1,3}|\d{1,2})(?:个方面|方面|大方面|项|点|条|件|句话|个问题|个重点|个字|大|个)"
    r"(?P<more>[^。;:!?]{0,14})[。:,!]?[\s“]*$"
)
_NO_COUNT = frozenset("第十百千万几多")
_TEXT_WITHOUT_STRUCTURE = 1500
"""A text shorter than this needs no structure."""


def check_text(text: str) -> Iterator[Diagnostic]:
    """Empty text, and characters that no speech has."""
    if not text.strip():
        yield Diagnostic(code="SP103", message="the text is empty", start=0, end=len(text))
        return
    odd = list(_SUSPICIOUS.finditer(text)) if _may_be_suspicious(text) else []
    count = sum(match.end() - match.start() for match in odd)
    if count > _BINARY_SHARE * len(text):
        message = "the text looks like a binary file; was it read by the right reader?"
        yield Diagnostic(code="SP104", message=message, start=0, end=len(text))
        return
    for match in odd:
        names = " ".join(f"U+{ord(char):04X}" for char in match.group()[:4])
        message = f"suspicious characters ({names}); the encoding may be wrong"
        yield Diagnostic(code="SP102", message=message, start=match.start(), end=match.end())


@cache
def _suspicious() -> npt.NDArray[np.bool_]:
    """For every code point up to U+FFFF whether it is suspicious."""
    return character_set(map(chr, _SUSPICIOUS_CODES))


def _may_be_suspicious(text: str) -> bool:
    """Whether a fast look finds any suspicious character."""
    return bool(look_up(_suspicious(), text).any())


def check_series(runs: Sequence[Sequence[Unit]], working: str) -> Iterator[Diagnostic]:
    """Numbers missing, repeated or out of order, series of one, and announced counts not met."""
    for run in runs:
        if run[0].style.family == "item":
            continue
        yield from _check_numbers(run)
        if len(run) == 1:
            message = f"{run[0].style.name} {run[0].number} stands alone in its series"
            yield Diagnostic(code="SP205", message=message, start=run[0].start, end=run[0].marker_end)
        yield from _check_announcement(run, working)


def _check_numbers(run: Sequence[Unit]) -> Iterator[Diagnostic]:
    numbers = {unit.number for unit in run}
    for before, unit in zip([None, *run[:-1]], run, strict=True):
        step = unit.number - (before.number if before is not None else unit.number - 1)
        if step == 1:
            continue
        if step > 1 and before is not None:
            missing = [str(n) for n in range(before.number + 1, unit.number) if n not in numbers]
            if missing:
                yield _about(unit, "SP201", f"number {', '.join(missing)} missing before {unit.number}")
        elif step == 0:
            yield _about(unit, "SP202", f"number {unit.number} repeated")
        else:
            yield _about(unit, "SP203", f"number {unit.number} out of order")


def _about(unit: Unit, code: str, message: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, start=unit.start, end=unit.marker_end)


def _check_announcement(run: Sequence[Unit], working: str) -> Iterator[Diagnostic]:
    """`抓好以下五项工作。` before a series of four. A series that goes on elsewhere is not judged."""
    first = run[0]
    if first.number != 1:
        return
    lead = max(0, first.start - 30)
    match = _ANNOUNCEMENT.search(working, lead, first.start)
    if match is None or working[max(0, match.start() - 1)] in _NO_COUNT:
        return
    announced = parse_numeral(match["count"])
    if announced is not None and announced >= 2 and announced != run[-1].number:
        message = f"{announced} announced, {len(run)} found"
        yield Diagnostic(code="SP204", message=message, start=match.start(), end=match.end("more"))


def check_whole(
    paragraphs: Sequence[Paragraph], working: str, runs: Sequence[Sequence[Unit]], *, cut_off: bool
) -> Iterator[Diagnostic]:
    """A text cut off in mid-sentence, or a long one without any structure."""
    if not paragraphs:
        return
    if cut_off:
        last = paragraphs[-1]
        message = "the text ends in mid-sentence; it may be an excerpt"
        yield Diagnostic(code="SP105", message=message, start=max(last.start, last.end - 20), end=last.end)
    if not runs and len(working) >= _TEXT_WITHOUT_STRUCTURE:
        message = "no numbered or listed structure found"
        yield Diagnostic(code="SP206", message=message, start=0, end=len(working))


def is_cut_off(paragraphs: Sequence[Paragraph], working: str, roles: Sequence[RoleSpan]) -> bool:
    """Whether the last paragraph is text without a final mark, neither a signature nor another line of the frame."""
    if not paragraphs:
        return False
    last = paragraphs[-1]
    return working[last.end - 1] not in "。!?”)》…" and not any(role.end >= last.end for role in roles[-4:])
