"""The examples run on the corpus and print what they promise."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = [f"corpus/texts/{name}.txt" for name in ("02-provincial-government-report", "15-city-work-report")]


EXPECTED = {
    "count_points": "corpus/texts/15-city-work-report.txt: ",
    "compare_headings": "\t",
    "place_counts": "0000\t",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_example(name: str) -> None:
    command = [sys.executable, f"examples/{name}.py", *TEXTS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert EXPECTED[name] in done.stdout
