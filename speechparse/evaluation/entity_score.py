"""Entities against gold: exact span and label, all together and by label.

`overlap_f1` is more lenient: an entity counts where one of its label shares a character with it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TypeAlias

from speechparse.evaluation.gold import Gold, GoldPassage
from speechparse.evaluation.scoring import Mistake, Parse, Run, Tally, excerpt, harmonic
from speechparse.model import Document

_Entity: TypeAlias = tuple[int, int, str]


def score_entities(gold: Gold, parse: Parse) -> Run:
    """The figures and mistakes of `parse` over the gold passages."""

    @cache
    def parsed(path: Path) -> Document:
        return parse(path)

    labels: dict[str, Tally] = defaultdict(Tally)
    touched, touching = Tally(), Tally()
    mistakes: list[Mistake] = []
    for passage in gold.passages:
        document = parsed(gold.root / passage.file)
        wanted, found = _wanted(passage), _found(passage, document)
        for label in {entity[2] for entity in wanted | found}:
            mine, theirs = _of(found, label), _of(wanted, label)
            labels[label].add(right=len(mine & theirs), found=len(mine), gold=len(theirs))
        touched.add(right=_overlapping(wanted, found), found=0, gold=len(wanted))
        touching.add(right=_overlapping(found, wanted), found=0, gold=len(found))
        for kind, entities in (("missed entity", wanted - found), ("false entity", found - wanted)):
            for start, end, label in entities:
                note = excerpt(document.text, start, end)
                mistakes.append(Mistake(kind, passage.id, start, end, label, note))
    return Run(_figures(labels, touched, touching), tuple(sorted(mistakes)))


def _figures(labels: dict[str, Tally], touched: Tally, touching: Tally) -> dict[str, float]:
    total = Tally()
    for tally in labels.values():
        total.add(right=tally.right, found=tally.found, gold=tally.gold)
    figures = {
        "entity_p": total.precision,
        "entity_r": total.recall,
        "entity_f1": total.f1,
        "overlap_f1": harmonic(touching.right / max(1, touching.gold), touched.right / max(1, touched.gold)),
        "spans": total.gold,
    }
    for label, tally in sorted(labels.items()):
        figures[f"{label}_p"], figures[f"{label}_r"] = tally.precision, tally.recall
        figures[f"{label}_f1"], figures[f"{label}_n"] = tally.f1, tally.gold
    return figures


def _wanted(passage: GoldPassage) -> set[_Entity]:
    return {(start + passage.start, end + passage.start, label) for start, end, label in passage.spans}


def _found(passage: GoldPassage, document: Document) -> set[_Entity]:
    return {
        (entity.start, entity.end, entity.label)
        for entity in document.entities
        if passage.start <= entity.start and entity.end <= passage.end
    }


def _of(entities: set[_Entity], label: str) -> set[_Entity]:
    return {entity for entity in entities if entity[2] == label}


def _overlapping(entities: set[_Entity], others: set[_Entity]) -> int:
    """How many share a character with one of the others that bears the same label."""
    return sum(
        any(label == other and first < end and start < last for first, last, other in others)
        for start, end, label in entities
    )
