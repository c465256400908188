"""`speechparse records`: speeches in pieces, for retrieval by language models and for statistics."""

from __future__ import annotations

import sys
from functools import partial
from typing import Annotated, Any

import typer

from speechparse.cli.archive_options import Entities, Workers
from speechparse.cli.console import complain, fail
from speechparse.errors import SpeechParseError

HELP = """Write speeches in pieces as JSON lines: text, headings above, places, names, year, level of government.

IN is a file, a folder, a ZIP archive or a pattern. Pieces go to standard output, in the order of the files.
A file that cannot be read is reported and the rest goes on; the exit code is 1 then.

\b
Examples:
  speechparse records speech.txt
      a piece for each unit of the tree; each character is in one
  speechparse records speeches --granularity paragraph --longest 400 --overlap 80 > pieces.jsonl
      for retrieval: whole paragraphs, longer ones cut behind sentences, with some of the sentences before
  speechparse records speeches | jq -r 'select(.provinces) | [.year, .provinces[]] | @tsv'
      for a table
"""


def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="IN", help="Files, folders, ZIP archives, patterns.")
    ],
    granularity: Annotated[
        str, typer.Option(metavar="NAME", help="What a piece holds: unit, paragraph, section or document.")
    ] = "unit",
    longest: Annotated[int, typer.Option(metavar="CHARACTERS", help="Longest piece.")] = 2000,
    overlap: Annotated[
        int, typer.Option(metavar="CHARACTERS", help="What a piece that was cut repeats at most.")
    ] = 0,
    workers: Workers = None,
    entities: Entities = True,
) -> None:
    """Prints the records."""
    from speechparse.archive import find_inputs, parse_many
    from speechparse.formats import render
    from speechparse.pipeline import Parser

    options: dict[str, Any] = {"granularity": granularity, "longest": longest, "overlap": overlap}
    failed = 0
    try:
        inputs = find_inputs(sources).inputs
        for result in parse_many(inputs, workers=workers, parser=partial(Parser, entities=entities)):
            if result.document is None:
                complain(result.error or result.name)
                failed += 1
            else:
                sys.stdout.write(render(result.document, "records.jsonl", **options))
    except SpeechParseError as error:
        fail(str(error))
    if failed:
        raise typer.Exit(1)
