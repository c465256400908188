"""The labels of list items in web pages: `start`, `value`, `reversed`, `type` and `list-style-type`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from speechparse.reading.counters import numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# CSS Counter Styles 3: name, system, and whether the label ends in `、` (else in a full stop).
_STYLES = {
    "decimal": ("decimal", False),
    "decimal-leading-zero": ("decimalZero", False),
    "lower-alpha": ("lowerLetter", False),
    "lower-latin": ("lowerLetter", False),
    "upper-alpha": ("upperLetter", False),
    "upper-latin": ("upperLetter", False),
    "lower-roman": ("lowerRoman", False),
    "upper-roman": ("upperRoman", False),
    "cjk-ideographic": ("taiwaneseCountingThousand", True),
    "trad-chinese-informal": ("taiwaneseCountingThousand", True),
    "simp-chinese-informal": ("chineseCountingThousand", True),
    "japanese-informal": ("japaneseCounting", True),
    "trad-chinese-formal": ("ideographLegalTraditional", True),
    "simp-chinese-formal": ("chineseLegalSimplified", True),
    "japanese-formal": ("japaneseLegal", True),
    "cjk-decimal": ("japaneseDigitalTenThousand", True),
    "cjk-heavenly-stem": ("ideographTraditional", True),
    "cjk-earthly-branch": ("ideographZodiac", True),
}
_UNNUMBERED = frozenset({"none", "disc", "circle", "square"})
_STYLE = re.compile(r"list-style(?:-type)?\s{0,4}:\s{0,4}([^;]{1,80})", re.IGNORECASE)
_LEADING_INTEGER = re.compile(r"\s{0,8}(-?\d{1,9})(?!\d)")
# Items that bring their own number stand on pages whose style sheet hides the list's.
_OWN_NUMBER = re.compile(
    r"\s{0,8}(?:[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十百]{1,4}[、.．]|"
    r"\d{1,3}(?:[、．）)]|\.(?!\d))|[①-⑳⑴-⒛㈠-㈩]|第[一二三四五六七八九十百\d]{1,4}[章节条部])"
)


class _List(NamedTuple):
    """An open list: the number of its next item, the step to the one after, its style."""

    number: int
    step: int
    style: str | None


class ListLabels:
    """Follows the lists of a page and says what stands before each item."""

    def __init__(self) -> None:
        self._lists: list[_List] = []

    def open(self, element: _Element) -> str:
        """Note the start of an element; the label if it is a numbered item, else nothing."""
        if element.tag == "ol":
            self._lists.append(_numbered(element))
        elif element.tag in ("ul", "menu"):
            self._lists.append(_List(1, 1, None))
        elif element.tag == "li" and self._lists:
            return self._next(element)
        return ""

    def close(self, element: _Element) -> None:
        """Note the end of an element."""
        if element.tag in ("ol", "ul", "menu") and self._lists:
            self._lists.pop()

    @staticmethod
    def join(label: str, text: str) -> str:
        """A line with its label, unless the text brings a number itself."""
        if not label or _OWN_NUMBER.match(text):
            return text
        return label + text.lstrip(" ")

    def _next(self, item: _Element) -> str:
        number, step, style = self._lists[-1]
        number = _integer(item.get("value"), number)
        self._lists[-1] = _List(number + step, step, style)
        return _label(number, _style(item) or style)


def _numbered(element: _Element) -> _List:
    step = 1 if element.get("reversed") is None else -1
    first = 1 if step > 0 else sum(child.tag == "li" for child in element)
    return _List(_integer(element.get("start"), first), step, _style(element) or "decimal")


def _style(element: _Element) -> str | None:
    """Name of the counter style that the element itself sets."""
    declared = _STYLE.search(element.get("style", ""))
    if declared:
        for word in declared[1].lower().split():
            if word in _STYLES or word in _UNNUMBERED:
                return word
    kind = element.get("type")
    return next((style for style, (system, _) in _STYLES.items() if system == _TYPES.get(kind or "")), None)


def _label(number: int, style: str | None) -> str:
    if style is None or style not in _STYLES:
        return ""
    system, ideographic = _STYLES[style]
    written = numeral(number, system) or str(number)
    return f"{written}、" if ideographic else f"{written}. "


def _integer(value: str | None, otherwise: int) -> int:
    found = _LEADING_INTEGER.match(value or "")
    return int(found[1]) if found else otherwise
