"""The parser against the gold of the example corpus: everything equal, but for what is listed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechparse import Parser
from speechparse.evaluation import Mistake, read_gold, score_structure
from speechparse.evaluation.gold import Gold

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = read_gold(CORPUS)

KNOWN: dict[tuple[str, str, str], str] = {
    # (text, kind of mistake, what stands there): why it is hard
    ("03-city-conference-watermarks", "missed noise", "2"): "a page number fused with the words around it",
    (
        "21-forwarded-notice",
        "missed noise",
        "云政办发〔2019〕31号",
    ): "a value of the metadata table that has lost its label",
    ("25-ocr-damaged", "missed noise", "2"): "a page number fused with the words around it",
    (
        "10-one-line-glued-headings",
        "heading",
        "（一）",
    ): "a heading glued to its text, with nothing to tell where it ends",
    (
        "10-one-line-glued-headings",
        "heading",
        "（二）",
    ): "a heading glued to its text, with nothing to tell where it ends",
}


def mistakes(name: str) -> list[Mistake]:
    """What is wrong in one text."""
    parser = Parser(entities=False)
    only = Gold(root=GOLD.root, structure={name: GOLD.structure[name]}, passages=(), links=())
    return list(score_structure(only, parser.parse_file).mistakes)


def found(name: str, mistake: Mistake) -> tuple[str, str, str]:
    text = (CORPUS / GOLD.structure[name].file).read_bytes().decode("utf-8")
    return name, mistake.kind, text[mistake.start : mistake.end]


@pytest.mark.parametrize("name", sorted(GOLD.structure))
def test_the_structure_is_the_gold_one(name: str) -> None:
    known = {key for key in KNOWN if key[0] == name}
    assert {found(name, mistake) for mistake in mistakes(name)} == known


def test_the_corpus_is_all_there() -> None:
    assert len(GOLD.structure) >= 24
    assert sum(len(structure.markers) for structure in GOLD.structure.values()) > 300
