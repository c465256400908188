"""Input that no speech is: a document with the right diagnostic, or one clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechparse import Document, Parser, ReadingError, read_json

PARSER = Parser(entities=False)


def codes(document: Document) -> set[str]:
    return {found.code for found in document.diagnostics}


def check_whole(document: Document, text: str) -> None:
    """Nothing is lost, and the document can be written and read again."""
    assert document.text == text
    assert "".join(text[piece.start : piece.end] for piece in document.pieces()) == text
    assert read_json(document.to_json()) == document


@pytest.mark.parametrize("text", ["", " ", "\n\n\r\n", "\u3000\u3000\n\u2003\t", " " * 1000])
def test_empty_texts(text: str) -> None:
    document = PARSER.parse(text)
    check_whole(document, text)
    assert document.children == ()
    assert codes(document) == {"SP103"}


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    document = PARSER.parse_file(path)
    check_whole(document, "")
    assert codes(document) == {"SP103"}


def outcome(path: Path) -> Document | str:
    """The document of a file, or the error's message."""
    try:
        return PARSER.parse_file(path)
    except ReadingError as error:
        return str(error)


def test_a_binary_file_is_refused_with_its_name_or_told(tmp_path: Path) -> None:
    path = tmp_path / "program.txt"
    path.write_bytes(bytes(range(256)) * 20)
    found = outcome(path)
    if isinstance(found, str):
        assert "program.txt" in found
        assert "\n" not in found
    else:
        assert "SP104" in codes(found)


def test_a_damaged_pdf_named_txt_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<<>>\n%%EOF")
    with pytest.raises(ReadingError, match=r"speech\.txt") as caught:
        PARSER.parse_file(path)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"no\.txt: No such file"):
        PARSER.parse_file(tmp_path / "no.txt")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x80\x81\x82", "春耕".encode("gb18030")[:-1] + b"\xff"])
def test_damaged_bytes_give_a_document_or_one_line(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes(data)
    found = outcome(path)
    if isinstance(found, str):
        assert "speech.txt" in found
        assert "\n" not in found
    else:
        check_whole(found, found.text)
        assert found.diagnostics


def test_five_megabytes_in_one_line() -> None:
    sentence = "各村要早动手早准备，农机要检修，水渠要修好，谁也不许等不许靠，到月底全面开犁。"
    unit = "会议要求，一是备足种子；二是备足化肥；三是修好水渠。" + sentence * 50
    count = 5_000_000 // len(unit) + 1
    document = PARSER.parse(unit * count)
    assert len(document.text) >= 5_000_000
    assert len(document.points) == 3 * count
    assert len(document.children) == 1


def test_ten_thousand_labels_of_one_number() -> None:
    text = "（一）" * 10_000
    document = PARSER.parse(text)
    check_whole(document, text)


def test_ten_thousand_labels_on_lines_of_their_own() -> None:
    text = "（一）\n" * 10_000
    document = PARSER.parse(text)
    check_whole(document, text)


@pytest.mark.parametrize(
    "unit",
    [
        "一、育苗\n（一）选种\n1.早稻\n（1）要足\n①要好\n",
        "（一）育苗\n一、选种\n二、浸种\n",
        "第一，育苗：\n一是选种：\n一要早：\n",
        "1.1.1.1育苗\n1.1选种\n",
    ],
)
def test_markers_that_alternate_over_ten_thousand_lines(unit: str) -> None:
    text = unit * (10_000 // unit.count("\n"))
    document = PARSER.parse(text)
    check_whole(document, text)
    assert document.sections or document.points


@pytest.mark.parametrize(
    "unit", ["一方面，另一方面，", "一个是，另一个是，", "一是甲；二是乙：", "一是：一要：第一，："]
)
def test_members_that_announce_each_other_without_end(unit: str) -> None:
    text = unit * 1500
    check_whole(PARSER.parse(text), text)


def test_decimals_nested_deeper_than_any() -> None:
    text = "".join(".".join("1" * depth) + "育苗要早\n早动手。\n" for depth in range(1, 400))
    check_whole(PARSER.parse(text), text)


def test_surrogates_are_replaced_and_told() -> None:
    text = "一、育苗\ud800要早\n" + "各村都要早动手，备足种子化肥，修好水渠。" * 3
    document = PARSER.parse(text)
    check_whole(document, text.replace("\ud800", "\ufffd"))
    assert {"SP101", "SP102"} <= codes(document)


def test_nul_bytes_are_kept_and_told() -> None:
    text = "一、育苗\x00要早\n" + "各村都要早动手，备足种子化肥，修好水渠。" * 3
    document = PARSER.parse(text)
    check_whole(document, text)
    told = [found for found in document.diagnostics if found.code == "SP102"]
    assert [(found.start, found.end) for found in told] == [(4, 5)]
    assert "U+0000" in told[0].message


def test_a_text_of_control_characters_looks_binary() -> None:
    document = PARSER.parse("\x00\x01\x02" * 100)
    assert "SP104" in codes(document)


def test_mixed_line_endings() -> None:
    text = "一、育苗\r\n各村早动手。\r二、修路\n各村快动手。\u2028三、架桥\x85各村稳动手。\r\n\r"
    document = PARSER.parse(text)
    check_whole(document, text)
    assert [document.heading_of(section) for section in document.sections] == ["育苗", "修路", "架桥"]
    assert [text[node.start : node.end] for node in document.walk() if node.kind == "paragraph"] == [
        "各村早动手。",
        "各村快动手。",
        "各村稳动手。",
    ]
