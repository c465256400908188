"""What commands say beside their output: one line on standard error, and how to end."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer


def complain(message: str) -> None:
    """Says what is wrong in one line on standard error."""
    typer.echo(f"speechparse: {' '.join(message.split())}", err=True)


def fail(message: str) -> NoReturn:
    """Says what is wrong and ends with exit code 1."""
    complain(message)
    raise typer.Exit(1)


def takes_colour() -> bool:
    """Whether standard output is a terminal that shows colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
