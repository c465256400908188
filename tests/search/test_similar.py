from pathlib import Path

import msgspec
import pytest

from search.archive import archive
from speechparse.errors import ConfigurationError
from speechparse.search.index import Index
from speechparse.search.sqlite import SqliteEngine

FIRST = "要坚持把群众满意作为检验养老服务工作成效的最高标准，推动资源下沉到社区和村。"
LATER = "会议强调，坚持把群众满意作为检验养老服务工作成效的最高标准，让资源真正下沉到社区。"
OTHER = "要加快水库除险加固，提高防汛抗旱能力，确保人民群众生命财产安全和粮食丰收。"


@pytest.fixture
def index(tmp_path: Path) -> Index:
    engine = SqliteEngine(tmp_path / "index.db", write=True)
    made = []
    for (stored, records), text in zip(archive(), (FIRST, LATER, OTHER), strict=True):
        made.append((stored, [msgspec.structs.replace(records[0], text=text), *records[1:]]))
    engine.put(made)
    return Index(engine)


def test_what_says_nearly_the_same_is_found_by_text_and_by_id(index: Index) -> None:
    by_text = index.similar(FIRST)
    assert [one.record.id for one in by_text] == ["a:title1", "b:title1"]
    assert by_text[0].score == 1.0
    assert 0.4 < by_text[1].score < 0.9
    assert [one.record.id for one in index.similar("a:title1")] == ["b:title1"]
    marked = [LATER[start:end] for start, end in by_text[1].marks]
    assert len(marked) == 1
    assert "群众满意作为检验养老服务工作成效" in marked[0]


def test_least_and_limit(index: Index) -> None:
    assert [one.record.id for one in index.similar(FIRST, least=0.95)] == ["a:title1"]
    assert len(index.similar(FIRST, limit=1)) == 1


def test_a_text_too_short_to_compare(index: Index) -> None:
    with pytest.raises(ConfigurationError, match="too short"):
        index.similar("养老")
    assert index.similar("这句话哪里都没有说过也不会有人说") == []
