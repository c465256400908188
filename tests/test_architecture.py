"""Rules that hold for the package as a whole."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "speechparse"


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("statement", ["import speechparse", "import speechparse.cli"])
def test_nothing_heavy_is_loaded_before_it_is_needed(statement: str) -> None:
    heavy = (
        "spacy",
        "numpy",
        "rich",
        "pyarrow",
        "pyspark",
        "pandas",
        "speechparse.entities",
        "speechparse.outline",
    )
    show = f"{statement}; import sys; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_importing_reads_no_data_and_writes_nothing() -> None:
    watch = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(args[:2]) if event == 'open' else None)\n"
        "import speechparse\n"
        "code = ('.py', '.pyc', '.so', '.pyd')\n"
        "print([a for a in opened if 'speechparse' in str(a[0]) and not str(a[0]).endswith(code)\n"
        "       or 'w' in str(a[1]) and '.pyc' not in str(a[0])])"
    )
    run = subprocess.run([sys.executable, "-B", "-c", watch], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_module_says_what_it_is_for_by_name() -> None:
    modules = list(PACKAGE.rglob("*.py"))
    assert modules
    assert not [path for path in modules if path.stem in ("utils", "helpers", "common", "misc")]
