"""`speechparse model`: foreign models in the user's data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from speechparse.cli.console import complain, fail
from speechparse.errors import SpeechParseError

HELP = """Install and remove models that do not come with the package.

\b
Examples:
  speechparse model install                 fetch pkuseg's model through pip
  speechparse model install --from FILE     take it from a wheel on disk
  speechparse model path                    where it lies
"""

app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="[NAME]", help="Name of the model; there is `pkuseg`.")]


@app.command(help="Fetch a model, check it against its hash, and convert it.")
def install(
    name: Name = "pkuseg",
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="FILE", help="A wheel on disk that holds the model; nothing is fetched."
        ),
    ] = None,
) -> None:
    """Installs a model and says what is known of its licence."""
    from speechparse.nlp.model_store import install_model

    try:
        model = install_model(name, source=source)
    except (SpeechParseError, OSError) as error:
        fail(str(error))
    complain(f"{model.name} from {model.origin}: {model.licence}")
    typer.echo(model.path)


@app.command("list", help="List the installed models: name, origin, megabytes, folder.")
def list_installed() -> None:
    """Lists the models."""
    from speechparse.nlp.model_store import list_models

    for model in list_models():
        typer.echo(f"{model.name}\t{model.origin}\t{model.size / 1e6:.0f}\t{model.path}")


@app.command(help="Remove an installed model.")
def remove(name: Name = "pkuseg") -> None:
    """Removes a model."""
    from speechparse.nlp.model_store import remove_model

    try:
        removed = remove_model(name)
    except (SpeechParseError, OSError) as error:
        fail(str(error))
    if not removed:
        fail(f"the model {name!r} is not installed")


@app.command(help="Print the folder of an installed model.")
def path(name: Name = "pkuseg") -> None:
    """Prints a model's folder."""
    from speechparse.nlp.model_store import model_path

    try:
        typer.echo(model_path(name))
    except SpeechParseError as error:
        fail(str(error))
