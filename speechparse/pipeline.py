"""The whole flow: bytes, text, outline, entities, document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from speechparse.model import Document, Meta, Source
from speechparse.outline.find import find_outline
from speechparse.text.folding import fold
from speechparse.text.noise import blank, find_noise
from speechparse.text.surrogates import replace_surrogates


def parse(text: str, **_: object) -> Document:
    text, odd = replace_surrogates(text)
    folded = fold(text)
    noise = find_noise(folded)
    working = blank(folded, noise)
    outline = find_outline(text, folded, working, noise)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=sha[:16], source=Source(sha256=sha, length=len(text)), text=text, meta=Meta(),
        children=outline.children, entities=(), groups=(), noise=noise, diagnostics=(*odd, *outline.diagnostics),
    )


def parse_file(path: str | Path) -> Document:
    return parse(Path(path).read_bytes().decode("utf-8"))
