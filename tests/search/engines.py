"""The engines that the contract is tried on: each a function that makes an empty one, or skips the test."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from speechparse.search.engine import Engine
from speechparse.search.sqlite import SqliteEngine


@contextmanager
def sqlite(folder: Path) -> Iterator[Engine]:
    engine = SqliteEngine(folder / "index.db", write=True)
    yield engine
    engine.close()


@contextmanager
def tantivy(folder: Path) -> Iterator[Engine]:
    pytest.importorskip("tantivy")
    from speechparse.search.tantivy import TantivyEngine

    engine = TantivyEngine(folder / "index.tantivy", write=True)
    yield engine
    engine.close()


@contextmanager
def postgres(folder: Path) -> Iterator[Engine]:
    pytest.importorskip("psycopg")
    from speechparse.search.postgres import PostgresEngine

    with cluster() as url:
        engine = PostgresEngine(url, write=True)
        yield engine
        engine.close()


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL of its own in a new folder, without network; its address."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb")
    if not programs and found is None:
        pytest.skip("PostgreSQL is not installed")
    binaries = (programs[-1] if programs else Path(str(found))).parent
    # The path of a socket may have about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        as_user: list[str] = []
        if os.geteuid() == 0:  # the server refuses to run as root
            if shutil.which("runuser") is None or not any(
                user.pw_name == "postgres" for user in pwd.getpwall()
            ):
                pytest.skip("PostgreSQL needs a user other than root")
            shutil.chown(folder, "postgres")
            as_user = ["runuser", "-u", "postgres", "--"]
        data = folder / "data"
        quiet: dict[str, Any] = {
            "check": True,
            "stdout": subprocess.DEVNULL,
            "stderr": subprocess.DEVNULL,
            "cwd": "/",
        }
        subprocess.run(
            [
                *as_user,
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "test",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ],
            **quiet,
        )
        control = [*as_user, binaries / "pg_ctl", "-D", data, "-w"]
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **quiet)
        try:
            yield f"postgresql://test@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


@contextmanager
def elasticsearch(folder: Path) -> Iterator[Engine]:
    """The cluster that SPEECHPARSE_ES_URL names, with `opensearch+` before it for OpenSearch."""
    url = os.environ.get("SPEECHPARSE_ES_URL")
    if url is None:
        pytest.skip("SPEECHPARSE_ES_URL names no cluster")
    from speechparse.search.elastic import ElasticEngine

    engine = ElasticEngine(f"{url.rstrip('/')}/speechparse-test", write=True, rebuild=True)
    engine.finish()
    yield engine
    engine.close()


ENGINES: dict[str, Callable[[Path], Any]] = {
    "sqlite": sqlite,
    "tantivy": tantivy,
    "postgres": postgres,
    "elasticsearch": elasticsearch,
}
