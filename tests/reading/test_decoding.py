import codecs
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.errors import ConfigurationError, ReadingError
from speechparse.reading import read_bytes, read_file
from speechparse.reading.decoding import decode, known_encoding

SPEECH = "同志们：\r\n　　今天的会议很重要。一是要抓好粮食生产，二是要办好民生实事。\r\n　　谢谢大家！\n"
TRADITIONAL = "各位代表：\n　　現在，我代表市人民政府向大會報告工作。一是發展經濟，二是改善民生。\n"
SHORT = ["工作报告", "同志们：", "三是抓落实", "我讲几点意见", "乡村全面振兴", "谢谢大家！", "附件：名单"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SPEECH, *SHORT])
def test_simplified_text_without_a_mark_is_recognised(text: str, encoding: str) -> None:
    content = read_bytes(text.encode(encoding), name="讲话.txt")
    assert (content.text, content.encoding) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "big5hkscs", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("text", [TRADITIONAL, "工作報告", "各位代表：", "謝謝大家！"])
def test_traditional_text_is_recognised(text: str, encoding: str) -> None:
    content = read_bytes(text.encode(encoding), name=None)
    assert (content.text, content.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding", "found"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
def test_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str, found: str) -> None:
    content = read_bytes(mark + SPEECH.encode(encoding), name="a.txt")
    assert (content.text, content.encoding) == (SPEECH, found)


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b"plain ASCII\r\n", "plain ASCII\r\n", "utf-8"),
        ("联通".encode("gbk"), "联通", "gb18030"),  # valid UTF-8 as well
        ("A·B，C×D".encode(), "A·B，C×D", "utf-8"),
        ("A·B·C".encode(), "A·B·C", "utf-8"),  # 路 if read as GBK
        ("Café, résumé".encode(), "Café, résumé", "utf-8"),
        ("㐀𠀀是生僻字，工作要抓好".encode("gb18030"), "㐀𠀀是生僻字，工作要抓好", "gb18030"),  # four bytes
        (("x" * 100_001 + "要抓好工作").encode("gbk"), "x" * 100_001 + "要抓好工作", "gb18030"),
        (("x" * 100_001 + "要抓好工作").encode("utf-16-le"), "x" * 100_001 + "要抓好工作", "utf-16-le"),
    ],
)
def test_particular_bytes(data: bytes, text: str, encoding: str) -> None:
    content = read_bytes(data, name="a.txt")
    assert (content.text, content.encoding) == (text, encoding)


def test_named_encoding_is_obeyed() -> None:
    data = "工作".encode("gbk")
    assert read_bytes(data, name="a.txt", encoding="big5").text == data.decode("big5")
    assert read_bytes(data, name="a.txt", encoding="GB2312").encoding == "gb18030"
    assert read_bytes(codecs.BOM_UTF8 + b"a", name="a.txt", encoding="utf-8").text == "a"


@pytest.mark.parametrize(
    ("label", "codec"),
    [("GBK", "gb18030"), ("gb2312", "gb18030"), ("Big5", "big5hkscs"), ("utf8", "utf-8"), ("base64", None)],
)
def test_encoding_labels(label: str, codec: str | None) -> None:
    assert known_encoding(label) == codec


@pytest.mark.parametrize("label", ["klingon", "base64", "", "a\0b"])
def test_unknown_encoding_is_a_wrong_call(label: str) -> None:
    with pytest.raises(ConfigurationError, match="utf-8, gb18030, big5"):
        read_bytes(b"a", name="a.txt", encoding=label)


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("同志们，工作要抓好。".encode() + b"\xff" + SPEECH.encode(), 30),
        ("同志们，工作要抓好".encode()[:-1], 24),  # cut inside the last character
        ("同志们，工作要抓好".encode("gbk") + b"\xff\xff" + SPEECH.encode("gbk"), 18),
    ],
)
def test_undecodable_byte_names_file_offset_and_remedy(data: bytes, offset: int) -> None:
    with pytest.raises(ReadingError, match=rf"^讲话\.txt: byte 0x.. at offset {offset} .*--encoding"):
        read_bytes(data, name="讲话.txt")


def test_the_remedy_works() -> None:
    data = "工作".encode() + b"\xff" + "要抓好".encode()
    content = read_bytes(data, name="a.txt", encoding="utf-8:replace")
    assert content.text == "工作\ufffd要抓好"
    assert [(d.code, d.start, d.end) for d in content.diagnostics] == [("SP102", 2, 3)]


def test_some_nul_characters_are_kept_and_told() -> None:
    content = read_bytes("工作\0报告\0".encode(), name="a.txt")
    assert content.text == "工作\0报告\0"
    assert [(d.code, d.start, d.end) for d in content.diagnostics] == [("SP102", 2, 3)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes(range(256)) * 4, "binary content"),
        (b"\0" * 1000, "binary content"),
        (b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"PK\x03\x04broken", "damaged ZIP"),
    ],
)
def test_binary_content_is_one_clear_line(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=f"^a.txt: .*{reason}") as caught:
        read_bytes(data, name="a.txt")
    assert "\n" not in str(caught.value)


def test_hash_and_name_are_those_of_the_file(tmp_path) -> None:
    path = tmp_path / "讲话.txt"
    path.write_bytes(SPEECH.encode("gbk"))
    content = read_file(path)
    assert content.name == str(path)
    assert content.text == SPEECH
    assert content == read_bytes(path.read_bytes(), name=str(path))
    # printf abc | sha256sum
    assert read_bytes(b"abc", name=None).sha256.startswith("ba7816bf8f01cfea414140de5dae2223")


def test_missing_file_and_folder_are_reading_errors(tmp_path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, "a\0b"):
        with pytest.raises(ReadingError):
            read_file(path)


@settings(derandomize=True, max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_reading_error(data: bytes) -> None:
    with suppress(ReadingError):
        content = decode(data, name="a.txt")
        assert content.encoding is not None
        content.text.encode()  # no lone surrogates


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet=st.characters(min_codepoint=1, exclude_categories=["Cs", "Cc"]), min_size=1))
def test_text_beyond_two_bytes_survives_utf8(text: str) -> None:
    assert read_bytes(("报告" + text).encode(), name="a.txt").text == "报告" + text
