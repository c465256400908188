"""`speechparse evaluate`: the parser measured against gold annotations."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from speechparse.cli.console import fail
from speechparse.errors import ConfigurationError, SpeechParseError

if TYPE_CHECKING:
    from speechparse.evaluation import Change, Mistake, Run

HELP = """Measure the parser against gold annotations.

Structure by kind, entities by label, what they are linked to, and the mistakes on demand. GOLD is a
folder with structure/*.json, entities.jsonl or linking.jsonl in it (corpus/README.md describes them).
The texts they name lie below the folder, below its parent, or where --root says.

\b
Examples:
  speechparse evaluate corpus
      all figures
  speechparse evaluate corpus --only structure --errors 5
      five mistakes of each kind, with their places
  speechparse evaluate corpus --save before.json
  speechparse evaluate corpus --against before.json --errors 20
      what a change of the parser won and lost
"""


_PARTS = ("structure", "entities", "links")


def _known_part(only: str | None) -> str | None:
    if only is not None and only not in _PARTS:
        raise typer.BadParameter(f"one of {', '.join(_PARTS)}.")
    return only


def run(
    folders: Annotated[list[Path], typer.Argument(metavar="GOLD", help="Folders with gold annotations.")],
    root: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder that the texts' paths start from.")
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(metavar="PART", callback=_known_part, help=f"Only one of {', '.join(_PARTS)}."),
    ] = None,
    errors: Annotated[int, typer.Option(metavar="N", min=0, help="List N mistakes of each kind.")] = 0,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures as JSON, one line a folder.")
    ] = False,
    save: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Keep figures and mistakes in this file.")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="RUN", help="Compare with a run kept by --save.")
    ] = None,
) -> None:
    """Measures one folder after the other."""
    try:
        earlier = _load(against) if against else {}
        runs = {str(folder): _measure(folder, root, only) for folder in folders}
        if save:
            _keep(save, runs)
    except SpeechParseError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
    for name, outcome in runs.items():
        if as_json:
            typer.echo(json.dumps({"gold": name, **outcome.figures}, ensure_ascii=False))
            continue
        _show(name, outcome, errors)
        if name in earlier:
            _show_change(outcome, earlier[name], errors)


def _measure(folder: Path, root: Path | None, only: str | None) -> Run:
    from speechparse.evaluation import Run, read_gold, score_entities, score_links, score_structure
    from speechparse.pipeline import Parser

    gold = read_gold(folder, root=root)
    parser = Parser()
    runs = []
    if gold.structure and only in (None, "structure"):
        runs.append(score_structure(gold, Parser(entities=False).parse_file))
    if gold.passages and only in (None, "entities"):
        runs.append(score_entities(gold, parser.parse_file))
    if gold.links and only in (None, "links"):
        runs.append(score_links(gold, lambda text, date: parser.parse(text, date=date)))
    figures = {name: figure for run in runs for name, figure in run.figures.items()}
    return Run(figures, tuple(mistake for run in runs for mistake in run.mistakes))


def _load(path: Path) -> dict[str, Run]:
    import msgspec

    from speechparse.evaluation import Run

    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Run])
    except msgspec.DecodeError as error:
        raise ConfigurationError(f"{path}: no run kept by --save: {error}") from error


def _keep(path: Path, runs: dict[str, Run]) -> None:
    import msgspec

    path.write_bytes(msgspec.json.encode(runs))


def _show(name: str, run: Run, errors: int) -> None:
    typer.echo(name)
    for figure, value in run.figures.items():
        typer.echo(f"  {figure:24} {_number(value):>12}")
    if errors:
        _show_mistakes("", run.mistakes, errors)


def _show_mistakes(sign: str, mistakes: tuple[Mistake, ...], most: int) -> None:
    for kind, same in groupby(sorted(mistakes), key=lambda mistake: mistake.kind):
        rows = list(same)
        typer.echo(f"  {sign}{kind}: {len(rows)}")
        for mistake in rows[:most]:
            about = f"{mistake.name} " if mistake.name else ""
            typer.echo(f"    {mistake.where} @{mistake.start} {about}{mistake.note}")


def _show_change(run: Run, earlier: Run, errors: int) -> None:
    from speechparse.evaluation import compare

    change: Change = compare(earlier, run)
    typer.echo(f"  gains {len(change.gains)}, losses {len(change.losses)}")
    for figure, before, after in change.figures:
        typer.echo(f"  {figure:24} {_number(before):>12} -> {_number(after)}")
    if errors:
        _show_mistakes("gained: ", change.gains, errors)
        _show_mistakes("lost: ", change.losses, errors)


def _number(value: float) -> str:
    """Rates with four digits, counts whole."""
    return f"{value:.4f}" if isinstance(value, float) and value < 2 else f"{value:,.0f}"
