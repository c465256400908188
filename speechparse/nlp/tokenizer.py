"""spaCy's tokenizer with tokens that fit: none straddles an edge of what the parser finds."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, ensure_path, registry
from spacy.vocab import Vocab

from speechparse.entities.gazetteer import Gazetteer
from speechparse.errors import ConfigurationError
from speechparse.model import Document
from speechparse.nlp.doc_data import keep_document, register_extensions
from speechparse.nlp.options import Options, Rows, make_options, parser_for, read_table
from speechparse.nlp.segmenters import SEGMENTERS, segmenter_for
from speechparse.nlp.speech_spans import edges, speech_spans
from speechparse.nlp.tokens import tokenize


class TokenizerOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a tokenizer is made from.

    Attributes:
        segmenter: `jieba`, `pkuseg` or `char`.
        words: Rows of the words that stay whole, each word first; the path where the file was not there.
        parser: Options of the parser.
    """

    segmenter: str = "jieba"
    words: Rows | str = ()
    parser: Options = Options()


class SpeechTokenizer(DummyTokenizer):
    """Parses a text, splits it at the edges of what is found, and segments between them.

    The Doc carries the parsed speech; a component `speechparse` with the same options takes it over.
    Only options are kept here: parser and segmenter are loaded at first use, once a process.
    """

    def __init__(self, vocab: Vocab, options: TokenizerOptions) -> None:
        self.vocab = vocab
        self.options = options
        register_extensions()

    def __call__(self, text: str) -> Doc:
        """The Doc of a text."""
        return self.make_doc(parser_for(self.options.parser.to_json()).parse(text))

    def make_doc(self, document: Document) -> Doc:
        """The Doc of a speech that is parsed already."""
        words = _whole_words((self.options.words, self.options.parser.names))
        found = edges(speech_spans(document).values())
        tokens = tokenize(document.text, found, segmenter_for(self.options.segmenter), words=words)
        doc = Doc(self.vocab, words=tokens.words, spaces=tokens.spaces)
        keep_document(doc, document, options=self.options.parser.to_json())
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """The options, tables included."""
        return msgspec.json.encode(self.options)

    def from_bytes(self, data: bytes, **_: Any) -> SpeechTokenizer:
        """Take over the options of `to_bytes`."""
        self.options = msgspec.json.decode(data, type=TokenizerOptions)
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the options, tables included, into a file."""
        ensure_path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> SpeechTokenizer:
        """Take over the options of `to_disk`."""
        return self.from_bytes(ensure_path(path).read_bytes())


@lru_cache(maxsize=8)
def _whole_words(tables: tuple[Rows | str, ...]) -> Gazetteer[None] | None:
    """The first cells of the tables; None where there are none.

    Raises:
        ConfigurationError: A table is not there.
    """
    for table in tables:
        if isinstance(table, str):
            raise ConfigurationError(f"there is no table of words {table}")
    words = {row[0] for table in tables for row in table if row and row[0]}
    return Gazetteer((word, None) for word in words) if words else None


@registry.tokenizers("speechparse.Tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer(
    segmenter: str = "jieba",
    words: str | list[list[str]] | None = None,
    entities: bool = True,
    model: str | None = "default",
    names: str | list[list[str]] | None = None,
    noise: list[dict[str, Any]] | None = None,
) -> Callable[[Language], SpeechTokenizer]:
    """For the block `[nlp.tokenizer]` of a configuration.

    Args:
        segmenter: What cuts between the edges: `jieba`, `pkuseg` (see `speechparse model install`), `char`.
        words: Words that stay whole: a TSV file with the word in the first column, or rows.
        entities: As for `speechparse.Parser`.
        model: As for `speechparse.Parser`.
        names: As for `speechparse.Parser`; these names stay whole too.
        noise: The arguments of `speechparse.noise_rule`, a mapping a pattern.

    Raises:
        ConfigurationError: There is no such segmenter, or a pattern of noise is wrong.
    """
    if segmenter not in SEGMENTERS:
        raise ConfigurationError(f"there is no segmenter {segmenter!r}; there are {', '.join(SEGMENTERS)}")
    parser = make_options(entities=entities, model=model, names=names, noise=noise or ())
    options = TokenizerOptions(segmenter=segmenter, words=read_table(words), parser=parser)

    def for_language(nlp: Language) -> SpeechTokenizer:
        return SpeechTokenizer(nlp.vocab, options)

    return for_language
