"""The examples about archives, run one after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[2]


def run(name: str, *arguments: object) -> str:
    command = [sys.executable, f"examples/{name}.py", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_tables_and_their_picture(tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="the example asks DuckDB")
    assert run("archive_run", "corpus/texts", tmp_path / "tables").startswith("28 files: 28 parsed")
    rows = [
        line.split("\t")
        for line in run("archive_provinces", tmp_path / "tables", tmp_path / "p.svg").splitlines()
    ]
    assert ["2022", "浙江省", "农村人居环境整治提升五年行动", "1"] in rows
    assert {len(row) for row in rows} == {4}
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    cells = etree.parse(tmp_path / "p.svg").findall(".//{http://www.w3.org/2000/svg}rect")
    assert cells
    told = {(row[1], row[2]) for row in rows}
    for cell in cells:
        province, _, rest = (cell[0].text or "").partition(" · ")
        assert (province, rest.rpartition(": ")[0]) in told
