"""Archives on Ray Data: a dataset of texts or files in, a dataset of documents out.

    from speechparse.archive import ray as speeches
    files = ray.data.read_binary_files("s3://speeches", include_paths=True)
    documents = speeches.parse(files.rename_columns({"path": "id"}))

The package, with its extra `ray`, must be installed on all nodes. Ray tries the rows of a worker that
dies again without end; what kills workers is better found by `speechparse batch` first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from speechparse.archive.arrow import parse_batches
from speechparse.archive.worker import ParserFactory
from speechparse.pipeline import Parser

if TYPE_CHECKING:
    from ray.data import Dataset

_ROWS_A_BATCH = 64


def parse(dataset: Dataset, *, parser: ParserFactory = Parser, workers: int | tuple[int, int] = 1) -> Dataset:
    """The documents of a dataset, a row each, with the columns of `speechparse.archive.SCHEMA`.

    What goes wrong with one document stands in its column `error`.

    Args:
        dataset: Has a column `id` and a column `text` (string) or `bytes` (binary).
        parser: Makes the parser, once in each worker; it must be importable there.
        workers: How many workers parse, or the least and the most.
    """
    return dataset.map_batches(
        _Stage,
        fn_constructor_kwargs={"parser": parser},
        batch_format="pyarrow",
        batch_size=_ROWS_A_BATCH,
        concurrency=workers,
    )


class _Stage:
    """One worker, with its parser."""

    def __init__(self, parser: ParserFactory) -> None:
        self._parser = parser()

    def __call__(self, table: pa.Table) -> pa.Table:
        return pa.Table.from_batches(parse_batches(table.to_batches(), parser=lambda: self._parser))
