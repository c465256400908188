from speechparse.entities.model.lexicon import Harvest, Seen, pack, unpack
from speechparse.entities.model.marks import KINDS


def _kinds(lexicon: dict[str, list[int]], name: str) -> list[str]:
    return [KINDS[kind] for kind in lexicon.get(name, [])]


PASSAGES = [
    Seen("a", "青禾行动和青禾", ((0, 4, "PROGRAM"),)),
    Seen("b", "青禾行动，青禾市", ((0, 4, "PROGRAM"), (5, 8, "GPE"))),
    Seen("c", "青禾行动。今年", ((5, 7, "DATE"),)),
]


def test_names_with_labels_and_trust():
    lexicon = Harvest(PASSAGES).lexicon()
    assert _kinds(lexicon, "青禾行动") == ["learnt:PROGRAM:often"]
    assert _kinds(lexicon, "青禾市") == ["learnt:GPE:mostly"]
    assert "今年" not in lexicon


def test_a_source_does_not_vouch_for_itself():
    harvest = Harvest(PASSAGES)
    assert "青禾市" not in harvest.lexicon(without="b")
    assert _kinds(harvest.lexicon(without="c"), "青禾行动") == ["learnt:PROGRAM:mostly"]


def test_packing():
    lexicon = Harvest(PASSAGES).lexicon()
    assert unpack(pack(lexicon)) == {name: tuple(kinds) for name, kinds in lexicon.items()}
    assert unpack(b"") == {}
