"""Make `speechparse/data/folding.tsv`: which character stands for which plain one.

Needs the packages `opencc` (traditional and variant characters) and nothing else; Unicode's own
data (`unicodedata`) give the full-width forms, compatibility ideographs and Kangxi radicals.

    python tools/make_folding_table.py
"""

from __future__ import annotations

import unicodedata
from datetime import date
from importlib.metadata import version
from pathlib import Path

import opencc

TARGET = Path(__file__).parent.parent / "speechparse" / "data" / "folding.tsv"

# What Unicode's compatibility mappings do not hold, read off the code charts:
# look-alikes of the CJK Radicals Supplement, dashes, corner brackets, points and small forms.
BY_HAND = {
    **dict(
        zip(
            "⺀⺆⺈⺌⺍⺗⺝⺟⺠⺩⺮⻁⻄⻅⻆⻉⻋⻌⻓⻔⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
            "丶冂刀小小心月母民王竹虎西见角贝车辶长门韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
            strict=True,
        )
    ),
    **dict(zip("―─﹘﹣－", "——---", strict=True)),
    **dict(zip("「」『』﹁﹂﹃﹄｢｣", "“”‘’“”‘’“”", strict=True)),
    **dict(zip("‧・･", "···", strict=True)),
    **dict(zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚｡､", ",、.;:?!()。、", strict=True)),
    "\u00a0": " ",
    "〇": "〇",
}


def mappings() -> dict[str, str]:
    """Every character that folds, with its plain form."""
    table = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for code in [
        *range(0x2F00, 0x2FE0),
        *range(0x2E80, 0x2F00),
        *range(0xF900, 0xFB00),
        *range(0x2F800, 0x2FA20),
    ]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[chr(code)] = plain
    table.update(BY_HAND)
    simplify = opencc.OpenCC("t2s").convert
    for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0x20000, 0x32000)]:
        plain = simplify(chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[chr(code)] = plain
    for char, plain in table.items():  # a radical may stand for a traditional character
        table[char] = table.get(plain, plain)
    return {char: plain for char, plain in sorted(table.items()) if char != plain}


def main() -> None:
    """Write the table."""
    rows = [f"{char}\t{plain}" for char, plain in mappings().items()]
    head = (
        "# One-to-one folding: character, plain form. Made by tools/make_folding_table.py.\n"
        f"# Sources: Unicode {unicodedata.unidata_version} (full-width forms, compatibility ideographs, radicals);\n"
        f"# OpenCC {version('opencc')}, character table of t2s (Apache-2.0). Date: {date.today().isoformat()}.\n"
    )
    TARGET.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} characters -> {TARGET}")


if __name__ == "__main__":
    main()
