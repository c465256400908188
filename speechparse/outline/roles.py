"""Lines with a role: the frame of a speech, and the unnumbered headings inside it.

One walk over the paragraphs. At the start of the text, and again where a signature or an attachment
ends one part and the next begins, stands a title block (`title_block`); everywhere else a line shows
its role by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import regex

from speechparse.model import Noise
from speechparse.outline import line_patterns as patterns
from speechparse.outline.title_block import read_title_block
from speechparse.outline.tree import RoleSpan
from speechparse.text.lines import Paragraph

_LONGEST_HEADING = 36
_LONGEST_TITLE = 60
_LONGEST_CAPTION = 330
_SHORTEST_BODY = 40
_FINAL_MARKS = frozenset("。!?;:,、…”)》.")
_HAN = regex.compile(r"[\u4e00-\u9fff]")
_MAY_HAVE_ROLE = frozenset("各同女先朋尊敬亲老战乡父代委来全青嘉(【[图表附目注编按※*")
_ALWAYS_HEADING = regex.compile(
    r"结[ \u3000]*(?:束[ \u3000]*)?语|前[ \u3000]*言|引[ \u3000]*言|序[ \u3000]*言|导[ \u3000]*语"
)


def find_roles(
    working: str, paragraphs: Sequence[Paragraph], numbered: Collection[int], noise: Sequence[Noise]
) -> list[RoleSpan]:
    """The lines with a role, in text order.

    Args:
        working: The working text.
        paragraphs: Its paragraphs.
        numbered: Indices of the paragraphs that a section marker opens.
        noise: The noise, in text order; photo credits show what is a caption.
    """
    return sorted(_Roles(working, paragraphs, numbered, noise).find())


class _Roles:
    """One walk over the paragraphs of a text."""

    def __init__(
        self, working: str, paragraphs: Sequence[Paragraph], numbered: Collection[int], noise: Sequence[Noise]
    ) -> None:
        self.working = working
        self.paragraphs = paragraphs
        self.lines = [working[p.start : p.end] for p in paragraphs]
        self.numbered = numbered
        self.credited = _credited(working, paragraphs, noise)
        self.found: list[RoleSpan] = []
        self.titles: set[str] = set()
        self.is_speech = False
        self.is_signed = False
        self.is_tabular = len(self.lines) > 30 and self._short_lines() > 0.35 * len(self.lines)

    def _short_lines(self) -> int:
        """How many lines look like cells of a table."""
        return sum(
            len(line) <= 16 and line[-1] not in _FINAL_MARKS and index not in self.numbered
            for index, line in enumerate(self.lines)
        )

    def find(self) -> list[RoleSpan]:
        """All roles, in the order found."""
        at = self._title_block(0)
        lines, credited = self.lines, self.credited
        while at < len(lines):
            line = lines[at]
            if len(line) > _LONGEST_TITLE and line[0] not in _MAY_HAVE_ROLE and at not in credited:
                if self.is_speech and self._is_caption(line) and at not in self.numbered:
                    self._add(at, "note", "caption")
                at += 1  # plain text, as most paragraphs are
            else:
                at = max(at + 1, self._line(at))  # whatever a rule says, the walk goes on
        self.found += self._stage_directions()
        return self.found

    def _add(self, index: int, kind: str, rule: str) -> None:
        paragraph = self.paragraphs[index]
        self.found.append(RoleSpan(paragraph.start, paragraph.end, kind, f"frame.{rule}"))

    def _title_block(self, at: int) -> int:
        block = read_title_block(self.working, self.paragraphs, self.lines, at, self.numbered, self.credited)
        self.found += block.roles
        self.titles.update(self.working[r.start : r.end] for r in block.roles if r.kind == "title")
        self.is_speech = self.is_speech or any(role.kind == "byline" for role in block.roles)
        return block.end

    def _line(self, at: int) -> int:
        """Read the line at an index; the index of the next to read."""
        line = self.lines[at]
        paragraph = self.paragraphs[at]
        if at in self.credited:
            self.found.append(RoleSpan(paragraph.start, self.credited[at], "note", "frame.caption"))
        elif line[0] in _MAY_HAVE_ROLE and (following := self._opened(at, line)):
            return following
        elif at in self.numbered:
            return at + 1
        elif len(line) <= 40 and ("谢" in line or "散会" in line) and patterns.CLOSING.fullmatch(line):
            self._add(at, "closing", "closing")
        elif len(line) <= 24 and "年" in line and patterns.DATE_LINE.fullmatch(line) and line[0] != "(":
            return self._signature(at)
        elif self.is_speech and self._is_caption(line):
            self._add(at, "note", "caption")
        elif len(line) <= _LONGEST_TITLE and self._is_later_title(at, line):
            return self._title_block(at)
        elif len(line) <= _LONGEST_HEADING and self._is_heading(at, line):
            self._add(at, "heading", "preface" if _ALWAYS_HEADING.fullmatch(line) else "heading")
        elif len(line) <= 40 and self._is_glossary(line):
            self._add(at, "attachment", "glossary")
        return at + 1

    @staticmethod
    def _is_glossary(line: str) -> bool:
        explains = "释" in line or "说明" in line or "解读" in line
        return explains and line[-1] not in _FINAL_MARKS and patterns.GLOSSARY.fullmatch(line) is not None

    @staticmethod
    def _is_caption(line: str) -> bool:
        if len(line) > _LONGEST_CAPTION or line[-1] != "。":
            return False
        dated = "月" in line and "日" in line
        return (dated or "。这是" in line) and patterns.CAPTION.fullmatch(line) is not None

    def _opened(self, at: int, line: str) -> int:
        """Read a line by its first character; 0 where it has no role."""
        paragraph = self.paragraphs[at]
        first = line[0]
        if first == "附" and len(line) <= 130 and patterns.ATTACHMENT.fullmatch(line):
            return self._attachment(at, line)
        if first in "([【注编按※*" and len(line) <= 320 and patterns.NOTE.fullmatch(line):
            self._add(at, "note", "note")
            return self._after_end(at + 1) if self._ended(at) else at + 1
        if first in "图表" and len(line) <= 90 and patterns.FIGURE.fullmatch(line):
            self._add(at, "note", "figure")
            return at + 1
        if first == "目" and patterns.TOC.fullmatch(line):
            return self._contents(at)
        match = patterns.VOCATIVE.match(line)
        if match is None or (match.end() > 60 and match.end() < len(line)):
            return 0
        self.found.append(
            RoleSpan(paragraph.start, paragraph.start + match.end(), "salutation", "frame.vocative")
        )
        return at + 1

    def _signature(self, at: int) -> int:
        """A date line, and the one to three lines above it that name who signs."""
        first = at
        while (
            first > 0
            and at - first < 3
            and first - 1 not in self.numbered
            and self._may_sign(self.lines[first - 1])
        ):
            if any(role.start == self.paragraphs[first - 1].start for role in self.found[-4:]):
                break
            first -= 1
        if first == at and at < len(self.lines) - 3:
            return at + 1
        for index in range(first, at + 1):
            self._add(index, "signature", "signature")
        self.is_signed = True
        return self._after_end(at + 1)

    @staticmethod
    def _may_sign(line: str) -> bool:
        return len(line) <= 40 and bool(
            patterns.ORGAN_LINE.fullmatch(line) or patterns.BYLINE.fullmatch(line)
        )

    def _ended(self, at: int) -> bool:
        """Whether the part before a note has been signed, so that another may begin behind it."""
        previous = self.paragraphs[at - 1] if at else None
        return previous is not None and any(
            role.kind == "signature" and role.end == previous.end for role in self.found[-3:]
        )

    def _after_end(self, at: int) -> int:
        """Behind a signature: notes, then perhaps the title block of what is forwarded or issued."""
        while (
            at < len(self.lines) and self.lines[at][0] in "([【" and patterns.NOTE.fullmatch(self.lines[at])
        ):
            self._add(at, "note", "note")
            at += 1
        if at < len(self.lines) and not self.lines[at].startswith("附"):
            return self._title_block(at)
        return at

    def _attachment(self, at: int, line: str) -> int:
        self._add(at, "attachment", "attachment")
        is_list = ":" in line
        at += 1
        while at < len(self.lines) and len(self.lines[at]) <= 80 and self.lines[at][-1] not in _FINAL_MARKS:
            following = self.lines[at]
            if is_list:
                if not patterns.ATTACHMENT_ITEM.fullmatch(following):
                    break
            elif (
                at in self.numbered
                or patterns.FIGURE.fullmatch(following)
                or patterns.DATE_LINE.fullmatch(following)
                or not self._titles_attachment(at)
            ):
                break
            self._add(at, "attachment", "attachment")
            at += 1
        return at

    def _titles_attachment(self, at: int) -> bool:
        """Whether a line below a bare `附件` is its title: one or two lines, then text."""
        if len(self.lines[at]) < 4 or (self.is_tabular and len(self.lines[at]) < 6):
            return False
        return self.lines[at - 1].startswith("附") or (
            not self.lines[at - 1].startswith("附") and bool(patterns.TITLE_WORDS.search(self.lines[at]))
        )

    def _contents(self, at: int) -> int:
        """A table of contents: its lines come again as headings, or end in page numbers."""
        later = set(self.lines[at + 1 :])
        counts = dict.fromkeys(later, 0)
        for line in self.lines[at + 1 :]:
            counts[line] += 1
        self._add(at, "toc", "contents")
        at += 1
        while at < len(self.lines):
            line = self.lines[at]
            listed = counts[line] > 1 or regex.search(r"(?:[.·]{3,}|…+|[ \u3000]{2,})[ ]?\d{1,3}$", line)
            if not listed or len(line) > 60:
                break
            counts[line] -= 1
            self._add(at, "toc", "contents")
            at += 1
        return at

    def _is_later_title(self, at: int, line: str) -> bool:
        """Whether a line titles another text in the same file: behind a signature, or the first title again."""
        if line[-1] in _FINAL_MARKS - {")", "》"} or len(line) < 6 or not self.found:
            return False
        if line in self.titles:
            return True
        return (
            self.is_signed
            and not self.is_tabular
            and at > 0
            and self.lines[at - 1][-1] in "。!)”"
            and bool(patterns.TITLE_WORDS.search(line))
        )

    def _is_heading(self, at: int, line: str) -> bool:
        """Whether a short line without a final mark titles what follows: text above it has ended, text follows."""
        if line[-1] in _FINAL_MARKS or at + 1 >= len(self.lines) or line[0] == "—":
            return False
        if ":" in line or self._is_glossary(line):
            return False
        if _ALWAYS_HEADING.fullmatch(line):
            return True
        if self.is_tabular or not len(line) >= 4 or len(_HAN.findall(line)) < 0.6 * len(line):
            return False
        above, below = self.lines[at - 1] if at else "。", self.lines[at + 1]
        if above[-1] not in "。!?”):" and not any(
            role.end == self.paragraphs[at - 1].end for role in self.found[-2:]
        ):
            return False
        if patterns.POINT_START.match(line) or patterns.BYLINE.fullmatch(line):
            return False
        if at + 1 in self.numbered or patterns.VOCATIVE.match(below) or patterns.POINT_START.match(below):
            return True
        return len(below) >= _SHORTEST_BODY and below[0] not in "说,、表"

    def _stage_directions(self) -> Iterable[RoleSpan]:
        """Stage directions, on a line of their own or inside one."""
        if "掌声" not in self.working and "鼓掌" not in self.working and "笑" not in self.working:
            return
        known = {role.start for role in self.found}
        for match in patterns.STAGE.finditer(self.working):
            if match.start() not in known:
                yield RoleSpan(match.start(), match.end(), "note", "frame.stage-direction")


def _credited(working: str, paragraphs: Sequence[Paragraph], noise: Sequence[Noise]) -> dict[int, int]:
    """Paragraphs that a photo credit ends, with the offset behind the credit: captions."""
    credits = [span for span in noise if span.rule == "photo-credit"]
    found: dict[int, int] = {}
    index = 0
    for credit in credits:
        while index + 1 < len(paragraphs) and paragraphs[index + 1].start < credit.end:
            index += 1
        paragraph = paragraphs[index] if paragraphs else None
        if paragraph is None or paragraph.start > credit.start or paragraph.end - paragraph.start > 400:
            continue
        if not working[paragraph.end : credit.start].strip(" \u3000"):
            found[index] = credit.end
    return found
