"""`speechparse similar`: records that say nearly the same as a text."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from speechparse.cli.console import fail, takes_colour
from speechparse.cli.search import label, snippet
from speechparse.errors import SpeechParseError

HELP = """Find records that say nearly the same as a text: how a formulation travels between years and provinces.

TEXT is the id of a record, as `speechparse search` shows it, or any text; - is standard input. Of each other
document the record that is most like it is shown, with the part of the shorter text that is in the longer one.

\b
Examples:
  speechparse similar speeches.db 3f2a90c1d0e4b7a6:s2/p1
  speechparse similar speeches.db '加强基层组织建设，发挥党支部战斗堡垒作用和党员先锋模范作用'
  speechparse similar speeches.db - < paragraph.txt
"""


def run(
    index: Annotated[str, typer.Argument(metavar="INDEX", help="File, folder or address of the index.")],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="Id of a record, or a text; - is standard input.")
    ],
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many to show.")] = 10,
    least: Annotated[float, typer.Option(min=0, max=1, help="Lowest score to show, 0 to 1.")] = 0.2,
    json: Annotated[bool, typer.Option("--json", help="Print all that is known, as JSON.")] = False,
) -> None:
    """Prints what is like the text."""
    import msgspec

    from speechparse.search.opening import open_index

    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        with open_index(index) as opened:
            found = opened.similar(text, limit=limit, least=least)
    except SpeechParseError as error:
        fail(str(error))
    if json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    for like in found:
        said = snippet(like.record.text, like.marks, takes_colour())
        sys.stdout.write(f"{like.score:.2f}  {label(like.record)}\n      {said}\n\n")
    typer.echo(f"{len(found)} document{'' if len(found) == 1 else 's'}")
