"""Processes of others, as /proc shows them."""

from __future__ import annotations

from pathlib import Path

import pytest


def children(pid: int) -> list[int]:
    """The child processes of a process."""
    if not Path("/proc").is_dir():
        pytest.skip("there is no /proc to see child processes in")
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
