import msgspec
import pytest
from hypothesis import given, settings

from documents import documents
from speechparse.model import NODE_TYPES, Document, Heading, Numbered, Piece, read_json


def _owner(document: Document, at: int) -> tuple[str, str | None]:
    """Whose the code point is, by the definition: noise, marker, heading, deepest node, space."""
    if any(noise.start <= at < noise.end for noise in document.noise):
        return "noise", None
    owner: tuple[str, str | None] = ("space", None)
    for node in document.walk():
        if node.start <= at < node.end:
            owner = ("heading" if isinstance(node, Heading) else "text", node.id)
        if isinstance(node, Numbered):
            if node.heading and node.heading.start <= at < node.heading.end:
                owner = ("heading", node.id)
            if node.marker and node.marker.start <= at < node.marker.end:
                owner = ("marker", node.id)
    return owner


@settings(derandomize=True)
@given(documents())
def test_pieces_partition_the_text(document: Document) -> None:
    pieces = list(document.pieces())
    assert "".join(document.text[piece.start : piece.end] for piece in pieces) == document.text
    owners = [(piece.role, piece.node) for piece in pieces for _ in range(piece.start, piece.end)]
    assert owners == [_owner(document, at) for at in range(len(document.text))]


def test_the_pieces_of_a_section(speech: Document) -> None:
    start = speech.text.index("一、")
    found = [piece for piece in speech.pieces() if start <= piece.start][:5]
    assert [(speech.text[p.start : p.end], p.role, p.node) for p in found] == [
        ("一、", "marker", "s1"),
        ("去年的成绩", "heading", "s1"),
        (" ", "text", "s1"),
        ("茶网 www.tea.example", "noise", None),
        ("\n", "text", "s1"),
    ]
    assert isinstance(found[0], Piece)


@settings(derandomize=True)
@given(documents())
def test_json_round_trip(document: Document) -> None:
    assert read_json(document.to_json()) == document
    assert read_json(document.to_json(indent=2).encode("utf-8")) == document


def test_every_kind_survives_the_round_trip(speech: Document) -> None:
    whole = speech.children[0]
    fields = {"start": 0, "end": 1, "rule": "any", "children": ()}
    nodes = tuple(kind(id=name, **fields) for name, kind in NODE_TYPES.items())
    document = msgspec.structs.replace(speech, children=(whole, *nodes))
    read = read_json(document.to_json())
    assert [node.kind for node in read.children[1:]] == list(NODE_TYPES)
    assert [type(node) for node in read.children[1:]] == list(NODE_TYPES.values())


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("", msgspec.DecodeError),
        ("no json", msgspec.DecodeError),
        ("{}", msgspec.ValidationError),
        ('{"schema": "speechparse/1.0", "id": 3}', msgspec.ValidationError),
    ],
)
def test_what_is_no_document_is_refused(data: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_json(data)


@settings(derandomize=True)
@given(documents())
def test_find_gives_the_node_of_each_id(document: Document) -> None:
    for node in document.walk():
        assert document.find(node.id) is node
    with pytest.raises(KeyError):
        document.find("no such node")


def test_sections_and_points(speech: Document) -> None:
    assert [node.id for node in speech.sections] == ["s1", "s2", "s2/s1", "s2/s1/s1", "s3"]
    assert [node.id for node in speech.points] == ["s1/t1/p1", "s1/t1/p2"]


@settings(derandomize=True)
@given(documents())
def test_text_of_leaves_the_noise_out(document: Document) -> None:
    noisy = {at for noise in document.noise for at in range(noise.start, noise.end)}
    for node in document.walk():
        kept = "".join(document.text[at] for at in range(node.start, node.end) if at not in noisy)
        assert document.text_of(node) == kept


def test_headings(speech: Document) -> None:
    assert speech.heading_of(speech.find("s2/s1")) == "改造老园"
    assert speech.heading_of(speech.find("s2/s1/s1")) is None
    assert speech.heading_of(speech.find("s3")) is None
    assert speech.heading_of(speech.find("title1")) is None


def test_documents_cannot_be_changed(speech: Document) -> None:
    with pytest.raises(AttributeError):
        speech.text = ""  # type: ignore[misc]
