"""The places of a TEI file: each one that is named, once, with its code, for the names to point at."""

from __future__ import annotations

from collections.abc import Iterable

from speechparse.formats.tei_marks import attributes, escape
from speechparse.model import Entity, Place


class Places:
    """The places that the entities of a document are linked to."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._ids: dict[Place, str] = {}
        for entity in entities:
            if entity.place is not None and entity.place not in self._ids:
                self._ids[entity.place] = f"place{len(self._ids) + 1}"

    def reference(self, place: Place) -> str:
        """What points at the place."""
        return f"#{self._ids[place]}"

    def list(self) -> str:
        """The `<standOff>` with the list, empty where no place is named."""
        items = "".join(
            f"<place{attributes(**{'xml:id': name, 'type': place.level})}>"
            f"<placeName>{escape(place.name)}</placeName>{_code(place)}</place>\n"
            for place, name in self._ids.items()
        )
        return f"<standOff>\n<listPlace>\n{items}</listPlace>\n</standOff>\n" if items else ""


def _code(place: Place) -> str:
    if place.code is None:
        return ""
    scheme = "GBT2260" if place.code.isdigit() else "ISO3166-1"  # TEI allows no blanks here
    return f"<idno{attributes(type=scheme)}>{escape(place.code)}</idno>"
