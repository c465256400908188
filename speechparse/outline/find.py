"""The outline of a text, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from speechparse.model import Diagnostic, Node, Noise
from speechparse.outline.headings import find_headings
from speechparse.outline.markers import point_candidates, section_candidates
from speechparse.outline.nesting import close_points, close_sections, section_ranks
from speechparse.outline.series import Unit, point_series, section_series
from speechparse.outline.tree import RoleSpan, build_tree
from speechparse.text.lines import find_paragraphs


class Outline(NamedTuple):
    """What the outline of a text is made of."""

    children: tuple[Node, ...]
    roles: tuple[RoleSpan, ...]
    diagnostics: tuple[Diagnostic, ...]


def find_outline(text: str, folded: str, working: str, noise: Sequence[Noise]) -> Outline:
    """The tree of a text.

    Args:
        text: The source text.
        folded: The same, folded.
        working: The folded text with noise blanked.
        noise: The noise.
    """
    paragraphs = find_paragraphs(folded, working)
    cut_off = bool(paragraphs) and working[paragraphs[-1].end - 1] not in "。!?”)》…"
    labels = section_series(section_candidates(working, paragraphs), cut_off=cut_off)
    sections = sorted((unit for run in labels for unit in run), key=lambda unit: unit.start)
    roles: list[RoleSpan] = []
    barriers: list[int] = []
    for number, run in enumerate(sorted(labels, key=lambda run: run[0].start), 1):
        for unit in run:
            unit.series = number
        run[-1].last = True
    close_sections(sections, section_ranks(labels), barriers, len(text))
    spoken = point_series(point_candidates(working, folded, paragraphs), sections, working, paragraphs, cut_off=cut_off)
    for number, run in enumerate(spoken, len(labels) + 1):
        for unit in run:
            unit.series = number
        run[-1].last = True
    close_points(spoken, sections, paragraphs, working, barriers)
    units = sorted([*sections, *(unit for run in spoken for unit in run)], key=lambda unit: unit.start)
    starts = sorted({*(unit.start for unit in sections), *(role.start for role in roles)})
    headings = find_headings(labels, working, paragraphs, starts, [])
    children = build_tree(text, working, paragraphs, units, roles, headings, noise)
    return Outline(children, tuple(roles), ())
