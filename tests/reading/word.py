"""Making Word documents for tests: lists of any definition, styles, tables, text boxes, revisions."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

NS = nsdecls("w")
Level = tuple[str, str] | tuple[str, str, str]
"""Numbering system, label, and further XML of the level."""


class Word:
    """A document without numbering definitions of its own."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.numbering = self.document.part.numbering_part.element
        for child in list(self.numbering):
            self.numbering.remove(child)
        self._abstracts = 0
        self._nums = 0

    def abstract(self, *levels: Level, inside: str = "") -> int:
        """An abstract list; `inside` goes before its levels."""
        written = ""
        for at, (system, text, *more) in enumerate(levels):
            extra = more[0] if more else ""
            start = "" if "w:start " in extra else '<w:start w:val="1"/>'
            head = "".join(re.findall(r"<w:start [^>]*>", extra)) or start
            rest = re.sub(r"<w:start [^>]*>", "", extra)
            before = "".join(re.findall(r"<w:(?:lvlRestart|pStyle|isLgl|suff) [^>]*>|<w:isLgl/>", rest))
            written += f'<w:lvl w:ilvl="{at}">{head}<w:numFmt w:val="{system}"/>{before}<w:lvlText w:val="{text}"/></w:lvl>'
        self._abstracts += 1
        xml = (
            f'<w:abstractNum {NS} w:abstractNumId="{self._abstracts}">'
            f'<w:multiLevelType w:val="multilevel"/>{inside}{written}</w:abstractNum>'
        )
        nums = self.numbering.findall(docx.oxml.ns.qn("w:num"))
        (nums[0].addprevious if nums else self.numbering.append)(parse_xml(xml))
        return self._abstracts

    def num(self, abstract: int, overrides: str = "") -> int:
        """A list over an abstract list."""
        self._nums += 1
        self.numbering.append(
            parse_xml(
                f'<w:num {NS} w:numId="{self._nums}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
            )
        )
        return self._nums

    def list(self, *levels: Level) -> int:
        """A list of its own."""
        return self.num(self.abstract(*levels))

    def style(
        self, name: str, *, num: int | None = None, level: int | None = None, based_on: str = "Normal"
    ) -> str:
        """A paragraph style that may take part in a list."""
        inside = "" if level is None else f'<w:ilvl w:val="{level}"/>'
        inside += "" if num is None else f'<w:numId w:val="{num}"/>'
        self.document.styles.element.append(
            parse_xml(
                f'<w:style {NS} w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="{based_on}"/>'
                + (f"<w:pPr><w:numPr>{inside}</w:numPr></w:pPr>" if inside else "")
                + "</w:style>"
            )
        )
        return name

    def add(
        self,
        text: str,
        num: int | None = None,
        level: int | None = 0,
        *,
        style: str | None = None,
        to: Any = None,
    ) -> Any:
        """A paragraph; `to` is a table cell or the like."""
        paragraph = (to or self.document).add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr()
        if style is not None:
            properties.append(parse_xml(f'<w:pStyle {NS} w:val="{style}"/>'))
        if num is not None:
            place = "" if level is None else f'<w:ilvl w:val="{level}"/>'
            properties.append(parse_xml(f'<w:numPr {NS}>{place}<w:numId w:val="{num}"/></w:numPr>'))
        return paragraph

    def raw(self, xml: str) -> None:
        """Any block in XML."""
        self.document.element.body.insert(len(self.document.element.body) - 1, parse_xml(xml))

    def save(self) -> bytes:
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


def squeezed(lines: Sequence[str]) -> list[str]:
    """The lines without any blanks, empty ones left out: what can be compared between programs."""
    return [line for line in ("".join(line.split()) for line in lines) if line]


def by_libreoffice(data: bytes, folder: Path, suffix: str = "docx") -> list[str]:
    """The lines that LibreOffice makes of a document."""
    source = folder / f"oracle.{suffix}"
    source.write_bytes(data)
    subprocess.run(
        [str(shutil.which("soffice")), f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "oracle.txt").read_text("utf-8-sig").splitlines()
