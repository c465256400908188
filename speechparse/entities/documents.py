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
# A report by its title: 作了题为“凝心聚力 真抓实干”的工作报告.
_REPORT = re.compile("题为“([^“”\\n]{4,60})”的[\u4e00-\u9fff]{0,4}报告")


def find(text: str) -> Iterator[Candidate]:
    """The documents that their form alone gives away; only titles in 《》 are certain."""
    if "《" in text:
        for match in _TITLE.finditer(text):
            yield Candidate(match.start(), match.end(), "DOC", "form:title", certain=True)
    for match in _PLAN.finditer(text):
        yield Candidate(match.start(), match.end(), "DOC", "form:plan", certain=False)
    if "题为" in text:
        for match in _REPORT.finditer(text):
            yield Candidate(*match.span(1), "DOC", "form:report", certain=False)
