import itertools
from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings

from documents import documents
from speechparse import parse
from speechparse.errors import ConfigurationError
from speechparse.model import Canonical, Document, Entity, Noise, Place
from speechparse.search.records import GRANULARITIES, Granularity, Record, make_records

TEXT = """在全省养老工作会议上的讲话

一、充分认识养老工作
同志们，江西省有三件事要抓：一是建设施；二是带队伍；三是强监管。大家要落实。
二、抓好落实
（一）抓组织。要加强领导。
（二）抓保障。要增加投入。
"""


def _rows(granularity: Granularity) -> list[tuple[str, str, str]]:
    document = parse(TEXT, entities=False)
    return [(one.node, one.kind, one.text) for one in make_records(document, granularity=granularity)]


def test_a_record_a_unit() -> None:
    assert _rows("unit") == [
        ("title1", "title", "在全省养老工作会议上的讲话"),
        ("s1", "section", "一、充分认识养老工作"),
        ("s1/t1", "paragraph", "同志们，江西省有三件事要抓："),
        ("s1/t1/p1", "point", "一是建设施；"),
        ("s1/t1/p2", "point", "二是带队伍；"),
        ("s1/t1/p3", "point", "三是强监管。大家要落实。"),
        ("s2", "section", "二、抓好落实"),
        ("s2/s1", "section", "（一）抓组织。"),
        ("s2/s1/t1", "paragraph", "要加强领导。"),
        ("s2/s2", "section", "（二）抓保障。"),
        ("s2/s2/t1", "paragraph", "要增加投入。"),
    ]


def test_a_record_a_paragraph_has_its_points_inside() -> None:
    assert ("s1/t1", "paragraph", TEXT.splitlines()[3]) in _rows("paragraph")


def test_a_record_a_section_leaves_its_subsections_out() -> None:
    assert [node for node, _, _ in _rows("section")] == ["title1", "s1", "s2", "s2/s1", "s2/s2"]


def test_a_record_a_document() -> None:
    assert _rows("document") == [("", "document", TEXT.strip())]


def test_path_marker_and_frame() -> None:
    records = {record.node: record for record in make_records(parse(TEXT, entities=False))}
    inner = records["s2/s1/t1"]
    assert inner.path == ("二、抓好落实", "（一）抓组织")
    assert records["s2/s1"].path == ("二、抓好落实",)
    assert (records["s2/s1"].marker, records["s2/s1"].number) == ("（一）", 1)
    assert (inner.title, inner.level, inner.marker) == ("在全省养老工作会议上的讲话", "province", None)


def _with(document: Document, entities: list[Entity], noise: list[Noise]) -> Document:
    return msgspec.structs.replace(document, entities=tuple(entities), noise=tuple(noise))


def _entity(text: str, label: str, source: str, **more: object) -> Entity:
    start = source.index(text)
    return Entity(id="e", label=label, start=start, end=start + len(text), text=text, rule="test", **more)  # type: ignore[arg-type]


def test_what_is_named_in_a_record() -> None:
    text = "南昌市开展暖心行动。\n江西抓养老。南昌也抓。\n"
    nanchang = Place(code="360100", name="南昌市", level="prefecture", path=("CN", "360000"))
    second = text.rindex("南昌")
    document = _with(
        parse(text, entities=False),
        [
            _entity("南昌市", "GPE", text, place=nanchang),
            _entity(
                "暖心行动", "PROGRAM", text, canonical=Canonical(id="program:暖心行动", name="暖心家园行动")
            ),
            _entity(
                "江西", "GPE", text, place=Place(code="360000", name="江西省", level="province", path=("CN",))
            ),
            Entity(
                id="e", label="GPE", start=second, end=second + 2, text="南昌", rule="test", place=nanchang
            ),
        ],
        [],
    )
    first, last = make_records(document)
    assert (first.places, first.provinces, first.programs) == (("360100",), ("360000",), ("暖心家园行动",))
    assert (last.places, last.provinces) == (("360000", "360100"), ("360000",))
    assert last.mentions == {}
    assert first.locations == ("南昌市",)


def test_a_region_is_no_province() -> None:
    text = "推动长三角发展。"
    region = Place(name="长江三角洲地区", level="region", path=("310000", "320000"))
    (record,) = make_records(
        _with(parse(text, entities=False), [_entity("长三角", "LOC", text, place=region)], [])
    )
    assert (record.locations, record.provinces) == (("长江三角洲地区",), ())


def test_noise_is_left_out_and_offsets_lead_to_the_source() -> None:
    text = "要抓养老【公文网】服务工作。"
    noise = Noise(start=4, end=9, kind="watermark", rule="test")
    (record,) = make_records(_with(parse(text, entities=False), [], [noise]))
    assert record.text == "要抓养老服务工作。"
    assert record.spans == ((0, 4), (9, 14))
    at = record.text.index("服务")
    assert text[record.source_offset(at) :].startswith("服务")


@given(documents())
@settings(derandomize=True, deadline=None)
def test_base_records_part_the_document(document: Document) -> None:
    for granularity in GRANULARITIES:
        _check_partition(document, list(make_records(document, granularity=granularity, longest=20)))


def _check_partition(document: Document, records: list[Record]) -> None:
    held: Counter[int] = Counter()
    for record in records:
        spans = record.spans or ((record.start, record.end),)
        assert record.text == "".join(document.text[start:end] for start, end in spans)
        assert (record.start, record.end) == (spans[0][0], spans[-1][1])
        assert record.text
        assert len(record.text) <= 20
        for start, end in spans:
            held.update(range(start, end))
    noise = {at for span in document.noise for at in range(span.start, span.end)}
    wanted = {at for at, char in enumerate(document.text) if not char.isspace()} - noise
    assert wanted <= set(held)
    assert not noise & set(held)
    assert not held or max(held.values()) == 1
    assert len({record.id for record in records}) == len(records)


def test_long_records_are_cut_behind_sentences_and_overlap_in_whole_ones() -> None:
    sentences = [f"第{number}句话说的是一件要紧的事情。" for number in range(20)]
    document = parse("".join(sentences), entities=False)
    pieces = [one.text for one in make_records(document, longest=64, overlap=20)]
    assert len(pieces) > 5
    assert all(len(piece) <= 64 and piece.endswith("。") for piece in pieces)
    for before, after in itertools.pairwise(pieces):
        shared = next(sentence for sentence in sentences if after.startswith(sentence))
        assert before.endswith(shared)
    assert all(any(sentence in piece for piece in pieces) for sentence in sentences)


def test_text_without_sentences_is_cut_all_the_same() -> None:
    document = parse("字" * 100, entities=False)
    assert [len(one.text) for one in make_records(document, longest=30)] == [30, 30, 30, 10]


@pytest.mark.parametrize(
    "options", [{"longest": 0}, {"longest": 10, "overlap": 10}, {"overlap": -1}, {"granularity": "word"}]
)
def test_wrong_options(options: dict[str, object]) -> None:
    with pytest.raises(ConfigurationError):
        list(make_records(parse("一句话。", entities=False), **options))  # type: ignore[arg-type]
