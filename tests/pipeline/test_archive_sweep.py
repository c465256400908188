"""A sample of real documents, where the development archive is there: nothing is lost in any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from speechparse import Parser, read_json

ARCHIVE = Path(__file__).parents[3] / "shared" / "archive"
SAMPLE = 60
HALF_WIDTH = str.maketrans("，：；（）！？％", ",:;()!?%")
PARSER = Parser(entities=False)


def sample() -> list[Path]:
    """Sixty files of the archive, spread over its folders."""
    files = sorted(ARCHIVE.rglob("*.txt")) if ARCHIVE.is_dir() else []
    return files[:: max(1, len(files) // SAMPLE)][:SAMPLE]


@pytest.fixture(scope="module")
def files() -> list[Path]:
    found = sample()
    if not found:
        pytest.skip("the development archive (../shared/archive) is not there")
    return found


def test_nothing_is_lost_in_any_file(files: list[Path]) -> None:
    for path in files:
        document = PARSER.parse_file(path)
        pieces = "".join(document.text[piece.start : piece.end] for piece in document.pieces())
        assert pieces == document.text, path
        assert PARSER.parse_file(path).to_json() == document.to_json(), path
        assert read_json(document.to_json()) == document, path


def test_half_width_copies_have_the_same_tree(files: list[Path]) -> None:
    for path in files:
        text = PARSER.parse_file(path).text
        wide, half = PARSER.parse(text), PARSER.parse(text.translate(HALF_WIDTH))
        assert [(n.id, n.kind, n.start, n.end, n.rule) for n in half.walk()] == [
            (n.id, n.kind, n.start, n.end, n.rule) for n in wide.walk()
        ], path
        assert half.noise == wide.noise, path


def test_the_watermarked_sample_is_exactly_right() -> None:
    path = ARCHIVE.parent / "sample" / "reform-meeting.txt"
    if not path.is_file():
        pytest.skip("the sample (../shared/sample) is not there")
    document = PARSER.parse_file(path)
    assert [section.id for section in document.sections] == ["s1"]
    assert [point.marker.number for point in document.points if point.marker] == [1, 2, 3]
    assert [noise.kind for noise in document.noise] == ["watermark"] * 5
