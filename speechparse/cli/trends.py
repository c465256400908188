"""`speechparse trends`: how often something is said, by year or province."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from speechparse.cli.console import fail
from speechparse.errors import SpeechParseError

HELP = """Count how often a query's terms occur, by year or province, for a million characters of what was said there.

Without a term, the mentions of its names and places are counted. By province, documents count for the province
that they come from.

\b
Examples:
  speechparse trends speeches.db 养老服务
      a line a year, with a bar
  speechparse trends speeches.db program:乡村振兴战略 --by province --to csv > programs.csv
  speechparse trends speeches.db '养老 OR 康养' --to svg > trend.svg
"""

_FORMATS = ("text", "csv", "svg", "json")


def run(
    index: Annotated[str, typer.Argument(metavar="INDEX", help="File, folder or address of the index.")],
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to count.")],
    by: Annotated[str, typer.Option(metavar="FIELD", help="year or province.")] = "year",
    to: Annotated[
        str, typer.Option("--to", "-t", metavar="FORMAT", help=f"One of {', '.join(_FORMATS)}.")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write into this file.")
    ] = None,
) -> None:
    """Prints the trend."""
    import msgspec

    from speechparse.search.opening import open_index
    from speechparse.search.pictures import bars, svg, table

    if to not in _FORMATS:
        raise typer.BadParameter(f"no format is called {to!r}; there are {', '.join(_FORMATS)}.")
    try:
        with open_index(index) as opened:
            trend = opened.trend(query, by=by)
    except SpeechParseError as error:
        fail(str(error))
    if to == "text":
        text = bars(trend, width=shutil.get_terminal_size().columns)
    elif to == "json":
        text = msgspec.json.encode(trend).decode() + "\n"
    else:
        text = table(trend) if to == "csv" else svg(trend)
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, "utf-8", newline="\n")
    if trend.unknown:
        typer.echo(f"{trend.unknown:,} more in documents of unknown {by}", err=True)
