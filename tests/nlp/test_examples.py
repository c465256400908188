"""The examples with spaCy run as they stand, and find what they are about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("spacy_search_words", ["corpus/texts/15-city-work-report.txt"], "s1/s2/t1/p1\t一是 扩 学位 "),
        (
            "spacy_points_matcher",
            ["corpus/texts/01-ministry-water-meeting.txt"],
            "s1/s3/t1/p1\t1\t建立台账\n",
        ),
        ("spacy_before_ner", [], "CROP\t高粱\t\n"),
    ],
)
def test_example(name: str, arguments: list[str], expected: str) -> None:
    command = [sys.executable, f"examples/{name}.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout
