from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from speechparse.cli import app
from speechparse.errors import ConfigurationError
from speechparse.nlp import model_store
from speechparse.nlp.model_store import InstalledModel


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["model", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_commands_before_and_after_installing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SPEECHPARSE_DATA", str(tmp_path))
    assert run("list") == (0, "", "")
    assert run("remove") == (1, "", "speechparse: the model 'pkuseg' is not installed\n")
    code, out, err = run("path")
    assert (code, out) == (1, "")
    assert "speechparse model install pkuseg" in err
    asked: list[Path | None] = []

    def install_model(name: str, *, source: Path | None) -> InstalledModel:
        asked.append(source)
        if name != "pkuseg":
            raise ConfigurationError(f"there is no model {name!r}; there is pkuseg")
        return InstalledModel(name, tmp_path / name, 49_500_000, "pkuseg==0.0.25", "MIT, they say")

    monkeypatch.setattr(model_store, "install_model", install_model)
    code, out, err = run("install", "--from", "some.whl")
    assert (code, out, asked) == (0, f"{tmp_path / 'pkuseg'}\n", [Path("some.whl")])
    assert "MIT, they say" in err
    assert run("install", "other") == (1, "", "speechparse: there is no model 'other'; there is pkuseg\n")
    monkeypatch.setattr(model_store, "list_models", lambda: (install_model("pkuseg", source=None),))
    assert run("list") == (0, f"pkuseg\tpkuseg==0.0.25\t50\t{tmp_path / 'pkuseg'}\n", "")


def test_help_shows_examples() -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert "speechparse model install --from FILE" in out
