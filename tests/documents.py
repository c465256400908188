"""Strategies that make documents of any shape: nested nodes over any text, with noise and entities."""

from __future__ import annotations

from hypothesis import strategies as st

from speechparse.model import (
    Document,
    Entity,
    Heading,
    Marker,
    Meta,
    Node,
    Noise,
    Paragraph,
    Point,
    Section,
    Source,
    Span,
    Title,
    Toc,
)

_TEXT = st.text(
    st.one_of(
        st.sampled_from("一二是、。，：（）\n\n\r\u3000 　1.*_#<>&[]`~|\\-+=!\"'\t1)"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document that obeys the contract: nodes nest and are trimmed, entities nest, noise is disjoint."""
    text = draw(_TEXT)
    children = _nodes(draw, text, 0, len(text), "", 3)
    noise = [
        Noise(start=start, end=end, kind="garbage", rule="any")
        for start, end in _disjoint(draw, 0, len(text), limit=3)
    ]
    entities = [
        Entity(id=f"e{number}", label="ORG", start=start, end=end, text=text[start:end], rule="any")
        for number, (start, end) in enumerate(_disjoint(draw, 0, len(text), limit=4), 1)
    ]
    return Document(
        id="any",
        source=Source(sha256="0" * 64, length=len(text)),
        text=text,
        meta=Meta(),
        children=children,
        entities=tuple(entities),
        groups=(),
        noise=tuple(noise),
        diagnostics=(),
    )


def _disjoint(draw: st.DrawFn, start: int, end: int, *, limit: int) -> list[tuple[int, int]]:
    cuts = sorted(draw(st.sets(st.integers(start, end), max_size=2 * limit)))
    return list(zip(cuts[::2], cuts[1::2], strict=False))


def _nodes(draw: st.DrawFn, text: str, start: int, end: int, parent: str, depth: int) -> tuple[Node, ...]:
    nodes: list[Node] = []
    if depth == 0:
        return ()
    for number, (first, last) in enumerate(_disjoint(draw, start, end, limit=3), 1):
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            nodes.append(_node(draw, text, first, last, f"{parent}n{number}", depth))
    return tuple(nodes)


def _node(draw: st.DrawFn, text: str, start: int, end: int, node_id: str, depth: int) -> Node:
    kind = draw(st.sampled_from([Section, Point, Paragraph, Title, Toc, Heading]))
    if kind not in (Section, Point):
        inner = _nodes(draw, text, start, end, f"{node_id}/", depth - 1) if kind is Paragraph else ()
        return kind(id=node_id, start=start, end=end, rule="any", children=inner)
    marker_end = draw(st.integers(start + 1, end))
    heading_end = draw(st.integers(marker_end, end))
    marker = Marker(text=text[start:marker_end], start=start, end=marker_end, style="any", number=1, series=1)
    heading = Span(marker_end, heading_end) if heading_end > marker_end else None
    inner = _nodes(draw, text, heading_end, end, f"{node_id}/", depth - 1)
    return kind(id=node_id, start=start, end=end, rule="any", children=inner, marker=marker, heading=heading)
