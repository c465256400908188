from __future__ import annotations

from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings

from documents import documents
from speechparse import ConfigurationError, Document, Parser
from speechparse.archive import SCHEMA, parse_batches
from speechparse.archive.arrow import encode

TEXT = "一、抓好春茶\n要做两件事：一是采茶；二是制茶。今年江西省要增产5%以上。\n扫一扫在手机打开当前页"
STRUCTURE = partial(Parser, entities=False)


def batch(**columns: list[object]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(columns)


def test_a_row_is_the_document() -> None:
    (out,) = parse_batches([batch(id=["a"], text=[TEXT])])
    out.validate(full=True)
    (row,) = out.to_pylist()
    document = Parser().parse(TEXT)
    assert (row["id"], row["error"], row["text"]) == ("a", None, TEXT)
    assert row["sha256"] == document.source.sha256
    assert [(node["id"], node["kind"], node["start"], node["end"]) for node in row["nodes"]] == [
        (node.id, node.kind, node.start, node.end) for node in document.walk()
    ]
    assert [(each["id"], each["label"], each["text"]) for each in row["entities"]] == [
        (entity.id, entity.label, entity.text) for entity in document.entities
    ]
    assert row["entities"][-1]["node"] == "s1/t1/p2"
    assert [noise["kind"] for noise in row["noise"]] == [noise.kind for noise in document.noise] != []
    parents = {node["id"]: node["parent"] for node in row["nodes"]}
    assert parents["s1/t1/p1"] == "s1/t1"
    assert parents["s1"] is None


def test_files_of_any_format_come_as_bytes(speech: Document) -> None:
    docx = (Path(__file__).parents[1] / "files" / "speech.docx").read_bytes()
    png = b"\x89PNG\r\n\x1a\n"
    (out,) = parse_batches(
        [batch(id=["a.docx", "b", "c"], bytes=[docx, png, TEXT.encode("gb18030")])], parser=STRUCTURE
    )
    word, image, text = out.to_pylist()
    assert word["error"] is None
    assert len(word["nodes"]) > 3
    assert (image["error"], image["text"], image["nodes"]) == (
        "ReadingError: b: this is a PNG image, not a text",
        None,
        None,
    )
    assert text["text"] == TEXT


def test_order_and_rows_are_kept_whatever_the_batches() -> None:
    texts = [f"一、第{number}件\n办好。" for number in range(150)]
    ids = list(range(150))
    whole = batch(id=ids, text=texts)
    for cut in (150, 64, 1):
        parts = [whole.slice(start, cut) for start in range(0, 150, cut)]
        table = pa.Table.from_batches(parse_batches(parts, parser=STRUCTURE))
        assert table.column("id").to_pylist() == [str(number) for number in ids]
        assert table.column("text").to_pylist() == texts


def test_batches_may_be_empty() -> None:
    empty = pa.RecordBatch.from_pydict({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())})
    assert list(parse_batches([empty], parser=STRUCTURE)) == []
    assert list(parse_batches([], parser=STRUCTURE)) == []


def test_it_is_lazy() -> None:
    taken = []

    def source() -> object:
        for number in range(3):
            taken.append(number)
            yield batch(id=[str(number)], text=["一、好。"])

    results = parse_batches(source(), parser=STRUCTURE)  # type: ignore[arg-type]
    assert taken == []
    next(results)
    assert taken == [0]


class _Broken:
    def parse(self, text: str) -> Document:
        raise RecursionError("too deep")


def test_a_bug_is_an_error_in_the_row() -> None:
    (out,) = parse_batches([batch(id=["a", "b"], text=["一", None])], parser=_Broken)  # type: ignore[arg-type]
    assert out.column("error").to_pylist() == ["RecursionError: too deep", "there is no text"]
    assert out.column("entities").null_count == 2


def test_wrong_columns_are_told() -> None:
    with pytest.raises(ConfigurationError, match="there are id, body"):
        list(parse_batches([batch(id=["a"], body=["b"])]))


@given(documents())
@settings(derandomize=True, max_examples=100, deadline=None)
def test_the_texts_of_the_nodes_are_the_partition(document: Document) -> None:
    """What nodes say themselves, put together, is the text without noise, markers, headings of units and blanks."""
    out = encode(["a"], [document])
    out.validate(full=True)
    (nodes,) = out.column("nodes").to_pylist()
    said = "".join(sorted("".join("".join(node["text"].split()) for node in nodes)))
    headings = {node.id for node in document.walk() if node.kind == "heading"}
    wanted = "".join(
        document.text[piece.start : piece.end]
        for piece in document.pieces()
        if piece.role == "text" or (piece.role == "heading" and piece.node in headings)
    )
    assert said == "".join(sorted("".join(wanted.split())))
    assert out.schema == SCHEMA


@given(documents())
@settings(derandomize=True, max_examples=100, deadline=None)
def test_an_entity_knows_the_deepest_node_it_begins_in(document: Document) -> None:
    (entities,) = encode(["a"], [document]).column("entities").to_pylist()
    for entity in entities:
        inside = [node.id for node in document.walk() if node.start <= entity["start"] < node.end]
        assert entity["node"] == (inside[-1] if inside else None)
