from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from lxml import etree

from documents import documents
from speechparse import Parser
from speechparse.formats import render
from speechparse.formats.tei_marks import escape
from speechparse.model import (
    Document,
    Entity,
    Meta,
    Note,
    Paragraph,
    Point,
    Salutation,
    Section,
    Source,
)

ROOT = Path(__file__).parents[2]
TEI = "{http://www.tei-c.org/ns/1.0}"


@cache
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ROOT / "docs" / "schema" / "tei-speechparse.rng"))


def checked(document: Document) -> etree._Element:
    """The file, found valid and with the whole text."""
    root = etree.fromstring(render(document, "tei").encode("utf-8"))
    assert schema().validate(root), schema().error_log
    body = root.find(f".//{TEI}body")
    assert body is not None
    assert "".join(body.itertext()).replace("\r", "&#13;") == unescaped(document.text)
    return body


def unescaped(text: str) -> str:
    return escape(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shape(element: etree._Element) -> str:
    """The element as its tag and those inside, without ids."""
    inner = "".join(shape(child) for child in element)
    return f"{element.tag.removeprefix(TEI)}{f'({inner})' if inner else ' '}"


def test_the_speech_in_tei(speech: Document) -> None:
    body = checked(speech)
    assert shape(body) == (
        "body(head head(name )salute "
        "div(head(label )fw p(date placeName placeName measure list(item(label )item(label )))"
        ")div(head(label date )"
        "div(head(label )p(orgName )div(p(label measure ))div(list(item )))"
        ")div(head p )div(ab ab(orgName )))"
    )
    places = body.getroottree().findall(f".//{TEI}place")
    assert [(place.get("type"), place[0].text, place[1].text) for place in places] == [
        ("province", "青山省", "990000"),
        ("county", "白水县", "990101"),
    ]
    named = body.find(f".//{TEI}placeName")
    assert named is not None
    assert named.get("ref") == f"#{places[0].get('{http://www.w3.org/XML/1998/namespace}id')}"


@given(documents())
@settings(derandomize=True, max_examples=400, deadline=None)
def test_any_document_is_valid_and_whole(document: Document) -> None:
    checked(document)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "corpus" / "texts").glob("*.txt")), ids=lambda path: path.stem
)
def test_the_corpus_in_tei(path: Path) -> None:
    checked(Parser().parse_file(path))


TEXT = "一、同志们！（掌声）2021年\x00\r\n增长近六成"


def one(*children: object, entities: tuple[Entity, ...] = ()) -> Document:
    return Document(
        id="one",
        source=Source(sha256="0" * 64, length=len(TEXT)),
        text=TEXT,
        meta=Meta(),
        children=children,  # type: ignore[arg-type]
        entities=entities,
        groups=(),
        noise=(),
        diagnostics=(),
    )


def node(kind: type, start: int, end: int, *children: object) -> object:
    return kind(id=f"n{start}", start=start, end=end, rule="any", children=children)


@pytest.mark.parametrize(
    ("children", "expected"),
    [
        ((), "body(p )"),
        ((node(Salutation, 2, 6),), "body(p ab p )"),
        ((node(Salutation, 0, 6),), "body(salute p )"),
        (
            (node(Paragraph, 0, 24, node(Salutation, 2, 6), node(Note, 6, 10)),),
            "body(p(seg note ))",
        ),
        ((node(Section, 0, 24, node(Paragraph, 2, 10)),), "body(div(p p p ))"),
        ((node(Point, 0, 24, node(Paragraph, 2, 10)),), "body(list(item(p )))"),
        ((node(Point, 0, 24, node(Section, 2, 10)),), "body(list(item(list(item ))))"),
    ],
)
def test_shapes(children: tuple[object, ...], expected: str) -> None:
    assert shape(checked(one(*children))) == expected


def entity(label: str, start: int, end: int, **values: object) -> Entity:
    return msgspec.convert(
        {
            "id": "e1",
            "label": label,
            "start": start,
            "end": end,
            "text": TEXT[start:end],
            "rule": "any",
            **values,
        },
        Entity,
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (entity("DATE", 10, 15, date={"edtf": "2021"}), {"when": "2021"}),
        (entity("DATE", 10, 15, date={"edtf": "2021-01/2021-06"}), {"from": "2021-01", "to": "2021-06"}),
        (
            entity("DATE", 10, 15, date={"edtf": "2021-21"}),
            {"when-custom": "2021-21", "datingMethod": "#edtf"},
        ),
        (
            entity(
                "QUANTITY", 20, 23, quantity={"value": 0.6, "low": 0.5, "unit": '"成"', "approximate": True}
            ),
            {"type": "approximate", "quantity": "0.6", "unit": '"成"', "n": "0.5.."},
        ),
        (entity("QUANTITY", 20, 23), {}),
        (entity("PERSON", 2, 5, title="主席"), {"role": "主席"}),
        (entity("DOC", 2, 5, canonical={"id": "DOC:一", "name": "一"}), {"type": "DOC", "key": "DOC:一"}),
    ],
)
def test_what_names_stand_for(found: Entity, expected: dict[str, str]) -> None:
    body = checked(one(entities=(found,)))
    (element,) = [
        each for each in body.iter() if each.get("{http://www.w3.org/XML/1998/namespace}id") == "e1"
    ]
    assert {key: value for key, value in element.attrib.items() if not key.endswith("}id")} == expected
