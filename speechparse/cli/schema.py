"""`speechparse schema`: the JSON Schema of the documents."""

from __future__ import annotations

import json

import typer

HELP = """Print the JSON Schema of the documents.

\b
Example:
  speechparse schema > speechparse.schema.json
"""


def run() -> None:
    """Prints the schema."""
    from speechparse.formats.json_schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=1))
