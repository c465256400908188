"""A small archive of records that every engine is tried on, and what a query means, in plain Python."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from speechparse.search.engine import Stored
from speechparse.search.matching import Matcher
from speechparse.search.records import Record
from speechparse.search.runs import runs
from speechparse.search.streams import keywords, named
from speechparse.search.syntax import And, Keyword, Not, Or, Phrase, Query, Years

DOCUMENTS = [
    ("a", "江西省养老工作会议上的讲话", 2018, "province", "360000", "speeches/a.txt"),
    ("b", "政府工作報告", 2021, "national", None, "speeches/b.txt"),
    ("c", "在全县大会上的讲话", None, "county", "330000", "speeches/c.docx"),
]

ROWS: list[tuple[str, str, str, dict[str, object]]] = [
    ("a", "title1", "江西省养老工作会议上的讲话", {"places": ("360000",), "provinces": ("360000",), "locations": ("江西省",)}),
    ("a", "s1", "一、发展养老服务", {"marker": "一、", "number": 1}),
    ("a", "s1/p1", "一是办好養老\n　　服務，60%以上的县建中心；", {"path": ("一、发展养老服务",), "marker": "一是", "number": 1}),
    (
        "a", "s1/p2", "二是南昌、九江两市先行，开展“暖心行动”，推广互联网+、5G。",
        {
            "path": ("一、发展养老服务",), "places": ("360100", "360400"), "provinces": ("360000",), "locations": ("南昌市", "九江市"),
            "programs": ("暖心行动",), "mentions": {"360100": 2},
        },
    ),
    ("b", "title1", "政府工作報告", {}),
    ("b", "t1", "全面贯彻党的二十大精神，深化改革、扩大开放。", {"events": ("中国共产党第二十次全国代表大会",), "spellings": {"中国共产党第二十次全国代表大会": ("党的二十大",)}}),
    ("b", "t2", "改革开放是关键一招，改革不停顿，GDP增长5%，COVID-19得到控制。", {}),
    ("b", "t3", "江西、浙江经验要学，中国计生协要带头。", {
        "places": ("360000", "330000"), "provinces": ("360000", "330000"), "locations": ("江西省", "浙江省"),
        "organs": ("中国计划生育协会",), "spellings": {"中国计划生育协会": ("中国计生协",)}, "persons": ("王某某",),
    }),
    ("c", "t1", "我县2100人参加养老保险，100人未参加，1００个村通网。", {}),
    ("c", "t2", "杭州的党员干部要学习《改革通报》，互联网上不搞攀比。", {"places": ("330100",), "provinces": ("330000",), "documents": ("《改革通报》",)}),
    ("c", "t3", "全省全党要一盘棋；老龄办、一老一小、强三性。①②③", {"formulations": ("一老一小", "强三性")}),
    ("c", "t4", "𠀀𠀁村和〇〇社区办食堂，“It's” 100.5 ㎡。", {"locations": ("长江三角洲地区",), "spellings": {"长江三角洲地区": ("长三角",)}}),
]  # fmt: skip

KINDS = {"title": "title", "s": "section", "p": "point", "t": "paragraph"}


def archive() -> list[tuple[Stored, list[Record]]]:
    """The documents with their records."""
    made = []
    for id, title, year, level, origin, source in DOCUMENTS:
        records = [
            Record(
                id=f"{id}:{node}", document=id, node=node, kind=KINDS[node.rpartition("/")[2].rstrip("0123456789")],
                start=0, end=len(text), text=text, title=title, year=year, level=level, origin=origin, source=source,
                occasion="养老工作会议" if id == "a" else None, speaker="李某某" if id == "c" else None, **fields,
            )
            for document, node, text, fields in ROWS
            if document == id
        ]  # fmt: skip
        made.append((Stored(id, source, id * 64, sum(len(record.text) for record in records)), records))
    return made


def every_record() -> Iterator[Record]:
    for _, records in archive():
        yield from records


def meant(query: Query, records: Sequence[Record]) -> set[str]:
    """The ids of the records that a query means."""
    return {record.id for record in records if _holds(query, record)}


def _holds(query: Query, record: Record) -> bool:
    match query:
        case Phrase("text", _):
            return Matcher([query]).count(record.text) > 0
        case Phrase(field, wanted):
            return any("".join(wanted) in "".join(runs(value)) for value in named(record)[field])
        case Keyword(field, values):
            return bool(set(values) & set(keywords(record)[field]))
        case Years(first, last):
            return record.year is not None and (first or 0) <= record.year <= (last or 9999)
        case And(parts):
            return all(_holds(part, record) for part in parts)
        case Or(parts):
            return any(_holds(part, record) for part in parts)
        case Not(part):
            return not _holds(part, record)


# What each query finds, read off the rows by hand.
QUERIES: list[tuple[str, str]] = [
    ("养老", "a:title1 a:s1 a:s1/p1 c:t1"),
    ("养老服务", "a:s1 a:s1/p1"),
    ("養老服務", "a:s1 a:s1/p1"),
    ("养老服务 kind:point", "a:s1/p1"),
    ("江西", "a:title1 b:t3"),
    ("江西省", "a:title1"),
    ("党", "b:t1 c:t2 c:t3"),
    ("省", "a:title1 c:t3"),
    ("县", "a:s1/p1 c:t1"),
    ("100", "c:t1 c:t4"),
    ("１００个", "c:t1"),
    ("2100", "c:t1"),
    ("10", ""),
    ("互联网", "a:s1/p2 c:t2"),
    ("互联网+", "a:s1/p2"),
    ("60%", "a:s1/p1"),
    ("60", "a:s1/p1"),
    ("5%", "b:t2"),
    ("5g", "a:s1/p2"),
    ("gdp增长", "b:t2"),
    ("covid-19", "b:t2"),
    ("改革开放", "b:t2"),
    ('"改革、扩大"', "b:t1"),
    ("改革扩大", ""),
    ("改革 -开放", "c:t2"),
    ("改革 -改革开放", "b:t1 c:t2"),
    ("计生协", "b:t3"),
    ("一老一小 强三性 老龄办", "c:t3"),
    ("暖心 OR 改革", "a:s1/p2 b:t1 b:t2 c:t2"),
    ("(暖心 OR 改革) -year:2021", "a:s1/p2 c:t2"),
    ("𠀀𠀁村", "c:t4"),
    ("〇〇社区", "c:t4"),
    ("province:江西", "a:title1 a:s1/p2 b:t3"),
    ("province:=江西", "a:title1 b:t3"),
    ("province:浙 -place:杭州", "b:t3"),
    ("place:杭州", "c:t2"),
    ("place:长三角", "c:t4"),
    ("origin:浙江 党", "c:t2 c:t3"),
    ("year:2018", "a:title1 a:s1 a:s1/p1 a:s1/p2"),
    ("year:2019.. 改革", "b:t1 b:t2"),
    ("year:..2021 养老", "a:title1 a:s1 a:s1/p1"),
    ("year:1999", ""),
    ("-year:1900..2100 养老", "c:t1"),
    ("program:暖心", "a:s1/p2"),
    ("program:“暖心行动”", "a:s1/p2"),
    ("org:计划生育", "b:t3"),
    ("org:计生协", "b:t3"),
    ("person:王", "b:t3"),
    ("doc:改革", "c:t2"),
    ("event:党的二十大", "b:t1"),
    ("event:第二十次", "b:t1"),
    ("formulation:强三性", "c:t3"),
    ("title:工作报告 改革", "b:t1 b:t2"),
    ("heading:养老服务", "a:s1/p1 a:s1/p2"),
    ("occasion:养老 县", "a:s1/p1"),
    ("speaker:李 养老", "c:t1"),
    ("level:县级 kind:paragraph 养老", "c:t1"),
    ("id:c.docx 改革", "c:t2"),
    ("id:speeches/b.txt 江西", "b:t3"),
    ("kind:title", "a:title1 b:title1"),
    ("-kind:title -kind:paragraph", "a:s1 a:s1/p1 a:s1/p2"),
    ("-(养老 OR 改革) -党", "a:s1/p2 b:title1 b:t3 c:t4"),
    ("-(-养老)", "a:title1 a:s1 a:s1/p1 c:t1"),
    ("不存在的话", ""),
]
"""Queries with the ids they find."""
