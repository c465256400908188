"""Parses a folder of speeches into tables, and says what came of it. Run it again: only what is new is parsed.

python examples/archive_run.py corpus/texts tables
"""

import sys

from speechparse.archive import Progress, parse_archive, summary


def show(progress: Progress) -> None:
    """A line for every hundredth file or so."""
    if progress.done % 100 < 8:
        print(f"{progress.done} of {progress.files}", file=sys.stderr)


source, output = sys.argv[1:]
report = parse_archive([source], output, timeout=30, on_progress=show)
print(summary(report), end="")
