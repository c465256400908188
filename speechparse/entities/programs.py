"""Programs by their form: `健康…建设` and `平安…建设` with the name of a place inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechparse.entities.candidates import Candidate
from speechparse.entities.place_table import entries_by_name
from speechparse.text.pair_scan import matches_at, occurrences

_BUILDING = re.compile("(?:健康|平安)([\u4e00-\u9fff]{2,8}?)建设")


def find(text: str) -> Iterator[Candidate]:
    """The programs that their form alone gives away."""
    for match in matches_at(occurrences(text, ("健康", "平安")), _BUILDING.match, text):
        if match[1] in entries_by_name():
            yield Candidate(match.start(), match.end(), "PROGRAM", "form:building", certain=True)
