"""Lone surrogates: no character, and not to be written in any encoding."""

from __future__ import annotations

import re

from speechparse.model import Diagnostic

_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> tuple[str, list[Diagnostic]]:
    """The text with every lone surrogate replaced by U+FFFD, and a diagnostic for each."""
    try:  # the encoder is the fastest search there is
        text.encode("utf-8")
    except UnicodeEncodeError:
        pass
    else:
        return text, []
    found = [
        Diagnostic(
            code="SP101",
            message=f"lone surrogate U+{ord(match.group()):04X} replaced by U+FFFD",
            start=match.start(),
            end=match.end(),
        )
        for match in _SURROGATE.finditer(text)
    ]
    return _SURROGATE.sub("\ufffd", text), found
