from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from speechparse import ConfigurationError, ReadingError
from speechparse.archive import find_inputs
from speechparse.archive.inputs import Input, one_file

FILES = [
    "a.txt",
    "b/2023/c.docx",
    "b/2024/d.TXT",
    "b/e.jpg",
    "b/noname",
    ".hidden/f.txt",
    "b/.g.txt",
    "b/~$c.docx",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "in"


@pytest.mark.parametrize(
    ("sources", "include", "exclude", "expected"),
    [
        (["in"], [], [], ["in/a.txt", "in/b/2023/c.docx", "in/b/2024/d.TXT"]),
        (["./in/"], [], [], ["in/a.txt", "in/b/2023/c.docx", "in/b/2024/d.TXT"]),
        (["in", "in/b"], [], ["*.docx"], ["in/a.txt", "in/b/2024/d.TXT"]),
        (["in"], ["in/b/20*"], ["*2023*/*"], ["in/b/2024/d.TXT"]),
        (["in"], ["*.jpg", "noname"], [], ["in/b/e.jpg", "in/b/noname"]),
        (["in/b/e.jpg"], [], [], ["in/b/e.jpg"]),
        (["in/**/*.docx"], [], [], ["in/b/2023/c.docx"]),
        (
            ["in/b/*"],
            [],
            [],
            ["in/b/2023/c.docx", "in/b/2024/d.TXT", "in/b/e.jpg", "in/b/noname"],
        ),
    ],
)
def test_folders_patterns_and_files(
    folder: Path, sources: list[str], include: list[str], exclude: list[str], expected: list[str]
) -> None:
    found = find_inputs(sources, include=include, exclude=exclude)
    assert [source.name for source in found.inputs] == expected


def test_what_is_left_aside_is_counted(folder: Path) -> None:
    assert find_inputs(["in"]).skipped == {".jpg": 1, "": 1}


def test_the_output_is_no_input(folder: Path) -> None:
    assert [source.name for source in find_inputs(["in"], besides="in/b").inputs] == ["in/a.txt"]


@pytest.mark.parametrize("source", ["none", "in/*.none"])
def test_what_does_not_exist_is_told(folder: Path, source: str) -> None:
    with pytest.raises(ConfigurationError, match="no such file or folder"):
        find_inputs([source])


def test_a_stamp_changes_with_the_file(folder: Path) -> None:
    path = folder / "a.txt"
    before = find_inputs([path]).inputs[0].stamp
    assert find_inputs([path]).inputs[0].stamp == before
    os.utime(path, ns=(1, 1))
    assert find_inputs([path]).inputs[0].stamp != before


def test_members_of_a_zip(folder: Path) -> None:
    with zipfile.ZipFile("old.zip", "w") as archive:
        archive.writestr("x/讲话.txt", "一")
        archive.writestr("../../y.txt", "二")
        archive.writestr("z.jpg", "三")
        archive.writestr("__MACOSX/x.txt", "四")
    found = find_inputs(["old.zip"])
    assert {source.name: source.read().decode() for source in found.inputs} == {
        "old.zip/x/讲话.txt": "一",
        "old.zip/../../y.txt": "二",
    }
    assert found.skipped == {".jpg": 1}


def test_names_in_gb_18030(folder: Path) -> None:
    raw = "讲话.txt".encode("gb18030")
    with zipfile.ZipFile("old.zip", "w") as archive:
        archive.writestr("A" * len(raw), "一")
    data = Path("old.zip").read_bytes().replace(b"A" * len(raw), raw)
    Path("old.zip").write_bytes(data)
    (source,) = find_inputs(["old.zip"]).inputs
    assert source.name == "old.zip/讲话.txt"
    assert source.read().decode() == "一"


def test_a_damaged_zip_is_an_input_that_cannot_be_read(folder: Path) -> None:
    Path("bad.zip").write_bytes(b"PK\x03\x04 and no more")
    (source,) = find_inputs(["bad.zip"]).inputs
    assert source.name == "bad.zip"


@pytest.mark.parametrize("damage", ["crc", "bomb", "gone"])
def test_a_member_that_cannot_be_unpacked(folder: Path, damage: str) -> None:
    text = b"\0" * 3_000_000 if damage == "bomb" else "一二三四五六七八".encode() * 100
    with zipfile.ZipFile(
        "old.zip", "w", zipfile.ZIP_DEFLATED if damage == "bomb" else zipfile.ZIP_STORED
    ) as archive:
        archive.writestr("a.txt", text)
    (source,) = find_inputs(["old.zip"]).inputs
    if damage == "crc":
        Path("old.zip").write_bytes(Path("old.zip").read_bytes().replace("三".encode(), "四".encode()))
    elif damage == "gone":
        Path("old.zip").unlink()
    with pytest.raises(ReadingError, match=r"old\.zip"):
        source.read()


def test_one_file_is_taken_as_it_is() -> None:
    assert one_file(Path("a/b.txt")) == Input("a/b.txt", "a/b.txt")
    assert one_file(Input("c", "d")) == Input("c", "d")
    with pytest.raises(ReadingError, match="no file name"):
        one_file("a\0b").read()


@pytest.mark.skipif(os.name == "nt", reason="names of Unix may hold any bytes")
def test_a_name_that_is_no_utf_8(folder: Path) -> None:
    path = os.path.join(os.fsencode(folder), b"\xff.txt")
    Path(os.fsdecode(path)).write_text("一", "utf-8")
    source = find_inputs(["in"]).inputs[-1]
    assert source.name == "in/\ufffd.txt"
    assert source.read().decode() == "一"
