"""What a named entity is, once it is found, linked and normalised."""

from __future__ import annotations

from typing import Literal

import msgspec

Label = Literal["GPE", "LOC", "ORG", "PERSON", "PROGRAM", "DOC", "EVENT", "FORMULATION", "DATE", "QUANTITY"]
"""The ten labels, defined in docs/entities.md."""


class Place(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The division, country or region that a place name stands for.

    Attributes:
        code: Six-digit code of GB/T 2260 (`360000`) or two-letter code of ISO 3166-1 (`FR`); None for
            a place without one, such as a village or a region.
        name: Full official name, valid at the document's date: `江西省`.
        level: `country`, `province`, `prefecture`, `county`, `township`, `village`, `city` (a foreign
            one) or `region`.
        path: Codes of what the place lies in, from the country down, for a region the codes it covers.
    """

    code: str | None = None
    name: str
    level: str
    path: tuple[str, ...] = ()


class DateValue(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A date or period in the Extended Date/Time Format (ISO 8601-2:2019), for example `2016/2020`."""

    edtf: str


class Quantity(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """The value of a quantity.

    Attributes:
        value: The number said, in the unit: 730000 for `近73万`; None where only bounds are given.
        unit: `%`, `元`, `个`, `人次`, `倍` …; empty where the text gives none.
        low: Smallest value meant; None where there is no lower bound.
        high: Largest value meant; None where there is no upper bound.
        approximate: Whether the text says `约`, `近`, `多`, `左右` or the like.
        linked: Id of the quantity that this one is compared with (`由2个增加到5个`).
    """

    value: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    linked: str | None = None


class Canonical(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The thing that several names stand for.

    Attributes:
        id: Stable identifier, `label:name` for what the library's tables hold.
        name: The full name.
    """

    id: str
    name: str


class Entity(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A named entity.

    Attributes:
        id: `e1`, `e2` … in text order, outer before inner.
        label: One of the ten labels.
        start: Offset of the first code point.
        end: Offset behind the last code point.
        text: The name as it stands in the source.
        rule: Name of the rule, list or model that found it.
        place: What a GPE or LOC is linked to.
        date: The value of a DATE; when an EVENT met, or the time since then where the text says 以来.
        quantity: The value of a QUANTITY.
        canonical: What names of the same thing share.
        group: Id of the list (`Group`) that the entity is a member of.
        title: Office or form of address beside a PERSON: `总书记`.
        redacted: Whether the name is blanked out: `xx市`, `张××`.
        candidates: The places that a namesake may stand for, where the text does not tell.
    """

    id: str
    label: Label
    start: int
    end: int
    text: str
    rule: str
    place: Place | None = None
    date: DateValue | None = None
    quantity: Quantity | None = None
    canonical: Canonical | None = None
    group: str | None = None
    title: str | None = None
    redacted: bool = False
    candidates: tuple[Place, ...] = ()


class Group(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A list of places said together: `河北、内蒙古、甘肃等省`.

    Attributes:
        id: `g1`, `g2` … in text order.
        members: Ids of the entities listed.
        announced: How many the text says there are (`三省`, `20多个省`); None where it does not.
        found: How many are listed.
        level: Level of the members where the list names it: `province`.
    """

    id: str
    members: tuple[str, ...]
    announced: int | None = None
    found: int
    level: str | None = None
