"""Spark and Ray, really run: the same function on each, with a poisoned document and a worker killed."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

spark = pytest.mark.skipif(
    shutil.which("java") is None or importlib.util.find_spec("pyspark") is None,
    reason="Spark needs Java and the extra spark",
)
ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray needs the extra ray")


def job(program: str, *arguments: str) -> dict[str, Any]:
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(HERE.parent),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    done = subprocess.run(
        [sys.executable, HERE / program, *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def ids(count: int) -> list[str]:
    """The ids of a job's documents, the one in the middle poisoned."""
    return sorted([f"d{number}" for number in range(count) if number != count // 2] + ["poisoned"])


@spark
def test_spark_on_one_machine() -> None:
    result = job("spark_job.py", "local[2]", "60", "BUG")
    assert result["ids"] == ids(60)
    assert result["errors"] == {"poisoned": "TypeError: of no use"}
    assert result["points"] == 2 * 59
    assert result["columns"][:3] == ["document", "id", "parent"]


@spark
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="the executor is found by /proc")
def test_spark_on_a_cluster_whose_executor_is_killed(tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    result = job("spark_job.py", "local-cluster[2,1,1024]", "60", f"KILL-EXECUTOR {killed}")
    assert killed.exists()
    assert result["ids"] == ids(60)
    assert result["errors"] == {}
    assert result["points"] == 2 * 59


@ray
def test_ray(tmp_path: Path) -> None:
    result = job("ray_job.py", "60", "BUG")
    assert result["ids"] == ids(60)
    assert result["errors"] == {"poisoned": "TypeError: of no use"}
    assert result["points"] == 2 * 59


@ray
def test_ray_with_a_worker_killed(tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    result = job("ray_job.py", "60", f"KILL {killed}")
    assert killed.exists()
    assert result["ids"] == ids(60)
    assert result["errors"] == {}
