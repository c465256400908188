"""What the model, the lists and the rules each earn; `entities.py --ablation` prints it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np
from tables import head, row

from speechparse import Parser
from speechparse.entities import recognizer
from speechparse.entities.candidates import Candidate
from speechparse.entities.model import marks
from speechparse.entities.spotter import Spotter
from speechparse.evaluation import Gold, score_entities

LABELS = ("GPE", "LOC", "ORG", "PERSON", "PROGRAM", "DOC", "EVENT", "FORMULATION", "DATE", "QUANTITY")


@contextmanager
def reduced(*, lists: bool, rules: bool) -> Iterator[None]:
    """Entities without lists or without rules, in candidates and in what the model is told."""
    whole: Callable[[str], list[Candidate]] = recognizer.find_candidates

    def candidates(text: str) -> list[Candidate]:
        return [one for one in whole(text) if (rules if by_form(one.label, one.rule) else lists)]

    unlisted = Spotter({"\uffff": ()})
    nothing = np.zeros((0, 3), dtype=np.int64)
    with (
        patch.object(recognizer, "find_candidates", candidates),
        patch.object(marks, "listed", marks.listed if lists else lambda: unlisted),
        patch.object(marks, "by_head", marks.by_head if rules else lambda text: nothing),
    ):
        yield


def by_form(label: str, rule: str) -> bool:
    """Whether a candidate was found by its form rather than in a list."""
    forms = ("area", "feature", "redacted", "fused", "direction")
    return (
        label in ("DATE", "QUANTITY")
        or rule in forms
        or rule.startswith("form:")
        or rule.endswith(("-form", "zone"))
    )


def show_ablation(gold: Gold, train_files: Sequence[Path], train_root: Path) -> None:
    """The table of what each part earns."""
    rows = (
        ("everything", True, True, True),
        ("without the model", False, True, True),
        ("without lists", True, False, True),
        ("without rules", True, True, False),
        ("the model alone", True, False, False),
        ("lists alone", False, True, False),
        ("rules alone", False, False, True),
    )
    print(f"F1 over {len(gold.passages)} passages, in whole documents.\n")
    print(head("parts", "all", *LABELS))
    with tempfile.TemporaryDirectory() as folder:
        for title, model, lists, rules in rows:
            with reduced(lists=lists, rules=rules):
                weights: Path | str | None = "default" if model else None
                if model and train_files:
                    from speechparse.entities.model.train import train  # needs the extra `train`

                    weights = Path(folder) / "weights.npz"
                    train(train_files, train_root, weights)
                figures = score_entities(gold, Parser(model=weights).parse_file).figures
            print(
                row(title, *(f"{figures.get(f'{label}_f1', 0):.3f}" for label in ("entity", *LABELS))),
                flush=True,
            )
