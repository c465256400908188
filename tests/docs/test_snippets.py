"""What the documentation shows works: its Python runs, and its commands print what it says they print.

In README.md and docs/, the ```python blocks of a page run one after the other in one namespace; those
with prompts (>>>) are doctests. In ```console blocks the lines behind `$ ` are run by the shell at the
root of the repository, and what stands below must be what they print; a line `…` stands for any lines.
"""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _blocks(page: Path, language: str) -> list[tuple[int, str]]:
    """The blocks in a language, each with the number of its first line."""
    text = page.read_text("utf-8")
    return [
        (text.count("\n", 0, found.start(2)) + 1, found[2])
        for found in _BLOCK.finditer(text)
        if found[1] == language
    ]


def _named(pages: list[Path], language: str) -> list[object]:
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in pages if _blocks(page, language)]


@pytest.mark.parametrize("page", _named(PAGES, "python"))
def test_python(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "__main__"}
    for line, code in _blocks(page, "python"):
        if ">>> " in code:
            _run_doctest(code, names, page, line)
        else:
            exec(compile("\n" * (line - 1) + code, str(page), "exec"), names)


def _run_doctest(code: str, names: dict[str, object], page: Path, line: int) -> None:
    test = doctest.DocTestParser().get_doctest(code, names, page.name, str(page), line - 1)
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=report.append, clear_globs=False)
    names.update(test.globs)
    assert not report, "".join(report)


def _commands() -> list[object]:
    found = []
    for page in PAGES:
        for line, block in _blocks(page, "console"):
            for number, command in enumerate(re.split(r"^\$ ", block, flags=re.MULTILINE)[1:], 1):
                name = f"{page.relative_to(ROOT)}:{line}.{number}"
                found.append(pytest.param(*command.split("\n", 1), id=name))
    return found


@pytest.mark.parametrize(("command", "expected"), _commands())
def test_console(command: str, expected: str) -> None:
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": search, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    printed = run.stdout + run.stderr
    parts = [re.escape(part) for part in re.split(r"^…\n", expected.rstrip("\n") + "\n", flags=re.MULTILINE)]
    pattern = r"(?:.*\n)*?".join(parts)
    assert re.fullmatch(pattern, printed.rstrip("\n") + "\n"), f"it prints:\n{printed}"
