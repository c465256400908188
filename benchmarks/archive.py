"""How fast an archive becomes tables, with one worker and with two, and how fast a second run sees that.

    python benchmarks/archive.py FOLDER [--no-entities]

Prints, for a first run with one worker, with two, and for a second run: seconds with the start of the program,
files and characters a second, processor seconds, which other programs disturb less, and the largest worker.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

PROGRAM = Path(sys.executable).with_name("speechparse")


class Run(NamedTuple):
    """Seconds of a run, processor seconds of all its processes, and bytes of the largest worker."""

    seconds: float
    processor: float
    memory: int


def measured(output: Path, workers: int, arguments: list[str]) -> Run:
    """Runs it once."""
    command = [PROGRAM, "batch", *arguments, "-o", output, "--workers", str(workers)]
    before = processor_seconds()
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    largest = 0
    while child.poll() is None:
        largest = max([largest, *map(peak, family(child.pid))])
        time.sleep(0.05)
    return Run(time.perf_counter() - began, processor_seconds() - before, largest)


def processor_seconds() -> float:
    """Of all processes that were started here and have ended, with theirs."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def family(pid: int) -> list[int]:
    """The children of a process, on Linux."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def peak(pid: int) -> int:
    """The most memory that a process has had, in bytes, on Linux."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def main(arguments: list[str]) -> None:
    """Runs and prints."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    runs = {}
    with tempfile.TemporaryDirectory() as folder:
        for workers in (1, 2):
            output = Path(folder) / str(workers)
            run = runs[workers] = measured(output, workers, arguments)
            report = json.loads((output / "report.json").read_text("utf-8"))
            print(
                f"{workers} worker{'s' * (workers > 1)}: {run.seconds:.1f} s, "
                f"{report['parsed'] / run.seconds:,.0f} files/s, "
                f"{report['characters'] / run.seconds:,.0f} characters/s, "
                f"{run.processor:.1f} processor seconds, largest worker {run.memory / 2**20:,.0f} MB"
            )
        again = measured(output, 2, arguments)
        size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    print(f"again, nothing changed: {again.seconds:.1f} s, {again.processor:.1f} processor seconds")
    print(
        f"{report['documents']:,} documents, {report['characters']:,} characters, {size / 2**20:.1f} MB of output"
    )
    print(f"two workers against one: {runs[1].seconds / runs[2].seconds:.2f} times as fast")


if __name__ == "__main__":
    main(sys.argv[1:])
