"""Libraries that only some engines need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from speechparse.search.engine import EngineError


def needed(module: str, extra: str) -> Any:
    """The module, loaded now.

    Raises:
        EngineError: It is not installed; the message says what to install.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise EngineError(
            f"this index needs the package {module}: pip install 'speechparse[{extra}]'"
        ) from error
