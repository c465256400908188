"""Lines and paragraphs: where the source breaks, and which of its breaks are real.

A paragraph ends at a line break or at two to four wide spaces (U+3000, U+2003) inside a line, which is
how one-line copies keep their paragraphs; a longer run of them aligns columns. Line breaks in mid-sentence, which copying
from web pages and PDF files leaves behind, do not end one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_WIDE_SPACES = "\u3000\u2003"
_BLANKS = re.compile(rf"[{_NEWLINES}{_WIDE_SPACES}]\s*")
_NEWLINE = re.compile(rf"\r\n|[{_NEWLINES}]")
_MOST_WIDE_SPACES = 4
_WIDEST_WRAP = 60

# A paragraph cannot begin with a closing mark, nor end with an opening one or a comma.
_CLOSING_MARKS = frozenset(",。、;:!?》〉”’)]%")
_OPENING_MARKS = frozenset("《〈“‘([、,")
_NUMERALS = frozenset("一二三四五六七八九十")
_SPOKEN_VERBS = frozenset("是要则")
_SENTENCE_ENDS = frozenset("。!?;:”’)》…")
_BLOCK_ENDS = _SENTENCE_ENDS - {")", "》"}
_UNIT_START = re.compile(
    r"第?[一二三四五六七八九十\d]{1,3}[、.是要,章节条部]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⒛㈠-㈩]|—|各位|同志们|尊敬|女士|先生|朋友"
)


class Paragraph(NamedTuple):
    """A stretch of text between two real breaks.

    Attributes:
        start: Offset of its first code point that is neither blank nor noise.
        end: Offset behind its last such code point.
        gap: Line breaks before it; 0 where wide spaces part it from the one before.
    """

    start: int
    end: int
    gap: int


def find_paragraphs(folded: str, working: str) -> list[Paragraph]:
    """The paragraphs of a text, in order, trimmed of blanks and noise; empty ones are left out.

    Args:
        folded: The folded text, in which the breaks are read.
        working: The same text with noise blanked, which decides where a paragraph has its edges.
    """
    lines: list[Paragraph] = []
    widths: dict[str, int] = {}  # few runs of blanks are different
    start, gap = 0, 1
    for match in _BLANKS.finditer(folded):
        end, behind = match.span()
        blanks = folded[end:behind]
        width = widths.get(blanks)
        if width is None:
            width = widths[blanks] = _break_width(blanks)
        if width <= 0 and (width < 0 or _is_label(folded, start, end)):
            continue
        if start < end and not working[start].isspace() and not working[end - 1].isspace():
            lines.append(Paragraph(start, end, gap))  # as nearly all lines
            gap = width
        else:
            _append(lines, working, start, end, gap)
            # A line of noise alone stands for the break it was put into.
            held_text = not lines or lines[-1].end > start
            gap = width if held_text else gap + width - 1
        start = behind
    _append(lines, working, start, len(folded), gap)
    return _joined(lines, working)


def _break_width(blanks: str) -> int:
    """How many line breaks a run of blanks holds; 0 for wide spaces that part paragraphs; -1 for no break."""
    newlines = blanks.count("\n") if "\r" not in blanks else len(_NEWLINE.findall(blanks))
    if newlines or blanks[0] not in _WIDE_SPACES:
        return newlines or 1
    width = len(blanks) - len(blanks.lstrip(_WIDE_SPACES))
    return 0 if 2 <= width <= _MOST_WIDE_SPACES else -1


def _is_label(folded: str, start: int, end: int) -> bool:
    """Whether the text before wide spaces is no paragraph but a label: `目　　录`, `第一章　　总则`."""
    before = folded[max(start, end - 8) : end].strip()
    return len(before) == 1 or (len(before) <= 5 and before.startswith("第") and before[-1] in "章节条编篇")


def _append(lines: list[Paragraph], working: str, start: int, end: int, gap: int) -> None:
    """Append what is no blank of a line, if anything."""
    left = working[start:end].lstrip()
    if left:
        start = end - len(left)
        lines.append(Paragraph(start, start + len(left.rstrip()), gap))


def _joined(lines: list[Paragraph], working: str) -> list[Paragraph]:
    """The lines with those put together that a break in mid-sentence parts."""
    spaced = sum(line.gap > 1 for line in lines) > 0.4 * len(lines)
    wrapped = _wrap_width(lines)
    sentences = _sentence_blocks(lines, working) if spaced else []
    paragraphs: list[Paragraph] = []
    for index, line in enumerate(lines):
        # Most paragraphs stand apart by more than a bare break and begin with no closing mark.
        may_continue = line.gap == 1 or working[line.start] in _CLOSING_MARKS
        if index and may_continue and _continues(lines, index, working, wrapped, spaced and sentences[index]):
            paragraphs[-1] = Paragraph(paragraphs[-1].start, line.end, paragraphs[-1].gap)
        else:
            paragraphs.append(line)
    return paragraphs


def _wrap_width(lines: list[Paragraph]) -> int:
    """Width at which the text is wrapped by hand, or 0: most lines then end within two characters of it."""
    widths = Counter(
        line.end - line.start for line in lines if 16 <= line.end - line.start <= _WIDEST_WRAP + 2
    )
    if widths.total() < max(8, 0.5 * len(lines)):
        return 0
    width = max(widths, key=lambda w: (widths[w], -w))
    full = sum(widths[w] for w in range(width - 2, width + 3))
    return width if width <= _WIDEST_WRAP and full > 0.5 * len(lines) else 0


def _continues(lines: list[Paragraph], index: int, working: str, wrapped: int, in_sentences: bool) -> bool:
    """Whether the break before a line falls inside a sentence.

    Args:
        lines: The lines.
        index: Index of the line behind the break.
        working: The working text.
        wrapped: Width at which the text is wrapped by hand, or 0.
        in_sentences: Whether paragraphs stand apart by blank lines, and this one is made of sentences.
    """
    before, line = lines[index - 1], lines[index]
    if line.gap == 0 or line.gap > 3:
        return False
    last, first = working[before.end - 1], working[line.start]
    if first in _CLOSING_MARKS and not (line.gap > 1 and last in _SENTENCE_ENDS):
        return True
    if line.gap == 1 and last in _NUMERALS and first in _SPOKEN_VERBS:
        return True  # a marker cut in two: `二⏎是`
    if line.gap > 1 or last in _SENTENCE_ENDS or _UNIT_START.match(working, line.start):
        return False
    if last in _OPENING_MARKS or (wrapped and before.end - before.start >= wrapped - 2):
        return True
    # In a text whose paragraphs stand apart by a blank line, a bare break is a broken line: by a link, say.
    return (
        in_sentences
        and before.end - before.start > 3
        and not _is_indented(line, working)
        and not _UNIT_START.match(working, before.start)
    )


def _is_indented(line: Paragraph, working: str) -> bool:
    return working[line.start - 1] in " \t\u3000\u2003"


def _sentence_blocks(lines: list[Paragraph], working: str) -> list[bool]:
    """For each line whether the lines up to the next blank one end like a sentence: titles and signatures do not."""
    ends: list[bool] = []
    ends_sentence = False
    for line, following in zip(reversed(lines), [None, *reversed(lines[1:])], strict=True):
        if following is None or following.gap != 1:
            ends_sentence = working[line.end - 1] in _BLOCK_ENDS
        ends.append(ends_sentence)
    ends.reverse()
    return ends
