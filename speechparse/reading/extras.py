"""The libraries that only some formats need, installed as extras of the package."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from speechparse.errors import ReadingError


def extra(module: str, *, name: str, extra: str) -> ModuleType:
    """The module of an optional library.

    Args:
        module: What to import.
        name: The file that needs it, for the message.
        extra: The extra of this package that installs it.

    Raises:
        ReadingError: The library is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise ReadingError(
            f'{name}: to read this format, install its extra: pip install "speechparse[{extra}]"'
        ) from error
