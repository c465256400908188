import csv
import io
import json

import msgspec
import pytest

from speechparse.errors import ConfigurationError
from speechparse.formats import FORMATS, render
from speechparse.model import Document, Entity, Meta, read_json


def _table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), dialect="excel-tab"))


def test_a_row_an_entity(speech: Document) -> None:
    rows = _table(render(speech, "entities.tsv"))
    assert [row["id"] for row in rows] == [entity.id for entity in speech.entities]
    assert all(speech.text[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)
    county = rows[3]
    assert (county["code"], county["place"], county["level"], county["group"]) == (
        "990101",
        "白水县",
        "county",
        "g1",
    )
    assert (rows[4]["value"], rows[4]["unit"], rows[4]["approximate"]) == ("30000", "亩", "true")
    assert (rows[5]["edtf"], rows[5]["node"]) == ("2021", "s2")
    assert rows[6]["canonical"] == rows[8]["canonical"] == "ORG:白水县茶业办"


def test_json_lines_hold_the_same(speech: Document) -> None:
    rows = [json.loads(line) for line in render(speech, "entities.jsonl").splitlines()]
    table = _table(render(speech, "entities.tsv"))
    assert [list(row) for row in rows] == [list(row) for row in table]
    assert [row["text"] for row in rows] == [row["text"] for row in table]
    assert rows[4]["value"] == 30000
    assert rows[0]["code"] is None


@pytest.mark.parametrize("name", ['"十四五"规划', "a\tb", "两\n行", "\r"])
def test_any_name_comes_back_from_the_table(speech: Document, name: str) -> None:
    entity = Entity(id="e1", label="DOC", start=0, end=1, text=name, rule="x")
    table = render(msgspec.structs.replace(speech, entities=(entity,)), "entities.tsv")
    rows = list(csv.reader(io.StringIO(table, newline=""), dialect="excel-tab"))
    assert len(rows) == 2
    assert rows[1][rows[0].index("text")] == name


def test_the_header_can_be_left_out(speech: Document) -> None:
    with_header = render(speech, "entities.tsv")
    assert render(speech, "entities.tsv", header=False) == with_header.partition("\n")[2]


def test_json_reads_back(speech: Document) -> None:
    assert read_json(render(speech, "json")) == speech
    assert read_json(render(speech, "json", indent=2)) == speech
    assert render(speech, "json").count("\n") == 1


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_takes_an_empty_document(speech: Document, to: str) -> None:
    empty = msgspec.structs.replace(
        speech, text="", meta=Meta(), children=(), entities=(), groups=(), noise=(), diagnostics=()
    )
    assert render(empty, to).endswith("\n") or to.endswith(".jsonl")


def test_an_unknown_format_is_named_with_those_there_are(speech: Document) -> None:
    with pytest.raises(ConfigurationError, match=r"'pdf'.*outline, json, md"):
        render(speech, "pdf")
