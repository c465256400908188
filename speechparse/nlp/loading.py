"""The ready pipeline: this library's tokenizer and component with the same options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

# Importing them registers tokenizer and component, also where the package's entry points are not seen.
from speechparse.nlp import components as components
from speechparse.nlp import tokenizer as tokenizer
from speechparse.nlp.segmenters import segmenter_for


def load(
    *,
    segmenter: str = "jieba",
    words: str | Path | Iterable[Sequence[str]] | None = None,
    entities: bool = True,
    model: str | None = "default",
    names: str | Path | Iterable[Sequence[str]] | None = None,
    noise: Iterable[Mapping[str, Any]] = (),
    ents: str = "merge",
) -> Language:
    """A Chinese pipeline of tokenizer and component, to which others can be added.

    Args:
        segmenter: What cuts into words: `jieba`, `pkuseg` (see `speechparse model install`) or `char`.
        words: Words that stay whole: a TSV file with the word in the first column, or rows.
        entities: As for `speechparse.Parser`.
        model: As for `speechparse.Parser`.
        names: As for `speechparse.Parser`; these names stay whole too.
        noise: The arguments of `speechparse.noise_rule`, a mapping a pattern.
        ents: What `doc.ents` holds: `merge`, `ours` or `theirs`.

    Raises:
        ConfigurationError: An option is wrong, or what it needs is not installed.
    """
    segmenter_for(segmenter)  # what is missing is told now, not at the first text
    parser = {
        "entities": entities,
        "model": model,
        "names": _plain(names),
        "noise": [dict(rule) for rule in noise],
    }
    tokenizer_config = {
        "@tokenizers": "speechparse.Tokenizer.v1",
        "segmenter": segmenter,
        "words": _plain(words),
    }
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {**tokenizer_config, **parser}}})
    nlp.add_pipe("speechparse", config={**parser, "ents": ents})
    return nlp


def _plain(table: str | Path | Iterable[Sequence[str]] | None) -> str | list[list[str]] | None:
    """A table as a configuration can hold it."""
    if table is None:
        return None
    return str(table) if isinstance(table, str | Path) else [list(row) for row in table]
