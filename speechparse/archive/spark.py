"""Archives on Apache Spark: a DataFrame of texts or files in, a DataFrame of documents out.

    from speechparse.archive import spark as speeches
    files = session.read.format("binaryFile").load("hdfs:///speeches")
    documents = speeches.parse(files.selectExpr("path as id", "content as bytes"))
    nodes = speeches.unfold(documents, "nodes")

The package, with its extra `spark`, must be installed where the executors run, and PYSPARK_PYTHON name
the Python that has it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from speechparse.archive.arrow import SCHEMA, parse_batches
from speechparse.archive.worker import ParserFactory
from speechparse.errors import ConfigurationError
from speechparse.pipeline import Parser

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def parse(frame: DataFrame, *, parser: ParserFactory = Parser) -> DataFrame:
    """The documents of a DataFrame, a row each, with the columns of `speechparse.archive.SCHEMA`.

    What goes wrong with one document stands in its column `error`. A task that dies is tried again by
    Spark, as `spark.task.maxFailures` says.

    Args:
        frame: Has a column `id` and a column `text` (string) or `bytes` (binary); others are left out.
        parser: Makes the parser, in each task anew; it must be importable on the executors.

    Raises:
        ConfigurationError: The columns are not there.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    contents = [name for name in ("text", "bytes") if name in frame.columns]
    if "id" not in frame.columns or not contents:
        raise ConfigurationError(
            f"the DataFrame needs columns id and text or bytes; there are {', '.join(frame.columns)}"
        )
    wanted = frame.selectExpr("string(id) as id", contents[0])
    return wanted.mapInArrow(partial(parse_batches, parser=parser), from_arrow_schema(SCHEMA))


def unfold(documents: DataFrame, table: Literal["nodes", "entities", "diagnostics"]) -> DataFrame:
    """One of the tables that `speechparse batch` writes: a row a node, an entity or a diagnostic.

    Args:
        documents: What `parse` gave.
        table: Which table.
    """
    return documents.selectExpr("id as document", f"inline({table})")
