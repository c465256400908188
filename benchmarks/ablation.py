"""What the model, the lists and the rules each earn; `entities.py --ablation` prints it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from tables import head, row

from speechparse import Parser
from speechparse.entities import listed, recognizer
from speechparse.entities.candidates import Candidate
from speechparse.entities.model import marks
from speechparse.entities.model.vocabulary import Vocabulary
from speechparse.entities.spotter import Spots
from speechparse.evaluation import Gold, score_entities

LABELS = ("GPE", "LOC", "ORG", "PERSON", "PROGRAM", "DOC", "EVENT", "FORMULATION", "DATE", "QUANTITY")


@contextmanager
def reduced(*, lists: bool, rules: bool) -> Iterator[None]:
    """Entities without lists or without rules, in candidates and in what the model is told."""
    find_candidates, hints = recognizer.find_candidates, Vocabulary.hints

    def candidates(text: str, names_there: listed.Listed) -> list[Candidate]:
        return [
            one
            for one in find_candidates(text, names_there)
            if (rules if by_form(one.label, one.rule) else lists)
        ]

    def known(vocabulary: Vocabulary, text: str, spots: Spots, found: Iterable[Candidate]) -> Spots:
        told = hints(vocabulary, text, spots, found)
        left_out = () if lists else ("list", "place", "title")
        left_out += () if rules else ("headed",)
        return told[[marks.KINDS[kind].split(":")[0] not in left_out for kind in told[:, 2].tolist()]]

    with (
        patch.object(recognizer, "find_candidates", candidates),
        patch.object(Vocabulary, "hints", known),
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
