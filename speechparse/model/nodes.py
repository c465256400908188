"""What the tree of a speech is made of.

One struct a kind, told apart in JSON by the field `kind`. A node spans `[start, end)` of the
source text, trimmed of blanks; its children lie inside it, in text order, and never cross.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from speechparse.model.spans import Span


class Marker(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The enumerator that opens a numbered unit: `一、`, `（二）`, `三是`, `首先，`.

    Attributes:
        text: The marker as it stands in the source, without noise inside it.
        start: Offset of the first code point.
        end: Offset behind the last code point.
        style: Name of the marker's style, for example `han-dunhao` (`一、`); see `outline.markers`.
        number: Its value; 12 for `十二、`, 1 for `首先`.
        series: Which series of the document it belongs to, counted from 1.
    """

    text: str
    start: int
    end: int
    style: str
    number: int
    series: int


class Where(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """Where in its file a node begins, for formats that have such places.

    Attributes:
        page: Page number, counted from 1.
        paragraph: Paragraph of the file, counted from 1.
    """

    page: int | None = None
    paragraph: int | None = None


class BaseNode(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What all nodes have.

    Attributes:
        id: Path of the node, unique in the document and the same at every parse: `s2/s3/p1`.
        start: Offset of the first code point.
        end: Offset behind the last code point.
        rule: Name of the rule that made the node.
        children: The units inside this one, in text order.
        where: Page and paragraph of the file, where it has them.
    """

    id: str
    start: int
    end: int
    rule: str
    children: tuple[Node, ...]
    where: Where | None = None

    @property
    def kind(self) -> str:
        """Name of the node's kind, as in JSON."""
        return str(self.__struct_config__.tag)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in text order, parents first."""
        stack: list[Node] = [self]  # type: ignore[list-item]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


class Numbered(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A unit that a marker can open.

    Attributes:
        marker: The enumerator; None for a section under an unnumbered heading.
        heading: The heading without marker and final full stop; None where the unit is all body.
    """

    marker: Marker | None = None
    heading: Span | None = None


class Section(Numbered, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="section"):
    """A unit numbered with a label (`一、`, `（一）`, `1.`, `第一章`) or under an unnumbered heading."""


class Point(Numbered, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="point"):
    """A unit numbered in the flow of speech: `一是`, `二要`, `第一，`, `首先，`."""


class Item(Numbered, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="item"):
    """An unnumbered list item, opened by `——`."""


class Paragraph(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="paragraph"):
    """A stretch of body text between two breaks."""


class Title(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="title"):
    """One line of the title."""


class Subtitle(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="subtitle"):
    """A line below the title that says on what occasion: `——在…会议上的讲话`."""


class Byline(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="byline"):
    """The line that names the speaker, with office or organ."""


class Date(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="date"):
    """A line of the title block that is only a date, in brackets or not."""


class Salutation(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="salutation"):
    """A vocative (`同志们：`) or the addressee of a document (`各省、自治区、直辖市人民政府：`)."""


class Toc(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="toc"):
    """A table of contents."""


class Heading(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="heading"):
    """An unnumbered heading."""


class Note(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="note"):
    """An editor's note, a caption or a stage direction: `（掌声）`, `（此件公开发布）`."""


class Attachment(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="attachment"):
    """A line that opens or lists an attachment: `附件：…`, `名词解释`."""


class Closing(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="closing"):
    """A farewell on a line of its own: `谢谢大家！`."""


class Signature(BaseNode, frozen=True, gc=False, kw_only=True, omit_defaults=True, tag="signature"):
    """The organ, person or date that signs at the end."""


Node: TypeAlias = (
    Section
    | Point
    | Item
    | Paragraph
    | Title
    | Subtitle
    | Byline
    | Date
    | Salutation
    | Toc
    | Heading
    | Note
    | Attachment
    | Closing
    | Signature
)

NODE_TYPES: dict[str, type[BaseNode]] = {
    str(cls.__struct_config__.tag): cls
    for cls in (
        Section,
        Point,
        Item,
        Paragraph,
        Title,
        Subtitle,
        Byline,
        Date,
        Salutation,
        Toc,
        Heading,
        Note,
        Attachment,
        Closing,
        Signature,
    )
}
"""The struct of every kind, by its name in JSON."""
