from pathlib import Path

import msgspec
import pytest

from speechparse import parse
from speechparse.errors import ConfigurationError
from speechparse.model import Document
from speechparse.search import Index, Update, open_index

TEXT = "在全省养老工作会议上的讲话\n\n一、抓好养老\n要抓三件事：一是建设施；二是带队伍；三是强监管。\n"


def _document(text: str, name: str, id: str | None = None) -> Document:
    document = parse(text, entities=False)
    source = msgspec.structs.replace(document.source, name=name)
    return msgspec.structs.replace(document, source=source, id=id or document.id)


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return open_index(tmp_path / "index.db", write=True)


def test_marks_lead_to_the_text(index: Index) -> None:
    index.add([_document("發展養老 服務。", "a.txt")])
    (hit,) = index.search("养老服务").hits
    ((start, end),) = hit.marks
    assert hit.record.text[start:end] == "養老 服務"
    assert index.search("养老服务", facets=("kind",)).facets == {"kind": {"paragraph": 1}}


def test_documents_are_shown_once(index: Index) -> None:
    index.add([_document(TEXT, "a.txt"), _document("养老很重要。", "b.txt")])
    results = index.search_documents("养老")
    assert results.total == 2
    assert {hit.record.source: hit.hits for hit in results.hits} == {"a.txt": 2, "b.txt": 1}


def test_wrong_calls_are_told(index: Index) -> None:
    for wrong in ({"limit": -1}, {"offset": -1}, {"facets": ("text",)}):
        with pytest.raises(ConfigurationError):
            index.search("养老", **wrong)  # type: ignore[arg-type]


def test_words_can_be_indexed_too(tmp_path: Path) -> None:
    with open_index(tmp_path / "words.db", write=True, segment=lambda text: text.split("/")) as index:
        index.add([_document("发展/养老/服务/。", "a.txt")])
        assert index.search("word:养老").total == 1
        assert index.search("word:老").total == 0
        assert index.search("word:养老服务").total == 0
        assert index.trend("word:养老").unknown == 1
        index.add([_document("别的/话", "a.txt", id=index.search("word:养老").hits[0].record.document)])
        assert index.search("word:养老").total == 0


def test_granularity_and_length(tmp_path: Path) -> None:
    with open_index(tmp_path / "index.db", write=True, granularity="document", longest=40) as index:
        index.add([_document(TEXT, "a.txt")])
        records = list(index.engine.every(index_query("养老 OR 监管 OR 队伍")))
        assert len(records) > 1
        assert all(record.kind == "document" and len(record.text) <= 40 for record in records)


def index_query(query: str):  # type: ignore[no-untyped-def]
    from speechparse.search.query import parse_query

    return parse_query(query)


def test_records_made_elsewhere(index: Index, tmp_path: Path) -> None:
    from speechparse.search import make_records

    document = _document(TEXT, "a.txt")
    index.add_records(make_records(document))
    assert index.search("带队伍").hits[0].record.kind == "point"


def test_an_update_takes_what_is_new_or_changed(index: Index) -> None:
    one, two = _document("一句老话。", "1.txt"), _document("两句老话。", "2.txt")
    update = Update(index)
    assert [document.id for batch in update.add([one, two]) for document in batch] == [one.id, two.id]
    again = Update(index)
    assert again.holds("1.txt", one.source.sha256)
    assert not again.holds("1.txt", two.source.sha256)
    changed = _document("一句新话。", "1.txt")
    copy = _document("两句老话。", "copy.txt")
    assert [document.id for batch in again.add([changed, copy]) for document in batch] == [changed.id]
    assert set(index.engine.stored()) == {changed.id, two.id}
    assert again.prune({"2.txt"}) == 1
    assert again.prune({"2.txt"}) == 0
    assert set(index.engine.stored()) == {two.id}


def test_a_file_that_was_moved_keeps_its_document(index: Index) -> None:
    document = _document("一句老话。", "1.txt")
    list(Update(index).add([document]))
    update = Update(index)
    assert list(update.add([_document("一句老话。", "moved.txt")])) == []
    assert update.prune({"moved.txt"}) == 0
    assert set(index.engine.stored()) == {document.id}
