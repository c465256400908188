from pathlib import Path

import pytest

from speechparse.errors import ReadingError
from speechparse.reading import read_bytes, read_file

FILES = Path(__file__).parents[1] / "files"
PDF = (FILES / "speech.pdf").read_bytes()


def document(*contents: str, image: bool = False) -> bytes:
    """A PDF of pages of 400 by 600 points that draw this, in Helvetica or with a grey image."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    shared = "/Font<</F 3 0 R>>" + ("/XObject<</I 4 0 R>>" if image else "")
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    pixel = (
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    )
    objects.append(f"{pixel}stream\nA\nendstream")
    kids = []
    for content in contents:
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Resources<<{shared}>>/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, offsets = "%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def show(text: str, x: float, y: float, matrix: str = "1 0 0 1") -> str:
    return f"BT /F 10 Tf {matrix} {x} {y} Tm ({text})Tj ET "


def test_the_speech_is_whole_again_and_its_furniture_is_noise() -> None:
    pytest.importorskip("pypdfium2")
    content = read_bytes(PDF, name="speech.txt")
    furniture = [(content.text[n.start : n.end], n.kind, n.rule) for n in content.noise]
    header = ("全县秋冬水利建设动员会材料", "page", "running-line")
    assert furniture == [header, ("1", "page", "page-number"), header, ("2", "page", "page-number")]
    kept = content.text
    for noise in reversed(content.noise):
        kept = kept[: noise.start] + kept[noise.end + 1 :]
    expected = read_file(FILES / "speech.docx").text
    assert kept.replace(" ", "") == expected.replace(" ", "")


def test_places_name_page_and_paragraph() -> None:
    pytest.importorskip("pypdfium2")
    content = read_bytes(PDF, name="speech.pdf")
    begins = {content.text[p.offset : p.offset + 4]: (p.page, p.paragraph) for p in content.places}
    assert begins["在全县秋"] == (1, 1)
    assert begins["谢谢大家"] == (2, 19)


def test_scanned_pages_are_told() -> None:
    pytest.importorskip("pypdfium2")
    scan = "q 400 0 0 600 0 0 cm /I Do Q"
    content = read_bytes(document(scan, scan + " " + show("Text", 50, 500), scan, image=True), name="a.pdf")
    assert content.text == "Text\n"
    assert [(d.code, "page 1" in d.message, d.start) for d in content.diagnostics] == [
        ("SP401", True, 0),
        ("SP401", False, 5),
    ]


def test_slanted_watermarks_are_noise_and_turned_pages_are_text() -> None:
    pytest.importorskip("pypdfium2")
    slanted = show("DRAFT", 100, 200, "0.7 0.7 -0.7 0.7")
    body = "".join(show(f"line number {n} of a text", 50, 500 - 14 * n) for n in range(8))
    content = read_bytes(document(body + slanted), name="a.pdf")
    assert [(content.text[n.start : n.end], n.kind) for n in content.noise] == [("DRAFT", "watermark")]
    turned = "".join(show(f"line number {n} of a text", 60 + 14 * n, 50, "0 1 -1 0") for n in range(8))
    assert read_bytes(document(turned), name="a.pdf").text == read_bytes(document(body), name="a.pdf").text


def test_page_numbers_only_at_the_edge() -> None:
    pytest.importorskip("pypdfium2")
    body = "".join(show(text, 50, y) for text, y in (("Some text", 500), ("7", 300), ("More text", 280)))
    content = read_bytes(document(body + show("- 3 -", 190, 30)), name="a.pdf")
    assert [content.text[n.start : n.end] for n in content.noise] == ["- 3 -"]
    assert "\n7\n" in content.text


@pytest.mark.parametrize("data", [PDF[:2000], b"%PDF-1.7\n", PDF[:8] + b"\0" * 500])
def test_damaged_files_are_one_clear_line(data: bytes) -> None:
    pytest.importorskip("pypdfium2")
    with pytest.raises(ReadingError, match=r"^a\.pdf: damaged PDF"):
        read_bytes(data, name="a.pdf")


def test_protected_file_says_so() -> None:
    pytest.importorskip("pypdfium2")
    with pytest.raises(ReadingError, match=r"locked\.pdf: the PDF is protected by a password"):
        read_file(FILES / "locked.pdf")


def test_missing_extra_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(ReadingError, match=r'^a\.pdf: .*pip install "speechparse\[pdf\]"'):
        read_bytes(PDF, name="a.pdf")
