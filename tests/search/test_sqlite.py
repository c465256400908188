"""What holds for the embedded index alone: its file, its readers, and what a killed writer leaves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from search.archive import archive
from speechparse.search.engine import EngineError
from speechparse.search.query import parse_query
from speechparse.search.sqlite import SqliteEngine

_WRITER = """
import sys
from search.archive import archive
from speechparse.search.sqlite import SqliteEngine
import msgspec
engine = SqliteEngine(sys.argv[1], write=True)
for number in range(100_000):
    batch = []
    for stored, records in archive():
        id = f"{stored.id}{number}"
        batch.append((stored._replace(id=id), [msgspec.structs.replace(one, id=f"{id}:{one.node}", document=id) for one in records * 5]))
    engine.put(batch)
    print(number, flush=True)
"""


def _engine(path: Path) -> SqliteEngine:
    engine = SqliteEngine(path, write=True)
    engine.put(archive())
    return engine


def _integrity(path: Path) -> str:
    connection = sqlite3.connect(path)
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.execute("INSERT INTO tokens(tokens, rank) VALUES ('integrity-check', 0)")
    connection.commit()
    connection.close()
    return str(found)


@pytest.mark.parametrize("batches", [1, 7, 20])
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path, batches: int) -> None:
    path = tmp_path / "index.db"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, env=environment, text=True
    ) as writer:
        assert writer.stdout is not None
        said = [int(writer.stdout.readline()) for _ in range(batches)]
        os.kill(writer.pid, signal.SIGKILL)
        said += [int(line) for line in writer.stdout if line.strip()]
    assert _integrity(path) == "ok"
    engine = SqliteEngine(path)
    assert {f"{id}{number}" for id in "abc" for number in said} <= set(engine.stored())
    assert len(engine.stored()) % 3 == 0  # a batch is there whole or not at all
    engine.close()
    again = SqliteEngine(path, write=True)
    again.put(archive())
    assert again.find(parse_query("id:c.docx 改革"), limit=1, offset=0).total > 0
    again.close()


def test_readers_see_the_last_whole_batch_while_another_is_written(tmp_path: Path) -> None:
    writer = _engine(tmp_path / "index.db")
    reader = SqliteEngine(tmp_path / "index.db")
    with writer._writing() as connection:
        connection.execute("DELETE FROM documents")
        assert len(reader.stored()) == 3
    assert not reader.stored()
    reader.close()
    writer.close()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    _engine(tmp_path / "index.db").close()
    reader = SqliteEngine(tmp_path / "index.db")
    with pytest.raises(EngineError, match="readonly"):
        reader.remove(["a"])
    assert len(reader.stored()) == 3
    reader.close()


def test_a_failed_batch_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    engine = _engine(tmp_path / "index.db")
    (stored, records), *_ = archive()
    with pytest.raises(RuntimeError, match="no more"):
        engine.put(_failing(stored._replace(id="new"), records))
    assert set(engine.stored()) == {"a", "b", "c"}
    engine.close()


def _failing(stored: object, records: object):  # type: ignore[no-untyped-def]
    yield stored, records
    raise RuntimeError("no more")


def test_an_index_that_was_emptied_holds_no_token(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    engine = _engine(path)
    engine.remove(["a", "b", "c"])
    engine.finish()
    engine.close()
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'tokens', 'row')")
    assert connection.execute("SELECT count(*) FROM temp.terms").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100])
def test_what_is_no_index_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.db"
    path.write_bytes(content)
    with pytest.raises(EngineError, match="no index of speechparse"):
        SqliteEngine(path)
    assert path.read_bytes() == content


def test_a_file_of_another_program_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine(x)")
    connection.commit()
    connection.close()
    for write in (False, True):
        with pytest.raises(EngineError, match="no index of speechparse"):
            SqliteEngine(path, write=write)


def test_an_index_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    _engine(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=1999")
    connection.commit()
    connection.close()
    with pytest.raises(EngineError, match=r"another version .*1\.999.*index the archive again"):
        SqliteEngine(path)


def test_a_missing_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="there is no such index"):
        SqliteEngine(tmp_path / "none.db")
    assert not list(tmp_path.iterdir())
