"""HTML: one self-contained page, the outline at the side, the text whole in the middle.

The page has no script and asks for nothing: its policy (CSP) allows its own style sheet by hash and
forbids all else. The text inside `<main>` is the source text, character by character.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import escape as escape_attribute
from importlib.resources import files
from typing import get_args

from speechparse.formats.flow import Close, Open, Owners, caption, flow
from speechparse.formats.inline import Mark, Marks
from speechparse.formats.meaning import meaning
from speechparse.model import Document, Entity, Label, Node, Numbered, Point, Section

_CAPTION = 28
_DEEPEST = 5
_BREAKS = frozenset("\n\r\u3000\u2003")
_IN_CHARACTER_DATA = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", "\0": "\ufffd"})


def render(document: Document) -> str:
    """The document as a web page. A NUL, which HTML cannot hold, shows as U+FFFD."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    name = document.meta.title or document.source.name or document.id
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(name)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<nav aria-label="Outline" lang="zh"><ol>\n{"".join(_outline(document))}</ol></nav>\n'
        f'<div class="column">\n<header lang="en">\n{_facts(document, name)}{_legend(document)}</header>\n'
        f"<main>{''.join(_text(document))}</main>\n{_diagnostics(document)}</div>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return files("speechparse.formats").joinpath("html.css").read_text("utf-8")


def _escape(text: str) -> str:
    return text.translate(_IN_CHARACTER_DATA)


def _outline(document: Document) -> Iterator[str]:
    """A link to each section and point, indented by the units around it."""
    depth = 0
    for event in flow(document):
        match event:
            case Open(Section() | Point() as node, _):
                marker = "".join(node.marker.text.split()) if node.marker else ""
                text = _escape(marker + caption(document, node, length=_CAPTION))
                yield (
                    f'<li class="{node.kind} d{min(depth, _DEEPEST)}">'
                    f'<a href="#{escape_attribute(node.id)}">{text}</a></li>\n'
                )
                depth += 1
            case Close(Section() | Point()):
                depth -= 1


def _facts(document: Document, name: str) -> str:
    meta, source = document.meta, document.source
    noise = sum(stretch.end - stretch.start for stretch in document.noise)
    facts = {
        "Speaker": meta.speaker,
        "Organ": meta.organ,
        "Date": meta.date,
        "Occasion": meta.occasion,
        "Place": meta.place,
        "Source": source.name,
        "Text": f"{source.length:,} characters",
        "Noise": f"{noise:,} characters" if noise else None,
    }
    rows = "".join(f"<dt>{key}</dt><dd>{_escape(value)}</dd>\n" for key, value in facts.items() if value)
    return f"<h1>{_escape(name)}</h1>\n<dl>\n{rows}</dl>\n"


def _legend(document: Document) -> str:
    """The labels with their counts, each with a box that switches its colour off."""
    counts = Counter(entity.label for entity in document.entities)
    boxes = "".join(
        f'<li><label class="{label}"><input type="checkbox" id="show-{label}" checked>{label} '
        f"<b>{counts[label]}</b></label></li>\n"
        for label in get_args(Label)
        if counts[label]
    )
    return f'<ul class="legend" aria-label="Entities">\n{boxes}</ul>\n' if boxes else ""


def _text(document: Document) -> Iterator[str]:
    """The source text, whole, with an element a node, marker, heading, entity and stretch of noise."""
    marks = Marks([*_unit_marks(document), *map(_entity_mark, document.entities)])
    kinds = {noise.start: escape_attribute(f"{noise.kind} · {noise.rule}") for noise in document.noise}
    title = ""
    for event in flow(document):
        match event:
            case Open(node, _):
                yield f'<div id="{escape_attribute(node.id)}" class="{node.kind}"{_role(node, event.depth)}>'
            case Close():
                yield "</div>"
            case _:
                text = marks.apply(document.text, event.start, event.end, _escape)
                title = kinds.get(event.start, title)
                if event.noise:
                    yield f'<span class="noise" title="{title}">{text}</span>'
                elif _is_break(document.text[event.start : event.end]):
                    yield f"<span hidden>{text}</span>"
                else:
                    yield text


def _is_break(text: str) -> bool:
    """Whether a stretch only sets paragraphs apart, as the page does by itself."""
    return text.isspace() and not _BREAKS.isdisjoint(text)


def _role(node: Node, depth: int) -> str:
    """What tells a screen reader that a line is a heading."""
    if node.kind == "title":
        return ' role="heading" aria-level="1"'
    return f' role="heading" aria-level="{min(depth + 1, 6)}"' if node.kind == "heading" else ""


def _unit_marks(document: Document) -> Iterator[Mark]:
    for event in flow(document):
        match event:
            case Open(Numbered() as node, depth):
                if node.marker is not None:
                    title = escape_attribute(f"{node.kind} {node.marker.number} · {node.marker.style}")
                    yield Mark(node.marker.start, node.marker.end, "span", f' class="marker" title="{title}"')
                if node.heading is not None:
                    attributes = f' class="unit-heading" role="heading" aria-level="{min(depth + 2, 6)}"'
                    yield Mark(node.heading.start, node.heading.end, "span", attributes)


def _entity_mark(entity: Entity) -> Mark:
    title = " · ".join(fact for fact in (entity.label, meaning(entity), entity.rule) if fact)
    attributes = f' class="entity {entity.label}" title="{escape_attribute(title)}"'
    return Mark(entity.start, entity.end, "span", attributes, once=f' id="{escape_attribute(entity.id)}"')


def _diagnostics(document: Document) -> str:
    if not document.diagnostics:
        return ""
    owners = Owners(document)
    rows = []
    for diagnostic in document.diagnostics:
        node = owners.at(diagnostic.start)
        place = f"{diagnostic.start}–{diagnostic.end}"
        link = f'<a href="#{escape_attribute(node.id)}">{place}</a>' if node else place
        code, message = _escape(diagnostic.code), _escape(diagnostic.message)
        rows.append(f"<li><code>{code}</code> {message} ({link})</li>\n")
    return f'<aside lang="en">\n<h2>Diagnostics</h2>\n<ul>\n{"".join(rows)}</ul>\n</aside>\n'
