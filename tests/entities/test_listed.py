"""Listed names: the leftmost and longest of each kind, in one pass."""

from __future__ import annotations

from pathlib import Path

from speechparse.entities import listed
from speechparse.entities.gazetteer import Gazetteer
from speechparse.entities.names import known
from speechparse.entities.place_forms import forms
from speechparse.entities.place_table import place_name, place_words
from speechparse.text.folding import fold

CORPUS = Path(__file__).parents[2] / "corpus"


def test_a_name_of_one_kind_hides_none_of_the_other() -> None:
    text = "江西省南昌市和国务院、国家卫生健康委员会"
    found = listed.find(text)
    assert [text[match.start : match.end] for match in found.places] == ["江西省", "南昌市"]
    assert [text[match.start : match.end] for match in found.names] == ["国务院", "国家卫生健康委员会"]


def test_each_kind_is_found_as_if_alone() -> None:
    places = Gazetteer((word, place_name(word)) for word in place_words())
    endings, names = Gazetteer(forms().items()), Gazetteer(known().items())
    for path in sorted(CORPUS.rglob("*.txt")):
        text = fold(path.read_text("utf-8"))
        found = listed.find(text)
        assert found.places == list(places.find(text)), path
        assert found.forms == list(endings.find(text)), path
        assert found.names == list(names.find(text)), path
