import io
import random
import shutil
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from speechparse.errors import ReadingError
from speechparse.model import Where
from speechparse.reading import read_bytes
from speechparse.reading.formats import detect

FILES = Path(__file__).parents[1] / "files"


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        ("同志们：".encode(), "a.txt", "text"),
        ("同志们：".encode(), "a.doc", "text"),
        ("同志们：".encode(), "a.pdf", "text"),
        (b"", "", "text"),
        ("# 讲话".encode(), "讲话.Markdown", "markdown"),
        (b"<p>a", "a.HTM", "html"),
        (b"<p>a", "a.txt", "text"),
        (b"\n<!DOCTYPE html><p>a", "a.doc", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><html>", "a.txt", "html"),
        ("说说<html>".encode(), "a.txt", "text"),
        (b"%PDF-1.7", "a.txt", "pdf"),
        ("说说%PDF-1.7".encode(), "a.txt", "text"),
        (b"{\\rtf1", "a.doc", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.wps", "doc"),
        ((FILES / "speech.docx").read_bytes(), "a.txt", "docx"),
    ],
)
def test_content_goes_before_name(data: bytes, name: str, form: str) -> None:
    assert detect(data, name) == form


def test_where_gives_the_place_of_an_offset() -> None:
    pytest.importorskip("lxml")
    content = read_bytes(b"<p>ab</p><p>c</p>", name="a.html")
    assert [content.where(offset) for offset in (0, 2, 3)] == [
        Where(paragraph=1),
        Where(paragraph=1),
        Where(paragraph=2),
    ]
    assert read_bytes(b"abc", name="a.txt").where(1) is None


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes with a few of them changed, lost or new."""
    found = bytearray(data)
    for _ in range(draw.choice((1, 3, 20))):
        at = draw.randrange(len(found))
        if draw.random() < 0.6:
            found[at] = draw.randrange(256)
        elif draw.random() < 0.5:
            del found[at : at + draw.randrange(1, 50)]
        else:
            found[at:at] = draw.randbytes(9)
    return bytes(found)


def mutated_inside(data: bytes, draw: random.Random) -> bytes:
    """The container with one of its XML parts mutated."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        chosen = draw.choice([name for name in old.namelist() if name.endswith((".xml", ".rels"))])
        for name in old.namelist():
            new.writestr(name, mutated(old.read(name), draw) if name == chosen else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "module"), [("docx", "lxml"), ("doc", "doc2docx"), ("pdf", "pypdfium2")])
def test_damaged_files_give_text_or_one_clear_line(
    suffix: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip(module)
    monkeypatch.setattr(shutil, "which", lambda program: None)
    whole = (FILES / f"speech.{suffix}").read_bytes()
    draw = random.Random(7)
    for turn in range(40):
        damaged = mutated_inside(whole, draw) if suffix == "docx" and turn % 2 else mutated(whole, draw)
        with suppress(ReadingError):
            content = read_bytes(damaged, name=f"a.{suffix}")
            assert all(0 <= noise.start < noise.end <= len(content.text) for noise in content.noise)
            content.text.encode()
