"""ZIP containers of documents, opened so that a hostile file costs no more than a clear error."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING
from zipfile import ZipFile

from speechparse.errors import ReadingError
from speechparse.reading.extras import extra

if TYPE_CHECKING:
    from lxml.etree import _Element

# Real parts of text documents are far smaller and pack by a factor of 10 to 60.
_LARGEST_PART = 128 * 2**20
_LARGEST_RATIO = 250
_ALWAYS_ALLOWED = 2**20
_MOST_PARTS = 20_000

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Container:
    """The parts of a ZIP-based document.

    Raises:
        ReadingError: The container is damaged or protected, or a part is too large or packed too
            tightly to be a document's.
    """

    def __init__(self, data: bytes, *, name: str, extra: str) -> None:
        self._name = name
        self._extra = extra
        try:
            self._archive = ZipFile(io.BytesIO(data))
        except Exception as error:  # zipfile raises nearly anything over a damaged archive
            raise ReadingError(f"{name}: damaged ZIP container ({error})") from error
        self._parts = {info.filename: info for info in self._archive.infolist()}
        if len(self._parts) > _MOST_PARTS:
            raise ReadingError(f"{name}: a container of {len(self._parts)} parts is no document")

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def check(self) -> None:
        """Refuse a container any part of which unpacks to too much."""
        for part in self._parts:
            self._check(part)

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        self._check(part)
        try:
            return self._archive.read(part)
        except Exception as error:  # zipfile raises nearly anything over a damaged archive
            raise ReadingError(f"{self._name}: part {part} cannot be unpacked ({error})") from error

    def xml(self, part: str) -> _Element:
        """The root element of an XML part; entities and outer references stay unread."""
        etree = extra("lxml.etree", name=self._name, extra=self._extra)
        data = _transitional(self.read(part))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            root: _Element = etree.fromstring(data, parser)
        except (etree.LxmlError, ValueError) as error:
            raise ReadingError(f"{self._name}: part {part} is damaged ({error})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadingError(
                f"{self._name}: part {part} declares a document type, as no real document does"
            )
        return root

    def related(self, part: str, kind: str) -> str | None:
        """Name of the part that `part` refers to by a relationship of this kind, if it is there.

        Args:
            part: The part that refers, or "" for the container itself.
            kind: Last piece of the relationship's type, such as `styles`.
        """
        folder, base = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if relations not in self._parts:
            return None
        for relation in self.xml(relations).iter(_RELATIONSHIP):
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", "")))
                if target[1:] in self._parts:
                    return target[1:]
        return None

    def _check(self, part: str) -> None:
        info = self._parts.get(part)
        if info is None:
            raise ReadingError(f"{self._name}: part {part} is missing")
        ratio = info.file_size / max(1, info.compress_size)
        if info.file_size > _LARGEST_PART or (info.file_size > _ALWAYS_ALLOWED and ratio > _LARGEST_RATIO):
            raise ReadingError(
                f"{self._name}: part {part} would unpack to {info.file_size:,} bytes; that is no document"
            )


def _transitional(xml: bytes) -> bytes:
    """XML of the strict flavour of Office Open XML with the namespace of the usual one."""
    return xml.replace(
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    )
