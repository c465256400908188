"""Candidates: every place where a unit may begin, from one compiled pass a family.

A candidate is what looks like an enumerator and has a possible neighbourhood: a boundary before it,
nothing behind it that makes it a word, a rank or a count. Whether it enumerates, its series decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

import regex

from speechparse.outline.numerals import parse_numeral
from speechparse.outline.styles import STYLES, Style
from speechparse.text.lines import Paragraph
from speechparse.text.pair_scan import PairScan, matches_at


class Place(IntEnum):
    """Where a candidate stands; the lower, the better."""

    OPENING = 0
    """At the start of a paragraph."""
    BEHIND_STOP = 1
    """Inside a paragraph, behind a mark or a blank."""
    INSIDE = 2
    """Inside a sentence, behind nothing."""


class Candidate(NamedTuple):
    """Something that looks like an enumerator.

    Attributes:
        start: Offset of its first code point.
        end: Offset behind its last code point.
        style: What it looks like.
        number: Its value; 0 for `最后`, which is the next number of its series, whatever that is.
        place: Where it stands.
        paragraph: Index of the paragraph that holds it.
        prefix: The leading components of a decimal number: (2, 4) for `2.4.6`.
    """

    start: int
    end: int
    style: Style
    number: int
    place: Place
    paragraph: int
    prefix: tuple[int, ...] = ()


_HAN = "[一二三四五六七八九十百零〇两]"
# A line break or a blank that copying left between a numeral and its mark.
_CUT = r"[ \n]?"

# ── sections, at the start of a paragraph ─────────────────────────────────────────────────────────
_SECTION = regex.compile(
    rf"""(?:
      第[ ]?(?P<level>{_HAN}{{1,5}}|\d{{1,3}})[ ]?(?P<unit>部分|编|篇|章|节|条)(?![的之规款项第、至和与])(?=[\s\u3000::,]|$|[\u4e00-\u9fff《“(])[ :]?
    | (?P<hanDunhao>{_HAN}{{1,4}}){_CUT}(?:、|\.(?!\d)|[ ]?,(?=[\u4e00-\u9fff]))(?!{_HAN}{{1,3}}[、是]|不怕|靠)
    | [(\[〔【](?P<hanParens>{_HAN}{{1,4}})[)\]〕】](?:[ ]?[、.](?!\d))?
    | (?P<hanEnclosed>[㈠-㈩])[、.]?
    | (?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?![\d.]|[ ]?[%%万亿元年月日个倍千百公平吨米美人次户家件亩‰—~-])[、.]?(?=[ \u3000]?[\u4e00-\u9fff“《(A-Za-z])
    | (?P<arabicDot>\d{{1,3}})[ ]?\.(?!\d{{1,2}}(?:[%%万亿.]|\D{{0,1}}$))
    | (?P<arabicDunhao>\d{{1,3}})、(?!\d)
    | [(](?P<arabicParens>\d{{1,3}})[)](?:[ ]?[、.](?!\d))?
    | (?P<arabicFullStop>[⒈-⒛])
    | (?P<arabicEnclosed>[⑴-⒇])[、.]?
    | (?P<arabicParen>\d{{1,3}})[)]
    | (?P<circled>[①-⑳])[、.]?
    | (?P<arabicBare>\d{{1,2}})(?=[ \u3000]{{1,3}}[\u4e00-\u9fff“]{{2,30}}(?:$|\r))
    | (?P<hanBare>{_HAN}{{1,3}})(?=[ \u3000]{{1,3}}[\u4e00-\u9fff“]{{2,30}}(?:$|\r))
    )""",
    regex.VERBOSE | regex.MULTILINE,
)

# ── sections inside a paragraph ───────────────────────────────────────────────────────────────────
# One pattern for each kind of first character, since a scan for one of few is what is fast. Numbers
# without brackets are labels only behind a mark or a blank, which the first pattern takes along.
_INNER_BARE = re.compile(
    rf"[。!?;:”)》…\s](?:(?P<han>{_HAN}{{1,3}})、|(?P<arabic>\d{{1,2}})(?P<mark>[.、)]))(?=[\u4e00-\u9fff“《])"
)
_INNER_BARE_STARTS = PairScan([("。!?;:”)》… ", "一二三四五六七八九十百零〇两0123456789")])
_NUMBERS_GO_ON = re.compile(rf"{_HAN}{{1,3}}[、是者等种类个产级线]")
_MARK_STYLES = {".": STYLES["arabic-dot"], "、": STYLES["arabic-dunhao"], ")": STYLES["arabic-paren"]}
_INNER_BRACKETED = regex.compile(
    rf"[(](?:(?P<hanParens>{_HAN}{{1,3}})|(?P<arabicParens>\d{{1,2}}))[)](?![项款目至、和年])"
)
_INNER_ENCLOSED = regex.compile(r"[①-⒛㈠-㈩]")
# In brackets a number may stand behind anything but what makes it a reference: `第（四）（六）项`.
_REFERENCE_MARKS = frozenset("第条款项至和及》")
_SENTENCE_MARKS = frozenset("。!?;:”)》…")

_ENCLOSED = (
    ("①", "⑳", "circled"),
    ("⑴", "⒇", "arabic-enclosed"),
    ("⒈", "⒛", "arabic-full-stop"),
    ("㈠", "㈩", "han-enclosed"),
)
_GROUP_STYLES = {
    "hanDunhao": STYLES["han-dunhao"],
    "hanParens": STYLES["han-parens"],
    "hanEnclosed": STYLES["han-enclosed"],
    "decimal": STYLES["arabic-decimal"],
    "arabicDot": STYLES["arabic-dot"],
    "arabicDunhao": STYLES["arabic-dunhao"],
    "arabicParens": STYLES["arabic-parens"],
    "arabicFullStop": STYLES["arabic-full-stop"],
    "arabicEnclosed": STYLES["arabic-enclosed"],
    "arabicParen": STYLES["arabic-paren"],
    "circled": STYLES["circled"],
    "arabicBare": STYLES["arabic-bare"],
    "hanBare": STYLES["han-bare"],
}
_UNIT_STYLES = {
    "部分": STYLES["part"],
    "编": STYLES["part"],
    "篇": STYLES["part"],
    "章": STYLES["chapter"],
    "节": STYLES["chapter-section"],
    "条": STYLES["article"],
}
_BARE = re.compile(r"[一二三四五六七八九十]{1,3}|\d{1,2}")

_MAY_OPEN_SECTION = frozenset("第一二三四五六七八九十百零〇两([〔【0123456789") | frozenset(
    chr(code) for first, last in ((0x2460, 0x249B), (0x3220, 0x3229)) for code in range(first, last + 1)
)
# Marks that may stand before a marker at the start of a paragraph.
_LEADING_MARKS = "“\"'*#>·•●◆■▲ \u3000"


def section_candidates(working: str, paragraphs: Sequence[Paragraph]) -> list[Candidate]:
    """Candidates of the family `section`, in text order."""
    found = []
    for index, paragraph in enumerate(paragraphs):
        start = paragraph.start
        if working[start] in _LEADING_MARKS:
            while start < paragraph.end - 1 and working[start] in _LEADING_MARKS:
                start += 1
        if working[start] not in _MAY_OPEN_SECTION:
            continue
        match = _SECTION.match(working, start, paragraph.end)
        if match and match.lastgroup == "hanDunhao" and _is_range(match, working):
            continue
        if match:
            found.append(_section(match, Place.OPENING, index, start))
        elif (bare := _BARE.match(working, start)) and bare.end() == paragraph.end:
            style = STYLES["arabic-bare" if bare.group().isdecimal() else "han-bare"]
            number = parse_numeral(bare.group()) or 0
            found.append(Candidate(start, bare.end(), style, number, Place.OPENING, index))
    found += _inner_sections(working, paragraphs, {candidate.start for candidate in found})
    found = [candidate for candidate in found if candidate.number]
    if any(candidate.prefix for candidate in found):
        found = _without_false_decimals(found)
    return sorted(found)


_RANGE_END = re.compile(rf"({_HAN})(?:月|年|日|产业|十|百|千|万|个|点|届|级|线|类|次|成|倍|季度)")


def _is_range(match: regex.Match[str], working: str) -> bool:
    """Whether two numbers stand side by side for about so many: `四、五月份`, `四、五十年代`."""
    behind = _RANGE_END.match(working, match.end())
    number = parse_numeral(match["hanDunhao"])
    return behind is not None and number is not None and parse_numeral(behind[1]) == number + 1


def _without_false_decimals(found: list[Candidate]) -> list[Candidate]:
    """`3.10种…` is item 3 where no 3.9 or 3.11 stands beside it."""
    numbers = {(*candidate.prefix, candidate.number) for candidate in found if candidate.prefix}
    kept = []
    for candidate in found:
        *prefix, number = (*candidate.prefix, candidate.number)
        if len(prefix) == 1 and not {(*prefix, number - 1), (*prefix, number + 1)} & numbers:
            end = candidate.start + len(str(prefix[0])) + 1
            candidate = candidate._replace(end=end, style=STYLES["arabic-dot"], number=prefix[0], prefix=())
        kept.append(candidate)
    return kept


def _inner_sections(working: str, paragraphs: Sequence[Paragraph], opening: set[int]) -> Iterator[Candidate]:
    starts = [paragraph.start for paragraph in paragraphs]
    for bare in matches_at(_INNER_BARE_STARTS.find(working), _INNER_BARE.match, working):
        start = bare.start() + 1
        index = bisect_right(starts, start) - 1
        if start in opening or index < 0 or starts[index] == start:
            continue
        if bare["han"] and _NUMBERS_GO_ON.match(working, bare.end()):
            continue  # 一、二、三产业
        style = STYLES["han-dunhao"] if bare["han"] else _MARK_STYLES[bare["mark"]]
        number = parse_numeral(bare["han"] or bare["arabic"]) or 0
        yield Candidate(start, bare.end(), style, number, Place.BEHIND_STOP, index)
    # Four looks for a first number are much cheaper than a scan for any of eighty characters.
    has_enclosed = any(first in working for first, _, _ in _ENCLOSED)
    enclosed = _INNER_ENCLOSED.finditer(working) if has_enclosed else ()
    for match in chain(_INNER_BRACKETED.finditer(working), enclosed):
        start = match.start()
        index = bisect_right(starts, start) - 1
        if start in opening or index < 0 or starts[index] == start:
            continue
        before = working[start - 1]
        if before in _SENTENCE_MARKS or before.isspace():
            yield _section(match, Place.BEHIND_STOP, index, start)
        elif before not in _REFERENCE_MARKS:
            yield _section(match, Place.INSIDE, index, start)


def _section(match: regex.Match[str], place: Place, paragraph: int, start: int) -> Candidate:
    end = match.end()
    name = match.lastgroup
    if name is None:
        return Candidate(
            start, end, _enclosed_style(match.group()), parse_numeral(match.group()) or 0, place, paragraph
        )
    text = match[name]
    if name == "unit":
        while match.string[end - 1] in " :":
            end -= 1
        return Candidate(start, end, _UNIT_STYLES[text], parse_numeral(match["level"]) or 0, place, paragraph)
    if name == "decimal":
        *prefix, number = (int(component) for component in text.split("."))
        return Candidate(start, end, _GROUP_STYLES[name], number, place, paragraph, tuple(prefix))
    return Candidate(start, end, _GROUP_STYLES[name], parse_numeral(text) or 0, place, paragraph)


def _enclosed_style(char: str) -> Style:
    for first, last, name in _ENCLOSED:
        if first <= char <= last:
            return STYLES[name]
    raise ValueError(char)


# ── points ────────────────────────────────────────────────────────────────────────────────────────
# Between a numeral and its verb may stand one bare line break, or tagged noise with the breaks around it.
_POINT = regex.compile(
    r"""
      (?P<ordinal>第(?P<ordinalNumber>[一二三四五六七八九十]{1,3}|\d{1,2})
          (?: (?P<ordinalIs>是) | (?P<ordinalMust>要)(?![务素义]) | (?P<ordinalMark>[,、:])
            | (?P<ordinalStep>步[,、:是]) | (?P<ordinalNoun>个?(?:问题|方面|句话|点|件事|条|项)[:,是]) | (?P<ordinalAlone>(?=\s|$)) ) )
    | (?P<oneIs>(?P<other>另)?一个(?:就?是)(?!一个个))
    | (?P<numeral>[一二三四五六七八九十]{1,3})(?P<gap>\s{0,80}?)(?P<verb>是(?!(?P=numeral)[、,。;])|要(?![务素义求])|则(?![\u4e00-\u9fff]?[,。]))
    | 其(?P<amongNumber>[一二三四五六七八九])[,:是]
    | (?P<otherSide>另)?一方面,?
    | (?P<coming>[一二三四])来(?=[,是\u4e00-\u9fff])
    | (?P<adverb>首先|其次|再次|再者|最后)(?P<comma>,)?
    """,
    regex.VERBOSE,
)
_POINT_STARTS = PairScan(
    [
        ("一二三四五六七八九十", "一二三四五六七八九十是要则个方来 "),
        ("第其另", "一二三四五六七八九十0123456789"),
        ("首其再最", "先次者后"),
    ]
)
_VERB_STYLES = {"是": STYLES["numeral-is"], "要": STYLES["numeral-must"], "则": STYLES["numeral-then"]}
_ADVERBS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}
# What makes a word of the numeral behind it: `统一是`, `唯一要`, `有一是一`.
_BEFORE_WORD = frozenset("统唯之合万归专同不划到分百千有")
_STOPS = frozenset('。;,:!?、“”‘’(—*…)》"~_')


def point_candidates(working: str, folded: str, paragraphs: Sequence[Paragraph]) -> list[Candidate]:
    """Candidates of the family `point`, in text order."""
    found: list[Candidate] = []
    index = 0
    for match in matches_at(_POINT_STARTS.find(working), _POINT.match, working):
        start = match.start()
        while index < len(paragraphs) and paragraphs[index].end <= start:
            index += 1
        if index == len(paragraphs):
            break
        paragraph = paragraphs[index]
        before = working[start - 1] if start > paragraph.start else ""
        if not before or all(
            char in _LEADING_MARKS for char in working[max(paragraph.start, start - 4) : start]
        ):
            place = Place.OPENING if start - paragraph.start < 4 else Place.BEHIND_STOP
        elif before in _STOPS or before.isspace():
            place = Place.BEHIND_STOP
        else:
            place = Place.INSIDE
        if (candidate := _point(match, folded, place, index)) is not None:
            found.append(candidate)
    return found


def _point(match: regex.Match[str], folded: str, place: Place, paragraph: int) -> Candidate | None:
    start, end = match.span()
    if match["ordinal"]:
        number = parse_numeral(match["ordinalNumber"]) or 0
        style = (
            "ordinal-is" if match["ordinalIs"] else "ordinal-must" if match["ordinalMust"]
            else "ordinal-step" if match["ordinalStep"] else "ordinal-noun" if match["ordinalNoun"] else "ordinal"
        )  # fmt: skip
        if match["ordinalNoun"] or match["ordinalStep"]:
            end -= match.group().endswith("是")
        return Candidate(start, end, STYLES[style], number, place, paragraph)
    if match["numeral"]:
        if start and match.string[start - 1] in _BEFORE_WORD:
            return None
        if match["gap"] and not _is_cut(folded, match.start("gap"), match.end("gap"), match["gap"]):
            return None
        number = parse_numeral(match["numeral"]) or 0
        return Candidate(start, end, _VERB_STYLES[match["verb"]], number, place, paragraph)
    if match["oneIs"]:
        return Candidate(start, end, STYLES["one-is"], 2 if match["other"] else 1, place, paragraph)
    if match["amongNumber"]:
        end -= match.group().endswith("是")
        return Candidate(
            start, end, STYLES["among-them"], parse_numeral(match["amongNumber"]) or 0, place, paragraph
        )
    if match["coming"]:
        return Candidate(start, end, STYLES["coming"], parse_numeral(match["coming"]) or 0, place, paragraph)
    if match["adverb"]:
        number_of = _ADVERBS.get(match["adverb"])
        return (
            None
            if number_of is None
            else Candidate(start, end, STYLES["adverb"], number_of, place, paragraph)
        )
    if start and match.string[start - 1] in "这哪某每任":
        return None
    return Candidate(start, end, STYLES["one-side"], 2 if match["otherSide"] else 1, place, paragraph)


def _is_cut(folded: str, start: int, end: int, gap: str) -> bool:
    """Whether blanks between numeral and verb come from one line break or from noise, not from a paragraph."""
    return gap in ("\n", "\r\n", " ") or not folded[start:end].isspace()


PATTERNS = (_SECTION, _INNER_BARE, _INNER_BRACKETED, _INNER_ENCLOSED, _POINT)
"""All marker patterns, for the benchmark that compares the parser with a plain pass of them."""
