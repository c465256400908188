"""Half-open stretches of the source text, in code points."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """The stretch `[start, end)` of the source text.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
    """

    start: int
    end: int


class Noise(msgspec.Struct, frozen=True, gc=False, order=True, kw_only=True):
    """A stretch that is no part of the speech: a watermark, a page number, navigation.

    Attributes:
        start: Offset of the first code point.
        end: Offset behind the last code point.
        kind: `watermark`, `url`, `page`, `nav`, `credit`, `licence`, `markup`, `garbage` or a user's own.
        rule: Name of the rule that found it.
    """

    start: int
    end: int
    kind: str
    rule: str


class Diagnostic(msgspec.Struct, frozen=True, gc=False, order=True, kw_only=True):
    """Something odd about the text, found while parsing it; never an exception.

    Attributes:
        code: One of `speechparse.errors.DIAGNOSTICS`, for example `SP201`.
        message: The finding in words, with what to do where something can be done.
        start: Offset of the first code point concerned.
        end: Offset behind the last code point concerned.
    """

    code: str
    message: str
    start: int
    end: int
