"""The commands put together."""

from __future__ import annotations

from typing import Annotated

import typer

from speechparse.cli import (
    batch,
    evaluate,
    index,
    model,
    parse,
    records,
    schema,
    search,
    similar,
    train,
    trends,
)

app = typer.Typer(
    name="speechparse",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (parse, batch, index, search, similar, trends, records, evaluate, train, schema):
    app.command(command.__name__.rpartition(".")[2], help=command.HELP)(command.run)
app.add_typer(model.app, name="model")


def _show_version(asked: bool) -> None:
    if asked:
        from speechparse._version import __version__

        typer.echo(f"speechparse {__version__}")
        raise typer.Exit


@app.callback(
    help="""Turn Chinese official speeches into typed, lossless document trees with named entities.

\b
Examples:
  speechparse parse speech.txt                    show the tree in the terminal
  speechparse parse speech.txt --to html -o out   write out/speech.html
  speechparse COMMAND --help                      more of them
"""
)
def _speechparse(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    pass
