"""The flow as a whole: its options, what it tells about the source, and the public names."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import speechparse
from speechparse import Document, Parser, noise_rule
from speechparse.model import Noise
from speechparse.pipeline import Parser as PipelineParser
from speechparse.reading import Location, ReadText

TEXT = "关于春耕的通知\n各乡镇人民政府：\n一、育苗要早\n各村都要早动手。\n二、修路要快\n各村都要快动手。\n"


# ── what the source was ───────────────────────────────────────────────────────────────────────────
def test_a_string_is_its_own_source() -> None:
    document = speechparse.parse(TEXT, entities=False)
    sha256 = hashlib.sha256(TEXT.encode("utf-8")).hexdigest()
    assert document.text == TEXT
    assert document.id == sha256[:16]
    assert document.source.sha256 == sha256
    assert document.source.length == len(TEXT)
    assert document.source.name is None
    assert document.source.encoding is None
    assert document.entities == document.groups == ()


def test_a_file_says_its_name_encoding_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "春耕.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    document = speechparse.parse_file(path, entities=False)
    assert document.text == TEXT
    assert document.source.name == str(path)
    assert document.source.encoding is not None
    assert document.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.id == document.source.sha256[:16]


def test_string_file_and_bytes_have_the_same_tree(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    parser = Parser(entities=False)
    trees = [
        parser.parse(TEXT),
        parser.parse_file(path),
        parser.parse_bytes(path.read_bytes(), name="speech.txt"),
    ]
    assert trees[0].children == trees[1].children == trees[2].children
    assert {document.source.sha256 for document in trees} == {trees[0].source.sha256}


def test_line_endings_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8"))
    document = speechparse.parse_file(path, entities=False)
    assert document.text == TEXT.replace("\n", "\r\n")
    plain = speechparse.parse(TEXT, entities=False)
    assert [node.id for node in document.walk()] == [node.id for node in plain.walk()]


# ── options ───────────────────────────────────────────────────────────────────────────────────────
def test_a_document_may_be_given_its_id() -> None:
    assert Parser(entities=False).parse(TEXT, id="1998/3").id == "1998/3"


def test_noise_of_the_user() -> None:
    parser = Parser(entities=False, noise=[noise_rule("shout", "shout", "要快")])
    assert [TEXT[noise.start : noise.end] for noise in parser.parse(TEXT).noise] == ["要快", "要快"]


def test_an_encoding_may_be_given(tmp_path: Path) -> None:
    path = tmp_path / "speech.txt"
    path.write_bytes("春耕".encode("utf-16-le"))
    document = Parser(entities=False).parse_file(path, encoding="utf-16-le")
    assert document.text == "春耕"


def test_options_are_by_keyword() -> None:
    with pytest.raises(TypeError):
        Parser(False)  # type: ignore[misc]
    with pytest.raises(TypeError):
        speechparse.parse(TEXT, False)  # type: ignore[misc]


def test_a_parser_is_used_for_many_texts() -> None:
    parser = Parser(entities=False)
    first = parser.parse(TEXT).to_json()
    parser.parse("一是育苗；二是修路。www.abc-def.com")
    assert parser.parse(TEXT).to_json() == first


# ── what a reader knows ───────────────────────────────────────────────────────────────────────────
@pytest.fixture
def parse_read(monkeypatch: pytest.MonkeyPatch) -> Callable[[ReadText], Document]:
    """Parses what a reader would give back, without the file."""

    def parse(read: ReadText) -> Document:
        monkeypatch.setattr("speechparse.reading.read_bytes", lambda data, name, encoding: read)
        return PipelineParser(entities=False).parse_bytes(b"")

    return parse


def test_nodes_say_on_which_page_they_begin(parse_read: Callable[[ReadText], Document]) -> None:
    second = TEXT.index("二、")
    places = (Location(0, 1, 1), Location(TEXT.index("各乡"), 1, 2), Location(second, 2, 5))
    document = parse_read(ReadText(text=TEXT, sha256="0" * 64, places=places))
    where = {node.id: node.where and (node.where.page, node.where.paragraph) for node in document.walk()}
    assert where["title1"] == (1, 1)
    assert where["salutation1"] == (1, 2)
    assert where["s1"] == (1, 2)
    assert where["s2"] == (2, 5)
    assert where["s2/t1"] == (2, 5)


def test_without_places_no_node_has_any(parse_read: Callable[[ReadText], Document]) -> None:
    document = parse_read(ReadText(text=TEXT, sha256="0" * 64))
    assert {node.where for node in document.walk()} == {None}


def test_the_noise_a_reader_knows_is_kept(parse_read: Callable[[ReadText], Document]) -> None:
    known = Noise(start=TEXT.index("各村"), end=TEXT.index("各村") + 2, kind="page", rule="pdf.furniture")
    document = parse_read(ReadText(text=TEXT, sha256="0" * 64, noise=(known,)))
    assert document.noise == (known,)


def test_credits_are_noise_to_the_outline_but_name_things() -> None:
    text = "新华社北京1月19日电（记者张三）全国春耕工作会议今天召开。www.example.cn\n"
    document = Parser(model=None).parse(text, date="2024-01-20")
    (credit,) = [noise for noise in document.noise if noise.kind == "credit"]
    told = {(entity.label, entity.text) for entity in document.entities if entity.end <= credit.end}
    assert {("GPE", "北京"), ("DATE", "1月19日")} <= told
    assert not any("example" in entity.text for entity in document.entities)


# ── the public names ──────────────────────────────────────────────────────────────────────────────
def test_every_public_name_is_there() -> None:
    assert dir(speechparse) == sorted(speechparse.__all__)
    for name in speechparse.__all__:
        assert getattr(speechparse, name) is not None


def test_an_unknown_name_is_an_error_that_names_it() -> None:
    with pytest.raises(AttributeError, match=r"'speechparse'.*'parze'"):
        speechparse.parze  # noqa: B018


def test_importing_loads_nothing_heavy() -> None:
    show = (
        "import sys, speechparse\n"
        "heavy = ('spacy', 'numpy', 'regex', 'msgspec', 'lxml', 'rich', 'typer')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_parsing_the_structure_loads_neither_spacy_nor_the_formats() -> None:
    show = (
        "import sys, speechparse\n"
        "speechparse.parse('一是育苗；二是修路。', entities=False)\n"
        "heavy = ('spacy', 'lxml', 'rich', 'typer', 'speechparse.formats', 'speechparse.search')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_another_process_finds_the_same_to_the_byte() -> None:
    corpus = Path(__file__).parents[2] / "corpus"
    show = (
        "import hashlib, pathlib, sys, speechparse\n"
        "texts = [p.read_text('utf-8') for p in sorted(pathlib.Path(sys.argv[1]).rglob('*.txt'))]\n"
        "found = ''.join(speechparse.parse(text).to_json() for text in [*texts, sys.argv[2]])\n"
        "print(len(texts), hashlib.sha256(found.encode()).hexdigest())"
    )
    # Sets of strings come in another order in every process, unless told otherwise.
    ambiguous = "首先要育苗，一是选种，一要早，二则浸种，三要催芽。"
    runs = {
        subprocess.run(
            [sys.executable, "-c", show, str(corpus), ambiguous],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "12345"
    }  # fmt: skip
    assert len(runs) == 1
