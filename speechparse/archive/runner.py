"""A run over an archive: finds the files, parses what is new or changed, writes it part by part."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from speechparse.archive.duplicates import signature, sketch_class
from speechparse.archive.durable import write
from speechparse.archive.inputs import Input, find_inputs
from speechparse.archive.manifest import Record, Settings, describe_parser
from speechparse.archive.output import Output
from speechparse.archive.pool import Job, Pool, default_workers
from speechparse.archive.report import Progress, Report, contents
from speechparse.archive.shards import JsonLines, Rendering, Shards
from speechparse.archive.worker import Failure, Parsed, ParserFactory, Plan
from speechparse.errors import ConfigurationError, ReadingError
from speechparse.model import Document
from speechparse.pipeline import Parser
from speechparse.reading.formats import detect

# Small files share a job, so that sending costs little beside parsing.
_JOB_FILES = 8
_JOB_BYTES = 2**17
_JOBS_A_WORKER = 3
# A part is closed at so much, and after so long that little is lost by an interruption.
_PART_BYTES = 2**26
_PART_SECONDS = 60.0


class TextFormat(NamedTuple):
    """A format in which each document is a file of its own.

    Attributes:
        name: Its name.
        render: Makes the text of a document; it must be importable in a worker.
        suffix: Is added to the names of the inputs.
    """

    name: str
    render: Callable[[Document], str]
    suffix: str


def parse_archive(
    sources: Iterable[str | PathLike[str]],
    output: str | PathLike[str],
    *,
    to: str | TextFormat = "parquet",
    parser: ParserFactory = Parser,
    workers: int | None = None,
    timeout: float = 60,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    retry: bool = False,
    prune: bool = False,
    part_files: int = 500,
    on_progress: Callable[[Progress], None] = lambda progress: None,
) -> Report:
    """Parses an archive into a folder; see docs/archive.md for what is in it.

    What an earlier run has parsed and what has not changed since stays; a run that was interrupted at
    whatever moment is gone on with by the next one.

    Args:
        sources: Files, folders, ZIP archives and globs.
        output: The folder.
        to: `parquet` (needs the extra `archive`), `jsonl`, or a text format.
        parser: Makes the parser, in each worker anew: `partial(Parser, entities=False)`. Where it or an
            option changes, everything is parsed anew.
        workers: Number of processes; by default one for each processor.
        timeout: Seconds that one file may take; 0 for any time.
        include: Patterns of names, of which one must match.
        exclude: Patterns of names to leave aside.
        retry: Whether files that crashed or hung in an earlier run are tried again.
        prune: Whether documents of files that are not among the inputs are taken out.
        part_files: Most documents in a part.
        on_progress: Is called after each few files.

    Raises:
        ConfigurationError: An option is wrong, or a source does not exist.
        OSError: The output cannot be written, for example because the disk is full.
    """
    began = time.monotonic()
    folder = Path(output)
    found = find_inputs(sources, include=include, exclude=exclude, besides=folder)
    sketch_class()
    shards = _shards(to, folder)
    shards.check(source.name for source in found.inputs)
    settings = Settings(to=to if isinstance(to, str) else to.name, parser=describe_parser(parser))
    with Output(folder, shards, settings) as place:
        # Only a report of a run that came to its end is there to be trusted.
        done = folder / "report.json"
        last = _last_report(done)
        done.unlink(missing_ok=True)
        valid, removed = place.settle(found.inputs, prune=prune)
        names = {file.name for file in found.inputs}
        given_up = set() if retry else place.quarantined(found.inputs)
        todo = [file for file in found.inputs if file.name not in valid and file.name not in given_up]
        others = set() if prune else place.manifest.failures.keys() - names
        writer = _Writer(place, given_up | others, part_files)
        plan = Plan(parser, partial(_finish, encode=shards.encode), timeout)
        try:
            if todo:
                _parse(todo, plan, default_workers() if workers is None else workers, writer, on_progress)
        except KeyboardInterrupt:
            writer.close()  # what is parsed is kept
            raise
        writer.close()
        same = None if writer.parsed or removed else last
        duplicates = same.duplicates if same else place.find_duplicates()
        formats, codes = contents(place.manifest)
        report = Report(
            inputs=len(found.inputs),
            parsed=writer.parsed,
            unchanged=len(valid),
            removed=removed,
            seconds=round(time.monotonic() - began, 3),
            characters=writer.characters,
            failures=[failure for name, failure in place.manifest.failures.items() if name in names],
            documents=formats.total(),
            duplicates=duplicates,
            formats=formats,
            diagnostics=codes,
            skipped=found.skipped,
        )
        write(done, lambda file: file.write(msgspec.json.format(msgspec.json.encode(report)) + b"\n"))
    return report


def _shards(to: str | TextFormat, folder: Path) -> Shards:
    if isinstance(to, TextFormat):
        return Rendering(folder, render=to.render, suffix=to.suffix)
    if to == "jsonl":
        return JsonLines(folder)
    if to != "parquet":
        raise ConfigurationError(f"an archive is not written as {to!r}; there are parquet and jsonl")
    try:
        from speechparse.archive.tables import Parquet
    except ImportError as error:
        raise ConfigurationError('to write Parquet: pip install "speechparse[archive]"') from error
    return Parquet(folder)


def _last_report(path: Path) -> Report | None:
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.json.decode(path.read_bytes(), type=Report)
    return None


class _Made(NamedTuple):
    """What a worker makes of a job: records, signatures, and the documents in the output's format."""

    records: list[Record]
    signatures: bytes
    encoded: Any


def _finish(parsed: Sequence[Parsed], *, encode: Callable[[Sequence[Parsed]], Any]) -> _Made:
    """Makes a job's results in the worker, so that the parent has little to do."""
    signatures = b"".join(signature(each.document.text) for each in parsed)
    return _Made([_record(each) for each in parsed], signatures, encode(parsed))


def _record(parsed: Parsed) -> Record:
    source = parsed.document.source
    try:
        form = detect(parsed.data, parsed.input.name)
    except ReadingError:  # a parser of the caller's own may read what ours does not
        form = "text"
    return Record(
        id=parsed.input.name,
        stamp=parsed.input.stamp,
        sha256=source.sha256,
        format=form,
        length=source.length,
        codes=Counter(found.code for found in parsed.document.diagnostics),
    )


def _parse(
    todo: Sequence[Input],
    plan: Plan,
    workers: int,
    writer: _Writer,
    on_progress: Callable[[Progress], None],
) -> None:
    began = time.monotonic()
    sizes = {file.name: file.size for file in todo}
    size, size_done = sum(sizes.values()), 0
    jobs = _jobs(todo)
    with Pool(plan, workers) as pool:
        job = next(jobs, None)
        while job is not None or pool.unfinished:
            while job is not None and pool.unfinished < _JOBS_A_WORKER * workers:
                pool.submit(job)
                job = next(jobs, None)
            outcome = pool.outcome()
            made = cast("_Made | None", outcome.result)
            writer.add(made, outcome.failures)
            names = [failure.input.name for failure in outcome.failures]
            names += [record.id for record in made.records] if made else []
            size_done += sum(sizes[name] for name in names)
            on_progress(
                Progress(
                    files=len(todo),
                    done=writer.parsed + writer.failed,
                    failed=writer.failed,
                    size=size,
                    size_done=size_done,
                    seconds=time.monotonic() - began,
                )
            )


def _jobs(todo: Sequence[Input]) -> Iterator[Job]:
    number, files, size = 0, list[Input](), 0
    for file in todo:
        if files and (len(files) == _JOB_FILES or size + file.size > _JOB_BYTES):
            yield Job(number, files)
            number, files, size = number + 1, [], 0
        files.append(file)
        size += file.size
    if files:
        yield Job(number, files)


class _Writer:
    """Gathers results into parts."""

    def __init__(self, output: Output, still_failed: set[str], part_files: int) -> None:
        self.parsed = 0
        self.characters = 0
        self._output = output
        self._still_failed = still_failed
        self._part_files = part_files
        self._failures: list[Failure] = []
        self._begin()

    @property
    def failed(self) -> int:
        """How many files have failed in this run."""
        return len(self._failures)

    def add(self, made: _Made | None, failures: Sequence[Failure]) -> None:
        """Takes the results of a job, and writes a part when there is enough for one."""
        if made is not None and made.records:
            self._made.append(made)
            self._files += len(made.records)
            self._size += sum(record.length for record in made.records)
            self.parsed += len(made.records)
            self.characters += sum(record.length for record in made.records)
        self._failures += failures
        full = self._files >= self._part_files or 4 * self._size >= _PART_BYTES
        if full or time.monotonic() - self._since >= _PART_SECONDS:
            self._flush()

    def close(self) -> None:
        """Writes what is left, and the table of failures."""
        self._flush()
        self._output.set_failures(self._still_failed, self._failures, table=True)

    def _flush(self) -> None:
        if self._made:
            records = [record for made in self._made for record in made.records]
            signatures = b"".join(made.signatures for made in self._made)
            self._output.add(records, signatures, [made.encoded for made in self._made])
        self._output.set_failures(self._still_failed, self._failures, table=False)
        self._begin()

    def _begin(self) -> None:
        self._made: list[_Made] = []
        self._files = self._size = 0
        self._since = time.monotonic()
