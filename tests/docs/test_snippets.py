"""What the documentation shows works: its Python runs, and its commands print what it says they print.

In README.md and docs/, the ```python blocks of a page run one after the other in one namespace; those
with prompts (>>>) are doctests. `tools/refresh_docs.py` says what ```console blocks are.
"""

import doctest
import re
from pathlib import Path

import pytest

from refresh_docs import PAGES, ROOT, blocks, commands, printed


def _with_python() -> list[object]:
    pages = [page for page in PAGES if blocks(page, "python")]
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in pages]


@pytest.mark.parametrize("page", _with_python())
def test_python(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "__main__"}
    for line, code in blocks(page, "python"):
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


def _console() -> list[object]:
    return [
        pytest.param(command, expected, id=f"{page.relative_to(ROOT)}:{line}.{number}")
        for page in PAGES
        for line, block in blocks(page, "console")
        for number, (command, expected) in enumerate(commands(block), 1)
    ]


@pytest.mark.parametrize(("command", "expected"), _console())
def test_console(command: str, expected: str) -> None:
    shown = printed(command)
    parts = [re.escape(part) for part in re.split(r"^…\n", expected.rstrip("\n") + "\n", flags=re.MULTILINE)]
    pattern = r"(?:.*\n)*?".join(parts)
    assert re.fullmatch(pattern, shown.rstrip("\n") + "\n"), f"run tools/refresh_docs.py; it prints:\n{shown}"
