"""Markdown to text: the text stays as it is, its markup is told as noise.

Only markup that cannot be text of a speech is told: `**` that stands alone may be a redacted name, and
`-` before a line a list of the author's.
"""

from __future__ import annotations

import re

from speechparse.model.spans import Noise
from speechparse.reading.content import Content
from speechparse.reading.decoding import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:.*\r?\n){0,200}?(?:---|\.\.\.)[ \t]*(?=\r?\n|\Z)")
# Rule, and what it finds; only the groups are markup (CommonMark 0.31).
_MARKUP = (
    ("markdown-heading", re.compile(r"^ {0,3}(#{1,6})(?=[ \t]|$)(?:[^\n]*?[ \t](#+)[ \t]*$)?", re.MULTILINE)),
    ("markdown-underline", re.compile(r"(?<=\n) {0,3}(={3,}|-{3,})[ \t]*$", re.MULTILINE)),
    ("markdown-quote", re.compile(r"^ {0,3}(>)", re.MULTILINE)),
    ("markdown-fence", re.compile(r"^ {0,3}(`{3,}\w*|~{3,}\w*)[ \t]*$", re.MULTILINE)),
    ("markdown-strong", re.compile(r"(\*\*)(?=[^\s*])[^*\n]{1,400}(?<=[^\s*])(\*\*)(?!\*)")),
    ("markdown-image", re.compile(r"(!\[[^\]\n]{0,400}\]\([^)\s]{0,2000}\))")),
    ("markdown-link", re.compile(r"(?<!!)(\[)[^\[\]\n]{1,400}(\]\([^)\s]{1,2000}\))")),
)


def read(data: bytes, *, name: str, encoding: str | None = None) -> Content:
    """The text of a Markdown file, unchanged, with its markup as noise.

    Args:
        data: The bytes of the file.
        name: What error messages call the file.
        encoding: Encoding named by the user; None to find it out.
    """
    content = decode(data, name=name, encoding=encoding)
    return Content(
        text=content.text,
        encoding=content.encoding,
        noise=tuple(_markup(content.text)),
        diagnostics=content.diagnostics,
    )


def _markup(text: str) -> list[Noise]:
    """The markup in text order; where two rules see the same characters the first one holds."""
    found: list[Noise] = []
    front = _FRONT_MATTER.match(text)
    body = front.end() if front else 0
    if front:
        found.append(Noise(start=0, end=body, kind="markup", rule="markdown-front-matter"))
    for rule, pattern in _MARKUP:
        for match in pattern.finditer(text, body):
            found += (
                Noise(start=match.start(group), end=match.end(group), kind="markup", rule=rule)
                for group in range(1, pattern.groups + 1)
                if match[group]
            )
    found.sort()
    return [noise for at, noise in enumerate(found) if at == 0 or noise.start >= found[at - 1].end]
