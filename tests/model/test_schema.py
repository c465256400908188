"""The committed schema is the types' schema, and no version stands for two of them."""

import copy
import json
from pathlib import Path

import pytest

import make_schema
from speechparse.formats.json_schema import fingerprint, json_schema
from speechparse.model import SCHEMA

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def versions() -> dict[str, str]:
    rows = (ROOT / "docs/schema/versions.tsv").read_text("utf-8").splitlines()
    return dict(row.split("\t") for row in rows if not row.startswith("#"))


def test_the_committed_schema_is_that_of_the_types() -> None:
    major = SCHEMA.partition(".")[0].replace("/", "-")
    committed = json.loads((ROOT / f"docs/schema/{major}.json").read_text("utf-8"))
    assert committed == json_schema(), "run tools/make_schema.py"


def test_a_change_of_the_schema_changes_its_version(versions: dict[str, str]) -> None:
    assert SCHEMA in versions, "run tools/make_schema.py"
    assert versions[SCHEMA] == fingerprint(json_schema()), f"{SCHEMA} has another schema: raise the version"


def test_the_fingerprint_sees_demands_and_not_descriptions() -> None:
    schema = json_schema()
    described = copy.deepcopy(schema)
    described["$defs"]["Entity"]["description"] = "in other words"
    described["$defs"]["Entity"]["properties"]["id"]["description"] = "in other words"
    assert fingerprint(described) == fingerprint(schema)
    for change in (
        lambda s: s["$defs"]["Meta"]["properties"].pop("title"),
        lambda s: s["$defs"]["Entity"]["required"].append("rule2"),
        lambda s: s["$defs"]["Entity"]["properties"]["label"]["enum"].append("ART"),
    ):
        changed = copy.deepcopy(schema)
        change(changed)
        assert fingerprint(changed) != fingerprint(schema)


def test_each_field_says_what_it_is() -> None:
    for name, definition in json_schema()["$defs"].items():
        assert definition["description"], name
        assert "Attributes:" not in definition["description"]
        for field, demands in definition["properties"].items():
            lone = field == "kind" or len(definition["properties"]) == 1
            assert lone or demands.get("description"), f"{name}.{field}"


def test_the_tool_refuses_a_change_under_the_same_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_schema, "FOLDER", tmp_path)
    monkeypatch.setattr(make_schema, "VERSIONS", tmp_path / "versions.tsv")
    assert make_schema.main() == 0
    written = json.loads(make_schema.schema_path().read_text("utf-8"))
    assert written == json_schema()
    make_schema.VERSIONS.write_text(f"{SCHEMA}\t{'0' * 64}\n")
    assert make_schema.main() == 1
    assert "raise it first" in capsys.readouterr().err
