import io
import random
import shutil
import zipfile

import pytest

from speechparse.errors import ReadingError
from speechparse.reading import read_bytes

pytest.importorskip("lxml")
pytest.importorskip("docx")

from reading.word import NS, Word, by_libreoffice, squeezed

GB9704 = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
    ("decimalEnclosedCircle", "%5"),
)
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def lines_of(word: Word) -> list[str]:
    return read_bytes(word.save(), name="a.docx").text.splitlines()


def numbered(word: Word, num: int, levels: str) -> list[str]:
    """Paragraphs at these levels of a list; their labels."""
    for level in levels:
        word.add("。", num, int(level))
    return [line.removesuffix("。").rstrip() for line in lines_of(word)][-len(levels) :]


def test_levels_of_gb_9704() -> None:
    word = Word()
    labels = numbered(word, word.list(*GB9704), "01122340112")
    assert labels == ["一、", "（一）", "（二）", "1.", "2.", "（1）", "①", "二、", "（一）", "（二）", "1."]


@pytest.mark.parametrize(
    ("level", "labels"),
    [
        (("chineseCounting", "第%1章"), ["第一章", "第二章"]),
        (("ideographTraditional", "%1、"), ["甲、", "乙、"]),
        (("chineseLegalSimplified", "%1．"), ["壹．", "贰．"]),
        (("taiwaneseCountingThousand", "(%1)"), ["(一)", "(二)"]),
        (("japaneseCounting", "%1、"), ["一、", "二、"]),
        (("decimalFullWidth", "%1．"), ["１．", "２．"]),
        (("decimalEnclosedParen", "%1"), ["⑴", "⑵"]),
        (("upperRoman", "%1."), ["I.", "II."]),
        (("lowerLetter", "%1)"), ["a)", "b)"]),
        (("decimal", "%1.", '<w:start w:val="9"/>'), ["9.", "10."]),
        (("bullet", "\uf0b7"), ["•", "•"]),
        (("bullet", "——"), ["——", "——"]),
        (("none", "附"), ["附", "附"]),
        (("decimal", ""), ["", ""]),
    ],
)
def test_systems(level: tuple[str, str], labels: list[str]) -> None:
    word = Word()
    assert numbered(word, word.list(level), "00") == labels


def test_blank_behind_a_label_only_where_figures_could_run_together() -> None:
    word = Word()
    chinese, decimal = word.list(("chineseCounting", "%1、")), word.list(("decimal", "%1."))
    glued = word.list(("decimal", "%1.", '<w:suff w:val="nothing"/>'))
    for num in (chinese, decimal, glued):
        word.add("2024年工作", num)
    assert lines_of(word) == ["一、2024年工作", "1. 2024年工作", "1.2024年工作"]


def test_legal_levels_and_own_restarts() -> None:
    word = Word()
    num = word.list(
        ("chineseCounting", "第%1章"),
        ("decimal", "%1.%2", "<w:isLgl/>"),
        ("decimal", "第%3条", '<w:lvlRestart w:val="0"/>'),  # articles are counted through
        ("decimal", "（%4）", '<w:lvlRestart w:val="1"/>'),  # restarts with the chapter only
    )
    labels = numbered(word, num, "0123213012")
    assert labels[:5] == ["第一章", "1.1", "第1条", "（1）", "第2条"]
    assert labels[5:] == ["1.2", "（2）", "第二章", "2.1", "第3条"]


def test_lists_over_one_abstract_list_go_on_unless_restarted() -> None:
    word = Word()
    abstract = word.abstract(*GB9704)
    first, second, third = (word.num(abstract, o) for o in ("", "", RESTART.format(5)))
    for num in (first, second, third, third, first):
        word.add("。", num)
    assert lines_of(word) == ["一、。", "二、。", "五、。", "六、。", "七、。"]


def test_styles_pass_numbers_on_and_can_be_overruled() -> None:
    word = Word()
    num = word.num(
        word.abstract(
            ("chineseCounting", "%1、", '<w:pStyle w:val="First"/>'),
            ("chineseCounting", "（%2）", '<w:pStyle w:val="Second"/>'),
        )
    )
    word.style("First", num=num)
    word.style("Second", num=num)
    word.style("Child", based_on="Second")
    word.style("Plain", num=0, based_on="First")
    for style in ("First", "Second", "Child", "Plain", "First"):
        word.add(style, style=style)
    word.add("taken out", 0, None, style="First")
    assert lines_of(word) == ["一、First", "（一）Second", "（二）Child", "Plain", "二、First", "taken out"]


def test_list_styles_are_followed() -> None:
    word = Word()
    target = word.num(word.abstract(*GB9704, inside='<w:styleLink w:val="Headings"/>'))
    word.document.styles.element.append(
        __import__("docx").oxml.parse_xml(
            f'<w:style {NS} w:type="numbering" w:styleId="Headings"><w:name w:val="Headings"/>'
            f'<w:pPr><w:numPr><w:numId w:val="{target}"/></w:numPr></w:pPr></w:style>'
        )
    )
    linked = word.num(word.abstract(inside='<w:numStyleLink w:val="Headings"/>'))
    assert numbered(word, linked, "010") == ["一、", "（一）", "二、"]


@needs_libreoffice
@pytest.mark.parametrize("seed", range(2))
def test_labels_equal_those_of_libreoffice(seed: int, tmp_path) -> None:
    """Direct, style-linked, restarted and nested numbers, at random.

    Left out is what LibreOffice does not import: isLgl, lvlRestart, several starts of one list.
    """
    draw = random.Random(seed)
    word = Word()
    systems = ["chineseCountingThousand", "chineseCounting", "decimal", "taiwaneseCountingThousand", "upperLetter",
               "decimalEnclosedCircle", "chineseLegalSimplified", "japaneseCounting", "lowerRoman"]  # fmt: skip
    nums: list[int] = []
    for _ in range(4):
        levels = [(draw.choice(systems), draw.choice(["%{}、", "（%{}）", "第%{}节", "%{}."]).format(at + 1))
                  for at in range(4)]  # fmt: skip
        abstract = word.abstract(*levels, (draw.choice(systems), "%4.%5"))
        nums += [
            word.num(abstract),
            word.num(abstract),
            word.num(abstract, RESTART.format(draw.randint(1, 12))),
        ]
    styled = word.num(word.abstract(*(
        ("chineseCounting", f"%{at + 1}、", f'<w:pStyle w:val="Level{at}"/>') for at in range(4)
    )))  # fmt: skip
    for at in range(4):
        word.style(f"Level{at}", num=styled, level=at)
        word.style(f"Child{at}", based_on=f"Level{at}")
    for at in range(250):
        if draw.random() < 0.3:
            word.add(f"P{at}", style=draw.choice(["Level", "Child"]) + str(draw.randrange(4)))
        else:
            word.add(f"P{at}", draw.choice(nums), draw.randrange(5))
    data = word.save()
    assert squeezed(read_bytes(data, name="a.docx").text.splitlines()) == squeezed(
        by_libreoffice(data, tmp_path)
    )


def test_tables_are_read_by_rows_and_their_numbers_count() -> None:
    word = Word()
    num = word.list(*GB9704)
    table = word.document.add_table(3, 2)
    for row, texts in zip(table.rows, (("指标", "数值"), ("粮食", "3万吨"), ("", "")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].text = text
    word.add("甲", num, to=table.rows[2].cells[0])
    word.add("乙", num, to=table.rows[2].cells[1])
    word.add("丙", num)
    assert lines_of(word) == ["指标\t数值", "粮食\t3万吨", "", "一、甲", "", "二、乙", "三、丙"]


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", ["甲\t乙", "丙"]),
        ('<w:r><w:br w:type="page"/><w:t xml:space="preserve"> 甲</w:t></w:r>', [" 甲"]),
        ("<w:ins><w:r><w:t>加</w:t></w:r></w:ins><w:del><w:r><w:delText>减</w:delText></w:r></w:del>", ["加"]),
        ("<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>到</w:t></w:r></w:moveTo>", ["到"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", ["显"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', ["显"]),
        ("<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>接</w:t></w:r></w:smartTag>", ["链接"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", ["控件"]),
        ("<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", ["3"]),
        ("<w:r><w:ruby><w:rt><w:r><w:t>zì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase>"
         "</w:ruby></w:r>", ["字"]),
        ("<w:r><w:t>框外</w:t><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
         "<w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>", ["框外", "框内"]),
        ("<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice>"
         "<w:r><w:t>新</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback>"
         "</mc:AlternateContent>", ["新"]),
    ],
)  # fmt: skip
def test_inside_a_paragraph(inner: str, lines: list[str]) -> None:
    word = Word()
    word.raw(f"<w:p {NS}>{inner}</w:p>")
    assert lines_of(word) == lines


def test_a_deleted_paragraph_mark_joins_and_is_not_counted() -> None:
    word = Word()
    num = word.list(*GB9704)
    word.add("甲", num)
    marked = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
    word.raw(
        f"<w:p {NS}>{marked}<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:t>留</w:t></w:r></w:p>"
    )
    word.add("乙", num)
    assert lines_of(word) == ["一、甲", "二、留乙"]


def test_places_count_the_paragraphs_of_the_file() -> None:
    word = Word()
    for text in ("甲", "", "乙丙"):
        word.add(text)
    content = read_bytes(word.save(), name="a.docx")
    assert content.text == "甲\n\n乙丙\n"
    assert [(p.offset, p.paragraph) for p in content.places] == [(0, 1), (2, 2), (3, 3)]


def test_unknown_system_is_told() -> None:
    word = Word()
    word.add("甲", word.list(("hebrew1", "%1.")))
    content = read_bytes(word.save(), name="a.docx")
    assert content.text == "1. 甲\n"
    assert [d.code for d in content.diagnostics] == ["SP402"]


def changed(data: bytes, part: str, new: bytes) -> bytes:
    """The document with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in old.namelist():
            target.writestr(item, new if item == part else old.read(item))
    return out.getvalue()


def body(inner: str, head: str = "") -> bytes:
    return f"{head}<w:document {NS}><w:body>{inner}</w:body></w:document>".encode()


def test_strict_documents_are_read() -> None:
    strict = body("<w:p><w:r><w:t>严格</w:t></w:r></w:p>").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read_bytes(changed(Word().save(), "word/document.xml", strict), name="a.docx").text == "严格\n"


def test_hostile_documents_are_one_clear_line(tmp_path) -> None:
    (tmp_path / "secret").write_text("机密")
    empty = Word().save()
    entity = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
    )
    for document in (
        body("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", entity),
        body("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", laughs + "]>"),
        body("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000),
        body(" " * 40_000_000),
        b"<w:document",
        b"",
    ):
        with pytest.raises(ReadingError, match=r"^a\.docx: part word/document\.xml") as caught:
            read_bytes(changed(empty, "word/document.xml", document), name="a.docx")
        assert "机密" not in str(caught.value)


def test_damaged_containers_are_one_clear_line() -> None:
    data = Word().save()
    for damaged in (data[:-100], data[: len(data) // 2], data[:60] + b"\0" * 40 + data[100:]):
        try:
            read_bytes(damaged, name="a.docx")
        except ReadingError as error:
            assert str(error).startswith("a.docx: ")  # noqa: PT017


def test_other_zip_archives_are_told_apart() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("讲话.txt", "同志们")
    with pytest.raises(ReadingError, match="ZIP archive, not a document"):
        read_bytes(out.getvalue(), name="a.docx")


def test_docx_is_known_by_its_content() -> None:
    word = Word()
    word.add("甲")
    assert read_bytes(word.save(), name="a.txt").text == "甲\n"
