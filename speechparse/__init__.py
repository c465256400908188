"""Chinese official speeches as typed, lossless, linked document trees.

    import speechparse
    document = speechparse.parse_file("speech.txt")
    for section in document.sections:
        print(section.id, document.heading_of(section))

Importing this package loads nothing else; each name below loads its module at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speechparse._version import __version__ as __version__
    from speechparse.errors import ConfigurationError as ConfigurationError
    from speechparse.errors import ReadingError as ReadingError
    from speechparse.errors import SpeechParseError as SpeechParseError
    from speechparse.model import Document as Document
    from speechparse.model import read_json as read_json
    from speechparse.pipeline import Parser as Parser
    from speechparse.pipeline import parse as parse
    from speechparse.pipeline import parse_file as parse_file
    from speechparse.text.noise import noise_rule as noise_rule

_MODULES = {
    "ConfigurationError": "speechparse.errors",
    "Document": "speechparse.model",
    "Parser": "speechparse.pipeline",
    "ReadingError": "speechparse.errors",
    "SpeechParseError": "speechparse.errors",
    "__version__": "speechparse._version",
    "noise_rule": "speechparse.text.noise",
    "parse": "speechparse.pipeline",
    "parse_file": "speechparse.pipeline",
    "read_json": "speechparse.model",
}

__all__ = [
    "ConfigurationError",
    "Document",
    "Parser",
    "ReadingError",
    "SpeechParseError",
    "__version__",
    "noise_rule",
    "parse",
    "parse_file",
    "read_json",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
