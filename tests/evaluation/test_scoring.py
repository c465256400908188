import importlib.util
import json
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from gold_documents import parser_of
from speechparse.errors import ConfigurationError
from speechparse.evaluation import (
    Gold,
    Mistake,
    Run,
    compare,
    read_gold,
    score_entities,
    score_links,
    score_structure,
)
from speechparse.evaluation.scoring import Tally, excerpt
from speechparse.model import DateValue, Document, Entity, Place, Quantity

TEXT = "县里的讲话\n一、茶叶。种茶。主要两件事：一是育苗；二是修路。 茶网www.tea.example\n（完）\n"
MARKERS = [("一、", "section", 1, None, 10), ("一是", "point", 1, 1, None), ("二是", "point", 2, 1, None)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold folder of one small text."""
    (tmp_path / "structure").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/tea.txt").write_text(TEXT, "utf-8")
    markers = [
        {
            "id": number,
            "start": TEXT.index(text),
            "end": TEXT.index(text) + 2,
            "text": text,
            "family": family,
            "number": value,
            "parent": parent,
            "heading_end": heading_end,
        }
        for number, (text, family, value, parent, heading_end) in enumerate(MARKERS, 1)
    ]
    noise = TEXT.index("茶网")
    structure = {
        "file": "texts/tea.txt",
        "lines": {"title": [[0, 5]], "note": [[TEXT.index("（完"), TEXT.index("）\n") + 1]]},
        "noise": [[noise, noise + 17, "watermark"]],
        "markers": markers,
        "remarks": "fields that are not known are left alone",
    }
    (tmp_path / "structure/tea.json").write_text(json.dumps(structure), "utf-8")
    passage = {
        "id": "p1",
        "file": "texts/tea.txt",
        "start": 0,
        "end": 5,
        "spans": [[0, 1, "GPE"], [3, 5, "DOC"]],
    }
    (tmp_path / "entities.jsonl").write_text(json.dumps(passage) + "\n\n", "utf-8")
    return tmp_path


def _scored(gold: Gold, change: object) -> Run:
    right = parser_of(gold, damage=False)

    def parse(path: Path) -> Document:
        return change(right(path))  # type: ignore[operator]

    structure, entities = score_structure(gold, parse), score_entities(gold, parse)
    return Run({**structure.figures, **entities.figures}, (*structure.mistakes, *entities.mistakes))


def test_what_is_right_scores_full_marks(folder: Path) -> None:
    run = _scored(read_gold(folder), lambda document: document)
    counts = {"markers": 3, "chars": len(TEXT), "spans": 2, "GPE_n": 1, "DOC_n": 1}
    rest = {name: figure for name, figure in run.figures.items() if name not in (*counts, "chars_per_s")}
    assert rest == dict.fromkeys(rest, 1.0)
    assert {name: run.figures[name] for name in counts} == counts
    assert run.mistakes == ()


@pytest.mark.parametrize(
    ("change", "figures", "mistakes"),
    [
        (
            lambda d: msgspec.structs.replace(d, children=d.children[1:]),
            {"marker_r": 0, "marker_p": 0, "parent": 0, "heading": 0, "role_f1": 1},
            [("missed marker", ""), ("missed marker", ""), ("missed marker", "")],
        ),
        (
            lambda d: msgspec.structs.replace(d, children=(d.children[0], d.children[2])),
            {"marker_f1": 1, "role_f1": 2 / 3, "role_title_f1": 0, "role_note_f1": 1},
            [("missed role", "title")],
        ),
        (
            lambda d: msgspec.structs.replace(d, noise=()),
            {"noise": 0, "noise_watermark_recall": 0},
            [("missed noise", "watermark")],
        ),
        (
            lambda d: msgspec.structs.replace(
                d, children=(msgspec.structs.replace(d.children[0], heading=None), *d.children[1:])
            ),
            {"heading": 0, "marker_f1": 1, "parent": 1},
            [("heading", "")],
        ),
        (
            lambda d: msgspec.structs.replace(
                d, entities=(msgspec.structs.replace(d.entities[0], end=2), d.entities[1])
            ),
            {"entity_f1": 0.5, "GPE_f1": 0, "DOC_f1": 1, "overlap_f1": 1},
            [("false entity", "GPE"), ("missed entity", "GPE")],
        ),
    ],
)
def test_what_is_wrong_is_counted_and_listed(
    folder: Path, change: object, figures: dict[str, float], mistakes: list[tuple[str, str]]
) -> None:
    run = _scored(read_gold(folder), change)
    assert {name: run.figures[name] for name in figures} == pytest.approx(figures)
    assert [(mistake.kind, mistake.name) for mistake in run.mistakes] == mistakes


def test_a_mistake_shows_what_was_got_and_wanted(folder: Path) -> None:
    run = _scored(
        read_gold(folder),
        lambda d: msgspec.structs.replace(
            d, children=(msgspec.structs.replace(d.children[0], heading=None), *d.children[1:])
        ),
    )
    assert run.mistakes[0].note == "…县里的讲话 «一、»茶叶。种茶。主要两件事：… is None, should be 10"
    assert (run.mistakes[0].where, run.mistakes[0].start) == ("tea", 6)


def test_noise_counts_at_nine_tenths_of_its_characters(folder: Path) -> None:
    def cut(length: int) -> float:
        return _scored(
            read_gold(folder),
            lambda d: msgspec.structs.replace(
                d, noise=(msgspec.structs.replace(d.noise[0], end=d.noise[0].start + length),)
            ),
        ).figures["noise_watermark_recall"]

    assert (cut(16), cut(15)) == (1.0, 0.0)


@pytest.fixture(scope="session")
def score_py(shared: Path) -> ModuleType:
    """The program whose figures are to be met."""
    spec = importlib.util.spec_from_file_location("score", shared / "gold/score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("damage", [False, True])
def test_the_figures_are_those_of_score_py(score_py: ModuleType, shared: Path, damage: bool) -> None:
    gold = read_gold(shared / "gold")
    parse = parser_of(gold, damage=damage)
    score_py.parse = lambda path: json.loads(parse(path).to_json())
    theirs = score_py.score_structure(shared / "gold", shared, 0)
    theirs |= score_py.score_entities(shared / "gold", shared, 0)
    mine = {**score_structure(gold, parse).figures, **score_entities(gold, parse).figures}
    theirs.pop("chars_per_s")
    assert {name: mine[name] for name in theirs} == pytest.approx(theirs)
    if damage:
        judged = ("marker_f1", "parent", "number", "heading", "role_f1", "noise", "entity_f1", "overlap_f1")
        assert all(0 < mine[name] < 1 for name in judged)


def test_comparing_tells_gains_losses_and_moved_figures(folder: Path) -> None:
    gold = read_gold(folder)
    without_noise = _scored(gold, lambda d: msgspec.structs.replace(d, noise=()))
    without_title = _scored(
        gold, lambda d: msgspec.structs.replace(d, children=(d.children[0], d.children[2]))
    )
    change = compare(without_noise, without_title)
    assert [mistake.kind for mistake in change.gains] == ["missed noise"]
    assert [mistake.kind for mistake in change.losses] == ["missed role"]
    assert ("noise", 0.0, 1.0) in change.figures
    assert not [name for name, *_ in change.figures if name.startswith("marker")]


def test_a_mistake_with_another_note_is_the_same_mistake() -> None:
    before = Run({}, (Mistake("heading", "x", 1, 2, note="is 5"),))
    after = Run({}, (Mistake("heading", "x", 1, 2, note="is 6"),))
    assert compare(before, after) == compare(before, before)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("entities.jsonl", '{"id": 1}', r"entities\.jsonl, line 1: not in the shape of gold"),
        ("structure/bad.json", "[", r"bad\.json: not in the shape of gold"),
        (
            "structure/far.json",
            '{"file": "a.txt", "lines": {}, "noise": [], "markers": []}',
            r"'a\.txt' is missing",
        ),
    ],
)
def test_bad_gold_is_refused_by_name(folder: Path, name: str, content: str, message: str) -> None:
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(ConfigurationError, match=message):
        read_gold(folder)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no gold here"):
        read_gold(tmp_path)


def test_a_text_that_changed_is_refused(folder: Path) -> None:
    path = folder / "structure/tea.json"
    structure = json.loads(path.read_text("utf-8")) | {"sha256": "0" * 64}
    path.write_text(json.dumps(structure), "utf-8")
    gold = read_gold(folder)
    with pytest.raises(ConfigurationError, match="not the text that was annotated"):
        score_structure(gold, parser_of(gold, damage=False))


def test_the_root_is_the_folder_or_its_parent(folder: Path) -> None:
    assert read_gold(folder).root == folder
    inner = folder / "gold"
    inner.mkdir()
    (folder / "structure").rename(inner / "structure")
    assert read_gold(inner).root == folder
    assert read_gold(inner, root=folder / "elsewhere").root == folder / "elsewhere"


def test_rates_of_nothing() -> None:
    nothing = Tally()
    assert (nothing.precision, nothing.recall, nothing.f1) == (1.0, 1.0, 1.0)
    invented = Tally()
    invented.add(right=0, found=2, gold=0)
    assert (invented.precision, invented.recall, invented.f1) == (0.0, 1.0, 0.0)


def test_an_excerpt_is_one_line() -> None:
    assert excerpt("前面\n的话在这里", 3, 5) == "…前面 «的话»在这里…"


LINKS = [
    {"start": 0, "end": 3, "label": "GPE", "code": "990000"},
    {"start": 3, "end": 5, "label": "DATE", "edtf": "2021"},
    {"start": 6, "end": 10, "label": "QUANTITY", "value": 300, "unit": "亩", "low": 300, "approximate": True},
]


@pytest.mark.parametrize(
    ("change", "figures"),
    [
        ({}, [1.0, 1.0, 1.0]),
        ({0: {"place": Place(code="990001", name="青山省", level="province")}}, [0.0, 1.0, 1.0]),
        ({0: {"place": None}}, [0.0, 1.0, 1.0]),
        ({0: {"label": "LOC"}, 1: {"end": 6}}, [0.0, 0.0, 1.0]),
        ({1: {"date": DateValue(edtf="2020")}}, [1.0, 0.0, 1.0]),
        ({2: {"quantity": Quantity(value=300, unit="亩", approximate=True)}}, [1.0, 1.0, 0.0]),
        ({2: {"quantity": Quantity(value=300, unit="公顷", low=300, approximate=True)}}, [1.0, 1.0, 0.0]),
    ],
)
def test_links(
    tmp_path: Path, speech: Document, change: dict[int, dict[str, object]], figures: list[float]
) -> None:
    text = "青山省今年约300亩"
    rows = [json.dumps({"text": text, "date": "2021-01-01", **link}) for link in LINKS]
    (tmp_path / "linking.jsonl").write_text("\n".join(rows), "utf-8")
    entities = [
        Entity(id="e1", label="GPE", start=0, end=3, text="青山省", rule="x"),
        Entity(id="e2", label="DATE", start=3, end=5, text="今年", rule="x", date=DateValue(edtf="2021")),
        Entity(id="e3", label="QUANTITY", start=6, end=10, text="约300亩", rule="x"),
    ]
    place = Place(code="990000", name="青山省", level="province")
    quantity = Quantity(value=300, unit="亩", low=300, approximate=True)
    entities[0] = msgspec.structs.replace(entities[0], place=place)
    entities[2] = msgspec.structs.replace(entities[2], quantity=quantity)
    for number, fields in change.items():
        entities[number] = msgspec.structs.replace(entities[number], **fields)

    def parse(given: str, date: str) -> Document:
        assert (given, date) == (text, "2021-01-01")
        return msgspec.structs.replace(speech, text=text, entities=tuple(entities))

    run = score_links(read_gold(tmp_path), parse)
    assert [run.figures[f"link_{kind}"] for kind in ("place", "date", "quantity")] == figures
    assert len(run.mistakes) == figures.count(0.0)
    assert run.figures["link_place_n"] == 1
