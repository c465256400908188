"""Elasticsearch and OpenSearch: what is sent to a cluster, and that real Lucene finds by it what it should."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.archive import QUERIES, archive, every_record
from search.lucene import Lucene
from search.stub import Stub
from speechparse.search.elastic import compiled
from speechparse.search.elastic_mapping import bulk, entry_of, form, template
from speechparse.search.engine import EngineError
from speechparse.search.query import parse_query
from speechparse.search.runs import runs, tokens

pytest.importorskip("elasticsearch")
from speechparse.search.elastic import ElasticEngine


@pytest.fixture(scope="module")
def lucene() -> Lucene:
    return Lucene(entry_of(record) for record in every_record())


def test_lucene_finds_what_the_other_engines_find(lucene: Lucene) -> None:
    found = {query: lucene.find(compiled(parse_query(query))) for query, _ in QUERIES}
    assert found == {query: set(expected.split()) for query, expected in QUERIES}


TEXTS = [
    "养老服务，覆盖60%的县", "互联网+、5G", "我县2100人；１００个", "〇〇𠀀𠀁村、人々", "It's A-1 3.14 1,000 e.g. foo_bar", "カタカナひらがな漢字", "한국어 서울",
    "①② ㎡ ½ Ⅷ", "ÀÉ straße İ", "a" * 300, "中a文1字", "弗拉基米尔・普京",
]  # fmt: skip


def test_the_analyzer_makes_our_tokens_at_our_positions(lucene: Lucene) -> None:
    for text in TEXTS:
        ours = [
            "percent" if token == "%" else "plus" if token == "+" else token for token in tokens(runs(text))
        ]
        made = lucene.analyzed(form(text))
        assert [position for position, _ in made] == sorted(position for position, _ in made)
        assert len({position for position, _ in made}) == len(ours), text
        assert set(enumerate(ours)) <= set(made), text


def test_the_template_has_all_fields_that_entries_have() -> None:
    properties = template("speeches")["template"]["mappings"]["properties"]
    for record in every_record():
        entry = entry_of(record)
        assert set(entry) <= set(properties)
        assert set(entry["search"]) <= set(properties["search"]["properties"])
        assert set(entry["keys"]) <= set(properties["keys"]["properties"])


def test_bulk_lines_are_json_in_pairs() -> None:
    lines = [json.loads(line) for line in bulk(every_record(), "speeches")]
    records = list(every_record())
    assert len(lines) == 2 * len(records)
    assert lines[0] == {"index": {"_index": "speeches", "_id": f"record {records[0].id}"}}
    assert lines[1]["record"]["text"] == records[0].text


@pytest.fixture(params=["elasticsearch", "opensearchpy"])
def prefix(request: pytest.FixtureRequest) -> str:
    """What stands before the address, for the client of either product."""
    pytest.importorskip(request.param)
    return "opensearch+" if request.param == "opensearchpy" else ""


def test_what_is_sent_to_a_new_cluster(prefix: str) -> None:
    with Stub() as stub:
        engine = ElasticEngine(f"{prefix}{stub.url}/speeches", write=True)
        stub.busy = 1  # refuses the first of the entries once
        engine.put(archive())
        engine.close()
    paths = [f"{one.method} {one.path}" for one in stub.requests]
    assert "PUT /_index_template/speechparse-speeches" in paths
    assert "PUT /speeches-1.1-1" in paths
    assert stub.aliases == {"speeches": ["speeches-1.1-1"]}
    assert set(stub.entries) == {f"record {record.id}" for record in every_record()} | {
        "document a",
        "document b",
        "document c",
    }
    assert stub.refused == 1
    kept = [id for one in stub.requests if one.path == "/_bulk" for id in one.ids]
    assert kept.index("document a") > max(at for at, id in enumerate(kept) if id.startswith("record"))


def test_a_rebuilt_index_takes_over_in_one_step(prefix: str) -> None:
    with Stub() as stub:
        first = ElasticEngine(f"{prefix}{stub.url}/speeches", write=True)
        first.put(archive())
        second = ElasticEngine(f"{prefix}{stub.url}/speeches", write=True, rebuild=True)
        second.put(archive())
        assert stub.aliases == {"speeches": ["speeches-1.1-1"]}
        second.finish()
        assert stub.aliases == {"speeches": ["speeches-1.1-2"]}
        swap = [one for one in stub.requests if one.path == "/_aliases"][-1]
        assert json.loads(swap.body) == {
            "actions": [
                {"add": {"index": "speeches-1.1-2", "alias": "speeches"}},
                {"remove_index": {"index": "speeches-1.1-1"}},
            ]
        }
        first.close()
        second.close()


def test_errors_are_told_in_words(tmp_path: Path) -> None:
    with Stub() as stub, pytest.raises(EngineError, match="there is no such index"):
        ElasticEngine(f"{stub.url}/speeches")
    with pytest.raises(EngineError, match="ends in the name of an index"):
        ElasticEngine("http://localhost:9200")
    with pytest.raises(EngineError, match="speeches: "):
        ElasticEngine(f"{stub.url}/speeches")  # nobody listens there any more
