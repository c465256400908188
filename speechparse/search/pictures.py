"""Trends as pictures: bars in a terminal, an SVG, a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from html import escape

from speechparse.search.trends import Row, Trend

_EIGHTHS = " ▏▎▍▌▋▊▉"


def bars(trend: Trend, *, width: int = 80) -> str:
    """A line a row: name, occurrences, occurrences per million characters, and a bar of that length."""
    most = max((row.per_million for row in trend.rows), default=0.0)
    names = max((_width(row.name) for row in trend.rows), default=0)
    room = max(width - names - 24, 8)
    lines = [f"{' ' * names} {'count':>7} {'per million':>12}"]
    for row in trend.rows:
        bar = _bar(row.per_million / most * room if most else 0)
        lines.append(
            f"{row.name}{' ' * (names - _width(row.name))} {row.occurrences:>7} {row.per_million:>12.1f}  {bar}".rstrip()
        )
    return "\n".join(lines) + "\n"


def _bar(length: float) -> str:
    eighths = round(length * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x1100 else 1 for char in text)


def table(trend: Trend) -> str:
    """The rows as CSV, with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([trend.by, "name", "occurrences", "records", "characters", "per_million"])
    for row in trend.rows:
        writer.writerow([row.group, row.name, row.occurrences, row.records, row.characters, row.per_million])
    return out.getvalue()


_LEFT, _TOP, _HEIGHT, _BOTTOM, _STEP = 60, 40, 240, 70, 28


def svg(trend: Trend) -> str:
    """A picture of columns, one a row, on its own: no script, no font, no style sheet."""
    most = max((row.per_million for row in trend.rows), default=0.0) or 1.0
    width = _LEFT + _STEP * max(len(trend.rows), 4) + 20
    query = "".join(char for char in trend.query if char.isprintable())
    label = escape(f"{query}: occurrences per million characters, by {trend.by}")
    columns = "".join(_column(at, row, most) for at, row in enumerate(trend.rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_TOP + _HEIGHT + _BOTTOM}" role="img" '
        f'aria-label="{label}" font-family="sans-serif" font-size="11">\n'
        f'<text x="10" y="20" font-size="13">{label}</text>\n'
        f'<text x="{_LEFT - 6}" y="{_TOP + 4}" text-anchor="end">{most:g}</text>\n'
        f'<path d="M{_LEFT - 2} {_TOP}V{_TOP + _HEIGHT}H{width - 10}" fill="none" stroke="#888"/>\n{columns}</svg>\n'
    )


def _column(at: int, row: Row, most: float) -> str:
    height = row.per_million / most * _HEIGHT
    x, y, foot = _LEFT + at * _STEP, _TOP + _HEIGHT - height, _TOP + _HEIGHT + 12
    name = escape(row.name)
    return (
        f'<rect x="{x + 4}" y="{y:.1f}" width="{_STEP - 8}" height="{height:.1f}" fill="#b03a2e">'
        f"<title>{name}: {row.occurrences} ({row.per_million:g} per million)</title></rect>\n"
        f'<text transform="translate({x + _STEP // 2 + 4} {foot}) rotate(-45)" text-anchor="end">{name}</text>\n'
    )
