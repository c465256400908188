"""`speechparse index`: an archive into a search index."""

from __future__ import annotations

import hashlib
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speechparse.cli.archive_options import Entities, Names, Prune, Workers, interruptible, parser_maker
from speechparse.cli.console import complain, fail
from speechparse.errors import SpeechParseError

if TYPE_CHECKING:
    from speechparse.archive.inputs import Input
    from speechparse.model import Document
    from speechparse.pipeline import Parser
    from speechparse.search.index import Index, Segmenter

HELP = """Make a search index of an archive, or bring one up to date.

IN is a file, a folder, a ZIP archive, a pattern, the output of `speechparse batch --to jsonl`, or a file of
JSON lines with documents or records. Run again, only what is new or changed is read; a run that was interrupted is gone
on with. INDEX is a file, a folder that ends in .tantivy, postgresql://… or https://…/NAME for Elasticsearch
or OpenSearch.

\b
Examples:
  speechparse index speeches -o speeches.db
      the embedded index, in one file
  speechparse index speeches -o speeches.db --prune
      up to date, without the files that are gone
  speechparse index speeches -o postgresql://localhost/archive
      the same in PostgreSQL (pip install 'speechparse[postgres]')
  speechparse index speeches -o http://localhost:9200/speeches
      the same in Elasticsearch or OpenSearch (pip install 'speechparse[elasticsearch]')
"""

_EVERY = 10.0
_DOCUMENTS = 50


def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="IN", help="Files, folders, ZIP archives, patterns, JSON lines.")
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="INDEX", help="The index.")],
    granularity: Annotated[
        str, typer.Option(metavar="NAME", help="What a record holds: unit, paragraph, section or document.")
    ] = "unit",
    longest: Annotated[
        int,
        typer.Option(
            min=1, metavar="CHARACTERS", help="Longest record; longer ones are cut behind sentences."
        ),
    ] = 2000,
    words: Annotated[
        str | None,
        typer.Option(metavar="SEGMENTER", help="Index words too, for word: in queries; jieba or pkuseg."),
    ] = None,
    workers: Workers = None,
    entities: Entities = True,
    names: Names = None,
    prune: Prune = False,
) -> None:
    """Brings the index up to date."""
    from speechparse.search.opening import open_index

    try:
        inputs, lines = _inputs(sources)
        with open_index(
            output, write=True, granularity=granularity, longest=longest, segment=_segmenter(words)
        ) as index:
            work = _Run(index, partial(parser_maker, entities=entities, names=names), workers)
            with interruptible():
                work.do(inputs, lines)
            gone = work.prune() if prune else 0
            if work.added:
                work.end_line()
                index.engine.finish()
            held = len(index.engine.stored())
    except SpeechParseError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or output}: {error.strerror or error}")
    except KeyboardInterrupt:
        complain("interrupted; run the same command again to go on")
        raise typer.Exit(130) from None
    typer.echo(
        f"{work.added:,} documents added, {work.kept:,} were there, {gone:,} taken out, {work.failed:,} failed; "
        f"{held:,} in {_without_password(output)}",
        err=True,
    )
    if work.failed:
        raise typer.Exit(1)


def _without_password(output: str) -> str:
    return re.sub(r"(?<=://)[^/@]*@", "", output)


def _segmenter(words: str | None) -> Segmenter | None:
    if words is None:
        return None
    from speechparse.nlp.segmenters import segmenter_for

    segmenter = segmenter_for(words)
    return lambda text: segmenter.cut_many([text])[0]


def _inputs(sources: list[str]) -> tuple[list[Input], list[Path]]:
    """The files to parse, and those with parsed documents, a line each."""
    from speechparse.archive.inputs import find_inputs

    lines: list[Path] = []
    files: list[str] = []
    for source in sources:
        path = Path(source)
        if path.suffix == ".jsonl" and path.is_file():
            lines.append(path)
        elif (path / "manifest").is_dir() and (path / "documents").is_dir():
            lines += sorted((path / "documents").glob("*.jsonl"))
        else:
            files.append(source)
    found = find_inputs(files).inputs if files else []
    return found, lines


class _Run:
    """What one run does and has done."""

    def __init__(self, index: Index, maker: Callable[[], Callable[[], Parser]], workers: int | None) -> None:
        from speechparse.search.updating import Update

        self._index = index
        self._update = Update(index)
        self._parser_maker = maker  # called only where there is something to parse
        self._workers = workers
        self.names: set[str] = set()
        self.added = self.kept = self.failed = 0
        self._total = 0
        self._next = time.monotonic() + _EVERY

    def do(self, inputs: list[Input], lines: list[Path]) -> None:
        """Adds all that is new."""
        from speechparse.search.lines import holds_records

        self.names.update(source.name for source in inputs)
        fresh = [source for source in inputs if not self._is_kept(source)]
        self._total = len(fresh)
        for batch in self._update.add(self._parsed(fresh)):
            self._tell(len(batch))
        for path in lines:
            if holds_records(path):
                self._add_records(path)
            else:
                for batch in self._update.add(self._read(path)):
                    self._tell(len(batch))

    def _is_kept(self, source: Input) -> bool:
        from speechparse.errors import ReadingError

        try:
            kept = self._update.holds(source.name, hashlib.sha256(source.read()).hexdigest())
        except ReadingError:
            return False  # said by the parser, in its turn
        self.kept += kept
        return kept

    def _parsed(self, inputs: list[Input]) -> Iterator[Document]:
        if not inputs:
            return
        from speechparse.archive import parse_many

        for result in parse_many(inputs, workers=self._workers, parser=self._parser_maker()):
            if result.document is None:
                self._fail(result.error or result.name)
            else:
                yield result.document

    def _read(self, path: Path) -> Iterator[Document]:
        from speechparse.search.lines import read_documents

        for document in read_documents(path, self._fail):
            name = document.source.name
            if name is not None:
                self.names.add(name)
                if self._update.holds(name, document.source.sha256):
                    self.kept += 1
                    continue
            yield document

    def _add_records(self, path: Path) -> None:
        from speechparse.search.lines import read_records

        groups = read_records(path, self._fail)
        while batch := list(islice(groups, _DOCUMENTS)):
            self.names.update(group[0].source for group in batch if group[0].source)
            self._index.add_records(chain.from_iterable(batch))
            self._tell(len(batch))

    def _fail(self, message: str) -> None:
        complain(message)
        self.failed += 1

    def prune(self) -> int:
        """Takes out documents of files that this run did not see; how many."""
        return self._update.prune(self.names)

    def end_line(self) -> None:
        """Ends the line of progress on a terminal."""
        if sys.stderr.isatty():
            typer.echo("", err=True)

    def _tell(self, added: int) -> None:
        """Says what is kept for good: on a terminal in one line that changes, else every ten seconds."""
        self.added += added
        of = f" of {self._total:,}" if self._total else ""
        if sys.stderr.isatty():
            typer.echo(f"\r{self.added:,}{of} documents kept ", nl=False, err=True)
        elif time.monotonic() > self._next:
            self._next = time.monotonic() + _EVERY
            typer.echo(f"{self.added:,}{of} documents kept", err=True)
