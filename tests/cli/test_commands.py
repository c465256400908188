import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from speechparse._version import __version__
from speechparse.cli import app
from speechparse.formats.json_schema import json_schema

CORPUS = Path(__file__).parents[2] / "corpus"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_schema_is_printed() -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out) == json_schema()


def test_the_version_is_printed() -> None:
    assert run("--version") == (0, f"speechparse {__version__}\n", "")


@pytest.mark.parametrize("command", [(), ("parse",), ("evaluate",), ("schema",)])
def test_help_teaches_by_examples(command: tuple[str, ...]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "  speechparse " in out.partition("Example")[2]


def test_help_loads_nothing_heavy() -> None:
    show = (
        "import sys; from speechparse.cli import app\n"
        "try: app(['parse', '--help'])\n"
        "except SystemExit: pass\n"
        "heavy = ('msgspec', 'numpy', 'regex', 'rich', 'speechparse.pipeline')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold folder whose figures are known: one marker to find, one entity that nobody can find."""
    text = "一、抓好春茶\n及时采茶。\n二、管好夏茶\n及时除草。\n"
    (tmp_path / "tea.txt").write_text(text, "utf-8")
    (tmp_path / "structure").mkdir()
    markers = [
        {"id": 1, "start": 0, "end": 2, "family": "section", "number": 1, "parent": None, "heading_end": 6},
        {
            "id": 2,
            "start": 13,
            "end": 15,
            "family": "section",
            "number": 2,
            "parent": None,
            "heading_end": 19,
        },
    ]
    structure = {"file": "tea.txt", "lines": {}, "noise": [], "markers": markers}
    (tmp_path / "structure/tea.json").write_text(json.dumps(structure), "utf-8")
    passage = {"id": "p", "file": "tea.txt", "start": 7, "end": 12, "spans": [[0, 2, "EVENT"]]}
    (tmp_path / "entities.jsonl").write_text(json.dumps(passage), "utf-8")
    return tmp_path


def test_evaluate_prints_figures(gold: Path) -> None:
    code, out, err = run("evaluate", gold)
    assert (code, err) == (0, "")
    figures = dict(line.split() for line in out.splitlines()[1:])
    assert figures["marker_f1"] == figures["parent"] == figures["heading"] == "1.0000"
    assert (figures["entity_f1"], figures["EVENT_n"], figures["markers"]) == ("0.0000", "1", "2")


def test_evaluate_lists_mistakes(gold: Path) -> None:
    lines = run("evaluate", gold, "--errors", "3")[1].splitlines()
    at = lines.index("  missed entity: 1")
    assert lines[at + 1] == "    p @7 EVENT …一、抓好春茶 «及时»采茶。 二、管好夏茶 及…"


def test_evaluate_as_json_and_in_part(gold: Path) -> None:
    figures = json.loads(run("evaluate", gold, "--json", "--only", "structure")[1])
    assert figures["marker_f1"] == 1.0
    assert "entity_f1" not in figures
    assert "marker_f1" not in json.loads(run("evaluate", gold, "--json", "--only", "entities")[1])


def test_evaluate_compares_with_an_earlier_run(gold: Path, tmp_path: Path) -> None:
    kept = tmp_path / "run.json"
    assert run("evaluate", gold, "--save", kept)[0] == 0
    assert "gains 0, losses 0" in run("evaluate", gold, "--against", kept)[1]
    (gold / "entities.jsonl").write_text(
        json.dumps({"id": "p", "file": "tea.txt", "start": 7, "end": 12, "spans": []}), "utf-8"
    )
    out = run("evaluate", gold, "--against", kept, "--errors", "1")[1]
    assert "gains 1, losses 0" in out
    assert "  gained: missed entity: 1" in out


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 1, "nowhere: no gold here"),
        ([CORPUS, "--only", "headings"], 2, "one of structure, entities, links"),
        ([CORPUS, "--against", "nowhere.json"], 1, "nowhere.json"),
    ],
)
def test_evaluate_says_what_is_wrong(arguments: list[object], code: int, message: str) -> None:
    got, _, err = run("evaluate", *arguments)
    assert got == code
    assert message in err


def test_evaluate_reads_the_corpus_of_the_project() -> None:
    figures = json.loads(run("evaluate", CORPUS, "--json", "--only", "structure")[1])
    assert figures["markers"] > 300
    assert figures["marker_f1"] > 0.9
