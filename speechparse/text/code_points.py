"""Characters looked up in tables by numpy, a whole text at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

_TABLE = 0x10000  # tables end with U+FFFF, which stands for all that is beyond, too

Kind = TypeVar("Kind", bound=np.generic)


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text without lone surrogates."""
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def character_set(chars: Iterable[str]) -> npt.NDArray[np.bool_]:
    """For every code point up to U+FFFF whether it is one of the characters."""
    table = np.zeros(_TABLE, dtype=np.bool_)
    table[[ord(char) for char in chars]] = True
    return table


def look_up(table: npt.NDArray[Kind], text: str) -> npt.NDArray[Kind]:
    """What a table up to U+FFFF says of each character of a text."""
    return table.take(code_points(text), mode="clip")
