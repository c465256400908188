"""Whatever a file holds: a document, or one line that names the file; never a traceback, nothing lost."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from speechparse.cli import app
from speechparse.model import read_json

PARSED = {
    "empty": b"",
    "blanks only": " \u3000\n\r\n\t".encode(),
    "a byte order mark alone": b"\xef\xbb\xbf",
    "mixed line ends": "一、采茶\r\n二、制茶\r三、卖茶\n".encode(),
    "NUL bytes": "一、采\0茶\n二、制茶\0\n".encode(),
    "control characters": "一、采茶\x1b[31m\x07\n二、制茶\x08\n".encode(),
    "ten thousand openings": "（一）".encode() * 10_000,
    "nested styles": "一、（一）1.（1）①".encode() * 500,
    "one long line": "要做两件事：一是采茶；二是制茶。".encode() * 2_000,
    "no Chinese": b"Lorem ipsum dolor sit amet.\n" * 100,
    "markers alone": "一、\n二、\n\n三、".encode(),
    "emoji and rare characters": "一、𠮷野家👨‍👩‍👧\n二、𪚥\n".encode(),
}
REFUSED = {
    "a PDF named .txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
    + bytes(range(256)),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(4096),
    "an archive": b"\x1f\x8b\x08" + bytes(range(256)) * 8,
}


def run(path: Path, *options: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["parse", str(path), "--no-entities", *options])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("data", PARSED.values(), ids=PARSED.keys())
def test_it_parses_and_nothing_is_lost(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes(data)
    code, out, err = run(path, "--to", "json")
    assert (code, err) == (0, "")
    document = read_json(out)
    assert document.text == data.decode("utf-8-sig")
    assert "".join(document.text[piece.start : piece.end] for piece in document.pieces()) == document.text
    for to in ("outline", "md", "html"):
        assert run(path, "--to", to)[0] == 0


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_text_is_refused_in_one_line_or_flagged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes(data)
    code, out, err = run(path, "--to", "json")
    if code == 0:
        assert read_json(out).diagnostics
    else:
        assert code == 1
        assert out == ""
        assert err.startswith(f"speechparse: {path}: ")
        assert "internal error" not in err
        assert err.count("\n") == 1


def test_undecodable_bytes_name_file_offset_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes("一、采茶".encode() + b"\xff\xfe\xff")
    code, out, err = run(path, "--encoding", "utf-8")
    assert (code, out) == (1, "")
    assert str(path) in err
    assert "12" in err
    assert err.count("\n") == 1
