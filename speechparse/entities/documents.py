"""Documents: what stands in 《》, and plans named by their period."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechparse.entities.candidates import Candidate
from speechparse.text.pair_scan import matches_at, occurrences

# A title may hold another in 〈〉, and careless texts nest 《》 once.
_TITLE = re.compile("《(?:[^《》\n]|《[^《》\n]{1,80}》){1,120}》")
_NUMERAL = "[一二三四五六七八九十]"
_PLAN = re.compile(
    f"(?:“{_NUMERAL}{{1,3}}五”|第{_NUMERAL}{{1,3}}个五年)"
    "(?:发展)?(?:规划|计划)(?:(?:和20[0-9][05]年远景目标)?纲要|建议)?"
)
_BEFORE = 4  # how far behind the beginning of a plan's name the word may stand that it is known by
# A report by its title: 作了题为“凝心聚力 真抓实干”的工作报告.
_REPORT = re.compile("题为“([^“”\\n]{4,60})”的[\u4e00-\u9fff]{0,4}报告")


def find(text: str) -> Iterator[Candidate]:
    """The documents that their form alone gives away; only titles in 《》 are certain."""
    if "《" in text:
        for title in _TITLE.finditer(text):
            yield Candidate(*title.span(), "DOC", "form:title", certain=True)
    begun = [text.rfind("“", max(0, at - _BEFORE), at) for at in occurrences(text, ("五”",))]
    begun += [text.rfind("第", max(0, at - _BEFORE), at) for at in occurrences(text, ("个五年",))]
    for plan in matches_at(sorted(at for at in begun if at >= 0), _PLAN.match, text):
        yield Candidate(*plan.span(), "DOC", "form:plan", certain=False)
    for report in matches_at(occurrences(text, ("题为",)), _REPORT.match, text):
        yield Candidate(*report.span(1), "DOC", "form:report", certain=False)
