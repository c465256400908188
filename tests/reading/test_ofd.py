import io
import zipfile

import pytest

from speechparse.errors import ReadingError
from speechparse.reading import read_bytes

pytest.importorskip("ofdkit")

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.6  # millimetres: type of 16 points


def document(*contents: str) -> bytes:
    """An OFD file of A4 pages, laid out as GB/T 33190-2016 says."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(
            "OFD.xml",
            f'<ofd:OFD {OFD} DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
            "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        pages = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n in range(len(contents)))
        target.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {OFD}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea>"
            f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
            f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        )
        for number, content in enumerate(contents):
            target.writestr(
                f"Doc_0/Pages/{number}.xml",
                f'<ofd:Page {OFD}><ofd:Content><ofd:Layer ID="50">{content}</ofd:Layer></ofd:Content></ofd:Page>',
            )
    return out.getvalue()


def show(text: str, x: float, y: float) -> str:
    return (
        f'<ofd:TextObject ID="60" Boundary="{x} {y} 160 8" Font="1" Size="{SIZE}">'
        f'<ofd:TextCode X="0" Y="{SIZE}" DeltaX="g {len(text) - 1} {SIZE}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def set_lines(*rows: tuple[str, float], top: float = 40) -> str:
    return "".join(show(text, 28 + x, top + 10 * at) for at, (text, x) in enumerate(rows))


def test_paragraphs_and_page_numbers() -> None:
    first = set_lines(
        ("同志们：", 0), ("工" * 26, 2 * SIZE), ("工" * 28, 0), ("作" * 4 + "。", 0), ("二" * 26, 2 * SIZE)
    )
    second = set_lines(("是" * 10, 0), ("谢谢大家！", 2 * SIZE))
    content = read_bytes(
        document(first + show("— 1 —", 95, 280), second + show("— 2 —", 95, 280)), name="a.ofd"
    )
    assert content.text.splitlines() == [
        "同志们：",
        "工" * 54 + "作" * 4 + "。",
        "二" * 26 + "是" * 10,
        "— 1 —",
        "谢谢大家！",
        "— 2 —",
    ]
    assert [(content.text[n.start : n.end], n.rule) for n in content.noise] == [
        ("— 1 —", "page-number"),
        ("— 2 —", "page-number"),
    ]
    assert [(p.page, p.paragraph) for p in content.places] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (1, None),
        (2, 4),
        (2, None),
    ]


def test_scanned_page_is_told() -> None:
    image = '<ofd:ImageObject ID="61" Boundary="0 0 210 297" ResourceID="9"/>'
    content = read_bytes(document(image), name="a.zip")
    assert (content.text, [d.code for d in content.diagnostics]) == ("", ["SP401"])


@pytest.mark.parametrize(
    "page",
    [
        "<broken",
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + show("&b;", 10, 10),
        " " * 40_000_000,
    ],
)
def test_hostile_pages_are_one_clear_line_or_no_text(page: str) -> None:
    try:
        text = read_bytes(document(page), name="a.ofd").text
    except ReadingError as error:
        assert str(error).startswith("a.ofd: ")  # noqa: PT017
    else:
        assert text == ""


def test_missing_extra_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ofdkit", None)
    with pytest.raises(ReadingError, match=r'^a\.ofd: .*pip install "speechparse\[ofd\]"'):
        read_bytes(document(show("文", 10, 10)), name="a.ofd")
