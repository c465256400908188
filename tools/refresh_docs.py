"""Runs the ```console blocks of the documentation and writes what they print now into them.

    python tools/refresh_docs.py

In such a block a line behind `$ ` is a command for the shell at the root of the repository, and the lines
below are what it prints. A line `…` stands for any lines; a block that has one is left as it is. The tests
(tests/docs/) check all of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^\$ ", re.MULTILINE)


def blocks(page: Path, language: str) -> list[tuple[int, str]]:
    """The blocks in a language, each with the number of its first line."""
    text = page.read_text("utf-8")
    found = [match for match in _BLOCK.finditer(text) if match[1] == language]
    return [(text.count("\n", 0, match.start(2)) + 1, match[2]) for match in found]


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what stands below it."""
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in _PROMPT.split(block)[1:]]


def printed(command: str) -> str:
    """What a command prints, on standard output and then on standard error."""
    scripts = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": scripts, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return run.stdout + run.stderr


def _refreshed(match: re.Match[str]) -> str:
    if match[1] != "console" or re.search("^…$", match[2], re.MULTILINE):
        return match[0]
    shown = "".join(f"$ {command}\n{printed(command)}" for command, _ in commands(match[2]))
    return f"```console\n{shown}```"


def main() -> None:
    """Rewrites the pages."""
    for page in PAGES:
        page.write_text(_BLOCK.sub(_refreshed, page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
