"""The title block: title, subtitle, date, byline, addressee, as far as they are there, in any order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from speechparse.outline import line_patterns as patterns
from speechparse.outline.tree import RoleSpan
from speechparse.text.lines import Paragraph

_MOST_LINES = 30
_LONGEST_TITLE = 90
_SENTENCE_MARKS = frozenset("。;:,、")


class TitleBlock(NamedTuple):
    """What was read of a title block.

    Attributes:
        roles: Its lines, with their roles.
        end: Index of the first paragraph behind it.
    """

    roles: list[RoleSpan]
    end: int


def read_title_block(
    working: str,
    paragraphs: Sequence[Paragraph],
    lines: Sequence[str],
    start: int,
    numbered: Collection[int],
    credited: Mapping[int, int],
) -> TitleBlock:
    """Read the title block that begins at a paragraph; it may be empty.

    Args:
        working: The working text.
        paragraphs: Its paragraphs.
        lines: Their texts.
        start: Index of the first paragraph to read.
        numbered: Indices of the paragraphs that a section marker opens.
        credited: Paragraphs that a photo credit ends, with the offset behind it.
    """
    block = _Block(working, paragraphs, lines, numbered, credited)
    at = start
    while at < min(len(lines), start + _MOST_LINES) and block.read(at):
        at += 1
    return TitleBlock(block.roles, block.end_at(at))


class _Block:
    def __init__(
        self,
        working: str,
        paragraphs: Sequence[Paragraph],
        lines: Sequence[str],
        numbered: Collection[int],
        credited: Mapping[int, int],
    ) -> None:
        self.working = working
        self.paragraphs = paragraphs
        self.lines = lines
        self.numbered = numbered
        self.credited = credited
        self.roles: list[RoleSpan] = []
        self.titled = False
        self.addressed = False
        self.consumed = -1

    def end_at(self, at: int) -> int:
        """Index of the first paragraph that the block leaves to others."""
        return max(at, self.consumed + 1)

    def _add(self, at: int, kind: str, rule: str, start: int = 0, end: int | None = None) -> bool:
        paragraph = self.paragraphs[at]
        stop = paragraph.end if end is None else paragraph.start + end
        self.roles.append(RoleSpan(paragraph.start + start, stop, kind, f"frame.{rule}"))
        return True

    def read(self, at: int) -> bool:
        """Read a line; False where the block has ended before it."""
        line = self.lines[at]
        if at in self.credited:
            paragraph = self.paragraphs[at]
            self.roles.append(RoleSpan(paragraph.start, self.credited[at], "note", "frame.caption"))
            return True
        if self._address(at, line):
            return True
        if self.addressed or at in self.numbered:
            return False
        if patterns.TOC.fullmatch(line) or patterns.ATTACHMENT.fullmatch(line):
            return False
        if patterns.DOCUMENT_NUMBER.fullmatch(line):
            return True
        return (
            self._dated(at, line) or self._named(at, line) or self._glued(at, line) or self._title(at, line)
        )

    def _address(self, at: int, line: str) -> bool:
        """A vocative or an addressee; a long address may take several lines."""
        match = patterns.VOCATIVE.match(line)
        if match is not None and (match.end() == len(line) or match.end() <= 80):
            self.addressed = True
            self.consumed = at
            self._add(at, "salutation", "vocative", end=match.end())
            return match.end() == len(line)
        if patterns.ADDRESS_PART.fullmatch(line) and self._address_goes_on(at + 1):
            return self._add(at, "salutation", "vocative")
        if (
            self.titled
            and not self.addressed
            and line[-1] == ":"
            and len(line) <= 160
            and (patterns.ADDRESSEE.fullmatch(line))
        ):
            self.addressed = True
            return self._add(at, "salutation", "addressee")
        return False

    def _address_goes_on(self, at: int) -> bool:
        for line in self.lines[at : at + 5]:
            match = patterns.VOCATIVE.match(line)
            if match:
                return match.end() == len(line)
            if not patterns.ADDRESS_PART.fullmatch(line):
                return False
        return False

    def _dated(self, at: int, line: str) -> bool:
        if len(line) > 80:
            return False
        if patterns.DATE_LINE.fullmatch(line):
            return self.titled and self._add(at, "date", "date")
        if self.titled and patterns.ADOPTION.fullmatch(line):
            return self._add(at, "note", "adoption")
        if self.titled and (match := patterns.ORGAN_BRACKET.fullmatch(line)):
            if match["date"]:
                self._add(at, "date", "organ-and-date", match.start("date"), match.end("date"))
            elif not patterns.ORGAN_LINE.fullmatch(match["organ"]):
                return False
            return self._add(at, "byline", "organ-and-date")
        return False

    def _named(self, at: int, line: str) -> bool:
        if not self.titled:
            return False
        if len(line) <= 120 and patterns.SUBTITLE.fullmatch(line) and line[-1] not in _SENTENCE_MARKS:
            return self._add(at, "subtitle", "subtitle")
        if len(line) <= 44 and patterns.BYLINE.fullmatch(line):
            return self._add(at, "byline", "byline")
        if len(line) <= 330 and patterns.HEAD_NOTE.fullmatch(line) and self._text_follows(at):
            return self._add(at, "note", "head-note")
        if line[0] in "([【" and len(line) <= 120 and patterns.NOTE.fullmatch(line):
            return self._add(at, "note", "note")
        return False

    def _text_follows(self, at: int) -> bool:
        """Whether the speech itself comes below a note: an address, another title, a date, a name."""
        for line in self.lines[at + 1 : at + 4]:
            if (
                patterns.VOCATIVE.match(line)
                or patterns.DATE_LINE.fullmatch(line)
                or patterns.BYLINE.fullmatch(line)
            ):
                return True
            if patterns.ADDRESS_PART.fullmatch(line):
                return True
        return any(role.kind in ("byline", "date") for role in self.roles)

    def _glued(self, at: int, line: str) -> bool:
        """Title, date and name run together at the start of the text's one line."""
        match = patterns.GLUED_TITLE.match(line)
        end = self._repeated_title(line)
        if match is not None and match.end() >= end:
            for kind in ("title", "date", "byline"):
                if match[kind]:
                    start = match.start(kind)
                    self._add(at, kind, "glued-title", start, start + len(match[kind].rstrip()))
            end = match.end()
        elif end:
            self._add(at, "title", "repeated-title", end=end)
            if name := patterns.GLUED_NAME.match(line, end):
                self._add(at, "byline", "repeated-title", name.start("name"), name.end("name"))
                end = name.end()
        else:
            return False
        self.titled = True
        self.consumed = at
        rest = line[end:].lstrip()
        if not rest:
            return True
        if address := patterns.VOCATIVE.match(rest):
            offset = len(line) - len(rest)
            self._add(at, "salutation", "vocative", offset, offset + address.end())
        return False

    def _repeated_title(self, line: str) -> int:
        """Where the title ends that a page's title line has just said and this line says again; 0 for none."""
        for role in self.roles:
            title = self.working[role.start : role.end].partition(":")
            wanted = title[2] or title[0]
            if (
                role.kind == "title"
                and len(wanted) >= 8
                and line.startswith(wanted)
                and len(line) > len(wanted)
            ):
                return len(wanted)
        return 0

    def _title(self, at: int, line: str) -> bool:
        """A line without a final mark, above the text: short, or ending like a title."""
        if len(line) > _LONGEST_TITLE or line[-1] in _SENTENCE_MARKS or line[0] in "—":
            return False
        if "。" in line or len(line) < 3 or line.isascii() or line[0] in "([【":
            return False
        ends_like_title = bool(patterns.TITLE_WORDS.search(line))
        if not ends_like_title and (len(line) > 60 or at + 1 >= len(self.lines)):
            return False
        if patterns.ORGAN_LINE.fullmatch(line) and not any(self._titles_below(at)):
            return False
        if patterns.POINT_START.match(line):
            return False
        self.titled = True
        return self._add(at, "title", "title")

    def _titles_below(self, at: int) -> Iterator[bool]:
        for line in self.lines[at + 1 : at + 4]:
            yield bool(patterns.TITLE_WORDS.search(line)) and line[-1] not in _SENTENCE_MARKS
