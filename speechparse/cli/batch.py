"""`speechparse batch`: an archive of many files into tables, JSON lines or files of some format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from speechparse.cli.archive_options import Entities, Names, Prune, Workers, interruptible, parser_maker
from speechparse.cli.console import complain, fail
from speechparse.errors import SpeechParseError
from speechparse.formats import FORMATS, render

if TYPE_CHECKING:
    from speechparse.archive import Progress

HELP = """Parse archives of many files, in parallel, into tables.

IN is a file, a folder, a ZIP archive or a pattern. Run again with the same -o, only what is new or
changed is parsed; a run that was interrupted is gone on with. A file that cannot be read, crashes or
hangs costs no other file its result; it is reported at the end, and the exit code is 1 then.

\b
Examples:
  speechparse batch speeches -o tables
      tables/documents, nodes, entities and diagnostics, as Parquet
  speechparse batch speeches old.zip 'more/**/*.docx' -o lines --to jsonl
      the whole documents, one a line
  speechparse batch speeches -o pages --to html --include '2024*'
      a web page for each file whose name begins with 2024
  speechparse batch speeches -o tables --workers 8 --timeout 20
      with eight processes, none of which spends more than 20 s on a file
"""

_TABLES = ("parquet", "jsonl")
_FORMAT_LIST = ", ".join([*_TABLES, *FORMATS])
_PLAIN_SECONDS = 10.0


def _known_format(to: str) -> str:
    if to not in _TABLES and to not in FORMATS:
        raise typer.BadParameter(f"no format is called {to!r}; there are {_FORMAT_LIST}.")
    return to


def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="IN", help="Files, folders, ZIP archives, patterns.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write into.")],
    to: Annotated[
        str,
        typer.Option("--to", "-t", metavar="FORMAT", callback=_known_format, help=f"One of {_FORMAT_LIST}."),
    ] = "parquet",
    workers: Workers = None,
    timeout: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="Longest time for a file; 0 for any.")
    ] = 60,
    include: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Take only files whose name matches; may be repeated."),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="PATTERN", help="Leave out files whose name matches; may be repeated."),
    ] = None,
    entities: Entities = True,
    names: Names = None,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try files again that crashed or hung in an earlier run.")
    ] = False,
    prune: Prune = False,
) -> None:
    """Parses an archive into a folder."""
    from speechparse.archive import parse_archive, summary

    try:
        with interruptible(), _progress() as show:
            report = parse_archive(
                sources,
                output,
                to=_target(to),
                parser=parser_maker(entities=entities, names=names),
                workers=workers,
                timeout=timeout,
                include=include or (),
                exclude=exclude or (),
                retry=retry,
                prune=prune,
                on_progress=show,
            )
    except SpeechParseError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or output}: {error.strerror or error}; run the same command again to go on")
    except KeyboardInterrupt:
        complain("interrupted; run the same command again to go on")
        raise typer.Exit(130) from None
    sys.stdout.write(summary(report))
    if report.failures:
        raise typer.Exit(1)


def _target(to: str) -> Any:
    from speechparse.archive import TextFormat

    return TextFormat(to, partial(render, to=to), FORMATS[to].suffix) if to in FORMATS else to


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """What shows progress on standard error: a bar on a terminal, else a line every ten seconds."""
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files  {task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="", failed="")

        def show(progress: Progress) -> None:
            failed = f"{progress.failed:,} failed" if progress.failed else ""
            rate = f"{progress.done / max(progress.seconds, 0.001):,.0f}/s"
            bar.update(task, total=progress.files, completed=progress.done, rate=rate, failed=failed)

        yield show


class _Lines:
    """Plain lines of progress, for logs."""

    def __init__(self) -> None:
        self._next = _PLAIN_SECONDS

    def show(self, progress: Progress) -> None:
        """Says how far the run is, every ten seconds."""
        if progress.seconds < self._next:
            return
        self._next = progress.seconds + _PLAIN_SECONDS
        left = progress.seconds * (progress.size - progress.size_done) / max(progress.size_done, 1)
        failed = f", {progress.failed:,} failed" if progress.failed else ""
        typer.echo(
            f"{progress.done:,} of {progress.files:,} files, {progress.done / progress.seconds:,.0f} files/s, "
            f"{left:,.0f} s left{failed}",
            err=True,
        )
