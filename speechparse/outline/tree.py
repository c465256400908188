"""The tree: units, lines with a role and paragraphs, nested by what lies inside what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import structs

from speechparse.model import NODE_TYPES, Marker, Node, Noise, Span, Where
from speechparse.model import Paragraph as ParagraphNode
from speechparse.outline.markers import Place
from speechparse.outline.units import Unit
from speechparse.reading import Location
from speechparse.text.lines import Paragraph

_ORDER = {"section": 0, "point": 1, "item": 1, "paragraph": 2}
_LETTERS = {"section": "s", "point": "p", "item": "i", "paragraph": "t"}


class RoleSpan(NamedTuple):
    """A stretch with a role in the frame of the text.

    Attributes:
        start: Offset of its first code point.
        end: Offset behind its last code point.
        kind: `title`, `salutation`, `note` …: any kind of node that is no unit and no paragraph.
        rule: Name of the rule that saw it.
    """

    start: int
    end: int
    kind: str
    rule: str


class Draft:
    """A node while the tree is being built."""

    __slots__ = ("children", "end", "heading", "kind", "order", "rule", "start", "unit")

    def __init__(self, kind: str, start: int, end: int, rule: str, unit: Unit | None = None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.rule = rule
        self.unit = unit
        self.heading: Span | None = None
        self.children: list[Draft] = []
        # By start, then the longer first, then by kind: as one number, since comparing tuples costs more.
        self.order = (start << 44) - (end << 4) + _ORDER.get(kind, 3)


def build_tree(
    text: str,
    working: str,
    paragraphs: Sequence[Paragraph],
    units: Sequence[Unit],
    roles: Sequence[RoleSpan],
    headings: Mapping[int, Span],
    noise: Sequence[Noise],
    places: Sequence[Location],
) -> tuple[Node, ...]:
    """The nodes of a document, nested.

    1. Nodes are trimmed of blanks, nest and never cross.
    2. Every character of the text that is neither blank nor noise lies in a node.
    3. Ids are unique paths, the same at every parse.

    Args:
        text: The source text.
        working: The working text.
        paragraphs: Its paragraphs.
        units: Sections, points and items in text order, closed.
        roles: Lines with a role in text order, unnumbered headings included.
        headings: Headings of sections by the offset of their marker.
        noise: The noise, in text order; markers leave it out of their text.
        places: Where in its file each stretch of the text stood, in text order.
    """
    drafts = [*_units(units, headings), *_heading_sections(roles, units, len(text))]
    drafts += [Draft(role.kind, role.start, role.end, role.rule) for role in roles]
    drafts += _paragraphs(working, paragraphs, units, roles, headings)
    top = _nest(drafts, working)
    return _Freezer(text, noise, places).freeze(top, "")


def _units(units: Iterable[Unit], headings: Mapping[int, Span]) -> Iterable[Draft]:
    for unit in units:
        draft = Draft(unit.style.family, unit.start, unit.end, f"outline.{unit.style.name}", unit)
        draft.heading = headings.get(unit.start)
        yield draft


def _heading_sections(roles: Sequence[RoleSpan], units: Sequence[Unit], length: int) -> Iterable[Draft]:
    """A section without a marker for what each unnumbered heading governs."""
    sections = [unit for unit in units if unit.style.family == "section"]
    starts = [unit.start for unit in sections]
    ends = [role.start for role in roles if role.kind in ("heading", "attachment", "signature", "closing")]
    open_sections: list[Unit] = []
    read = 0
    for role in roles:
        if role.kind != "heading":
            continue
        following = bisect_left(starts, role.start)
        open_sections = [u for u in [*open_sections, *sections[read:following]] if u.end > role.start]
        read = following
        limits = [length, *ends[(at := bisect_right(ends, role.start)) : at + 1]]
        if open_sections:  # inside a numbered section, which it cannot outlast, nor its next subsection
            limits += [min(unit.end for unit in open_sections), *starts[following : following + 1]]
        yield Draft("section", role.start, min(limits), role.rule)


def _paragraphs(
    working: str,
    paragraphs: Sequence[Paragraph],
    units: Sequence[Unit],
    roles: Sequence[RoleSpan],
    headings: Mapping[int, Span],
) -> Iterable[Draft]:
    """The paragraphs of body text, cut where sections begin in mid-paragraph and where roles stand."""
    cuts = sorted(
        [(unit.start, unit.marker_end, unit) for unit in units if _opens_piece(unit)]
        + [
            (role.start, role.end, None)
            for role in roles
            if role.kind != "note" or not _is_inline(role, working)
        ],
        key=lambda cut: cut[0],
    )
    taken = sorted((span.start, span.end) for span in headings.values())
    index = heading = 0
    for paragraph in paragraphs:
        at = paragraph.start
        while heading < len(taken) and taken[heading][1] <= at:
            heading += 1
        while index < len(cuts) and cuts[index][0] < paragraph.end:
            start, end, unit = cuts[index]
            if start > at:
                yield from _piece(working, at, start)
            if unit is None:
                at = max(at, end)
            elif (span := headings.get(unit.start)) is not None:
                at = max(at, span.end)
                while at < paragraph.end and working[at] in "。!?:;":
                    at += 1
            else:
                # Without a heading the unit's own text needs no node of its own.
                following = cuts[index + 1][0] if index + 1 < len(cuts) else len(working)
                at = min(paragraph.end, following) if end < paragraph.end else paragraph.end
            index += 1
        if at == paragraph.start and heading < len(taken) and taken[heading][0] == at:
            at = taken[heading][1]  # the heading of a marker that stands alone on the line above
        if at == paragraph.start:  # whole, and trimmed already
            yield Draft("paragraph", at, paragraph.end, "text.paragraph")
        elif at < paragraph.end:
            yield from _piece(working, at, paragraph.end)


def _opens_piece(unit: Unit) -> bool:
    return unit.place is Place.OPENING or unit.style.family == "section"


def _is_inline(role: RoleSpan, working: str) -> bool:
    """Whether a note stands inside a line: text before it, or text behind it."""
    before = working[max(0, role.start - 8) : role.start].rstrip(" \u3000")
    behind = working[role.end : role.end + 1]
    return bool(before) and before[-1] != "\n" and behind not in ("", "\n", "\r")


def _piece(working: str, start: int, end: int) -> Iterable[Draft]:
    stretch = working[start:end]
    bare = stretch.strip()
    if bare:
        start += len(stretch) - len(stretch.lstrip())
        yield Draft("paragraph", start, start + len(bare), "text.paragraph")


def _nest(drafts: list[Draft], working: str) -> list[Draft]:
    drafts.sort(key=attrgetter("order"))
    top: list[Draft] = []
    stack: list[Draft] = []
    for draft in drafts:
        while stack and stack[-1].end <= draft.start:
            stack.pop()
        if draft.unit is not None or draft.kind == "section":  # all others are trimmed as they come
            while draft.end > draft.start and working[draft.end - 1].isspace():
                draft.end -= 1
        if stack and draft.end > stack[-1].end:
            _fit(draft, stack, working)
        (stack[-1].children if stack else top).append(draft)
        stack.append(draft)
    return top


def _fit(draft: Draft, stack: Sequence[Draft], working: str) -> None:
    """Make a node that reaches over its parent's end fit: by its noise the parents grow, else it is cut."""
    if working[stack[-1].end : draft.end].isspace():
        for enclosing in stack:
            enclosing.end = max(enclosing.end, draft.end)
    else:
        draft.end = stack[-1].end
        while draft.end > draft.start and working[draft.end - 1].isspace():
            draft.end -= 1


class _Freezer:
    """Makes the nodes out of the drafts, with their ids, from the top down."""

    def __init__(self, text: str, noise: Sequence[Noise], places: Sequence[Location]) -> None:
        self.text = text
        self.noise = noise
        self.noise_starts = [span.start for span in noise]
        self.places = places
        self.place_starts = [place.offset for place in places]

    def freeze(self, drafts: Sequence[Draft], parent: str) -> tuple[Node, ...]:
        """The nodes of the drafts and all below them; `parent` is the path of the node that holds them."""
        nodes: list[Any] = []
        positions: dict[str, int] = {}
        used: dict[str, int] = {}
        prefix = f"{parent}/" if parent else ""
        places = self.places
        for draft in drafts:
            kind = draft.kind
            position = positions[kind] = positions.get(kind, 0) + 1
            where = self._where(draft.start) if places else None
            if kind == "paragraph" and not draft.children:  # what most nodes are; their positions are unique
                path = f"{prefix}t{position}"
                made = ParagraphNode(id=path, start=draft.start, end=draft.end, rule=draft.rule, children=())
                nodes.append(made if where is None else structs.replace(made, where=where))
                continue
            name = f"{_LETTERS.get(kind, kind)}{position if draft.unit is None else draft.unit.number}"
            used[name] = used.get(name, 0) + 1
            if used[name] > 1:
                name = f"{name}.{used[name]}"
            path = prefix + name
            children = self.freeze(draft.children, path) if draft.children else ()
            more: dict[str, Any] = {}
            if draft.unit is not None:
                more = {"marker": self._marker(draft.unit), "heading": draft.heading}
            node = NODE_TYPES[kind](
                id=path,
                start=draft.start,
                end=draft.end,
                rule=draft.rule,
                children=children,
                where=where,
                **more,
            )
            nodes.append(node)
        return tuple(nodes)

    def _marker(self, unit: Unit) -> Marker:
        start, end = unit.start, unit.marker_end
        words = self.text[start:end]
        index = bisect_left(self.noise_starts, start)
        if index < len(self.noise) and self.noise[index].start < end:
            inside = self.noise[index]
            words = words[: inside.start - start] + words[inside.end - start :]
        return Marker(
            text="".join(words.split()),
            start=start,
            end=end,
            style=unit.style.name,
            number=unit.number,
            series=unit.series,
        )

    def _where(self, offset: int) -> Where | None:
        index = bisect_right(self.place_starts, offset) - 1
        if index < 0:
            return None
        place = self.places[index]
        return Where(page=place.page, paragraph=place.paragraph)
