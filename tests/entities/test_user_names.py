from pathlib import Path

import pytest

from speechparse.entities import Recognizer
from speechparse.entities.user_names import Own, UserNames
from speechparse.errors import ConfigurationError
from speechparse.model import Canonical


def test_longest_match_wins():
    names = UserNames([("青禾", "ORG"), ("青禾行动", "PROGRAM", "own:1")])
    found = [(c.start, c.end, c.label) for c in names.find("推进青禾行动，走访青禾。")]
    assert found == [(2, 6, "PROGRAM"), (9, 11, "ORG")]


def test_canonical_id_is_kept():
    (one,) = UserNames([("青禾行动", "PROGRAM", "own:1")]).find("青禾行动")
    assert one.key == Own("PROGRAM", Canonical(id="own:1", name="青禾行动"))
    assert one.certain


def test_names_are_folded_as_the_text_is():
    assert [c.label for c in UserNames([("ＡＢ計劃", "PROGRAM")]).find("AB计划")] == ["PROGRAM"]


def test_file_with_comments_and_mark(tmp_path: Path):
    path = tmp_path / "names.tsv"
    path.write_text("\ufeff# ours\n\n青禾行动\tPROGRAM\town:1\n", "utf-8")
    assert [c.start for c in UserNames(path).find("在青禾行动中")] == [1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("青禾\tORG\nX\tTHING\n", ["line 2", "'THING'", "use one of"]),
        ("青禾\n", ["line 1", "1 column", "tabs"]),
        ("\tORG\n", ["line 1", "empty", "delete"]),
        ("a\tORG\tb\tc\n", ["line 1", "4 column"]),
    ],
)
def test_wrong_rows_tell_where_and_how(tmp_path: Path, content: str, said: list[str]):
    path = tmp_path / "names.tsv"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigurationError) as error:
        UserNames(path)
    assert str(path) in str(error.value)
    for part in said:
        assert part in str(error.value)


def test_missing_or_undecodable_file(tmp_path: Path):
    with pytest.raises(ConfigurationError, match="cannot be read"):
        UserNames(tmp_path / "none.tsv")
    (tmp_path / "bad.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match="UTF-8"):
        UserNames(tmp_path / "bad.tsv")


def test_users_names_win_over_everything():
    text = "2021年江西省召开会议。"
    recognizer = Recognizer(names=[("2021年江西省", "EVENT", "own:2")], model=None)
    (entity, *_) = recognizer.recognize(text, text).entities
    assert (entity.text, entity.label, entity.rule) == ("2021年江西省", "EVENT", "user")
    assert entity.canonical == Canonical(id="own:2", name="2021年江西省")
