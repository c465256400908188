"""`speechparse parse`: files to documents, in the format that is asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from speechparse.cli.console import complain, fail, takes_colour
from speechparse.errors import SpeechParseError
from speechparse.formats import FORMATS, render

if TYPE_CHECKING:
    from speechparse.model import Document

HELP = """Turn speeches into outlines, JSON, Markdown, pages or tables.

FILE is a text file of any usual encoding, a Word, PDF, HTML, OFD or Markdown file, or - for standard
input. A file that cannot be read is reported and the rest goes on; the exit code is 1 then. Without
--to, standard output gets the outline and a folder gets JSON.

\b
Examples:
  speechparse parse speech.txt
      the tree: sections, points, paragraphs, noise, what is odd
  speechparse parse speech.txt --entities
      the same, with the named entities below each node
  speechparse parse speech.txt --to json | jq '.children[] | select(.kind == "section") | .id'
      the whole document for other programs, one line a speech
  speechparse parse speeches/*.txt --to html -o pages
      a web page each, pages/NAME.html
  speechparse parse speeches/*.txt --to entities.tsv > entities.tsv
      all entities of all speeches in one table
  iconv -f big5 -t utf-8 old.txt | speechparse parse - --to md
      from a pipe; --encoding big5 would do as well
"""

_FORMAT_LIST = ", ".join(FORMATS)


def _known_format(to: str | None) -> str | None:
    if to is not None and to not in FORMATS:
        raise typer.BadParameter(f"no format is called {to!r}; there are {_FORMAT_LIST}.")
    return to


def run(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Files to parse; - is standard input.")],
    to: Annotated[
        str | None,
        typer.Option("--to", "-t", metavar="FORMAT", callback=_known_format, help=f"One of {_FORMAT_LIST}."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Write a file for each speech into this folder."),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="Encoding of the files; found out by default.")
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="Day of the speeches, as 2018-11-05, where the texts do not say it."
        ),
    ] = None,
    entities: Annotated[
        bool | None,
        typer.Option(
            "--entities/--no-entities",
            help="Show entities in outline and md too, or find none at all.",
            show_default=False,
        ),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option(
            metavar="TSV", help="Names of your own: name, label and canonical id, one a line; shows entities."
        ),
    ] = None,
    model: Annotated[
        str,
        typer.Option(metavar="FILE", help="Model of your own (see train), or none to go by rules and lists."),
    ] = "default",
) -> None:
    """Parses the files one after the other."""
    to = to or ("json" if output else "outline")
    _check(to, files, output, entities, names)
    optional = FORMATS[to].entities == "option"
    if entities is None:
        entities = names is not None or not optional
    options: dict[str, Any] = {"entities": entities} if optional else {}
    write = _folder(output, to) if output else _Screen(to).write
    try:
        read = _reader(encoding=encoding, date=date, entities=entities, names=names, model=model)
    except (SpeechParseError, OSError) as error:
        fail(str(error))
    if to == "outline":
        options["colour"] = output is None and takes_colour()
    failed = 0
    for file in files:
        try:
            write(file, read(file), options)
        except Exception as error:  # whatever happens to one file, the others are still to come
            complain(_reason(file, error))
            failed += 1
    if failed:
        if len(files) > 1:
            complain(f"{failed} of {len(files)} files failed")
        raise typer.Exit(1)


def _reason(file: str, error: Exception) -> str:
    """Why a file failed, in one line that names it."""
    if isinstance(error, SpeechParseError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.filename or file}: {error.strerror or error}"
    return (
        f"{file}: internal error ({type(error).__name__}: {error}); please report it together with the file"
    )


def _check(to: str, files: list[str], output: Path | None, entities: bool | None, names: Path | None) -> None:
    """Refuses options that contradict each other."""
    if names is not None and entities is False:
        raise typer.BadParameter("--names and --no-entities contradict each other.")
    if FORMATS[to].entities == "only" and entities is False:
        raise typer.BadParameter(f"--to {to} holds nothing but entities; leave --no-entities out.")
    if to == "html" and len(files) > 1 and output is None:
        raise typer.BadParameter("several web pages need a folder: add -o DIR.")
    if files.count("-") > 1:
        raise typer.BadParameter("standard input (-) can be read only once.")


def _reader(
    *, encoding: str | None, date: str | None, entities: bool, names: Path | None, model: str
) -> Callable[[str], Document]:
    """What reads and parses a file."""
    from speechparse.pipeline import Parser

    if model not in ("default", "none") and not Path(model).is_file():
        fail(f"{model}: there is no such model; speechparse train makes one")
    parser = Parser(entities=entities, names=names, model=None if model == "none" else model)

    def read(file: str) -> Document:
        if file == "-":
            return parser.parse_bytes(sys.stdin.buffer.read(), name="-", encoding=encoding, date=date)
        return parser.parse_file(file, encoding=encoding, date=date)

    return read


class _Screen:
    """Writes documents to standard output, one after the other."""

    def __init__(self, to: str) -> None:
        self._to = to
        self._first = True

    def write(self, file: str, document: Document, options: dict[str, Any]) -> None:
        """Writes one document; a table has its header once, a page of text a blank line before it."""
        if not self._first and self._to == "entities.tsv":
            options = {**options, "header": False}
        text = render(document, self._to, **options)
        if not self._first and self._to in ("outline", "md"):
            text = "\n" + text
        sys.stdout.write(text)
        self._first = False


def _folder(folder: Path, to: str) -> Callable[[str, Document, dict[str, Any]], None]:
    """What writes each document into a file of its own, named like its source."""
    written: dict[Path, str] = {}

    def write(file: str, document: Document, options: dict[str, Any]) -> None:
        stem = "stdin" if file == "-" else Path(file).stem
        path = folder / (stem + FORMATS[to].suffix)
        if path in written:
            raise SpeechParseError(
                f"{file}: {path} was just written from {written[path]}; use another -o DIR"
            )
        if path.exists() and file != "-" and path.samefile(file):
            raise SpeechParseError(f"{file}: would be overwritten; use another -o DIR")
        data = render(document, to, **options).encode("utf-8")
        folder.mkdir(parents=True, exist_ok=True)
        # Written beside and then renamed: an interrupted run leaves no half file under the name.
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        part.replace(path)
        written[path] = file

    return write
