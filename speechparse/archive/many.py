"""Many files parsed in parallel, one result after the other, in the order of the files."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import NamedTuple, cast

import msgspec

from speechparse.archive.inputs import Input, one_file
from speechparse.archive.pool import Job, Outcome, Pool, default_workers
from speechparse.archive.worker import Parsed, ParserFactory, Plan
from speechparse.model import Document
from speechparse.pipeline import Parser

# How many files a worker may be ahead of the caller: enough to bridge a long file, few enough to keep.
_AHEAD = 8


class Result(NamedTuple):
    """What came of one file.

    Attributes:
        name: The file, as it was given.
        document: Its document, or None.
        error: Why there is none, or None.
    """

    name: str
    document: Document | None
    error: str | None


def parse_many(
    paths: Iterable[str | PathLike[str] | Input],
    *,
    workers: int | None = None,
    timeout: float = 60,
    parser: ParserFactory = Parser,
) -> Iterator[Result]:
    """The results of many files, in their order, parsed by several processes.

    The work is done as results are asked for: at most eight files a worker are under way or waiting, so
    `paths` may be endless. A file that cannot be read, crashes its worker or hangs gives a result with an
    error; all others are parsed. Leaving the iterator ends the workers.

    Args:
        paths: The files; members of ZIP archives come from `speechparse.archive.find_inputs`.
        workers: Number of processes; by default one for each processor.
        timeout: Seconds that one file may take; 0 for any time.
        parser: Makes the parser, in each process anew: `partial(Parser, entities=False)`.

    Raises:
        ConfigurationError: An option is wrong, or the parser cannot be made.
    """
    workers = default_workers() if workers is None else workers
    waiting: deque[tuple[int, str]] = deque()
    done: dict[int, Result] = {}
    with Pool(Plan(parser, _packed, timeout), workers) as pool:
        for number, path in enumerate(paths):
            source = one_file(path)
            pool.submit(Job(number, [source]))
            waiting.append((number, source.name))
            while len(waiting) >= _AHEAD * workers or (waiting and waiting[0][0] in done):
                yield _next(waiting, done, pool)
        while waiting:
            yield _next(waiting, done, pool)


def _next(waiting: deque[tuple[int, str]], done: dict[int, Result], pool: Pool) -> Result:
    number, name = waiting.popleft()
    while number not in done:
        outcome = pool.outcome()
        done[outcome.number] = _result(outcome)
    return done.pop(number)._replace(name=name)


def _packed(parsed: Sequence[Parsed]) -> list[bytes]:
    return [msgspec.msgpack.encode(each.document) for each in parsed]


def _result(outcome: Outcome) -> Result:
    if outcome.failures:
        return Result("", None, outcome.failures[0].reason)
    (packed,) = cast("list[bytes]", outcome.result)
    return Result("", msgspec.msgpack.decode(packed, type=Document), None)
