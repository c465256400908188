"""Which files a run is about: files, folders, globs, and the members of ZIP archives."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from glob import glob, has_magic
from os import PathLike, fspath
from pathlib import Path
from typing import NamedTuple

from speechparse.errors import ConfigurationError, ReadingError

SUFFIXES = frozenset(
    f".{kind}"
    for kinds in ("txt text md markdown", "html htm xhtml shtml", "docx doc wps rtf", "pdf ofd")
    for kind in kinds.split()
)
"""Files that are taken from folders and ZIP archives where no pattern says which."""

# A member that unpacks to more than this, or by more than this factor, is no speech but an attack.
_LARGEST_MEMBER = 256 * 2**20
_LARGEST_RATIO = 250
_ALWAYS_ALLOWED = 2**20


class Input(NamedTuple):
    """One file of an archive.

    Attributes:
        name: Its path as it was given, or found, with `/` between the parts; a member of a ZIP archive
            has the archive's path before its own. Names are unique within a run.
        path: The file on disk.
        member: Name of the member inside it, for a ZIP archive.
        size: Number of bytes.
        stamp: Changes where the file does: size and time of the last change, or size and CRC-32.
    """

    name: str
    path: str
    member: str | None = None
    size: int = 0
    stamp: str = ""

    def read(self) -> bytes:
        """The bytes of the file.

        Raises:
            ReadingError: There is no such file, or it cannot be unpacked.
        """
        try:
            if self.member is None:
                return Path(self.path).read_bytes()
            return _read_member(_opened(self.path, os.stat(self.path).st_mtime_ns), self.member, self.name)
        except OSError as error:
            raise ReadingError(f"{self.name}: {error.strerror or error}") from error
        except ValueError as error:
            raise ReadingError(f"{self.name!r}: no file name ({error})") from error


class Found(NamedTuple):
    """What a search for inputs found.

    Attributes:
        inputs: The files to parse, sorted by name.
        skipped: How many files were left aside, by suffix.
    """

    inputs: list[Input]
    skipped: Counter[str]


def one_file(path: str | PathLike[str] | Input) -> Input:
    """The input that is one file on disk; nothing is opened yet."""
    return path if isinstance(path, Input) else Input(_name(fspath(path)), fspath(path))


def find_inputs(
    sources: Iterable[str | PathLike[str]],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    besides: str | PathLike[str] | None = None,
) -> Found:
    """The files in folders, ZIP archives and globs, each once.

    In folders and archives, hidden files and those of no known suffix are left aside; a file that is
    named itself is always taken.

    Args:
        sources: Files, folders, ZIP archives, or patterns such as `speeches/**/*.docx`.
        include: Patterns of names (`*`, `?`, `[…]`), of which one must match; with one, suffixes do not
            matter. A pattern without `/` is compared with the last part of the name.
        exclude: Patterns of names to leave aside.
        besides: A folder that is not walked into, such as the output's.

    Raises:
        ConfigurationError: A source does not exist, or a pattern matches nothing.
    """
    found: dict[str, Input] = {}
    skipped: Counter[str] = Counter()
    output = None if besides is None else os.path.realpath(besides)
    for source in sources:
        for candidate, named in _candidates(fspath(source), output):
            if _matches(candidate.name, exclude) or (include and not _matches(candidate.name, include)):
                skipped[_suffix(candidate.name)] += 1
            elif named or include or _suffix(candidate.name) in SUFFIXES:
                found.setdefault(candidate.name, candidate)
            else:
                skipped[_suffix(candidate.name)] += 1
    return Found(sorted(found.values()), skipped)


def _candidates(source: str, output: str | None) -> Iterator[tuple[Input, bool]]:
    """The files behind a source, each with whether it was named itself."""
    paths = [source]
    if not os.path.lexists(source):
        hits = glob(source, recursive=True) if has_magic(source) else []
        paths = sorted(path for path in hits if not _hidden(os.path.basename(path)))
        if not paths:
            raise ConfigurationError(f"{source}: no such file or folder")
    for path in paths:
        if os.path.isdir(path):
            for inside in _walk(path, output):
                yield from _opened_up(inside, named=False)
        else:
            yield from _opened_up(path, named=True)


def _walk(folder: str, output: str | None) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not _hidden(name) and (output is None or os.path.realpath(os.path.join(here, name)) != output)
        )
        yield from (os.path.join(here, name) for name in sorted(files) if not _hidden(name))


def _hidden(name: str) -> bool:
    """Whether a name is a hidden file's or the lock file's of an office program."""
    return name.startswith((".", "~$")) and name not in (".", "..")


def _opened_up(path: str, *, named: bool) -> Iterator[tuple[Input, bool]]:
    """The file itself, or the members of a ZIP archive."""
    name = _name(path)
    try:
        status = os.stat(path)
        if _suffix(name) != ".zip":
            stamp = f"{status.st_size}-{status.st_mtime_ns}"
            yield Input(name, path, None, status.st_size, stamp), named
            return
        for info in _opened(path, status.st_mtime_ns).infolist():
            member = _member_name(info)
            if not info.is_dir() and not any(map(_hidden, member.split("/"))) and "__MACOSX" not in member:
                stamp = f"{info.file_size}-{info.CRC:08x}"
                yield Input(f"{name}/{member}", path, info.filename, info.file_size, stamp), False
    except (OSError, ReadingError):
        yield Input(name, path), True  # whatever is wrong with it is told when it is read


@lru_cache(maxsize=4)
def _opened(path: str, changed: int) -> zipfile.ZipFile:
    """The ZIP archive, kept open, for its list of members may be long; `changed` is its time stamp."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadingError(f"{path}: damaged ZIP archive ({error})") from error


def _read_member(archive: zipfile.ZipFile, member: str, name: str) -> bytes:
    info = archive.getinfo(member)
    packed = max(info.compress_size, 1)
    if info.file_size > _LARGEST_MEMBER or info.file_size > max(_ALWAYS_ALLOWED, _LARGEST_RATIO * packed):
        raise ReadingError(f"{name}: unpacks to {info.file_size:,} bytes, which is no document")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise ReadingError(f"{name}: cannot be unpacked ({error})") from error


def _member_name(info: zipfile.ZipInfo) -> str:
    """The member's name; archives packed on Chinese Windows hold it in GB 18030 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _name(path: str) -> str:
    # Bytes of a file name that are no UTF-8 come as surrogates, which no table takes.
    return Path(path).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _matches(name: str, patterns: Sequence[str]) -> bool:
    last = name.rpartition("/")[2]
    return any(fnmatchcase(name if "/" in pattern else last, pattern) for pattern in patterns)
