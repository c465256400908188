from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from speechparse.cli import app
from speechparse.formats import FORMATS

PROGRAM = Path(sys.executable).with_name("speechparse")
TEXT = "一、抓好春茶\n要做两件事：一是采茶；二是制茶。今年江西省要增产5%以上。\n"


@pytest.fixture
def speeches(tmp_path: Path) -> Path:
    folder = tmp_path / "speeches"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text(TEXT, "gb18030")
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("1998/c.txt", TEXT)
    return folder


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `speechparse batch`."""
    result = CliRunner().invoke(app, ["batch", "--workers", "1", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_tables_by_default(speeches: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, said, err = run(speeches, "-o", out)
    assert (code, err) == (0, "")
    assert said.startswith("3 files: 3 parsed, 0 unchanged, 0 failed\n")
    assert "output: 3 documents, 2 near-duplicates\n" in said
    assert "formats: text 3\n" in said
    documents = pq.read_table(out / "documents")
    assert documents.column("id").to_pylist() == [
        f"{speeches.as_posix()}/{name}" for name in ("a.txt", "b.txt", "old.zip/1998/c.txt")
    ]
    assert set(documents.column("text").to_pylist()) == {TEXT}
    entities = pq.read_table(out / "entities").to_pylist()
    assert ("GPE", "江西省", "360000") in [(row["label"], row["text"], row["code"]) for row in entities]
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert (report["parsed"], report["failures"]) == (3, [])
    assert run(speeches, "-o", out)[1].startswith("3 files: 0 parsed, 3 unchanged, 0 failed\n")


@pytest.mark.parametrize("to", ["jsonl", *FORMATS])
def test_every_format(speeches: Path, tmp_path: Path, to: str) -> None:
    code, said, _ = run(speeches, "-o", tmp_path / "out", "--to", to)
    assert code == 0
    assert "output: 3 documents" in said
    written = [path for path in (tmp_path / "out" / "documents").rglob("*") if path.is_file()]
    assert len(written) == (1 if to == "jsonl" else 3)
    assert all(path.read_text("utf-8") for path in written)


def test_a_bad_file_is_reported(speeches: Path, tmp_path: Path) -> None:
    (speeches / "bad.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    code, said, err = run(speeches, "-o", tmp_path / "out")
    assert (code, err) == (1, "")
    assert "3 parsed, 0 unchanged, 1 failed\n" in said
    assert f"unreadable: {speeches.as_posix()}/bad.pdf: this is a PNG image" in said


def test_files_are_chosen_by_name(speeches: Path, tmp_path: Path) -> None:
    _, said, _ = run(
        speeches, "-o", tmp_path / "out", "--include", "*.txt", "--exclude", "*/1998/*", "--exclude", "b*"
    )
    assert said.startswith("1 files: 1 parsed")
    assert "skipped: .txt 2\n" in said


def test_options_reach_the_parser(speeches: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(speeches, "-o", out, "--no-entities")
    assert pq.read_table(out / "entities").num_rows == 0
    names = tmp_path / "names.tsv"
    names.write_text("# name\tlabel\tid\n春茶\tPROGRAM\tPROGRAM:春茶行动\n", "utf-8")
    assert "3 old ones removed" in run(speeches, "-o", out, "--names", names)[1]
    assert "PROGRAM:春茶行动" in pq.read_table(out / "entities").column("canonical").to_pylist()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 1, "speechparse: nowhere: no such file or folder\n"),
        (["{in}", "--names", "none.tsv"], 1, "none.tsv"),
        (["{in}", "--to", "csv"], 2, "no format is called 'csv'"),
        (["{in}", "--workers", "0"], 2, "--workers"),
        ([], 2, "Missing argument"),
    ],
)
def test_wrong_calls_are_told(
    speeches: Path, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    given = [argument.replace("{in}", str(speeches)) for argument in arguments]
    done, _, err = run(*given, "-o", tmp_path / "out")
    assert done == code
    assert message in re.sub(r"[│\s]+", " ", err) or message in err


@pytest.mark.skipif(os.name == "nt", reason="terminals of Unix")
def test_a_terminal_sees_progress_and_a_log_plain_lines(speeches: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [PROGRAM, "batch", speeches, "-o", tmp_path / "out", "--no-entities"]
    environment = {**os.environ, "TERM": "xterm"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert b"\x1b[" in shown
    assert b"files" in shown
    assert done.stdout.startswith(b"3 files: 3 parsed")


def test_plain_lines_of_progress(capsys: pytest.CaptureFixture[str]) -> None:
    from speechparse.archive import Progress
    from speechparse.cli.batch import _Lines

    lines = _Lines()
    for seconds in (5.0, 10.0, 15.0, 20.0):
        lines.show(
            Progress(
                files=100,
                done=int(seconds),
                failed=1,
                size=1000,
                size_done=int(10 * seconds),
                seconds=seconds,
            )
        )
    assert capsys.readouterr().err.splitlines() == [
        "10 of 100 files, 1 files/s, 90 s left, 1 failed",
        "20 of 100 files, 1 files/s, 80 s left, 1 failed",
    ]


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    speeches = tmp_path / "speeches"
    speeches.mkdir()
    for number in range(300):
        (speeches / f"{number}.txt").write_text(TEXT * 200, "utf-8")
    process = subprocess.Popen(
        [PROGRAM, "batch", speeches, "-o", tmp_path / "out"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not (tmp_path / "out" / "manifest" / "lock").exists():
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out, err) == (b"", b"speechparse: interrupted; run the same command again to go on\n")
    assert process.returncode == 130
