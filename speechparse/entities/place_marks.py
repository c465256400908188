"""Places in shorthand: one-character forms, fused forms, directions and redacted names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from speechparse.data import rows
from speechparse.entities.candidates import Candidate
from speechparse.entities.place_table import patterns, words
from speechparse.model import Label
from speechparse.text.folding import fold, folded_rows
from speechparse.text.pair_scan import PairScan, matches_at

REDACTED = "redacted"
"""The key of a candidate whose name is blanked out."""

REDACTION = "xX×*＊○〇□"
"""Characters that blank out a name; folded."""

_REDACTION = f"[{REDACTION}]"
_REDACTED = re.compile(
    rf"{_REDACTION}(?<![A-Za-z×*].){_REDACTION}{{0,4}}"
    "(?:省|市|县|区|州|盟|旗|自治区|自治州|自治县|乡|镇|街道|村|社区)(?!长|委书记)"
    rf"|{_REDACTION}(?<![A-Za-z×*].){_REDACTION}{{1,3}}(?:(?:、{_REDACTION}{{2,4}}){{1,40}}(?=等?\d*个?[省市县区州])|(?=\d个[省市县区]))"
)
_REDACTED_ITEM = re.compile(f"{_REDACTION}+")

_DIRECTION = "东北部?|西北部?|东南部?|西南部?|东|西|南|北|中"


class _Patterns(NamedTuple):
    """The compiled patterns of the shorthand, and where most of them may begin."""

    starts: PairScan
    listed: re.Pattern[str]
    fused: re.Pattern[str]
    directed: re.Pattern[str]
    single: re.Pattern[str]
    pair: re.Pattern[str]
    pair_sure: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = patterns()
    every, clear, powers = data["all"], data["clear"], data["powers"]
    abroad = "".join({row[3] for row in rows("countries.tsv") if len(row) > 3 and row[3] not in ("", "中")})
    others = f"{fold(abroad)}非欧拉海"
    directed = "".join(char for char in clear if char not in "京津沪") + "川苏辽吉藏"
    return _Patterns(
        starts=PairScan(
            [
                (every, f"、{every}"),
                (f"大{directed}", "湘东南西北中"),
                ("中", others),
                (powers, powers),
                (REDACTION, f"{REDACTION}省市县区州盟旗自乡镇街村社、"),
            ]
        ),
        listed=re.compile(f"[{every}](?<![{every}、].)(?:、[{every}]){{1,40}}(?![东南西北])"),
        fused=re.compile(f"[{every}]{{2,6}}(?!{data['road']})"),
        directed=re.compile(f"(?:大湘西|[{directed}](?:{_DIRECTION}))(?:地区)?"),
        single=re.compile(f"[{data['single_chars']}](?:{data['single']})"),
        pair=re.compile(
            f"(?:中(?<![{data['pair_not_behind']}]中)[{others}](?:[{others}](?![方国]))?|[{powers}]{{2,4}})"
            f"(?={data['pair_before']})"
        ),
        pair_sure=re.compile(data["pair_sure"]),
    )


def find_shorthand(text: str) -> Iterator[Candidate]:
    """One-character forms, fused forms, directions and redacted names, in no particular order."""
    found = _patterns()
    clear = patterns()["clear"]
    starts = found.starts.find(text)
    for match in matches_at(starts, found.listed.match, text):
        certain = len(match[0]) >= 5
        for at in range(match.start(), match.end(), 2):
            yield Candidate(at, at + 1, "GPE", "abbreviation-list", certain)
    for match in matches_at(starts, found.fused.match, text):
        yield from _fused(match)
    for match in matches_at(starts, found.directed.match, text):
        if match[0] not in words("not-directed"):
            sure = match[0][0] in clear or match[0][1] in "东西南北"
            yield Candidate(match.start(), match.end(), "LOC", "direction", sure)
    for match in found.single.finditer(text):
        label: Label = "LOC" if match[0] in ("非", "滦") else "GPE"
        yield Candidate(match.start(), match.start() + 1, label, "abbreviation", True)
    for match in matches_at(starts, found.pair.match, text):
        if match[0] not in words("not-pair") or found.pair_sure.match(text, match.end()):
            yield Candidate(match.start(), match.end(), "LOC", "fused-countries", True)
    for match in matches_at(starts, _REDACTED.match, text):
        yield from _redacted(match)


def _fused(match: re.Match[str]) -> Iterator[Candidate]:
    name = match[0]
    clear = sum(char in patterns()["clear"] for char in name)
    sure = clear >= 2 or name in words("fused")
    if clear and len(set(name)) == len(name) and (sure or len(name) > 2):
        yield Candidate(match.start(), match.end(), "LOC", "fused", sure)


def _redacted(match: re.Match[str]) -> Iterator[Candidate]:
    if "、" not in match[0]:
        yield Candidate(match.start(), match.end(), "GPE", "redacted", True, REDACTED)
        return
    for item in _REDACTED_ITEM.finditer(match[0]):
        yield Candidate(
            match.start() + item.start(), match.start() + item.end(), "GPE", "redacted", True, REDACTED
        )


def abbreviation_code(char: str) -> str | None:
    """The province that a folded one-character form stands for: 赣 -> 360000."""
    return _codes().get(char)


@cache
def _codes() -> dict[str, str]:
    return dict(folded_rows("abbreviations.tsv"))
