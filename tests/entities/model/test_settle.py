"""What trusted passages decide about the names of others."""

from __future__ import annotations

import re

from speechparse.entities.model.passages import Row, Span
from speechparse.entities.model.settle import settle

_TAG = re.compile(r"\[([A-Z]+) ([^\[\]]*)\]")


def rows(*marked: str) -> tuple[list[Row], dict[str, str]]:
    """Passages written with their names in brackets, each a file of its own, and the files' texts."""
    made, texts = [], {}
    for text in marked:
        spans: list[Span] = []
        while (match := _TAG.search(text)) is not None:
            label, name = match.groups()
            spans.append((match.start(), match.start() + len(name), label))
            text = text[: match.start()] + name + text[match.end() :]
        texts[text] = text
        made.append(Row(text, 0, len(text), tuple(spans)))
    return made, texts


def settled(text: str, trusted: list[str]) -> tuple[Span, ...]:
    """The spans of a passage after the trusted ones settled it."""
    (row, *by), texts = rows(text, *trusted)
    (made,) = settle([row], by, texts)
    return made.spans


def test_a_name_that_is_hardly_ever_one_is_dropped() -> None:
    assert settled("推广[FORMULATION 青禾经验]。", ["学习青禾经验。", "青禾经验好。"]) == ()


def test_one_that_bears_another_label_gets_it() -> None:
    trusted = ["学习[PROGRAM 青禾经验]。", "[PROGRAM 青禾经验]好。"]
    assert settled("推广[FORMULATION 青禾经验]。", trusted) == ((2, 6, "PROGRAM"),)


def test_one_that_is_always_a_name_is_added_where_it_stands_free() -> None:
    trusted = ["[ORG 青禾社]来了。", "见[ORG 青禾社]。", "[ORG 青禾社]的人。"]
    assert settled("去青禾社看。", trusted) == ((1, 4, "ORG"),)
    assert settled("看[PROGRAM 青禾社建设工程]。", trusted) == ((1, 8, "PROGRAM"),)


def test_what_is_seldom_seen_or_part_of_a_longer_name_decides_nothing() -> None:
    for trusted in (["青禾社好。"], ["[PROGRAM 青禾社建设工程]。", "[PROGRAM 青禾社建设工程]在建。"], []):
        assert settled("去[ORG 青禾社]看。", trusted) == ((1, 4, "ORG"),)


def test_places_and_numbers_are_left_to_rules() -> None:
    assert settled(
        "去[GPE 青禾县]看[QUANTITY 3户]。", ["青禾县好。", "青禾县大。", "共3户。", "有3户。"]
    ) == (
        (1, 4, "GPE"),
        (5, 7, "QUANTITY"),
    )
