from __future__ import annotations

import hashlib
import pickle
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nlp.toy_pkuseg import our_segmenter, toy_model
from speechparse.errors import ConfigurationError, ReadingError
from speechparse.nlp import model_store
from speechparse.nlp.feature_reader import read_plain_pickle
from speechparse.nlp.model_store import (
    Member,
    ModelError,
    data_folder,
    install_model,
    list_models,
    model_path,
    remove_model,
)
from speechparse.nlp.pkuseg import PkusegSegmenter

TEXT = "发展经济民生，发展二三经济"


class Hostile:
    """What runs a command when it is unpickled carelessly."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("hostile"),))


def toy_wheel(path: Path, *, hostile: bool = False) -> None:
    model = toy_model(3)
    names: dict[str, Any] = {
        "unigram": model.words,
        "bigram": [],
        "feature_to_idx": model.features,
        "tag_to_idx": model.tags,
    }
    if hostile:
        names["bigram"] = [Hostile()]
    weights = path.with_suffix(".npz")
    every = np.concatenate([model.weights.ravel(), model.transitions.T.ravel()]) / 10_000
    np.savez(weights, sizes=np.array([len(model.tags), len(model.features)]), w=every)
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("toy/features.pkl", pickle.dumps(names))
        wheel.writestr("toy/weights.npz", weights.read_bytes())
        wheel.writestr("toy/default.pkl", pickle.dumps("\n".join(model.dictionary)))
        wheel.writestr("toy/LICENSE", "free for all")


def member(wheel: Path, name: str) -> Member:
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(name)
    return Member(name, hashlib.sha256(data).hexdigest(), len(data))


def expect(monkeypatch: pytest.MonkeyPatch, wheel: Path) -> None:
    """Let the wheel be the one that the store asks for."""
    release = model_store.PKUSEG._replace(
        features=member(wheel, "toy/features.pkl"),
        weights=member(wheel, "toy/weights.npz"),
        dictionary=member(wheel, "toy/default.pkl"),
        licence="toy/LICENSE",
    )
    monkeypatch.setitem(model_store.RELEASES, "pkuseg", release)


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SPEECHPARSE_DATA", str(tmp_path / "data"))
    path = tmp_path / "toy.whl"
    toy_wheel(path)
    expect(monkeypatch, path)
    return path


def test_install_list_path_remove(wheel: Path) -> None:
    assert list_models() == ()
    model = install_model(source=wheel)
    assert list_models() == (model,)
    assert model_path() == model.path == data_folder() / "models" / "pkuseg"
    assert model.size == sum(file.stat().st_size for file in model.path.iterdir())
    assert "MIT" in model.licence
    assert (model.path / "LICENSE").read_text(encoding="utf-8") == "free for all"
    assert PkusegSegmenter.read(model.path).cut(TEXT) == our_segmenter(toy_model(3)).cut(TEXT)
    assert [entry.name for entry in model.path.parent.iterdir()] == ["pkuseg"]
    assert remove_model()
    assert not remove_model()
    assert list_models() == ()


def test_an_installed_model_is_left_alone(wheel: Path) -> None:
    model = install_model(source=wheel)
    assert install_model(source=wheel.with_name("gone.whl")) == model


def test_a_model_in_an_older_form_is_made_anew(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_model(source=wheel)
    monkeypatch.setattr(model_store, "FORMAT", model_store.FORMAT + 1)
    assert list_models() == ()
    assert install_model(source=wheel) == list_models()[0]


def test_what_is_missing_names_the_command(wheel: Path) -> None:
    with pytest.raises(ConfigurationError, match="speechparse model install pkuseg"):
        model_path()
    with pytest.raises(ConfigurationError, match="there is pkuseg"):
        install_model("nothing")


def test_files_of_another_content_are_refused(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.whl", "w") as other, zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            other.writestr(name, data[:-1] + b"!" if name.endswith("default.pkl") else data)
    with pytest.raises(ModelError, match=r"default\.pkl does not have the expected hash"):
        install_model(source=tmp_path / "other.whl")
    assert list((data_folder() / "models").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and nothing", None])
def test_what_is_no_wheel_is_refused(wheel: Path, tmp_path: Path, content: bytes | None) -> None:
    other = tmp_path / "other.whl"
    if content is not None:
        other.write_bytes(content)
    with pytest.raises(ModelError, match=r"other\.whl is no wheel of pkuseg==0\.0\.25"):
        install_model(source=other)


def test_hostile_pickles_do_nothing(wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    toy_wheel(wheel, hostile=True)
    expect(monkeypatch, wheel)
    with pytest.raises(ReadingError, match="only plain data are read"):
        install_model(source=wheel)
    assert not Path("hostile").exists()


@pytest.mark.parametrize("data", [b"", b"\x80\x04", b"cos\nsystem\n(S'true'\ntR.", b"\x80\x04Pname\n."])
def test_damaged_pickles_are_refused(data: bytes) -> None:
    with pytest.raises(ReadingError):
        read_plain_pickle(data)


def test_pip_is_told_the_hash(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pip(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        pinned = Path(command[command.index("--requirement") + 1]).read_text(encoding="utf-8")
        assert pinned == f"pkuseg==0.0.25 --hash=sha256:{model_store.PKUSEG.sha256}\n"
        assert "--require-hashes" in command
        folder = Path(command[command.index("--dest") + 1])
        (folder / wheel.name).write_bytes(wheel.read_bytes())
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", pip)
    assert install_model() == list_models()[0]


def test_what_pip_said_is_passed_on(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pip(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", "ERROR: no route to host\n")

    monkeypatch.setattr(subprocess, "run", pip)
    with pytest.raises(ModelError, match=r"(?s)--from FILE.*no route to host"):
        install_model()


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/x"}, Path("/x/speechparse")),
        ("linux", {}, Path("/home/me/.local/share/speechparse")),
        ("darwin", {}, Path("/home/me/Library/Application Support/speechparse")),
        ("win32", {"LOCALAPPDATA": "/local"}, Path("/local/speechparse")),
        ("linux", {"SPEECHPARSE_DATA": "/own"}, Path("/own")),
    ],
)
def test_data_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: Path
) -> None:
    for name in ("SPEECHPARSE_DATA", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    assert data_folder() == expected
