"""The exceptions, and the catalogue of diagnostic codes.

Odd text never raises: it yields a diagnostic. Exceptions are for what cannot be read at all and for
wrong calls. Codes: SP1xx text, SP2xx outline, SP3xx entities, SP4xx files.
"""

from __future__ import annotations


class SpeechParseError(Exception):
    """Base of all errors of the library."""


class ReadingError(SpeechParseError):
    """A file cannot be turned into text; the message names the file, the place and the remedy."""


class ConfigurationError(SpeechParseError, ValueError):
    """A call, option or table of the user's is wrong; the message says where and how to mend it."""


DIAGNOSTICS: dict[str, str] = {
    "SP101": "lone surrogate replaced by U+FFFD",
    "SP102": "undecodable or suspicious characters",
    "SP103": "empty text",
    "SP104": "the text looks like a binary file",
    "SP105": "text apparently cut off",
    "SP201": "number missing in a series",
    "SP202": "number repeated in a series",
    "SP203": "number out of order",
    "SP204": "announced count not met",
    "SP205": "only one member in a series",
    "SP206": "no structure found",
    "SP301": "announced number of places not met",
    "SP302": "place name with several candidates",
    "SP401": "page without text, probably scanned",
    "SP402": "numbering of the file could not be resolved",
}
"""What each diagnostic code means."""
