import json
from pathlib import Path

import pytest

from speechparse.entities import Recognizer
from speechparse.entities.model.passages import outermost, read_rows
from speechparse.entities.model.sequence import SequenceModel
from speechparse.entities.model.train import train
from speechparse.entities.model.weights import load
from speechparse.errors import ConfigurationError

CORPUS = Path(__file__).parents[3] / "corpus"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of the first 80 passages of the example corpus."""
    pytest.importorskip("scipy")
    folder = tmp_path_factory.mktemp("model")
    lines = (CORPUS / "entities.jsonl").read_text("utf-8").splitlines()[:80]
    (folder / "gold.jsonl").write_text("\n".join(lines), "utf-8")
    train([folder / "gold.jsonl"], CORPUS, folder / "tiny.npz", epochs=6, runs=1)
    return folder


def test_a_tiny_model_learns_what_it_is_shown(tiny: Path):
    model = SequenceModel.read(tiny / "tiny.npz")
    hits = found = wanted = 0
    for row in read_rows([tiny / "gold.jsonl"]):
        text = (CORPUS / row.file).read_bytes().decode("utf-8")[row.start : row.end]
        gold = {tuple(span) for span in outermost(row.spans)}
        said = {tuple(span) for span in model.find(text, model.vocabulary.find(text))}
        hits, found, wanted = hits + len(gold & said), found + len(said), wanted + len(gold)
    assert 2 * hits / (found + wanted) > 0.8


def test_the_recognizer_takes_a_model_of_the_users(tiny: Path):
    text = "市委、市政府高度重视。"
    recognized = Recognizer(model=tiny / "tiny.npz").recognize(text, text)
    assert all(text[e.start : e.end] == e.text for e in recognized.entities)


def test_what_is_no_model_or_another_versions_is_told(tiny: Path):
    (tiny / "text.npz").write_text("no model", "utf-8")
    with pytest.raises(ConfigurationError, match=r"text\.npz.*speechparse train"):
        SequenceModel.read(tiny / "text.npz")
    with pytest.raises(ConfigurationError, match=r"absent\.npz.*No such file"):
        SequenceModel.read(tiny / "absent.npz")
    load(tiny / "tiny.npz")._replace(kinds=("another",)).save(tiny / "older.npz")
    with pytest.raises(ConfigurationError, match=r"older\.npz.*another version"):
        SequenceModel.read(tiny / "older.npz")


def test_the_same_passages_give_the_same_weights(tiny: Path):
    rows = (tiny / "gold.jsonl").read_text("utf-8").splitlines()[:10]
    (tiny / "few.jsonl").write_text("\n".join(rows), "utf-8")
    first, second = (
        train([tiny / "few.jsonl"], CORPUS, tiny / f"{name}.npz", epochs=2, runs=1) for name in "ab"
    )
    assert [part.tolist() for part in first.moves] == [part.tolist() for part in second.moves]
    assert first.tables["pair"].rows.tolist() == second.tables["pair"].rows.tolist()


def test_rows(tmp_path: Path):
    row = {"file": "a.txt", "start": 3, "end": 9, "spans": [[0, 4, "ORG"], [0, 2, "GPE"]]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n\n", "utf-8")
    (read,) = read_rows([tmp_path / "gold.jsonl"])
    assert (read.file, read.start, read.end) == ("a.txt", 3, 9)
    assert outermost(read.spans) == [(0, 4, "ORG")]
