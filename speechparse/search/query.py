"""The query language: terms, "phrases", OR, -not, brackets and fields, read into the tree of `syntax`.

养老 "医养 结合" -农村 province:江西 year:2018..2021 (kind:point OR kind:item)
"""

from __future__ import annotations

import re
from typing import NamedTuple, NoReturn

from speechparse.errors import ConfigurationError
from speechparse.model import NODE_TYPES
from speechparse.search.places import place_codes, province_code
from speechparse.search.runs import key, runs
from speechparse.search.syntax import PHRASE_FIELDS, And, Keyword, Not, Or, Phrase, Query, Years
from speechparse.text.folding import fold
from speechparse.text.surrogates import replace_surrogates

LONGEST = 2000
"""How many code points a query may have."""
MOST_TERMS = 100
"""How many terms it may have."""
DEEPEST = 20
"""How many brackets and signs of negation may stand inside each other."""

ALIASES = {
    "标题": "title", "题目": "title", "小标题": "heading", "项目": "program", "机构": "org", "组织": "org", "人物": "person",
    "文件": "doc", "会议": "event", "提法": "formulation", "讲话人": "speaker", "场合": "occasion", "省": "province",
    "省份": "province", "地点": "place", "来源": "origin", "年": "year", "年份": "year", "类型": "kind", "层级": "level",
    "词": "word", "正文": "text",
}  # fmt: skip
"""Chinese names of the fields."""

FIELDS = (*PHRASE_FIELDS, "province", "place", "origin", "year", "kind", "level", "id")

LEVELS = {
    "national": "全国 国家 国家级 中央", "province": "省 省级", "prefecture": "市 市级 地级", "county": "县 县级 区 区级",
    "township": "乡 镇 乡镇 乡级 镇级", "institution": "单位 学校",
}  # fmt: skip
"""The levels of government, with what a query may call them."""

_KINDS = (*NODE_TYPES, "text", "document")

_TOKEN = re.compile(
    r"""(?P<blank>\s+)|(?P<open>\()|(?P<close>\))|(?P<not>-(?=[^\s)]))
    |(?P<field>[a-zA-Z\u4e00-\u9fff]{1,20}):(?P<exact>=?)
    |["“”](?P<phrase>[^"“”]*)(?P<quote>["“”]?)
    |(?P<term>[^\s()"“”]+)""",
    re.VERBOSE,
)


class QueryError(ConfigurationError):
    """A query that cannot be understood.

    Attributes:
        query: The query.
        start: Offset in it of what is wrong.
        end: Offset behind that.
    """

    def __init__(self, message: str, query: str, start: int, end: int) -> None:
        super().__init__(f"{message} (at character {start + 1} of the query)")
        self.query, self.start, self.end = query, start, end

    def picture(self) -> str:
        """The part of the query around the mistake, with marks under it that are as wide as it is."""
        first = max(0, self.start - 30)
        line = " ".join(self.query[first : self.end + 30].splitlines())
        before, wrong = self.query[first : self.start], self.query[self.start : self.end]
        return f"{line}\n{' ' * _width(before)}{'^' * max(1, min(_width(wrong), 40))}"


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x1100 else 1 for char in text)


class _Token(NamedTuple):
    type: str
    text: str
    start: int
    end: int
    exact: bool = False


def parse_query(query: str) -> Query:
    """The tree of a query.

    Raises:
        QueryError: It cannot be understood; the message says what is wrong and where.
    """
    return _Reader(query).read()


class _Reader:
    """Reads one query, from left to right."""

    def __init__(self, query: str) -> None:
        self._query = query
        if len(query) > LONGEST:
            self._fail(
                f"the query has {len(query)} characters, {LONGEST} are allowed; `similar` takes long texts",
                LONGEST,
                len(query),
            )
        self._tokens = self._scan(fold(replace_surrogates(query)[0]))
        self._at = 0
        if sum(token.type in ("term", "phrase") for token in self._tokens) > MOST_TERMS:
            self._fail(f"the query has more than {MOST_TERMS} terms", 0, len(query))

    def read(self) -> Query:
        tree = self._either(0)
        if token := self._next("close"):
            self._fail("this bracket closes none that was opened", token.start, token.end)
        if tree is None:
            self._fail("the query holds nothing to look for", 0, len(self._query))
        return tree

    def _fail(self, message: str, start: int, end: int) -> NoReturn:
        raise QueryError(message, self._query, start, end)

    def _scan(self, folded: str) -> list[_Token]:
        found: list[_Token] = []
        at = 0
        while match := _TOKEN.match(folded, at):
            name = match.lastgroup or ""
            name = {"quote": "phrase", "exact": "field"}.get(name, name)
            start, end, at = match.start(), match.end(), match.end()
            if name == "phrase" and not match["quote"]:
                self._fail("this quotation mark is not closed", start, start + 1)
            if name != "blank":
                found.append(_Token(name, match[name], start, end, bool(match["exact"])))
        return found

    def _next(self, *types: str) -> _Token | None:
        """The token at hand, where it is of one of these types; it is done with then."""
        if self._at < len(self._tokens) and self._tokens[self._at].type in types:
            self._at += 1
            return self._tokens[self._at - 1]
        return None

    def _next_word(self, word: str) -> _Token | None:
        if self._at < len(self._tokens) and self._tokens[self._at].text == word:
            return self._next("term")
        return None

    def _either(self, depth: int) -> Query | None:
        """Parts with OR between them."""
        parts = [self._all(depth)]
        while token := self._next_word("OR"):
            parts.append(self._all(depth))
            if parts[-1] is None or parts[-2] is None:
                self._fail("OR needs something on both sides", token.start, token.end)
        found = tuple(part for part in parts if part is not None)
        return found[0] if len(found) == 1 else Or(found) if found else None

    def _all(self, depth: int) -> Query | None:
        """Parts that follow each other."""
        parts: list[Query] = []
        while self._at < len(self._tokens) and self._tokens[self._at].type != "close":
            if self._next_word("AND"):
                continue
            if self._tokens[self._at].text == "OR" and self._tokens[self._at].type == "term":
                break
            part = self._part(depth)
            if part is not None:
                parts.append(part)
        return parts[0] if len(parts) == 1 else And(tuple(parts)) if parts else None

    def _part(self, depth: int) -> Query | None:
        """A term, a phrase, a field with its value, a bracket, or one of these denied; None for mere punctuation."""
        token = self._tokens[self._at]
        if depth > DEEPEST:
            self._fail(f"brackets and negations nest deeper than {DEEPEST}", token.start, token.end)
        self._at += 1
        if token.type == "not":
            if self._at == len(self._tokens):
                self._fail("nothing stands behind this minus sign", token.start, token.end)
            part = self._part(depth + 1)
            return None if part is None else Not(part)
        if token.type == "open":
            part = self._either(depth + 1)
            if self._next("close") is None:
                self._fail("this bracket is not closed", token.start, token.end)
            if part is None:
                self._fail("nothing stands inside these brackets", token.start, token.end)
            return part
        if token.type == "field":
            return self._field(token)
        found = tuple(runs(token.text))
        return Phrase("text", found) if found else None

    def _field(self, token: _Token) -> Query:
        name = ALIASES.get(token.text, token.text.lower())
        if name not in FIELDS:
            self._fail(
                f"no field is called {token.text!r}; there are {', '.join(FIELDS)}; put a text with a colon in quotation marks",
                token.start, token.end,
            )  # fmt: skip
        value = self._next("term", "phrase")
        if value is None or not value.text.strip():
            self._fail(f"{token.text}: needs a value right behind it", token.start, token.end)
        if token.exact and name not in ("place", "province"):
            self._fail("`=` is only for place: and province:", token.start, token.end)
        if name in PHRASE_FIELDS:
            found = tuple(runs(value.text))
            if not found:
                self._fail("this value has no letter or digit", value.start, value.end)
            return Phrase(name, found)
        return getattr(self, f"_{name}")(value, token.exact)  # type: ignore[no-any-return]

    def _province(self, value: _Token, exact: bool) -> Query:
        code = province_code(value.text)
        if code is None:
            self._fail(
                f"no province is called {value.text!r}; for other places there is place:",
                value.start,
                value.end,
            )
        return Keyword("at" if exact else "in", (code,))

    def _place(self, value: _Token, exact: bool) -> Query:
        codes = place_codes(value.text)
        if codes:
            return Keyword("at" if exact else "in", codes)
        found = tuple(runs(value.text))
        if not found:
            self._fail("this value has no letter or digit", value.start, value.end)
        return Phrase("location", found)

    def _origin(self, value: _Token, exact: bool) -> Query:
        code = province_code(value.text)
        if code is None:
            self._fail(f"no province is called {value.text!r}", value.start, value.end)
        return Keyword("origin", (code,))

    def _year(self, value: _Token, exact: bool) -> Query:
        match = re.fullmatch(r"([0-9]{4})?年?(?:(\.\.|-|~|—)([0-9]{4})?年?)?", value.text)
        if match is None or not (match[1] or match[3]):
            self._fail("a year looks like 2018, 2018..2021, 2018.. or ..2021", value.start, value.end)
        first = int(match[1]) if match[1] else None
        last = first if match[2] is None else int(match[3]) if match[3] else None
        if first is not None and last is not None and first > last:
            self._fail(f"{first} is after {last}", value.start, value.end)
        return Years(first, last)

    def _kind(self, value: _Token, exact: bool) -> Query:
        kind = value.text.lower()
        if kind not in _KINDS:
            self._fail(
                f"no kind is called {value.text!r}; there are {', '.join(_KINDS)}", value.start, value.end
            )
        return Keyword("kind", (kind,))

    def _level(self, value: _Token, exact: bool) -> Query:
        name = value.text.lower()
        level = next(
            (level for level, names in LEVELS.items() if name == level or name in names.split()), None
        )
        if level is None:
            self._fail(
                f"no level is called {value.text!r}; there are {', '.join(LEVELS)}", value.start, value.end
            )
        return Keyword("level", (level,))

    def _id(self, value: _Token, exact: bool) -> Query:
        if not key(value.text):
            self._fail("this value has no letter or digit", value.start, value.end)
        return Keyword("id", (key(value.text),))
