"""Files of every format to text: `read_file` and `read_bytes`, which load what they need when first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from speechparse.reading.content import Content, Location, ReadText

if TYPE_CHECKING:
    from speechparse.reading.files import read_bytes as read_bytes
    from speechparse.reading.files import read_file as read_file

__all__ = ["Content", "Location", "ReadText", "read_bytes", "read_file"]


def __getattr__(name: str) -> Any:
    if name not in ("read_bytes", "read_file"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("speechparse.reading.files"), name)
