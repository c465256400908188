import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.model.features import OFFSETS, families

_ALPHABET = "推进青禾工程行动会议“”《》（），。\n 0Ab省市"


def _by_name(text: str, hints: np.ndarray | None = None) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for name, positions, keys in families(text, {} if hints is None else {"hint": hints}):
        at = range(len(text)) if positions is None else positions.tolist()
        found[name] = list(zip(at, keys.tolist(), strict=True))
    return found


@settings(derandomize=True)
@given(st.text(alphabet=_ALPHABET, min_size=1, max_size=60), st.data())
def test_positions_lie_in_the_text_in_order(text: str, data: st.DataObject):
    spans = data.draw(
        st.lists(st.tuples(st.integers(0, 59), st.integers(1, 9), st.integers(0, 99)), max_size=8)
    )
    hints = [(s, min(s + n, len(text)), kind) for s, n, kind in spans if s < len(text)]
    for name, positions, keys in families(text, {"hint": np.array(hints, dtype=np.int64).reshape(-1, 3)}):
        assert name in OFFSETS
        assert keys.min(initial=0) >= 0
        if positions is None:
            assert len(keys) == len(text)
        else:
            assert len(keys) == len(positions)
            assert positions.tolist() == sorted(positions.tolist())
            assert positions.min(initial=0) >= 0
            assert positions.max(initial=0) < len(text)


def test_digits_and_letters_are_made_one():
    assert _by_name("2021年A市")["char"] == _by_name("1999年Z市")["char"]


def test_of_hints_of_one_kind_the_longest_counts():
    short, long = (1, 3, 7), (0, 4, 7)
    both = _by_name("青禾工程", np.array([short, long], dtype=np.int64))["hint"]
    assert both == _by_name("青禾工程", np.array([long], dtype=np.int64))["hint"]


def test_hints_of_different_kinds_stand_side_by_side():
    hints = _by_name("青禾工程", np.array([(0, 4, 7), (0, 2, 8)], dtype=np.int64))["hint"]
    assert [at for at, _ in hints] == [0, 0, 1, 1, 2, 3]


def test_the_next_head_word_is_seen_within_the_clause_only():
    assert _by_name("青禾工程")["head"][0][0] == 0
    assert all(at > 2 for at, _ in _by_name("青禾。工程")["head"])


def test_quotations_tell_what_follows_them():
    followed, alone = _by_name("“青禾”工程")["quote"], _by_name("“青禾”青禾")["quote"]
    assert [at for at, _ in followed] == [at for at, _ in alone] == [0, 1, 2, 3]
    assert followed != alone
