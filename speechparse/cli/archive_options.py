"""Options that all commands over archives take, and what follows from them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from speechparse.pipeline import Parser

Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Number of processes; by default one for each processor.", show_default=False),
]
Entities = Annotated[bool, typer.Option("--entities/--no-entities", help="Whether to find named entities.")]
Names = Annotated[
    Path | None,
    typer.Option(metavar="TSV", help="Names of your own: name, label and canonical id, one a line."),
]
Prune = Annotated[bool, typer.Option("--prune", help="Take out documents of files that are not among IN.")]


def parser_maker(*, entities: bool, names: Path | None) -> Callable[[], Parser]:
    """What makes the parser of each process."""
    from speechparse.pipeline import Parser

    options: dict[str, Any] = {} if entities else {"entities": False}
    if names is not None:
        options["names"] = str(names.absolute())
    return partial(Parser, **options)


@contextmanager
def interruptible() -> Iterator[None]:
    """Lets Ctrl-C end the workers and the progress bar first."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
