"""Whole trees of nine corpus texts, each read line by line against its text before it was committed.

A line holds the path of a node and its first words, what its heading is, and behind `…` its last words.
To make the files anew after the corpus changes, set `REGENERATE`, run this test, and read the differences.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from speechparse import Document, Parser
from speechparse.model import Node, Numbered

REGENERATE = False
CORPUS = Path(__file__).parents[2] / "corpus" / "texts"
TREES = Path(__file__).parent / "trees"
NAMES = [
    "02-provincial-government-report",
    "05-township-colloquial",
    "08-county-opinions-articles",
    "09-one-line-ideographic-spaces",
    "13-spoken-series-false-markers",
    "16-province-department",
    "17-city-rural-revitalisation",
    "20-university-meeting",
    "21-forwarded-notice",
    "27-press-briefing",
]


def lines(document: Document, nodes: tuple[Node, ...], depth: int = 0) -> Iterator[str]:
    for node in nodes:
        words = "".join(document.text[node.start : node.end].split())
        shown = words if len(words) <= 24 else f"{words[:14]}…{words[-8:]}"
        heading = document.heading_of(node) if isinstance(node, Numbered) else None
        yield "  " * depth + f"{node.id}  {shown}" + (f"  ‹{heading}›" if heading else "")
        yield from lines(document, node.children, depth + 1)


def drawn(name: str) -> str:
    document = Parser(entities=False).parse_file(CORPUS / f"{name}.txt")
    return "".join(line + "\n" for line in lines(document, document.children))


@pytest.mark.parametrize("name", NAMES)
def test_the_tree_is_the_one_read(name: str) -> None:
    path = TREES / f"{name}.txt"
    if REGENERATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn(name), encoding="utf-8", newline="\n")
    assert drawn(name) == path.read_text(encoding="utf-8")


def test_the_trees_are_not_made_by_the_test_itself() -> None:
    assert REGENERATE is False
    assert sorted(path.stem for path in TREES.glob("*.txt")) == NAMES
