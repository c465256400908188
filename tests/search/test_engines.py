"""The contract of engines: the same queries find the same records in each."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest

from search.archive import QUERIES, archive, every_record, meant
from search.engines import ENGINES
from speechparse.search.engine import FACETS, Engine
from speechparse.search.query import parse_query


@pytest.fixture(scope="module", params=ENGINES)
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that holds the archive."""
    with ENGINES[request.param](tmp_path_factory.mktemp(request.param)) as engine:
        engine.put(archive())
        yield engine


@pytest.fixture
def engine(make: Engine) -> Iterator[Engine]:
    yield make
    # Whatever a test did, the next one finds the archive again.
    extra = set(make.stored()) - {"a", "b", "c"}
    make.put(archive(), instead_of=extra)


def _found(engine: Engine, query: str) -> set[str]:
    found = engine.find(parse_query(query), limit=100, offset=0)
    ids = {hit.record.id for hit in found.hits}
    assert found.total == len(ids)
    return ids


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_plain_python_reads_the_queries_alike(query: str, expected: str) -> None:
    assert meant(parse_query(query), list(every_record())) == set(expected.split())


def test_queries(make: Engine) -> None:
    assert {query: _found(make, query) for query, _ in QUERIES} == {
        query: set(expected.split()) for query, expected in QUERIES
    }


def test_records_come_back_whole(make: Engine) -> None:
    hit = make.find(parse_query("暖心行动"), limit=1, offset=0).hits[0]
    assert hit.record == next(record for record in every_record() if record.id == "a:s1/p2")
    assert make.record("a:s1/p2") == hit.record
    assert make.record("a:s9") is None


def test_better_hits_come_first_and_pages_follow_each_other(make: Engine) -> None:
    query = parse_query("改革")
    ranked = make.find(query, limit=10, offset=0)
    assert [hit.score for hit in ranked.hits] == sorted((hit.score for hit in ranked.hits), reverse=True)
    assert ranked.hits[0].record.id == "b:t2"  # the word stands there twice
    pages = [make.find(query, limit=1, offset=offset) for offset in range(4)]
    assert [page.total for page in pages] == [3, 3, 3, 3]
    assert [hit.record.id for page in pages for hit in page.hits] == [hit.record.id for hit in ranked.hits]


def test_hits_by_document(make: Engine) -> None:
    found = make.find_documents(parse_query("养老 OR 改革"), limit=10, offset=0)
    assert found.total == 3
    assert {hit.record.document: count for hit, count in found.hits} == {"a": 3, "b": 2, "c": 2}
    best = make.find(parse_query("养老 OR 改革"), limit=1, offset=0).hits[0].record
    assert found.hits[0][0].record.document == best.document
    rest = make.find_documents(parse_query("养老 OR 改革"), limit=2, offset=1)
    assert rest.total == 3
    assert [hit.record.document for hit, _ in rest.hits] == [hit.record.document for hit, _ in found.hits[1:]]


def test_facets(make: Engine) -> None:
    counts = make.facets(parse_query("养老 OR 江西 OR 南昌"), FACETS)
    assert counts["year"] == {"2018": 4, "2021": 1}
    assert counts["province"] == {"360000": 3, "330000": 1}
    assert counts["origin"] == {"360000": 4, "330000": 1}
    assert counts["kind"] == {"paragraph": 2, "point": 2, "section": 1, "title": 1}
    assert counts["level"] == {"province": 4, "county": 1, "national": 1}
    assert counts["program"] == {"暖心行动": 1}
    assert counts["org"] == {"中国计划生育协会": 1}
    assert counts["person"] == {"王某某": 1}
    assert list(counts["level"]) == ["province", "county", "national"]


def test_every_hit_and_sizes(make: Engine) -> None:
    assert {record.id for record in make.every(parse_query("养老"))} == {
        "a:title1",
        "a:s1",
        "a:s1/p1",
        "c:t1",
    }
    sizes = {stored.id: stored.characters for stored, _ in archive()}
    assert sorted(make.sizes(), key=str) == sorted(
        [(2018, "360000", sizes["a"]), (2021, None, sizes["b"]), (None, "330000", sizes["c"])], key=str
    )
    assert dict(make.stored()) == {stored.id: stored for stored, _ in archive()}


def test_a_document_takes_the_place_of_its_earlier_version(engine: Engine) -> None:
    stored, records = archive()[0]
    changed = [msgspec.structs.replace(records[0], text="全新的讲话", path=("新篇",))]
    engine.put([(stored._replace(sha256="f" * 64), changed)])
    assert _found(engine, "养老") == {"c:t1"}
    assert _found(engine, "全新") == {"a:title1"}
    assert engine.stored()["a"].sha256 == "f" * 64
    engine.put([archive()[0], (stored._replace(sha256="e" * 64), changed)])
    assert engine.stored()["a"].sha256 == "e" * 64
    assert _found(engine, "养老") == {"c:t1"}
    other = stored._replace(id="d")
    engine.put(
        [(other, [msgspec.structs.replace(changed[0], id="d:title1", document="d")])], instead_of=["a"]
    )
    assert _found(engine, "全新") == {"d:title1"}
    assert set(engine.stored()) == {"b", "c", "d"}


def test_documents_are_taken_out(engine: Engine) -> None:
    engine.remove(["a", "unknown"])
    assert _found(engine, "养老") == {"c:t1"}
    assert _found(engine, "-kind:title") == {"b:t1", "b:t2", "b:t3", "c:t1", "c:t2", "c:t3", "c:t4"}
    assert set(engine.stored()) == {"b", "c"}


HOSTILE = [
    "'; DROP TABLE records; --",
    '" OR 1=1 --"',
    "NEAR(a b, 3)",
    "text:养老*",
    "养老*",
    "{text names}: 养老",
    "^养老",
    "\x00养老\x00",
    "养\ud800老",
    "%s %(x)s {} $1 ?",
    "养老 <-> 服务 & !党 | a:*B",
    "\\' \\ '",
    "党 " * 90,
    " OR ".join("省县党人" * 20),
    "(" * 15 + "养老" + ")" * 15,
    "-" * 10 + "党",
    "字" * 1900,
    "a" * 1900,
]


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_queries_get_an_answer_or_a_clear_error(make: Engine, query: str) -> None:
    from speechparse.search.query import QueryError

    try:
        tree = parse_query(query)
    except QueryError:
        return
    assert {hit.record.id for hit in make.find(tree, limit=100, offset=0).hits} == meant(
        tree, list(every_record())
    )
    make.find_documents(tree, limit=2, offset=0)
    make.facets(tree, ("year",))
