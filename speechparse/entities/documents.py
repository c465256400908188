"""Documents: what stands in 《》, and plans named by their period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechparse.entities.candidates import Candidate

# A title may hold another in 〈〉, and careless texts nest 《》 once.
_TITLE = re.compile("《(?:[^《》\n]|《[^《》\n]{1,80}》){1,120}》")
_NUMERAL = "[一二三四五六七八九十]"
_PLAN = re.compile(
    f"(?:“{_NUMERAL}{{1,3}}五”|第{_NUMERAL}{{1,3}}个五年)"
    "(?:发展)?(?:规划|计划)(?:(?:和20[0-9][05]年远景目标)?纲要|建议)?"
)


def find(text: str) -> Iterator[Candidate]:
    """The documents that their form alone gives away: titles in 《》 are certain, plans too."""
    if "《" in text:
        for match in _TITLE.finditer(text):
            yield Candidate(match.start(), match.end(), "DOC", "form:title", certain=True)
    for match in _PLAN.finditer(text):
        yield Candidate(match.start(), match.end(), "DOC", "form:plan", certain=False)
