"""Files to text: find the format, let its reader work, say which file it was."""

from __future__ import annotations

from hashlib import sha256
from importlib import import_module
from os import PathLike, fspath
from pathlib import Path
from typing import Protocol, cast

from speechparse.errors import ReadingError
from speechparse.reading.content import Content, ReadText
from speechparse.reading.decoding import decode
from speechparse.reading.formats import Format, detect


class Reader(Protocol):
    """What the module of a format offers under the name `read`."""

    def __call__(self, data: bytes, *, name: str, encoding: str | None) -> Content:
        """The content of the bytes; `encoding` matters to text formats only."""


# The modules that read what is not plain text.
_MODULES: dict[Format, str] = {
    "markdown": "markdown",
    "html": "html",
    "docx": "docx",
    "doc": "doc",
    "rtf": "doc",
    "pdf": "pdf",
    "ofd": "ofd",
}


def read_file(path: str | PathLike[str], *, encoding: str | None = None) -> ReadText:
    """The text of a file of any supported format.

    Args:
        path: The file.
        encoding: Encoding of a plain text, Markdown or HTML file; None to find it out.

    Raises:
        ReadingError: There is no such file, or it cannot be turned into text.
        ConfigurationError: There is no encoding of that name.
    """
    name = fspath(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ReadingError(f"{name}: {error.strerror or error}") from error
    except ValueError as error:
        raise ReadingError(f"{name!r}: no file name ({error})") from error
    return read_bytes(data, name=name, encoding=encoding)


def read_bytes(data: bytes, *, name: str | None, encoding: str | None = None) -> ReadText:
    """The text of a file's bytes; see `read_file`.

    Args:
        data: The bytes of the file.
        name: Name of the file, whose suffix helps where the bytes do not tell the format, or None.
        encoding: Encoding of a plain text, Markdown or HTML file; None to find it out.
    """
    label = name or "input"
    form = detect(data, label)
    content = _read(form, data, label, encoding)
    return ReadText(
        text=content.text,
        encoding=content.encoding,
        places=content.places,
        noise=content.noise,
        diagnostics=content.diagnostics,
        name=name,
        sha256=sha256(data).hexdigest(),
    )


def _read(form: Format, data: bytes, name: str, encoding: str | None) -> Content:
    """What the format's module reads; a format's libraries load with the first file that needs them."""
    if form not in _MODULES:
        return decode(data, name=name, encoding=encoding)
    reader = cast(Reader, import_module(f"speechparse.reading.{_MODULES[form]}").read)
    return reader(data, name=name, encoding=encoding)
