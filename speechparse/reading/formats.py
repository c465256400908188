"""Which format a file is in: its first bytes say so, its name only where they are silent."""

from __future__ import annotations

import io
import re
from pathlib import PurePath
from typing import Literal
from zipfile import ZipFile

from speechparse.errors import ReadingError

Format = Literal["text", "markdown", "html", "docx", "doc", "rtf", "pdf", "ofd"]

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,512}(?:<\?xml[^>]{0,256}>\s{0,64})?(?:<!--.{0,2048}?-->\s{0,64}){0,8}"
    rb"<(?:!doctype\s{1,8}html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SUFFIXES: dict[str, Format] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
}
# What opens files that hold no text we could read, from the formats' own specifications.
_OTHERS = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "a RIFF file (sound, video or image)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"SQLite format 3\0", "a database"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
)


def detect(data: bytes, name: str) -> Format:
    """The format of a file.

    A binary format is known by its content alone, so a PDF named `.txt` is a PDF, and a text named
    `.doc` is a text.

    Raises:
        ReadingError: The file is of a kind that holds no readable text, such as an image.
    """
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "doc"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if _HTML.match(data):
        return "html"
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise ReadingError(f"{name}: this is {kind}, not a text")
    return _SUFFIXES.get(PurePath(name).suffix.lower(), "text")


def _zipped(data: bytes, name: str) -> Format:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except Exception as error:  # zipfile raises nearly anything over a damaged archive
        raise ReadingError(f"{name}: damaged ZIP container ({error})") from error
    if "OFD.xml" in members:
        return "ofd"
    if any(member.startswith("word/") for member in members):
        return "docx"
    raise ReadingError(f"{name}: this is a ZIP archive, not a document; unpack it or use `speechparse batch`")
