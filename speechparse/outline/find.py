"""The outline of a text, step by step."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from speechparse.model import Diagnostic, Meta, Node, Noise
from speechparse.outline.checks import check_series, check_text, check_whole, is_cut_off
from speechparse.outline.headings import find_headings
from speechparse.outline.item_series import item_series
from speechparse.outline.markers import Candidate, Place, point_candidates, section_candidates
from speechparse.outline.metadata import find_metadata
from speechparse.outline.nesting import close_points, close_sections, section_ranks
from speechparse.outline.point_series import point_series
from speechparse.outline.roles import find_roles
from speechparse.outline.section_series import section_series
from speechparse.outline.tree import RoleSpan, build_tree
from speechparse.outline.units import Unit
from speechparse.reading import Location
from speechparse.text.lines import find_paragraphs

_SILENT = frozenset(("title", "subtitle", "byline", "date", "toc", "attachment", "note", "signature"))
"""Lines whose numbers enumerate nothing."""


class Outline(NamedTuple):
    """What the outline of a text is made of.

    Attributes:
        children: The top of the tree.
        meta: What the frame says about the text.
        diagnostics: What was odd, in text order.
    """

    children: tuple[Node, ...]
    meta: Meta
    diagnostics: tuple[Diagnostic, ...]


def find_outline(
    text: str, folded: str, working: str, noise: Sequence[Noise], places: Sequence[Location] = ()
) -> Outline:
    """The tree of a text.

    Args:
        text: The source text.
        folded: The same, folded.
        working: The folded text with noise blanked.
        noise: The noise, in text order.
        places: Where in its file each stretch of the text stood, in text order, for formats that know.
    """
    paragraphs = find_paragraphs(folded, working)
    labels = section_candidates(working, paragraphs)
    numbered = {candidate.paragraph for candidate in labels if candidate.place is Place.OPENING}
    roles = find_roles(working, paragraphs, numbered, noise)
    cut_off = is_cut_off(paragraphs, working, roles)
    silent = [role for role in roles if role.kind in _SILENT]
    numbered_runs = section_series(_outside(labels, silent), cut_off=cut_off)
    sections = sorted((unit for run in numbered_runs for unit in run), key=lambda unit: unit.start)
    barriers = _barriers(roles, sections)
    close_sections(sections, section_ranks(numbered_runs), barriers, len(text))
    points = _outside(point_candidates(working, folded, paragraphs), silent)
    spoken_runs = point_series(points, sections, working, paragraphs, cut_off=cut_off)
    numbered_units = [unit for run in (*numbered_runs, *spoken_runs) for unit in run]
    listed_runs = item_series(working, paragraphs, (role.start for role in roles), numbered_units)
    close_points(spoken_runs, listed_runs, sections, paragraphs, working, barriers)
    runs = sorted([*numbered_runs, *spoken_runs, *listed_runs], key=lambda run: run[0].start)
    for number, run in enumerate(runs, 1):
        for unit in run:
            unit.series = number
    units = sorted((unit for run in runs for unit in run), key=lambda unit: unit.start)
    starts = sorted({*(unit.start for unit in sections), *(role.start for role in roles)})
    glossaries = [role.start for role in roles if role.rule == "frame.glossary"]
    points_at = [unit.start for unit in units if unit.style.family == "point"]
    headings = find_headings(numbered_runs, working, paragraphs, starts, points_at, glossaries)
    children = build_tree(text, working, paragraphs, units, roles, headings, noise, places)
    diagnostics = [
        *check_text(text),
        *check_series(runs, working),
        *check_whole(paragraphs, working, runs, cut_off=cut_off),
    ]
    return Outline(children, find_metadata(text, folded, roles), tuple(sorted(diagnostics, key=_by_place)))


def _by_place(diagnostic: Diagnostic) -> tuple[int, int, str]:
    return diagnostic.start, diagnostic.end, diagnostic.code


def _outside(candidates: Sequence[Candidate], roles: Sequence[RoleSpan]) -> list[Candidate]:
    """The candidates that lie in none of the spans."""
    starts = [role.start for role in roles]
    kept = []
    for candidate in candidates:
        index = bisect_right(starts, candidate.start) - 1
        if index < 0 or candidate.start >= roles[index].end:
            kept.append(candidate)
    return kept


def _barriers(roles: Sequence[RoleSpan], sections: Sequence[Unit]) -> list[int]:
    """Where every open unit ends.

    At attachments, signatures, farewells, new titles, and at an unnumbered heading behind which the
    numbering starts again.
    """
    found = []
    headings = [role.start for role in roles if role.kind == "heading"]
    governed = False
    for role in roles:
        if role.kind in ("attachment", "signature", "closing", "title", "toc") or (
            role.kind == "heading" and _starts_again(role.start, sections, headings, governed)
        ):
            found.append(role.start)
        if role.rule == "frame.heading" and (not sections or role.start < sections[0].start):
            governed = True  # numbered sections stand below unnumbered headings in this text
    return found


def _starts_again(heading: int, sections: Sequence[Unit], headings: Sequence[int], governed: bool) -> bool:
    """Whether the sections behind a heading are numbered from one, and no longer part of those before it.

    They are not where the style was open before it, or where such headings stand above the numbered ones.
    A heading behind which no numbered section comes ends the last one if it stands alone there.
    """
    behind = bisect_right([section.start for section in sections], heading)
    if behind < len(sections):
        ranks = {section.style.rank for section in sections[:behind]}
        rank = sections[behind].style.rank
        return bool(ranks) and sections[behind].number == 1 and (governed or rank == min(ranks))
    return bool(sections) and sum(start > sections[-1].start for start in headings) == 1
