"""Old Word documents (.doc), those of WPS Writer (.wps) and RTF to text, by way of .docx.

They are converted by msdoc2docx, which is part of the extra `doc`; what it cannot read, and RTF, by
LibreOffice where it is installed. Their automatic numbers are then resolved as those of .docx.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from speechparse.errors import ReadingError
from speechparse.reading import docx
from speechparse.reading.content import Content
from speechparse.reading.extras import extra

_SECONDS = 120

# Names of the streams in a compound file, as they stand in its directory (MS-CFB 2.6.1).
_WORD = "WordDocument".encode("utf-16-le")
_OTHERS = (
    ("EncryptedPackage", "it is protected by a password"),
    ("Workbook", "this is a spreadsheet, not a text"),
    ("PowerPoint Document", "this is a presentation, not a text"),
    ("__properties_version1.0", "this is a mail message, not a text"),
)


def read(data: bytes, *, name: str, encoding: str | None = None) -> Content:
    """The text of an old Word, WPS or RTF document.

    Args:
        data: The bytes of the file.
        name: What error messages call the file.
        encoding: Without meaning here.
    """
    if data.startswith(b"{\\rtf"):
        return docx.read(_by_libreoffice(data, name, suffix="rtf"), name=name)
    if _WORD not in data:
        for stream, reason in _OTHERS:
            if stream.encode("utf-16-le") in data:
                raise ReadingError(f"{name}: {reason}")
    return docx.read(_converted(data, name), name=name)


def _converted(data: bytes, name: str) -> bytes:
    """The document as .docx."""
    if not _libreoffice():
        return _by_msdoc2docx(data, name)
    try:
        return _by_msdoc2docx(data, name)
    except ReadingError:
        return _by_libreoffice(data, name, suffix="doc")


def _by_msdoc2docx(data: bytes, name: str) -> bytes:
    converter = extra("doc2docx", name=name, extra="doc")
    with TemporaryDirectory(prefix="speechparse-") as folder:
        source, target = Path(folder, "source.doc"), Path(folder, "target.docx")
        source.write_bytes(data)
        try:
            converter.convert(source, target)
        except Exception as error:  # whatever a damaged file makes it raise
            raise ReadingError(f"{name}: damaged or unknown Word document ({error})") from error
        return target.read_bytes()


def _libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _by_libreoffice(data: bytes, name: str, *, suffix: str) -> bytes:
    program = _libreoffice()
    if program is None:
        raise ReadingError(f"{name}: to read this format, install LibreOffice (its program soffice)")
    with TemporaryDirectory(prefix="speechparse-") as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(data)
        # A profile of its own, since two runs over one profile refuse each other.
        command = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
            return Path(folder, "source.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise ReadingError(f"{name}: LibreOffice cannot read it ({type(error).__name__})") from error
