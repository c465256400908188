"""Which provinces are named in one breath with which programs, by year: a table, and a picture as SVG.

speechparse batch corpus/texts -o tables
python examples/archive_provinces.py tables provinces.svg

Two names count as named together where they stand in the same node: a paragraph, a point.
"""

import sys
from collections import Counter
from html import escape
from pathlib import Path

import duckdb  # pip install duckdb; polars and pandas read the same files

TOGETHER = """
WITH entities AS (FROM read_parquet($tables || '/entities/*.parquet')),
     documents AS (FROM read_parquet($tables || '/documents/*.parquet')),
     names AS (SELECT left(code, 2) AS province, any_value(place) AS name
               FROM entities WHERE level = 'province' GROUP BY province)
SELECT DISTINCT left(documents.date, 4) AS year, names.name AS province,
       coalesce(program.canonical_name, program.text) AS program, program.document, program.node
FROM entities AS program
JOIN entities AS named USING (document, node)
JOIN names ON names.province = left(named.code, 2)
JOIN documents ON documents.id = program.document
WHERE program.label = 'PROGRAM' AND named.label = 'GPE' AND documents.date IS NOT NULL
"""
CELL, LEFT, TOP = 26, 110, 170


def picture(counts: Counter[tuple[str, str]]) -> str:
    """A grid of provinces and programs, the darker the more often they are named together."""
    programs = [name for name, _ in Counter(program for _, program in counts.elements()).most_common(20)]
    provinces = [name for name, _ in Counter(province for province, _ in counts.elements()).most_common(31)]
    most = max(counts.values(), default=1)
    parts = []
    for row, province in enumerate(provinces):
        y = TOP + CELL * row
        parts.append(f'<text x="{LEFT - 8}" y="{y + 17}" text-anchor="end">{escape(province)}</text>')
        for column, program in enumerate(programs):
            if count := counts[province, program]:
                x, shade = LEFT + CELL * column, 0.15 + 0.85 * count / most
                parts.append(
                    f'<rect x="{x}" y="{y}" width="{CELL - 2}" height="{CELL - 2}" fill="#b3261e" '
                    f'fill-opacity="{shade:.2f}"><title>{escape(province)} · {escape(program)}: {count}</title></rect>'
                )
    for column, program in enumerate(programs):
        place = f"translate({LEFT + CELL * column + 16} {TOP - 8}) rotate(-50)"
        parts.append(f'<text transform="{place}">{escape(program)}</text>')
    width, height = LEFT + CELL * len(programs) + 130, TOP + CELL * len(provinces) + 10
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-size="13" '
        f'font-family="sans-serif">\n{chr(10).join(parts)}\n</svg>\n'
    )


tables, output = sys.argv[1:]
found = duckdb.execute(TOGETHER, {"tables": tables}).fetchall()
by_year = Counter((year, province, program) for year, province, program, _, _ in found)
for (year, province, program), count in sorted(
    by_year.items(), key=lambda item: (item[0][0], -item[1], item[0])
):
    print(f"{year}\t{province}\t{program}\t{count}")
grid = Counter((province, program) for _, province, program, _, _ in found)
Path(output).write_text(picture(grid), encoding="utf-8")
