import importlib.util
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "tools" / "build_corpus.py"
SPEC = importlib.util.spec_from_file_location("build_corpus", PATH)
assert SPEC is not None
assert SPEC.loader is not None
build_corpus = importlib.util.module_from_spec(SPEC)
sys.modules["build_corpus"] = build_corpus  # dataclasses look their module up there
SPEC.loader.exec_module(build_corpus)

HEAD = "genre: speech\n---\n"


def read(tmp_path, body):
    path = tmp_path / "99-sample.markup"
    path.write_text(HEAD + body, "utf-8")
    return build_corpus.read_source(path)


def test_the_committed_corpus_is_what_its_sources_make():
    files, mistakes = build_corpus.build()
    assert mistakes == []
    stale = [str(path) for path, text in files.items() if path.read_bytes() != text.encode()]
    assert stale == []


def test_offsets_parents_and_heading(tmp_path):
    speech = read(
        tmp_path,
        "<s1>一、</><h>支持<GPE>江西</></> <n watermark>范文坊</>\n"
        "<p2>二\n<n watermark>范文坊</>\n是</>抓落实。\n",
    )
    section, point = build_corpus.markers(speech)
    assert speech.text == "一、支持江西 范文坊\n二\n范文坊\n是抓落实。\n"
    assert (section["start"], section["end"], section["heading_end"], section["parent"]) == (0, 2, 6, None)
    assert (point["text"], point["number"], point["parent"]) == ("二\n范文坊\n是", 2, 1)
    rows = build_corpus.entity_rows(speech)
    assert [(row["start"], row["end"]) for row in rows] == [(0, 10), (11, 12), (13, 16), (17, 22)]
    assert rows[0]["spans"] == [[4, 6, "GPE"]]


@pytest.mark.parametrize(
    ("marker", "number"),
    [
        ("（十二）", 12),
        ("另一方面，", 2),
        ("2.4.6", 6),
        ("③", 3),
        ("㈡", 2),
        ("⒌", 5),
        ("第二十一条", 21),
        ("１２、", 12),
    ],
)
def test_numeral(marker, number):
    assert build_corpus.numeral(marker) == number


@pytest.mark.parametrize(
    "body",
    [
        "<GPE>江西",  # never closed
        "<GPE>江西</ORG>",  # closed by another name
        "江西</>",  # closed, never opened
        "<GPE>江西，</>",  # a comma at the edge
        "<GPE>江西 </>",  # white space at the edge
        "<ORG><PERSON>王某</>工作室</>",  # nothing but places nests
        "<QUANTITY>三点</>",  # a small count in characters
        "<s1>一是</>",  # a point's look
        "<place>江西</>",  # unknown
        "a < b",  # a bare <
    ],
)
def test_a_wrong_source_is_refused(tmp_path, body):
    with pytest.raises(build_corpus.MarkupError):
        read(tmp_path, body)


@pytest.mark.parametrize("body", ["<p2>一是</>抓", "<h>标题</>", "<s1>一、</><h>标题。</>"])
def test_a_wrong_outline_is_refused(tmp_path, body):
    with pytest.raises(build_corpus.MarkupError):
        build_corpus.markers(read(tmp_path, body))
