"""Units: candidates that proved to enumerate, the drafts of sections, points and items."""

from __future__ import annotations

from speechparse.outline.markers import Candidate


class Unit:
    """A candidate that proved to enumerate: the draft of a section, point or item.

    Attributes:
        start: Offset of the marker's first code point.
        marker_end: Offset behind the marker.
        end: Offset behind the unit; known once all units are.
        style: The marker's style.
        number: Its value.
        place: Where the marker stands.
        paragraph: Index of the paragraph that holds the marker.
        series: Number of its series in the document, from 1.
        last: Whether it is the last of its series.
        prefix: Leading components of a decimal number.
    """

    __slots__ = (
        "end",
        "last",
        "marker_end",
        "number",
        "paragraph",
        "place",
        "prefix",
        "series",
        "start",
        "style",
    )

    def __init__(self, candidate: Candidate, number: int) -> None:
        self.start = candidate.start
        self.marker_end = candidate.end
        self.end = candidate.end
        self.style = candidate.style
        self.number = number
        self.place = candidate.place
        self.paragraph = candidate.paragraph
        self.prefix = candidate.prefix
        self.series = 0
        self.last = False
