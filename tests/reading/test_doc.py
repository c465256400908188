import shutil
from pathlib import Path

import pytest

from speechparse.errors import ReadingError
from speechparse.reading import doc, read_bytes, read_file

pytest.importorskip("doc2docx")
pytest.importorskip("lxml")

FILES = Path(__file__).parents[1] / "files"
DOC = (FILES / "speech.doc").read_bytes()

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)


@pytest.mark.parametrize("name", ["speech.doc", "speech.wps", "speech.txt"])
@pytest.mark.usefixtures("no_libreoffice")
def test_old_word_documents_give_the_text_of_new_ones(name: str) -> None:
    content = read_bytes(DOC, name=name)
    new = read_file(FILES / "speech.docx")
    assert content.text == new.text
    assert content.places == new.places
    assert "\n（二）清淤扩容。" in content.text


@pytest.mark.usefixtures("no_libreoffice")
def test_damaged_document_is_one_clear_line() -> None:
    for damaged in (DOC[:3000], DOC[:600] + bytes(len(DOC) - 600)):
        with pytest.raises(ReadingError, match=r"^a\.doc: damaged or unknown Word document"):
            read_bytes(damaged, name="a.doc")


@pytest.mark.parametrize(
    ("stream", "reason"),
    [("EncryptedPackage", "password"), ("Workbook", "spreadsheet"), ("PowerPoint Document", "presentation")],
)
def test_other_compound_files_are_told_apart(stream: str, reason: str) -> None:
    with pytest.raises(ReadingError, match=rf"^a\.docx: .*{reason}"):
        read_bytes(DOC[:8] + bytes(504) + stream.encode("utf-16-le"), name="a.docx")


@pytest.mark.usefixtures("no_libreoffice")
def test_rtf_without_libreoffice_names_the_remedy() -> None:
    with pytest.raises(ReadingError, match=r"^a\.rtf: .*install LibreOffice"):
        read_bytes(rb"{\rtf1 a}", name="a.rtf")


@needs_libreoffice
def test_rtf_by_libreoffice() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg936\uc1 \u21516?\u24535?\u20204?\u65306?\par \u35874?\u35874?\par}"
    assert read_bytes(rtf, name="a.doc").text == "同志们：\n谢谢\n"


@needs_libreoffice
def test_libreoffice_reads_what_the_converter_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes, name: str) -> bytes:
        raise ReadingError(name)

    monkeypatch.setattr(doc, "_by_msdoc2docx", refuse)
    text = read_bytes(DOC, name="a.doc").text
    assert "".join(text.split()) == "".join(read_file(FILES / "speech.docx").text.split())


def test_missing_extra_names_the_remedy(monkeypatch: pytest.MonkeyPatch, no_libreoffice: None) -> None:
    monkeypatch.setitem(__import__("sys").modules, "doc2docx", None)
    with pytest.raises(ReadingError, match=r'^a\.doc: .*pip install "speechparse\[doc\]"'):
        read_bytes(DOC, name="a.doc")
