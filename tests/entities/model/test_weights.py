from io import BytesIO

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.model.features import OFFSETS, Family
from speechparse.entities.model.moves import Moves
from speechparse.entities.model.weights import Table, Weights, load

LABELS = tuple("ABCDEFGHIJK")
TAGS = 2 * len(LABELS)


@settings(derandomize=True)
@given(st.sets(st.integers(1, 2**48), max_size=200), st.lists(st.integers(0, 2**48), max_size=50))
def test_every_key_is_found_and_no_other(known: set[int], asked: list[int]):
    keys = np.array(sorted(known), dtype=np.int64)
    table = Table(keys, np.zeros((len(keys), 1, 4), dtype=np.int8))
    assert table.find(keys).tolist() == list(range(1, len(keys) + 1))
    for key, row in zip(asked, table.find(np.array(asked, dtype=np.int64)).tolist(), strict=True):
        assert (row > 0) == (key in known)


def _weights() -> Weights:
    rng = np.random.default_rng(1)
    tables = {}
    for name in ("char", "pair", "hint"):
        rows = rng.integers(-9, 9, (4, len(OFFSETS[name]), TAGS)).astype(np.int8)
        tables[name] = Table(np.array([5, 3, 8, 1], dtype=np.int64), rows)
    parts = ((1,) * 12, (3,) * 12, (5,) * 11, (6,) * 11)
    moves = Moves(*(np.array(part, dtype=np.int16) for part in parts))
    return Weights(LABELS, ("one", "two"), "名\t0".encode(), moves, tables)


def _slow(weights: Weights, size: int, families: list[Family]) -> list[list[int]]:
    total = [[0] * size for _ in range(TAGS)]
    for name, keys in families:
        table = weights.tables[name]
        for position, key in enumerate(keys.tolist()):
            if key not in table.keys.tolist():
                continue
            row = table.rows[table.keys.tolist().index(key)].tolist()
            for weights_there, offset in zip(row, OFFSETS[name], strict=True):
                if 0 <= position - offset < size:
                    for tag in range(TAGS):
                        total[tag][position - offset] += weights_there[tag]
    return total


@settings(derandomize=True)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(0, 3), st.data())
def test_scores_are_the_sums_of_what_the_families_say(keys: list[int], layers: int, data: st.DataObject):
    size = len(keys)
    seen = np.array(keys, dtype=np.int64)
    families = [Family("char", seen), Family("pair", seen)]
    for _ in range(layers):
        said = data.draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
        families.append(Family("hint", np.array(said, dtype=np.int64)))
    weights = _weights()
    assert weights.scores(size, families).tolist() == _slow(weights, size, families)


def test_what_is_saved_is_read():
    file = BytesIO()
    weights = _weights()
    weights.save(file)
    file.seek(0)
    read = load(file)
    assert (read.labels, read.kinds, read.lexicon) == (weights.labels, weights.kinds, weights.lexicon)
    assert [part.tolist() for part in read.moves] == [part.tolist() for part in weights.moves]
    for name, table in weights.tables.items():
        assert read.tables[name].rows.tolist() == table.rows.tolist()
        assert read.tables[name].keys.tolist() == table.keys.tolist()
