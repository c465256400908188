"""`speechparse train`: a model from the corpus, and a parse by it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from speechparse.cli.app import app

CORPUS = Path(__file__).parents[2] / "corpus"


def test_a_model_is_trained_and_used(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    model = tmp_path / "own.npz"
    arguments = ["train", str(CORPUS / "entities.jsonl"), "--root", str(CORPUS), "-o", str(model)]
    trained = CliRunner().invoke(app, [*arguments, "--epochs", "1", "--runs", "1"])
    assert trained.exit_code == 0, trained.output
    assert model.stat().st_size > 1000
    text = str(CORPUS / "texts" / "14-announced-counts.txt")
    parsed = CliRunner().invoke(app, ["parse", text, "--to", "entities.tsv", "--model", str(model)])
    assert parsed.exit_code == 0
    assert "2018年\t" in parsed.output


@pytest.mark.parametrize("command", [["train", "nothing.jsonl", "--root", ".", "-o", "x.npz"]])
def test_a_missing_file_is_named(command: list[str]) -> None:
    pytest.importorskip("scipy")
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 1
    assert "nothing.jsonl: there is no such file" in result.output


def test_a_missing_model_is_named() -> None:
    text = str(CORPUS / "texts" / "14-announced-counts.txt")
    result = CliRunner().invoke(app, ["parse", text, "--to", "entities.tsv", "--model", "nothing.npz"])
    assert result.exit_code == 1
    assert "nothing.npz: there is no such model" in result.output
