"""What the frame says about the speech: title, speaker, organ, date, occasion, place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import regex

from speechparse.model import Meta
from speechparse.outline.line_patterns import DATE
from speechparse.outline.numerals import parse_numeral
from speechparse.outline.tree import RoleSpan

_OFFICES = "主席|书记|省长|市长|县长|区长|镇长|乡长|州长|盟长|总理|部长|主任|局长|厅长|院长|校长|会长|理事长|委员长|检察长|秘书长|总统|专员"
_SPEAKER = regex.compile(
    rf"(?:(?P<office>.*(?:{_OFFICES})(?:[(][^()]*[)])?)[ \u3000]+)?(?P<name>\S[\S \u3000]{{0,11}}?)(?:同志)?$"
)
_ORGAN_OF_OFFICE = regex.compile(rf"(?P<organ>.{{2,}}?)(?:党组)?(?:副)?(?:{_OFFICES})")
_GIVEN_BY = regex.compile(rf"(?:{_OFFICES})(?P<name>[\u4e00-\u9fff·]{{2,4}})(?:作|做|代表|向)")
_OCCASION = regex.compile(
    r"(?:^|[在于日])(?P<occasion>[^在。]{2,80}?(?:会议?|论坛|峰会|仪式|大会|全会|庆典|年会|培训班|动员会|座谈会|学习|考察时?)"
    r"(?:第[^。]{1,10}次会议)?)(?:上|时|中)?(?:的|$)"
)
_ISSUING = regex.compile(r"(?P<organ>[\u4e00-\u9fff、\s\u3000]{2,60}?)(?:关于|转发|印发)")
_PLACE = regex.compile(r"日[,、 ]{1,2}(?P<place>[\u4e00-\u9fff·]{2,14})[)]")
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True)) | {"O": "0"}


def find_metadata(text: str, folded: str, roles: Sequence[RoleSpan]) -> Meta:
    """The metadata that lines with a role hold.

    Args:
        text: The source text, from which names are taken as they stand.
        folded: The same, folded.
        roles: The lines with a role, in text order.
    """
    if not roles:
        return Meta()
    first_body = next(
        (role.start for role in roles if role.kind in ("heading", "attachment", "signature")), len(text)
    )
    front = [role for role in roles if role.start < first_body]
    titles = _front_titles(front)
    subtitle = _first(front, "subtitle")
    byline = _first(front, "byline")
    note = next((role for role in front if role.rule == "frame.head-note"), None)
    signatures = [role for role in roles if role.kind == "signature"]
    title = _joined(text, titles)
    speaker, organ = _speaker(text, folded, byline, note)
    if organ is None:
        organ = _organ(text, folded, titles, signatures)
    return Meta(
        title=title,
        subtitle=text[subtitle.start : subtitle.end].lstrip("—-─―－ ") if subtitle else None,
        speaker=speaker,
        organ=organ,
        date=_date(folded, front, signatures),
        occasion=_occasion(text, folded, [role for role in (subtitle, note, *titles) if role]),
        place=_place(text, folded, front),
    )


def _front_titles(front: Sequence[RoleSpan]) -> list[RoleSpan]:
    """The lines of the first title: up to another line with a role."""
    titles = []
    for role in front:
        if role.kind == "title":
            titles.append(role)
        elif titles:
            break
    return titles


def _first(roles: Sequence[RoleSpan], kind: str) -> RoleSpan | None:
    return next((role for role in roles if role.kind == kind), None)


def _joined(text: str, titles: Sequence[RoleSpan]) -> str | None:
    """The title in one line; one that only says the other again without the speaker is left out."""
    lines = [" ".join(text[role.start : role.end].split()) for role in titles]
    kept: list[str] = []
    for line in lines:
        if not any(line in other or other in line for other in kept):
            kept.append(line)
    if not kept:
        return None
    title = (
        "".join(kept) if len(kept) > 1 and kept[0].endswith(("关于", "政府", "厅", "会")) else " ".join(kept)
    )
    spaced = title.split(" ")
    return "".join(spaced) if len(spaced) > 2 and all(len(part) == 1 for part in spaced) else title


def _speaker(
    text: str, folded: str, byline: RoleSpan | None, note: RoleSpan | None
) -> tuple[str | None, str | None]:
    if byline is not None and byline.rule != "frame.organ-and-date":
        match = _SPEAKER.fullmatch(folded, byline.start, byline.end)
        if match:
            start, end = match.span("name")
            name = text[start:end].replace("\u3000", "").replace(" ", "")
            organ = None
            if match["office"] and (found := _ORGAN_OF_OFFICE.match(match["office"])):
                start = match.start("office")
                organ = text[start + found.start("organ") : start + found.end("organ")]
            return name, organ
    if note is not None and (match := _GIVEN_BY.search(folded, note.start, note.end)):
        return text[match.start("name") : match.end("name")], None
    return None, None


def _organ(text: str, folded: str, titles: Sequence[RoleSpan], signatures: Sequence[RoleSpan]) -> str | None:
    for role in signatures:
        if DATE.match(folded, role.start) is None and role.end - role.start > 3:
            return text[role.start : role.end]
    if titles:
        start, end = titles[0].start, titles[-1].end
        if match := _ISSUING.match(folded, start, end):
            return "".join(text[match.start("organ") : match.end("organ")].split()) or None
    return None


def _date(folded: str, front: Sequence[RoleSpan], signatures: Sequence[RoleSpan]) -> str | None:
    """The day the text bears: its date line, else its subtitle or head note, else its signature."""
    kinds = ("date", "subtitle", "note")
    for role in [*(r for kind in kinds for r in front if r.kind == kind), *signatures]:
        if (match := DATE.search(folded, role.start, role.end)) and (date := to_edtf(match.group())):
            return date
    return None


def to_edtf(date: str) -> str | None:
    """A folded Chinese date as an EDTF day, month or year, or None where parts are blanked out.

    2018年11月5日 -> 2018-11-05   二〇〇四年十月十五日 -> 2004-10-15   2021年6月 -> 2021-06   20xx年3月5日 -> None
    """
    parts = regex.fullmatch(
        r"(?P<year>[^年]+)年(?P<month>[^月]+)月(?:(?P<day>[^日]+)日)?", date.replace(" ", "")
    )
    if parts is None:
        return None
    year = "".join(_DIGITS.get(char, char) for char in parts["year"])
    month, day = parse_numeral(parts["month"]), parse_numeral(parts["day"] or "0")
    if not year.isdecimal() or month is None or day is None:
        return None
    try:
        whole = datetime.date(int(year), month, day or 1).isoformat()
    except ValueError:  # no such day
        return None
    return whole if day else whole[:7]


def _occasion(text: str, folded: str, roles: Sequence[RoleSpan]) -> str | None:
    for role in roles:
        if match := _OCCASION.search(folded, role.start, role.end):
            start, end = match.span("occasion")
            return text[start:end].lstrip("—在于")
    return None


def _place(text: str, folded: str, front: Sequence[RoleSpan]) -> str | None:
    for role in front:
        if role.kind == "date" and (match := _PLACE.search(folded, role.start, role.end)):
            return text[match.start("place") : match.end("place")]
    return None
