"""How fast the structure of an archive is found.

    python benchmarks/structure.py [FOLDER]

Prints characters per second on one core and the ratio to one plain
`regex.finditer` of all marker patterns over the same text in the same run: figures of one machine
compare only through the ratio. Without a folder, `../shared/archive` is read where it exists, else
the corpus, repeated.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from speechparse import Parser
from speechparse.outline import markers
from speechparse.text.folding import fold

ROOT = Path(__file__).parent.parent
BUDGET = 4_000_000
"""Characters a second that the structure alone must reach on one core of a current machine."""


def load() -> list[str]:
    """The texts to parse."""
    archive = ROOT.parent / "shared" / "archive"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else archive if archive.exists() else ROOT / "corpus"
    texts = [path.read_bytes().decode("utf-8", "replace") for path in sorted(folder.rglob("*.txt"))]
    return texts * max(1, 2_000_000 // sum(map(len, texts)))


def best(run: Callable[[], object], repeats: int = 3) -> float:
    """CPU seconds of the fastest of some runs."""
    seconds = []
    for _ in range(repeats):
        started = time.process_time()
        run()
        seconds.append(time.process_time() - started)
    return min(seconds)


def main() -> None:
    """Print the figures."""
    texts = load()
    characters = sum(map(len, texts))
    folded = [fold(text) for text in texts]
    parser = Parser(entities=False)
    parser.parse(texts[0])
    parse = best(lambda: [parser.parse(text) for text in texts])
    baseline = best(
        lambda: [sum(1 for pattern in markers.PATTERNS for _ in pattern.finditer(text)) for text in folded]
    )
    print(f"texts {len(texts):,}   characters {characters:,}")
    print(f"structure          {characters / parse:14,.0f} characters/s   (budget {BUDGET:,})")
    print(f"marker patterns    {characters / baseline:14,.0f} characters/s   (plain finditer)")
    print(f"ratio              {parse / baseline:14.2f} times the plain pass")
    line = texts[0] * (1 + 1_000_000 // max(1, len(texts[0])))
    whole = "".join(line.split("\n"))[:1_000_000]
    seconds = best(lambda: parser.parse(whole), 1)
    tenth = best(lambda: parser.parse(whole[:100_000]), 1)
    print(
        f"one line of {len(whole):,} characters: {seconds:.2f} s, {seconds / max(tenth, 1e-9):.1f} times a tenth of it"
    )


if __name__ == "__main__":
    main()
