"""The JSON Schema of the data model, made from its types and their docstrings."""

from __future__ import annotations

import hashlib
import inspect
from typing import Any

import msgspec
import regex

from speechparse.model import SCHEMA, BaseNode, Document, Numbered

_ATTRIBUTE = regex.compile(r"^ {4}(\w+): (.+(?:\n {8,}.+)*)", regex.MULTILINE)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document, a description with each type and field."""
    schema = msgspec.json.schema(Document)
    for definition in schema["$defs"].values():
        _describe(definition)
    dialect = "https://json-schema.org/draft/2020-12/schema"
    # Through JSON and back, so that defaults are of JSON's own types: `[]` for an empty tuple.
    encoded = msgspec.json.encode({"$schema": dialect, "title": SCHEMA, **schema})
    return msgspec.json.decode(encoded, type=dict[str, Any])


def fingerprint(schema: dict[str, Any]) -> str:
    """Hash of what a schema demands; descriptions and the version's own name do not count."""
    demands = msgspec.json.encode(_demands(schema), order="deterministic")
    return hashlib.sha256(demands.replace(SCHEMA.encode("utf-8"), b"")).hexdigest()


def _describe(definition: dict[str, Any]) -> None:
    """Hands the sentences of the docstrings' `Attributes:` on to the fields they speak of."""
    summary, own = _sentences(definition.get("description"))
    if summary:
        definition["description"] = summary
    inherited = {}
    if definition["properties"].keys() >= {"kind", "children"}:
        inherited = {**_sentences(BaseNode.__doc__)[1], **_sentences(Numbered.__doc__)[1]}
    for name, sentence in {**inherited, **own}.items():
        if name in definition["properties"]:
            definition["properties"][name]["description"] = sentence


def _sentences(docstring: str | None) -> tuple[str, dict[str, str]]:
    """What stands above a docstring's `Attributes:`, and its sentence for each of them."""
    summary, _, attributes = inspect.cleandoc(docstring or "").partition("\n\nAttributes:\n")
    return summary, {name: " ".join(words.split()) for name, words in _ATTRIBUTE.findall(attributes)}


def _demands(part: Any) -> Any:
    if isinstance(part, list):
        return [_demands(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _demands(value)
        for key, value in part.items()
        if not (key in ("description", "title") and isinstance(value, str))
    }
