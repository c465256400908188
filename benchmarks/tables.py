"""Markdown tables for the benchmarks."""

from __future__ import annotations


def row(*cells: object) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(map(str, cells))} |"


def head(*cells: str) -> str:
    """The head of a Markdown table, all but the first column aligned to the right."""
    return f"{row(*cells)}\n|---|{'---:|' * (len(cells) - 1)}"
