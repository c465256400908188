from hypothesis import given, settings

from documents import documents
from speechparse.formats.flow import Close, Open, Owners, Stretch, caption, flow
from speechparse.model import Document, Paragraph


@settings(derandomize=True)
@given(documents())
def test_the_stretches_are_the_text(document: Document) -> None:
    stretches = [event for event in flow(document) if isinstance(event, Stretch)]
    assert "".join(document.text[s.start : s.end] for s in stretches) == document.text
    noisy = {at for noise in document.noise for at in range(noise.start, noise.end)}
    assert noisy == {at for s in stretches if s.noise for at in range(s.start, s.end)}


@settings(derandomize=True)
@given(documents())
def test_every_node_opens_and_closes_at_its_place(document: Document) -> None:
    opened, seen, at = [], [], 0
    for event in flow(document):
        match event:
            case Open(node, depth):
                assert (node.start, depth) == (at, len(opened))
                opened.append(node)
                seen.append(node)
            case Close(node):
                assert node is opened.pop()
                assert node.end == at
            case Stretch(start, end, node):
                assert (start, node) == (at, opened[-1] if opened else None)
                at = end
    assert seen == list(document.walk())


def test_nesting_costs_no_stack(speech: Document) -> None:
    node = Paragraph(id="t", start=0, end=1, rule="any", children=())
    for _ in range(10_000):
        node = Paragraph(id="t", start=0, end=1, rule="any", children=(node,))
    events = list(flow(_with_children(speech, node)))
    assert sum(isinstance(event, Close) for event in events) == 10_001


def _with_children(speech: Document, *children: Paragraph) -> Document:
    import msgspec

    return msgspec.structs.replace(speech, children=children, noise=())


def test_owners_tell_the_deepest_node(speech: Document) -> None:
    owners = Owners(speech)
    found = {word: owners.at(speech.text.index(word)) for word in ("育苗", "老树", "茶园", "改造")}
    assert {word: node.id if node else None for word, node in found.items()} == {
        "育苗": "s1/t1/p1",
        "老树": "s2/s1/s1",
        "茶园": "s1/t1",
        "改造": "s2/s1",
    }
    assert owners.at(speech.children[0].end) is None


def test_caption_prefers_the_heading_and_cuts_the_rest(speech: Document) -> None:
    captions = {node.id: caption(speech, node, length=8) for node in speech.walk()}
    assert captions["s1"] == "去年的成绩"
    assert captions["s3"] == "附带的话"
    assert captions["s1/t1/p1"] == "育苗；"
    assert captions["s2/s1/s1"] == "老树要更新，5…"
