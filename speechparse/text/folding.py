"""Folding: every character to its plain form, one to one, so that an offset stays an offset.

Full-width forms become ASCII, radical and compatibility look-alikes plain ideographs, traditional
characters simplified ones, corner brackets quotation marks. Only one-to-one mappings are taken
(`㈠ ⑴ ⒈ ㎡` stay), and U+3000 and U+2003 stay, since they tell where paragraphs begin.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt

from speechparse import data
from speechparse.text.code_points import code_points


@cache
def _table() -> npt.NDArray[np.uint32]:
    """The plain form of every code point, by code point."""
    table = np.arange(0x110000, dtype=np.uint32)
    chars, plain = (code_points("".join(column)) for column in zip(*data.rows("folding.tsv"), strict=True))
    table[chars] = plain
    return table


def fold(text: str) -> str:
    """The text with every character in its plain form; the length never changes.

    １２％ -> 12%   （一） -> (一)   報告 -> 报告   ⻓江 -> 长江   ㈠ -> ㈠

    Args:
        text: Any string without lone surrogates (see `text.surrogates`).
    """
    return _table()[code_points(text)].tobytes().decode("utf-32-le")


def folded_rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of the package, folded: at one go, which is far faster than word by word."""
    return data.split(fold(data.text(name)))
