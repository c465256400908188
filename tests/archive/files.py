"""A small archive to be parsed, and what its output holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

TABLES = ("documents", "nodes", "entities", "diagnostics")


def make_archive(folder: Path, count: int, **others: str) -> Path:
    """A folder of `count` short speeches, and of texts by the names of their files."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        path = folder / f"{number % 3}" / f"speech-{number:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"一、第{number}个镇\n要做两件事：一是采茶{number}吨；二是制茶。\n", "utf-8")
    for name, text in others.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


def rows(output: Path) -> dict[str, list[str]]:
    """All rows of the Parquet tables, each as JSON, sorted."""
    return {
        name: sorted(
            json.dumps(row, ensure_ascii=False)
            for path in sorted((output / name).glob("*.parquet"))
            for row in pq.read_table(path).to_pylist()
        )
        for name in TABLES
    }


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
