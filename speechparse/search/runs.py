"""Runs: what is searchable in a text. A run is a stretch of ideographs, or a word or number of other letters.

Ideographs are indexed by every pair of neighbours and by the last one of each run alone, so that any part
of a run is found, as a phrase of pairs, and no phrase leads from one run into the next. Words and numbers
are indexed whole: `100` does not find `2100`. Every engine indexes these same tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import add

from speechparse.text.folding import fold

TOKENIZER = 1
"""Version of the tokens; kept in an index, for documents are taken out of it by the tokens they went in with."""

# Han with 〇, kana, hangul: scripts written without blanks, or searched as if.
HAN = "\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
# Numbers in circles and brackets are letters to `\w`, but to no search engine.
_CIRCLED = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u218f\u2460-\u24ff\u2776-\u2793\u3200-\u33ff"
WORD = rf"[^\W_{HAN}{_CIRCLED}]"
"""A character of a word or number, as a regular expression."""

_LONGEST_WORD = 255
"""Longer words are cut, as Lucene's tokenizer cuts them."""

SIGNS = "+%"
"""Signs that mean something: 互联网+ is not 互联网. Each is a run of its own."""

_RUN = re.compile(rf"[{HAN}]+|{WORD}{{1,{_LONGEST_WORD}}}|[{SIGNS}]")
_is_han = re.compile(rf"[{HAN}]").match
_INNER_BLANK = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
"""White space between ideographs means nothing: it is left by a broken line or made for looks."""


def plain(text: str) -> str:
    """The text folded and in small letters, of the same length, so that its offsets are the text's.

    １２％ＧＤＰ -> 12%gdp   經濟 -> 经济
    """
    folded = fold(text)
    small = folded.lower()
    if len(small) == len(folded):
        return small
    return "".join(char.lower()[0] for char in folded)  # İ becomes i with a dot above


def runs(text: str) -> list[str]:
    """The runs of a text, in order.

    互联网+、5G 网 络 -> [互联网, +, 5g, 网络]
    """
    found: list[str] = _RUN.findall(_INNER_BLANK.sub("", plain(text)))
    return found


def is_ideographic(run: str) -> bool:
    """Whether a run is one of ideographs, not a word, number or sign."""
    return _is_han(run) is not None


def tokens(found: Iterable[str], prefix: str = "") -> list[str]:
    """The tokens of runs, in order, one position each.

    [互联网, 5g] -> [互联, 联网, 网, 5g]

    Args:
        found: The runs.
        prefix: What to put before each token.
    """
    made: list[str] = []
    for run in found:
        if _is_han(run):
            made += map(add, run, run[1:])
            made.append(run[-1])
        else:
            made.append(run)
    return [prefix + token for token in made] if prefix else made


def key(value: str) -> str:
    """A name or code as one token, the same for all its spellings: its runs without what lies between.

    “暖心行动” -> 暖心行动   s2/p1 -> s2p1
    """
    return "".join(runs(value))
