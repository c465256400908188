"""Runs a task of the project in a virtual environment, which it makes and fills where it is not there.

    python3 make.py demo     parse a speech of the corpus and show its tree
    python3 make.py test     run the tests; what follows goes to pytest
    python3 make.py check    run the linter, the type checker and the check of import directions
    python3 make.py env      only make the environment, with all that development needs

The environment is `.venv`, or what SPEECHPARSE_VENV names.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("SPEECHPARSE_VENV", ROOT / ".venv")).absolute()
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
TASKS = {
    "demo": [["speechparse", "parse", "corpus/texts/14-announced-counts.txt"]],
    "test": [["pytest"]],
    "check": [["ruff", "check", "."], ["mypy"], ["lint-imports", "--no-logo"]],
    "env": [],
}

# Tests need little; the linters see every optional part, and so want it installed.
EXTRAS = {"demo": "", "test": "[dev]", "check": "[full]", "env": "[full]"}


def main(arguments: list[str]) -> int:
    """Runs the task that the first argument names, until one of its commands fails."""
    task, *rest = arguments or [""]
    if task not in TASKS:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 (this file may be started by any Python)
        print(
            "speechparse needs Python 3.11 or newer; start this with one: python3.11 make.py …",
            file=sys.stderr,
        )
        return 2
    install(EXTRAS[task])
    for command, *options in TASKS[task]:
        code = subprocess.call([SCRIPTS / command, *options, *rest], cwd=ROOT)
        if code:
            return code
    return 0


def install(extras: str) -> None:
    """Makes the environment and installs the project, unless that was done for this pyproject.toml."""
    stamp = ENVIRONMENT / f"installed{extras}"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not (SCRIPTS / ("python.exe" if os.name == "nt" else "python")).exists():
        print(f"making {ENVIRONMENT}", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
    print(f"installing speechparse{extras}", file=sys.stderr)
    options = ["--quiet", "--disable-pip-version-check", "--editable", f".{extras}"]
    if subprocess.call([SCRIPTS / "python", "-m", "pip", "install", *options], cwd=ROOT):
        sys.exit("the installation failed; pip says above why")
    stamp.write_text(wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
