"""Runs over archives: what is parsed again, what is left, and what interruptions cost, which is nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from archive.files import lines, make_archive, rows
from archive.odd_parsers import Odd
from archive.processes import children
from speechparse import ConfigurationError, Parser
from speechparse.archive import Progress, Report, TextFormat, parse_archive, summary
from speechparse.formats import render
from speechparse.model import read_json

STRUCTURE = partial(Parser, entities=False)


def parse(source: Path, output: Path, **options: object) -> Report:
    """A run with what most tests want."""
    return parse_archive([source], output, **{"parser": Odd, "workers": 1, **options})  # type: ignore[arg-type]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return make_archive(tmp_path / "in", 12)


def test_the_tables_hold_the_documents(source: Path, tmp_path: Path) -> None:
    report = parse(source, tmp_path / "out", parser=STRUCTURE, workers=2)
    assert (report.inputs, report.parsed, report.documents, report.failures) == (12, 12, 12, [])
    assert report.formats == {"text": 12}
    parser = STRUCTURE()
    documents = {
        path.as_posix(): parser.parse_bytes(path.read_bytes(), name=path.as_posix())
        for path in source.rglob("*.txt")
    }
    table = {row["id"]: row for row in pq.read_table(tmp_path / "out" / "documents").to_pylist()}
    assert {name: row["text"] for name, row in table.items()} == {
        name: document.text for name, document in documents.items()
    }
    nodes = pq.read_table(tmp_path / "out" / "nodes").to_pylist()
    assert sorted((row["document"], row["id"], row["start"], row["end"]) for row in nodes) == sorted(
        (name, node.id, node.start, node.end)
        for name, document in documents.items()
        for node in document.walk()
    )
    codes = pq.read_table(tmp_path / "out" / "diagnostics").column("code").to_pylist()
    assert len(codes) == sum(len(document.diagnostics) for document in documents.values())


def test_nothing_is_parsed_twice(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    parse(source, out)
    before = rows(out)
    again = parse(source, out)
    assert (again.parsed, again.unchanged, again.removed) == (0, 12, 0)
    assert rows(out) == before


def test_only_what_changed_is_parsed_anew(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    parse(source, out)
    first, second, third, *_ = sorted(source.rglob("*.txt"))
    first.write_text("一、换了内容\n不同。", "utf-8")
    os.utime(second, ns=(1, 1))  # its time alone
    third.unlink()
    (source / "new.txt").write_text("一、新\n一。", "utf-8")
    report = parse(source, out)
    assert (report.parsed, report.unchanged, report.removed, report.documents) == (2, 10, 1, 13)
    pruned = parse(source, out, prune=True)
    assert (pruned.parsed, pruned.removed, pruned.documents) == (0, 1, 12)
    parse(source, tmp_path / "fresh")
    assert rows(out) == rows(tmp_path / "fresh")


def test_other_options_parse_all_anew(source: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_text("name\tlabel\tid\n", "utf-8")
    parse(source, tmp_path / "out")
    with_names = partial(Odd.named, names=str(names))
    assert parse(source, tmp_path / "out", parser=with_names).parsed == 12
    assert parse(source, tmp_path / "out", parser=with_names).parsed == 0
    names.write_text("name\tlabel\tid\n春茶\tPROGRAM\tPROGRAM:春茶\n", "utf-8")
    assert parse(source, tmp_path / "out", parser=with_names).parsed == 12


@pytest.mark.parametrize(("text", "kind"), [("CRASH", "crash"), ("HANG", "timeout")])
def test_a_poisoned_file_is_quarantined(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, kind: str
) -> None:
    parse(source, tmp_path / "undisturbed")
    poisoned = source / "poisoned.txt"
    poisoned.write_text(text, "utf-8")
    out = tmp_path / "out"
    report = parse(source, out, timeout=3 if text == "HANG" else 60, workers=2)
    assert [(failure.id, failure.kind) for failure in report.failures] == [(poisoned.as_posix(), kind)]
    assert rows(out) == rows(tmp_path / "undisturbed")
    table = pq.read_table(out / "failures.parquet").to_pylist()
    assert [(row["id"], row["kind"]) for row in table] == [(poisoned.as_posix(), kind)]
    assert f"\n{kind}: {poisoned.as_posix()}: " in summary(report)

    with monkeypatch.context() as patched:
        patched.setattr("speechparse.archive.runner.Pool", None)  # a quarantined file is not tried again
        again = parse(source, out)
    assert [failure.id for failure in again.failures] == [poisoned.as_posix()]
    poisoned.write_text("一、治好了\n一。", "utf-8")
    healed = parse(source, out)
    assert (healed.parsed, healed.failures) == (1, [])


def test_a_quarantined_file_is_tried_again_on_demand(tmp_path: Path) -> None:
    source = make_archive(tmp_path / "in", 1, victim=f"KILL-TWICE {tmp_path / 'a'} {tmp_path / 'b'}")
    assert len(parse(source, tmp_path / "out").failures) == 1
    assert len(parse(source, tmp_path / "out").failures) == 1
    assert parse(source, tmp_path / "out", retry=True).failures == []


def test_what_cannot_be_read_is_reported_and_tried_again(source: Path, tmp_path: Path) -> None:
    bad = source / "bad.pdf"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    report = parse(source, tmp_path / "out")
    assert [(failure.id, failure.kind) for failure in report.failures] == [(bad.as_posix(), "unreadable")]
    assert parse(source, tmp_path / "out").failures == report.failures
    assert parse(source / "0", tmp_path / "out").failures == []  # of this run
    assert pq.read_table(tmp_path / "out" / "failures.parquet").column("id").to_pylist() == [bad.as_posix()]
    bad.unlink()
    assert parse(source, tmp_path / "out", prune=True).failures == []
    assert pq.read_table(tmp_path / "out" / "failures.parquet").num_rows == 0


RUN = """
import sys
from archive.odd_parsers import Odd
from speechparse.archive import parse_archive
parse_archive([sys.argv[1]], sys.argv[2], parser=Odd, workers=2, part_files=4)
"""


def start(source: Path, output: Path) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-c", RUN, source, output], env=environment, stderr=subprocess.PIPE
    )


@pytest.mark.parametrize("parts", [0, 1, 3])
def test_a_run_that_is_killed_is_gone_on_with(tmp_path: Path, parts: int) -> None:
    source = make_archive(tmp_path / "in", 24)
    for path in source.rglob("*.txt"):
        path.write_text(f"SLOW\n{path.read_text('utf-8')}", "utf-8")
    out = tmp_path / "out"
    with start(source, out) as process:
        while len(list(out.glob("manifest/part-*.jsonl"))) < parts:
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    report = parse(source, out, workers=2)
    assert report.unchanged + report.parsed == 24
    assert report.unchanged >= 4 * parts
    parse(source, tmp_path / "undisturbed", workers=2)
    assert rows(out) == rows(tmp_path / "undisturbed")
    assert not list(out.rglob("*.unfinished"))


@pytest.mark.parametrize("step", ["nodes", "documents", "manifest"])
def test_an_end_between_two_steps_leaves_nothing_double(source: Path, tmp_path: Path, step: str) -> None:
    """As a run leaves it that ends while it puts a part in another one's place."""
    out = tmp_path / "out"
    parse(source, out)
    for folder in ("entities", "nodes", "diagnostics", "documents"):
        shutil.copy(out / folder / "part-00001.parquet", out / folder / "part-00002.parquet")
        if folder == step:
            break
    else:
        for suffix in ("jsonl", "signatures"):
            shutil.copy(out / "manifest" / f"part-00001.{suffix}", out / "manifest" / f"part-00002.{suffix}")
    (out / "nodes" / ".0badcafe.unfinished").write_bytes(b"half")
    assert pq.read_table(out / "nodes").num_rows, "what is unfinished disturbs no reader"
    parse(source, out)
    parse(source, tmp_path / "undisturbed")
    assert rows(out) == rows(tmp_path / "undisturbed")
    assert len(list(out.rglob("part-*"))) == 4 + 2
    assert not list(out.rglob("*.unfinished"))


def test_a_worker_that_is_killed_costs_nothing(source: Path, tmp_path: Path) -> None:
    parse(source, tmp_path / "undisturbed")
    victim = sorted(source.rglob("*.txt"))[5]
    before = victim.read_bytes()
    victim.write_bytes(f"KILL {tmp_path / 'killed'}\n".encode())
    parse(source, tmp_path / "out", workers=2)
    assert (tmp_path / "killed").exists()
    victim.write_bytes(before)
    parse(source, tmp_path / "out")
    assert rows(tmp_path / "out") == rows(tmp_path / "undisturbed")


def test_a_full_disk(source: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        with pytest.raises(OSError, match="No space left"):
            parse(source, disk / "out", part_files=4)
        assert not list(disk.rglob("*.unfinished"))
        subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
        report = parse(source, disk / "out", part_files=4)
        assert report.parsed + report.unchanged == 12
        parse(source, tmp_path / "undisturbed")
        assert rows(disk / "out") == rows(tmp_path / "undisturbed")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_what_is_parsed_at_ctrl_c_is_kept(source: Path, tmp_path: Path) -> None:
    def interrupt(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        parse(source, tmp_path / "out", on_progress=interrupt)
    report = parse(source, tmp_path / "out")
    assert (report.unchanged, report.parsed) == (8, 4)


def test_two_runs_into_one_folder_are_refused(source: Path, tmp_path: Path) -> None:
    slow = make_archive(tmp_path / "slow", 0, hang="HANG")
    with start(slow, tmp_path / "out") as process:
        while not children(process.pid):
            time.sleep(0.01)
        with pytest.raises(ConfigurationError, match="another run is writing there"):
            parse(source, tmp_path / "out")
        process.kill()
    assert parse(source, tmp_path / "out").parsed == 12


def test_json_lines(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    parse(source, out, to="jsonl", part_files=8)
    (source / "new.txt").write_text("一、新\n一。", "utf-8")
    victim = sorted(source.rglob("*.txt"))[0]
    victim.write_text("一、换了\n一。", "utf-8")
    report = parse(source, out, to="jsonl")
    assert (report.parsed, report.removed, report.documents) == (2, 1, 13)
    documents = [
        read_json(line) for path in out.glob("documents/*.jsonl") for line in path.read_bytes().splitlines()
    ]
    assert {document.id: document.text for document in documents} == {
        path.as_posix(): path.read_text("utf-8") for path in source.rglob("*.txt")
    }
    assert len(documents) == 13


def test_files_of_a_text_format(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    to = TextFormat("md", partial(render, to="md"), ".md")
    parse(source, out, to=to)
    path = sorted(source.rglob("*.txt"))[0]
    page = out / "documents" / f"{path.as_posix().lstrip('/')}.md"
    assert page.read_text("utf-8") == render(Parser(entities=False).parse_file(path), "md")
    assert len(list(out.glob("documents/**/*.md"))) == 12
    shutil.rmtree(path.parent)
    report = parse(source, out, to=to, prune=True)
    assert (report.removed, report.documents) == (4, 8)
    assert not page.parent.exists()
    assert len(list(out.glob("documents/**/*.md"))) == 8


def test_names_never_leave_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_archive(tmp_path, 1)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    long = "长" * 83 + ".txt"  # 253 bytes, near what a file system takes
    (tmp_path / long).write_text("一", "utf-8")
    to = TextFormat("md", partial(render, to="md"), ".md")
    report = parse_archive(["../0", f"../{long}"], "out", to=to, parser=Odd, workers=1)
    assert report.failures == []
    names = sorted(
        path.relative_to("out/documents").as_posix() for path in Path("out/documents").rglob("*.md")
    )
    assert names[0] == "0/speech-000.txt.md"
    assert names[1].startswith("长长长")
    make_archive(tmp_path / "here", 1)
    with pytest.raises(ConfigurationError, match="would be written to the same file"):
        parse_archive(["../0", "0"], "out2", to=to, parser=Odd, workers=1)


def test_another_format_needs_another_folder(source: Path, tmp_path: Path) -> None:
    parse(source, tmp_path / "out")
    with pytest.raises(ConfigurationError, match="holds parquet; use another folder for jsonl"):
        parse(source, tmp_path / "out", to="jsonl")
    with pytest.raises(ConfigurationError, match="not written as 'csv'"):
        parse(source, tmp_path / "out2", to="csv")


def test_progress_reaches_the_end(source: Path, tmp_path: Path) -> None:
    seen: list[Progress] = []
    parse(source, tmp_path / "out", on_progress=seen.append)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    last = seen[-1]
    assert (last.files, last.done, last.failed) == (12, 12, 0)
    assert last.size == last.size_done == sum(path.stat().st_size for path in source.rglob("*.txt"))


def test_near_duplicates_are_listed(tmp_path: Path) -> None:
    text = "".join(
        f"第{number}段说的是{chr(0x4E00 + 97 * number)}字的事情，办得很好。\n" for number in range(60)
    )
    source = make_archive(
        tmp_path / "in", 0, a=text, b=text, c="本网讯：" + text[150:], d="不同的文字，没有相同之处。"
    )
    out = tmp_path / "out"
    assert parse(source, out, to="jsonl").duplicates == 2
    found = lines(out / "duplicates.jsonl")
    name = source.as_posix()
    assert [(row["document"], row["same_as"], row["exact"]) for row in found] == [
        (f"{name}/b.txt", f"{name}/a.txt", True),
        (f"{name}/c.txt", f"{name}/a.txt", False),
    ]
    assert found[0]["similarity"] == 1
    assert 0.8 <= found[1]["similarity"] < 1
    (source / "a.txt").unlink()
    (source / "b.txt").unlink()
    assert parse(source, out, to="jsonl", prune=True).duplicates == 0
    assert lines(out / "duplicates.jsonl") == []
