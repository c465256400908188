"""The peers' own environment, and one process for each tool that is measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
_PATIENCE = 600  # seconds that a tool may take for everything


class Answer(NamedTuple):
    """What a tool said about a text.

    Attributes:
        spans: Start, end and label of what it found.
        seconds: CPU seconds that it took.
    """

    spans: tuple[tuple[int, int, str], ...]
    seconds: float


class Outcome(NamedTuple):
    """What a tool did.

    Attributes:
        load: CPU seconds of the main thread to import it, load its tables or model and tag a first short text.
        resident: Megabytes of memory that it holds in the end; 0 where the system does not tell.
        peak: Most megabytes of memory while it loaded and worked, interpreter included.
        answers: What it said, one for each text.
    """

    load: float
    resident: float
    peak: float
    answers: list[Answer]


class ToolError(Exception):
    """A tool could not be run; the message is the last line that it left."""


def default_folder() -> Path:
    """Where the environment lies unless told otherwise: below the user's cache folder."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "speechparse" / "benchmark-peers"


def python_of(folder: Path) -> Path:
    """The interpreter of the peers' environment, which is made or brought up to date where it must be.

    Raises:
        ToolError: pip could not install the peers.
    """
    scripts, ending = ("Scripts", ".exe") if sys.platform == "win32" else ("bin", "")
    python = folder / scripts / f"python{ending}"
    installed = folder / "installed.txt"
    wanted = REQUIREMENTS.read_text("utf-8")
    if not installed.is_file() or installed.read_text("utf-8") != wanted:
        if not python.is_file():
            venv.create(folder, with_pip=True, symlinks=sys.platform != "win32")
        command = [
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
            REQUIREMENTS,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ToolError(_last_line(done.stderr))
        installed.write_text(wanted, "utf-8")
    return python


def run(tool: str, python: str | Path, texts: Sequence[str]) -> Outcome:
    """Let a tool tag texts, one after the other, in a process of its own on one thread.

    Raises:
        ToolError: The tool failed or took too long.
    """
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    command = [str(python), "-X", "utf8", "-W", "ignore", str(HERE / "worker.py"), tool]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    try:
        done = subprocess.run(
            command,
            input=lines,
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, **dict.fromkeys(threads, "1")},
        )
    except subprocess.TimeoutExpired:
        raise ToolError(f"not finished after {_PATIENCE} seconds") from None
    if done.returncode:
        raise ToolError(_last_line(done.stderr))
    *rows, last = (json.loads(line) for line in done.stdout.splitlines())
    answers = [Answer(tuple((s, e, label) for s, e, label in row["spans"]), row["seconds"]) for row in rows]
    return Outcome(last["load"], last["resident"], last["peak"], answers)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no message"])[-1]
