"""What cuts a stretch of text into words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from speechparse.errors import ConfigurationError

SEGMENTERS = ("jieba", "pkuseg", "char")
"""Names of the segmenters."""


class Segmenter(Protocol):
    """Cuts texts without blanks into words that make up the texts."""

    def cut_many(self, texts: Sequence[str], /) -> list[list[str]]:
        """The words of each text."""


class CharacterSegmenter:
    """Takes each character for a word."""

    def cut_many(self, texts: Sequence[str], /) -> list[list[str]]:
        """The characters of each text."""
        return [list(text) for text in texts]


class JiebaSegmenter:
    """Cuts by jieba's dictionary, in its implementation in Rust.

    Raises:
        ConfigurationError: The package `rjieba` is not installed.
    """

    def __init__(self) -> None:
        try:
            import rjieba
        except ImportError as error:
            raise ConfigurationError(
                "segmenter='jieba' needs the package rjieba: pip install 'speechparse[nlp]'"
            ) from error
        self._cut = rjieba.cut

    def cut_many(self, texts: Sequence[str], /) -> list[list[str]]:
        """The words of each text."""
        return [list(self._cut(text)) for text in texts]


@cache
def segmenter_for(name: str) -> Segmenter:
    """The segmenter of a name, loaded once a process.

    Raises:
        ConfigurationError: There is no such segmenter, or what it needs is not installed.
    """
    if name == "char":
        return CharacterSegmenter()
    if name == "jieba":
        return JiebaSegmenter()
    if name == "pkuseg":
        from speechparse.nlp.model_store import model_path
        from speechparse.nlp.pkuseg import PkusegSegmenter

        return PkusegSegmenter.read(model_path())
    raise ConfigurationError(f"there is no segmenter {name!r}; there are {', '.join(SEGMENTERS)}")
