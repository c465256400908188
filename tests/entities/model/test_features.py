import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.model.features import OFFSETS, families

_ALPHABET = "推进青禾工程行动会议“”《》（），。\n 0Ab省市"


def _table(hints: list[tuple[int, int, int, int]]) -> np.ndarray:
    return np.array(hints, dtype=np.int64).reshape(-1, 4)


def _by_name(text: str, *hints: tuple[int, int, int, int]) -> dict[str, list[tuple[int, int]]]:
    """Positions and keys of every family; a hint is start, end, kind, layer."""
    found: dict[str, list[tuple[int, int]]] = {}
    for name, keys in families(text, _table(list(hints))):
        found.setdefault(name, []).extend((at, key) for at, key in enumerate(keys.tolist()) if key)
    return {name: sorted(seen) for name, seen in found.items()}


@settings(derandomize=True)
@given(st.text(alphabet=_ALPHABET, min_size=1, max_size=60), st.data())
def test_every_position_has_its_keys(text: str, data: st.DataObject):
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, 59), st.integers(1, 9), st.integers(0, 99), st.integers(0, 4)),
            max_size=8,
        )
    )
    hints = [(s, min(s + n, len(text)), kind, layer) for s, n, kind, layer in spans if s < len(text)]
    layers = 0
    for name, keys in families(text, _table(hints)):
        assert name in OFFSETS
        assert keys.min() >= 0
        assert len(keys) == len(text)
        layers += name == "hint"
    assert layers == len({layer for *_, layer in hints})


def test_the_keys_of_a_plain_text():
    seen = _by_name("青禾0。")
    assert seen["char"] == [(0, ord("青")), (1, ord("禾")), (2, ord("0")), (3, ord("。"))]
    assert seen["pair"][0] == (0, ord("青") << 16 | ord("禾"))
    assert seen["shape"][0] == (0, 4 | 4 << 3 | 1 << 6 | 7 << 9)


def test_digits_and_letters_are_made_one():
    assert _by_name("2021年A市")["char"] == _by_name("1999年Z市")["char"]


def _hinted(text: str, *hints: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """Positions and numbers of the kinds of hint that they lie in or beside."""
    return [(at, (key >> 6) - 1) for at, key in _by_name(text, *hints)["hint"]]


def test_a_hint_is_seen_in_it_and_right_beside_it():
    assert _hinted("推进青禾工程", (2, 4, 7, 0)) == [(1, 7), (2, 7), (3, 7), (4, 7)]
    assert len({key for _, key in _by_name("推进青禾工程", (1, 5, 7, 0))["hint"]}) == 5
    assert _hinted("青禾", (0, 2, 7, 0)) == [(0, 7), (1, 7)]


def test_of_hints_of_one_layer_the_longest_counts():
    short, long = (1, 3, 8, 2), (0, 4, 7, 2)
    both = _by_name("青禾工程", short, long)["hint"]
    assert both == _by_name("青禾工程", long, short)["hint"] == _by_name("青禾工程", long)["hint"]


def test_a_position_lies_in_one_hint_rather_than_beside_another():
    assert _hinted("青禾工程", (0, 2, 7, 0), (2, 4, 8, 0)) == [(0, 7), (1, 7), (2, 8), (3, 8)]


def test_hints_of_different_layers_stand_side_by_side():
    assert _hinted("青禾工程", (0, 4, 7, 0), (0, 2, 8, 1)) == [
        *((0, 7), (0, 8), (1, 7), (1, 8)),
        *((2, 7), (2, 8), (3, 7)),
    ]


def test_the_next_head_word_is_seen_within_the_clause_only():
    assert _by_name("青禾工程")["head"][0][0] == 0
    assert all(at > 2 for at, _ in _by_name("青禾。工程")["head"])


def test_quotations_tell_what_follows_them():
    followed, alone = _by_name("“青禾”工程")["quote"], _by_name("“青禾”青禾")["quote"]
    assert [at for at, _ in followed] == [at for at, _ in alone] == [0, 1, 2, 3]
    assert followed != alone
