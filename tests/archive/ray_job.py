"""A Ray job of its own, for Ray's processes last as long as Python does.

python ray_job.py DOCUMENTS [FIRST LINE OF ONE DOCUMENT]
"""

from __future__ import annotations

import json
import os
import sys

import ray

from archive.odd_parsers import Odd
from speechparse.archive import ray as speeches

count, *poison = sys.argv[1:]
texts = [
    {"id": f"d{number}", "text": f"一、第{number}次\n要做两件事：一是采茶；二是制茶。"}
    for number in range(int(count))
]
if poison:
    texts[len(texts) // 2] = {"id": "poisoned", "text": poison[0]}
ray.init(
    num_cpus=2,
    include_dashboard=False,
    log_to_driver=False,
    logging_level="ERROR",
    runtime_env={"env_vars": {"PYTHONPATH": os.environ["PYTHONPATH"]}},
)
ray.data.DataContext.get_current().enable_progress_bars = False
rows = speeches.parse(ray.data.from_items(texts), parser=Odd).take_all()
result = {
    "ids": sorted(row["id"] for row in rows),
    "errors": {row["id"]: row["error"] for row in rows if row["error"]},
    "points": sum(node["kind"] == "point" for row in rows for node in row["nodes"] or ()),
}
sys.stdout.write(json.dumps(result))
