"""A small speech, built by hand, that holds one of everything the model knows."""

from __future__ import annotations

import hashlib

from speechparse.model import (
    Canonical,
    Closing,
    DateValue,
    Diagnostic,
    Document,
    Entity,
    Group,
    Heading,
    Item,
    Label,
    Marker,
    Meta,
    Node,
    Noise,
    Paragraph,
    Place,
    Point,
    Quantity,
    Salutation,
    Section,
    Signature,
    Source,
    Span,
    Subtitle,
    Title,
)

TEXT = """全县茶业工作会议讲话
——在县茶业大会上
各位代表：
一、去年的成绩 茶网 www.tea.example
去年，青山省白水县的茶园扩大到近3万亩。主要抓了两件事：一是育苗；二是修路。
二、今年的打算
（一）改造老园。由县茶办负责，*局长牵头。
1.老树要更新，5%以上要嫁接。
——先东坡，后西坡；
附带的话
请大家<记住>&照办。
谢谢大家！
县茶办
"""


def span(piece: str, *, after: str = "") -> Span:
    """Where `piece` stands in the text, the first time behind `after`."""
    start = TEXT.index(piece, TEXT.index(after) + len(after))
    return Span(start, start + len(piece))


def _node(kind: type, node_id: str, piece: str, *children: Node, after: str = "", **fields: object) -> Node:
    where = span(piece, after=after)
    node: Node = kind(
        id=node_id,
        start=where.start,
        end=where.end,
        rule=f"{kind.__name__.lower()}-rule",
        children=children,
        **fields,
    )
    return node


def _marker(piece: str, style: str, number: int, series: int) -> Marker:
    where = span(piece)
    return Marker(text=piece, start=where.start, end=where.end, style=style, number=number, series=series)


def _entity(number: int, label: Label, piece: str, *, after: str = "", **fields: object) -> Entity:
    where = span(piece, after=after)
    return Entity(
        id=f"e{number}", label=label, start=where.start, end=where.end, text=piece, rule="by-hand", **fields
    )


def _between(first: str, last: str) -> str:
    start = TEXT.index(first)
    return TEXT[start : TEXT.index(last, start) + len(last)]


def _first_section() -> Node:
    body = _between("去年，青山省", "二是修路。")
    return _node(
        Section,
        "s1",
        _between("一、去年", "二是修路。"),
        _node(
            Paragraph,
            "s1/t1",
            body,
            _node(Point, "s1/t1/p1", "一是育苗；", marker=_marker("一是", "shi", 1, 2)),
            _node(Point, "s1/t1/p2", "二是修路。", marker=_marker("二是", "shi", 2, 2)),
        ),
        marker=_marker("一、", "han-dunhao", 1, 1),
        heading=span("去年的成绩"),
    )


def _second_section() -> Node:
    numbered = _node(
        Section, "s2/s1/s1", "1.老树要更新，5%以上要嫁接。", marker=_marker("1.", "arabic-dot", 1, 4)
    )
    return _node(
        Section,
        "s2",
        _between("二、今年", "后西坡；"),
        _node(
            Section,
            "s2/s1",
            _between("（一）", "后西坡；"),
            _node(Paragraph, "s2/s1/t1", "由县茶办负责，*局长牵头。"),
            numbered,
            _node(Item, "s2/s1/i1", "——先东坡，后西坡；"),
            marker=_marker("（一）", "han-brackets", 1, 3),
            heading=span("改造老园"),
        ),
        marker=_marker("二、", "han-dunhao", 2, 1),
        heading=span("今年的打算"),
    )


def build_speech() -> Document:
    """The document."""
    watermark = span("茶网 www.tea.example")
    province = Place(code="990000", name="青山省", level="province")
    county = Place(code="990101", name="白水县", level="county", path=("990000", "990100"))
    return Document(
        id="tea",
        source=Source(name="tea.txt", sha256=hashlib.sha256(TEXT.encode()).hexdigest(), length=len(TEXT)),
        text=TEXT,
        meta=Meta(title="全县茶业工作会议讲话", subtitle="——在县茶业大会上", date="2021-03-05"),
        children=(
            _node(Title, "title1", "全县茶业工作会议讲话"),
            _node(Subtitle, "subtitle1", "——在县茶业大会上"),
            _node(Salutation, "salutation1", "各位代表："),
            _first_section(),
            _second_section(),
            _node(
                Section,
                "s3",
                _between("附带的话", "照办。"),
                _node(Heading, "s3/heading1", "附带的话"),
                _node(Paragraph, "s3/t1", "请大家<记住>&照办。"),
            ),
            _node(Closing, "closing1", "谢谢大家！"),
            _node(Signature, "signature1", "县茶办", after="谢谢大家！"),
        ),
        entities=(
            _entity(1, "EVENT", "县茶业大会"),
            _entity(2, "DATE", "去年", after="example\n", date=DateValue(edtf="2020")),
            _entity(3, "GPE", "青山省", place=province, group="g1"),
            _entity(4, "GPE", "白水县", place=county, group="g1"),
            _entity(5, "QUANTITY", "近3万亩", quantity=Quantity(value=30000, unit="亩", approximate=True)),
            _entity(6, "DATE", "今年", after="二、", date=DateValue(edtf="2021")),
            _entity(
                7,
                "ORG",
                "县茶办",
                after="由",
                canonical=Canonical(id="ORG:白水县茶业办", name="白水县茶业办"),
            ),
            _entity(8, "QUANTITY", "5%以上", quantity=Quantity(value=5, unit="%", low=5)),
            _entity(
                9,
                "ORG",
                "县茶办",
                after="谢谢大家！",
                canonical=Canonical(id="ORG:白水县茶业办", name="白水县茶业办"),
            ),
        ),
        groups=(Group(id="g1", members=("e3", "e4"), found=2),),
        noise=(Noise(start=watermark.start, end=watermark.end, kind="watermark", rule="site"),),
        diagnostics=(
            Diagnostic(
                code="SP205",
                message="only one member in a series: `1.`",
                start=span("1.").start,
                end=span("1.").end,
            ),
        ),
    )
