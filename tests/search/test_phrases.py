"""Phrases of any kind over texts of any kind: the embedded index against plain search in the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.archive import archive
from speechparse.search.engine import Stored
from speechparse.search.records import Record
from speechparse.search.runs import plain, runs
from speechparse.search.sqlite import SqliteEngine
from speechparse.search.syntax import Phrase

_TEXT = st.text("养老服务養国12aB５ 　\n、。+%-*\"'𠀀々ä①", min_size=1, max_size=25)


def _engine(texts: list[str]) -> SqliteEngine:
    base = archive()[0][1][0]
    engine = SqliteEngine(":memory:", write=True)
    records = [
        Record(id=f"d:{at}", document="d", node=str(at), kind=base.kind, start=0, end=len(text), text=text)
        for at, text in enumerate(texts)
    ]
    engine.put([(Stored("d", None, "", 0), records)])
    return engine


@given(st.lists(_TEXT, min_size=1, max_size=6), st.data())
@settings(derandomize=True, deadline=None, max_examples=200)
def test_a_phrase_is_found_wherever_it_stands(texts: list[str], data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    wanted = data.draw(st.one_of(st.just(text[start : start + data.draw(st.integers(1, 8))]), _TEXT))
    found = tuple(runs(wanted))
    if not found:
        return
    engine = _engine(texts)
    phrase = Phrase("text", found)
    hits = {int(record.node) for record in engine.every(phrase)}
    engine.close()
    assert hits == {at for at, one in enumerate(texts) if _holds(phrase, runs(one))}
    ideographs = all("\u4e00" <= char <= "\u9fff" for char in plain(wanted))
    if ideographs:
        assert {at for at, one in enumerate(texts) if plain(wanted) in plain(one)} <= hits


def _holds(phrase: Phrase, held: list[str]) -> bool:
    """Whether the runs of a text have those of the phrase one after the other, the outer ones in part."""
    wanted = list(phrase.runs)
    for at in range(len(held) - len(wanted) + 1):
        window = held[at : at + len(wanted)]
        if len(wanted) == 1:
            if _part(wanted[0], window[0], "in"):
                return True
        elif (
            _part(wanted[0], window[0], "end")
            and window[1:-1] == wanted[1:-1]
            and _part(wanted[-1], window[-1], "start")
        ):
            return True
    return False


def _part(wanted: str, run: str, where: str) -> bool:
    if not _ideographic(wanted) or not _ideographic(run):
        return wanted == run
    return {"in": run.__contains__, "end": run.endswith, "start": run.startswith}[where](wanted)


def _ideographic(run: str) -> bool:
    return run[0] in "养老服务国𠀀"
