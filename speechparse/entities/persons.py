"""Persons by the words beside their names: an office before, a form of address behind, a byline.

A surname alone says little, since most are common words. A name counts where an office stands right
before it and a mark, a blank or a verb of speaking and acting behind it, or `同志` right behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from speechparse.entities.candidates import Candidate
from speechparse.text.folding import folded_rows
from speechparse.text.pair_scan import PairScan, matches_at, occurrences

_OFFICES = (
    "书记|主席|总理|省长|市长|县长|区长|镇长|乡长|村长|州长|部长|司长|局长|厅长|处长|科长|主任|校长|院长|所长|会长|理事长|董事长|"
    "总经理|队长|组长|站长|台长|社长|检察长|行长|秘书长|委员|政委|教授|院士|支书|专员|参谋长|代表|老师|记者|通讯员|学生|队员|总裁"
)
_LONGEST_NAME = 4
_MARKS = frozenset(",。、;:!”(")
_ACTS = (
    "出席|主持|作(?:了|题为|工作|报告|讲话|动员|交流|总结|说明|主旨|专题|部署)|在(?:会|讲话|致辞|发言|总结|主持|陪同)|致辞|宣读|宣布|传达|"
    "强调|指出|表示|介绍|参加|带领|率|说|要求|认为|围绕|分别|等|汇报|通报|解读|主讲|发言|陪同|走访|深入|赴|代表学|就"
)
# Words that begin like a surname and a given name behind an office: 书记高度重视, 主任包村.
_NO_NAME = "党中|全党|强调|江上|成长|高度|高层|全[体面]|安[全排]|时[刻任]|向[全大]|包[村片联]|任[期务]|党[委组政]|常[委务]|成[员立]|关[于心]|文[件化]|应[当该]|和|同|于|项目|乔迁|许多|高质|党建|党课|阳光|温暖|计划|万[人名]|武[装警]|司法|毕业|方[案面]|单位|家[庭长]|明[确年]|贺[信电]"


class _Patterns(NamedTuple):
    """A name behind an office, and where that may begin: at the last character of the office."""

    starts: PairScan
    behind_office: regex.Pattern[str]


@cache
def _surnames() -> list[str]:
    """All surnames, the longer first."""
    listed = (word for row in folded_rows("surnames.tsv") for word in row[0].split())
    return sorted(listed, key=len, reverse=True)


def _source() -> str:
    """Pattern of a name."""
    return rf"(?!{_NO_NAME})(?:{'|'.join(_surnames())})(?:[\u4e00-\u9fff]{{1,2}}|[××xX某*]{{1,2}})"


@cache
def _name() -> regex.Pattern[str]:
    return regex.compile(_source())


@cache
def _patterns() -> _Patterns:
    last = "".join(sorted({office[-1] for office in _OFFICES.split("|")}))
    office = rf"[{last}](?<={_OFFICES})"
    return _Patterns(
        starts=PairScan([(last, " " + "".join(surname[0] for surname in _surnames()))]),
        # Behind a mark, a blank or a verb; set apart by blanks, as under a title, at the end of the line.
        behind_office=regex.compile(
            rf"{office}(?:[ ]?|(?P<apart>[ \u3000]{{1,4}}))(?P<name>{_source()})"
            rf"(?(apart)$|(?=[、,。;:)\s]|\Z|{_ACTS}))",
            regex.MULTILINE,
        ),
    )


def find(text: str) -> Iterator[Candidate]:
    """The persons that the words beside them give away, in a folded text."""
    found = _patterns()
    spans = [
        match.span("name") for match in matches_at(found.starts.find(text), found.behind_office.match, text)
    ]
    spans += _before_address(text)
    for start, end in spans:
        yield Candidate(start, end, "PERSON", "form:person", certain=True)


def _before_address(text: str) -> Iterator[tuple[int, int]]:
    """The names before `同志` that a mark, a blank or the beginning of a line stands before."""
    for end in occurrences(text, ("同志",)):
        for start in range(max(0, end - _LONGEST_NAME), end - 1):
            before = start == 0 or text[start - 1] in _MARKS or text[start - 1].isspace()
            if before and not text.startswith("同志们", end) and _name().fullmatch(text, start, end):
                yield start, end
