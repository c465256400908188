from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from archive.files import make_archive
from archive.odd_parsers import Odd
from archive.processes import alive, children
from speechparse import ConfigurationError, Parser
from speechparse.archive import find_inputs, parse_many

STRUCTURE = partial(Parser, entities=False)


def paths(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def test_results_come_in_order_and_are_the_documents(tmp_path: Path) -> None:
    files = paths(make_archive(tmp_path, 30))
    results = list(parse_many(files, workers=2, parser=STRUCTURE))
    assert [result.name for result in results] == [path.as_posix() for path in files]
    parser = STRUCTURE()
    for path, result in zip(files, results, strict=True):
        assert result.error is None
        assert result.document == parser.parse_bytes(path.read_bytes(), name=path.as_posix())


def test_it_is_lazy(tmp_path: Path) -> None:
    file = paths(make_archive(tmp_path, 1))[0]
    taken = 0

    def endless() -> Iterator[Path]:
        nonlocal taken
        while True:
            taken += 1
            yield file

    results = parse_many(endless(), workers=1, parser=STRUCTURE)
    assert taken == 0
    assert [next(results).error for _ in range(20)] == [None] * 20
    time.sleep(0.2)
    assert taken <= 20 + 8
    results.close()


@pytest.mark.parametrize(
    ("text", "timeout", "reason"),
    [
        ("CRASH", 20, "the worker died (SIGSEGV)"),
        ("HANG", 0.5, "took longer than allowed, in "),
        ("BUG", 20, "internal error (TypeError: of no use)"),
    ],
)
def test_a_bad_file_costs_no_other_its_result(tmp_path: Path, text: str, timeout: float, reason: str) -> None:
    files = paths(make_archive(tmp_path, 12, poisoned=text))
    results = list(parse_many(files, workers=2, timeout=timeout, parser=Odd))
    failed = [result for result in results if result.document is None]
    assert len(results) == 13
    assert [Path(result.name).name for result in failed] == ["poisoned.txt"]
    assert failed[0].error is not None
    assert failed[0].error.startswith(failed[0].name + ": ")
    assert reason in failed[0].error


def test_what_hangs_is_told_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("HANG", "utf-8")
    (result,) = parse_many([path], workers=1, timeout=0.5, parser=Odd)
    assert result.error is not None
    assert "odd_parsers.py" in result.error
    assert "_obey" in result.error


def test_a_worker_killed_once_costs_nothing(tmp_path: Path) -> None:
    files = paths(make_archive(tmp_path, 12, victim=f"KILL {tmp_path / 'killed'}"))
    results = list(parse_many(files, workers=2, parser=Odd))
    assert (tmp_path / "killed").exists()
    assert [result.error for result in results] == [None] * 13


def test_what_a_library_prints_does_no_harm(tmp_path: Path) -> None:
    files = paths(make_archive(tmp_path, 0, noisy="PRINT"))
    assert [result.error for result in parse_many(files, workers=1, parser=Odd)] == [None]


def test_a_file_that_is_not_there_is_an_error_of_its_own(tmp_path: Path) -> None:
    (file,) = paths(make_archive(tmp_path, 1))
    missing, there = parse_many([tmp_path / "none.txt", file], workers=1, parser=STRUCTURE)
    assert missing.error == f"{tmp_path.as_posix()}/none.txt: No such file or directory"
    assert there.error is None


def test_inputs_of_a_search_are_taken(tmp_path: Path) -> None:
    found = find_inputs([make_archive(tmp_path, 3)])
    assert [r.name for r in parse_many(found.inputs, workers=1, parser=STRUCTURE)] == [
        source.name for source in found.inputs
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"workers": 0}, "workers must be 1 or more"),
        ({"timeout": -1}, "timeout must be 0 or more"),
        ({"parser": partial(Parser, names="/nowhere/names.tsv"), "workers": 1}, "names.tsv"),
        ({"parser": partial(Parser, wrong=1), "workers": 1}, "unexpected keyword argument 'wrong'"),
    ],
)
def test_wrong_options_are_told_at_once(tmp_path: Path, options: dict[str, object], message: str) -> None:
    files = paths(make_archive(tmp_path, 1))
    with pytest.raises(ConfigurationError, match=message):
        list(parse_many(files, **options))  # type: ignore[arg-type]


def test_a_script_needs_no_guard_and_its_workers_end_with_it(tmp_path: Path) -> None:
    make_archive(tmp_path / "in", 3)
    (tmp_path / "in" / "slow.txt").write_text("HANG", "utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\nfrom archive.odd_parsers import Odd\nfrom speechparse.archive import parse_many\n"
        "for result in parse_many(sys.argv[1:], workers=2, parser=Odd, timeout=3):\n"
        "    print(result.name, result.error, flush=True)\n",
        "utf-8",
    )
    files = [str(path) for path in paths(tmp_path / "in")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, script, *files], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().decode().strip() == f"{files[0]} None"
        workers = children(process.pid)
        assert workers
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(map(alive, workers)):
        assert time.monotonic() < deadline, "workers outlive their parent"
        time.sleep(0.1)
