import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from speechparse.cli import app
from speechparse.formats import FORMATS
from speechparse.model import read_json

TEXT = "一、抓好春茶\n要做两件事：一是采茶；二是制茶。今年青山省要增产5%以上。\n二、管好夏茶\n及时除草。\n"
PROGRAM = Path(sys.executable).with_name("speechparse")


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    path = tmp_path / "tea.txt"
    path.write_text(TEXT, "utf-8")
    return path


def run(*arguments: object, data: bytes | None = None) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command line."""
    result = CliRunner().invoke(app, ["parse", *map(str, arguments)], input=data)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_the_outline_comes_by_default_and_without_colour_in_a_pipe(tea: Path) -> None:
    code, out, err = run(tea)
    assert (code, err) == (0, "")
    assert "section 一、抓好春茶  s1\n" in out
    assert "point 二是制茶。" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_reaches_standard_output(tea: Path, to: str) -> None:
    code, out, err = run(tea, "--to", to)
    assert (code, err) == (0, "")
    assert to.startswith("entities") or "抓好春茶" in out


def test_json_is_the_document(tea: Path) -> None:
    document = read_json(run(tea, "--to", "json")[1])
    assert document.text == TEXT
    assert [section.id for section in document.sections] == ["s1", "s2"]
    assert document.entities


def test_without_entities(tea: Path) -> None:
    assert read_json(run(tea, "--to", "json", "--no-entities")[1]).entities == ()


@pytest.mark.parametrize("to", ["outline", "md"])
def test_entities_are_shown_on_demand(tea: Path, to: str) -> None:
    assert "QUANTITY" not in run(tea, "--to", to)[1]
    assert "QUANTITY" in run(tea, "--to", to, "--entities")[1]


def test_standard_input(tea: Path) -> None:
    assert run("-", "--to", "md", data=TEXT.encode())[1] == run(tea, "--to", "md")[1]
    assert run("-", "--to", "md", "--encoding", "big5", data=TEXT.encode("big5", "replace"))[0] == 0


def test_a_named_encoding_is_used(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    code, out, _ = run(path, "--to", "json", "--encoding", "gb18030")
    assert code == 0
    assert read_json(out).text == TEXT
    code, _, err = run(path, "--encoding", "no-such")
    assert code == 1
    assert "no-such" in err


def test_several_files_one_after_the_other(tea: Path) -> None:
    assert run(tea, tea, "--to", "json")[1].count("\n") == 2
    once = run(tea, "--to", "entities.tsv")[1].splitlines()
    assert run(tea, tea, "--to", "entities.tsv")[1].splitlines() == once + once[1:]
    outline = run(tea)[1]
    assert run(tea, tea)[1] == f"{outline}\n{outline}"


def test_files_into_a_folder(tea: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "pages"
    assert run(tea, "--to", "html", "-o", out) == (0, "", "")
    assert [path.name for path in out.iterdir()] == ["tea.html"]
    assert (out / "tea.html").read_text("utf-8") == run(tea, "--to", "html")[1]
    assert run(tea, "-o", out)[0] == 0
    assert read_json((out / "tea.json").read_bytes()).text == TEXT
    assert run("-", "-o", out, data=TEXT.encode())[0] == 0
    assert read_json((out / "stdin.json").read_bytes()).text == TEXT


def test_a_bad_file_does_not_stop_the_others(tea: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    code, out, err = run(missing, tea, tmp_path, "--to", "json")
    assert code == 1
    assert read_json(out).text == TEXT
    lines = err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("speechparse: ") for line in lines)
    assert str(missing) in lines[0]
    assert str(tmp_path) in lines[1]
    assert lines[2] == "speechparse: 2 of 3 files failed"


def test_two_inputs_of_one_name_do_not_overwrite_each_other(tea: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    other = tmp_path / "b" / tea.name
    other.write_text("另一篇。", "utf-8")
    out = tmp_path / "out"
    code, _, err = run(tea, other, "-o", out)
    assert code == 1
    assert f"was just written from {tea}" in err
    assert read_json((out / "tea.json").read_bytes()).text == TEXT


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(TEXT, "utf-8")
    code, _, err = run(path, "--to", "md", "-o", tmp_path)
    assert code == 1
    assert "would be overwritten" in err
    assert path.read_text("utf-8") == TEXT


def test_a_folder_that_is_a_file_is_reported(tea: Path) -> None:
    code, _, err = run(tea, "-o", tea)
    assert code == 1
    assert err.startswith("speechparse: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "pdf"], "no format is called 'pdf'"),
        (["--to", "entities.tsv", "--no-entities"], "leave --no-entities out"),
        (["--to", "html", "x.txt", "y.txt"], "add -o DIR"),
        (["-", "-"], "only once"),
        (["--names", "x.tsv", "--no-entities"], "contradict"),
    ],
)
def test_wrong_calls_say_how_to_mend_them(tea: Path, arguments: list[str], message: str) -> None:
    code, out, err = run(tea, *arguments)
    assert (code, out) == (2, "")
    assert message in " ".join(err.split())


def test_own_names_win(tea: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_text("# name, label, id\n春茶\tPROGRAM\tPROGRAM:春茶行动\n", "utf-8")
    assert "PROGRAM 春茶" in run(tea, "--names", names)[1]
    _, out, _ = run(tea, "--names", names, "--to", "entities.jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert ("春茶", "PROGRAM", "PROGRAM:春茶行动") in [
        (row["text"], row["label"], row["canonical"]) for row in rows
    ]


def test_a_missing_table_of_names_is_reported_once(tea: Path, tmp_path: Path) -> None:
    code, _, err = run(tea, tea, "--names", tmp_path / "none.tsv")
    assert code == 1
    assert err.count("\n") == 1
    assert "none.tsv" in err


@pytest.mark.skipif(os.name == "nt", reason="terminals of Unix")
@pytest.mark.parametrize(
    ("terminal", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_colour_unless_it_minds(tea: Path, terminal: dict[str, str], coloured: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | terminal
    done = subprocess.run([PROGRAM, "parse", tea], stdout=theirs, env=environment, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)
    assert done.returncode == 0
    assert (b"\x1b[" in shown) == coloured


def test_a_bug_met_in_one_file_is_one_line(tea: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: object, *_: object, **__: object) -> None:
        raise TypeError("of all\nthings")

    monkeypatch.setattr("speechparse.pipeline.Parser.parse_file", broken)
    code, out, err = run(tea)
    assert (code, out) == (1, "")
    assert err.startswith(f"speechparse: {tea}: internal error (TypeError: of all things); please report it")
    assert err.count("\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_closed_pipe_ends_it_silently(tea: Path) -> None:
    many = [str(tea)] * 300
    process = subprocess.Popen(
        [PROGRAM, "parse", *many, "--to", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) == -signal.SIGPIPE


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_ctrl_c_ends_it_silently() -> None:
    process = subprocess.Popen(
        [PROGRAM, "parse", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(1.5)  # it waits for standard input by now
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out, err, process.returncode) == (b"", b"", -signal.SIGINT)


def test_output_is_utf_8_whatever_the_locale(tea: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([PROGRAM, "parse", tea], env=environment, capture_output=True, check=True)
    assert "抓好春茶" in done.stdout.decode("utf-8")
