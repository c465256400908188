"""The command line, one module a command.

The modules import at the top only what `--help` needs; a command loads the library when it runs.
"""

from __future__ import annotations

import io
import signal
import sys

from speechparse.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Runs the command line as a good citizen of the shell."""
    # A closed pipe or Ctrl-C ends the program at once and silently, as it does any Unix filter.
    for name in ("SIGPIPE", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    app()
