"""`speechparse train`: a model of named entities from annotated passages."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from speechparse.cli.console import complain, fail

HELP = """Train the model that finds named entities.

PASSAGES are files of JSON Lines, a passage a line: {"file", "start", "end", "spans": [[start, end,
label], ...]}, as corpus/README.md describes them. The texts they name lie below --root. Training needs
the extra `train` (pip install "speechparse[train]") and takes some minutes for two thousand passages.

\b
Examples:
  speechparse train corpus/entities.jsonl --root corpus -o own.npz
  speechparse train careful.jsonl --also quick.jsonl --root texts -o own.npz
  speechparse parse speech.txt --model own.npz --entities
"""


def run(
    passages: Annotated[list[Path], typer.Argument(metavar="PASSAGES", help="Annotated passages.")],
    root: Annotated[Path, typer.Option(metavar="DIR", help="Folder that the texts' paths start from.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write the model (.npz).")
    ],
    also: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="More passages, trusted less: PASSAGES settle what counts as a name in them, and count twice.",
        ),
    ] = None,
    epochs: Annotated[int, typer.Option(metavar="N", min=1, help="Times through all passages.")] = 8,
    runs: Annotated[int, typer.Option(metavar="N", min=1, help="Runs to average.")] = 4,
) -> None:
    """Trains and writes the model."""
    if find_spec("scipy") is None:
        fail('training needs scipy: pip install "speechparse[train]"')
    from speechparse.entities.model.train import train

    for path in (*passages, *(also or ())):
        if not path.is_file():
            fail(f"{path}: there is no such file of passages")
    total = epochs * runs
    try:
        train(
            passages,
            root,
            output,
            also=also or (),
            epochs=epochs,
            runs=runs,
            report=lambda epoch, loss: complain(f"epoch {epoch}/{total}  loss {loss:.4f}"),
        )
    except (OSError, KeyError, ValueError) as error:
        fail(f"the passages cannot be trained on: {error!r}; see corpus/README.md for their shape")
    complain(f"{output}: {output.stat().st_size / 1e6:.1f} MB")
