"""A Spark job of its own, for a session and its Java process last as long as Python does.

python spark_job.py MASTER DOCUMENTS [FIRST LINE OF ONE DOCUMENT]
"""

from __future__ import annotations

import json
import sys

from pyspark.sql import SparkSession

from archive.odd_parsers import Odd
from speechparse.archive import spark as speeches

master, count, *poison = sys.argv[1:]
session = (
    SparkSession.builder.master(master)
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.executor.memory", "1g")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20")
    .getOrCreate()
)
session.sparkContext.setLogLevel("OFF")
texts = [
    (f"d{number}", f"一、第{number}次\n要做两件事：一是采茶；二是制茶。") for number in range(int(count))
]
if poison:
    texts[len(texts) // 2] = ("poisoned", poison[0])
frame = session.createDataFrame(
    [(*row, 1) for row in texts], "id string, text string, other int"
).repartition(4)
documents = speeches.parse(frame, parser=Odd).cache()
rows = documents.select("id", "error", "length").collect()
nodes = speeches.unfold(documents, "nodes")
result = {
    "ids": sorted(row.id for row in rows),
    "errors": {row.id: row.error for row in rows if row.error},
    "points": nodes.where("kind = 'point'").count(),
    "columns": nodes.columns,
}
sys.stdout.write(json.dumps(result))
session.stop()
