"""Documents as text of some kind, one module a format, each with `render(document, **options) -> str`.

A new format is a module and a line in `FORMATS`; the modules are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from speechparse.errors import ConfigurationError

if TYPE_CHECKING:
    from speechparse.model import Document


class Format(NamedTuple):
    """A format that documents can be written in.

    Attributes:
        module: Name of the module in `speechparse.formats` that renders it.
        suffix: How names of its files end.
        entities: `shown` always, shown by the option `entities`, or all that it holds (`only`).
    """

    module: str
    suffix: str
    entities: Literal["shown", "option", "only"]


FORMATS: dict[str, Format] = {
    "outline": Format("outline", ".outline.txt", "option"),
    "json": Format("json", ".json", "shown"),
    "md": Format("markdown", ".md", "option"),
    "md+meta": Format("front_matter", ".md", "option"),
    "tei": Format("tei", ".tei.xml", "shown"),
    "html": Format("html", ".html", "shown"),
    "entities.tsv": Format("entities_tsv", ".entities.tsv", "only"),
    "entities.jsonl": Format("entities_jsonl", ".entities.jsonl", "only"),
    "records.jsonl": Format("records_jsonl", ".records.jsonl", "shown"),
}
"""The formats by the names that `speechparse parse --to` takes."""


def render(document: Document, to: str, **options: Any) -> str:
    """The document in the format `to`, ending in a line break; `options` go to the format's `render`.

    Raises:
        ConfigurationError: There is no such format.
    """
    if to not in FORMATS:
        raise ConfigurationError(f"no format is called {to!r}; there are {', '.join(FORMATS)}")
    module = import_module(f"speechparse.formats.{FORMATS[to].module}")
    return str(module.render(document, **options))
