"""`speechparse search`: what an index holds on a query."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from speechparse.cli.console import complain, fail, takes_colour
from speechparse.errors import SpeechParseError

if TYPE_CHECKING:
    from speechparse.search.index import Results
    from speechparse.search.records import Record

HELP = """Find the places of an archive that a query speaks of, best first.

QUERY is one argument: terms (all must occur in a record), "phrase", OR, -not, brackets, and fields such as
province:江西, year:2018..2021, program:暖心, org:, person:, kind:point, title:, heading:, level:省级. A term is found
inside longer words; traditional and simplified characters, full and half width find each other.

\b
Examples:
  speechparse search speeches.db '养老服务 province:江西 year:2018..2021'
      the term in the records of these years that name the province or a place in it
  speechparse search speeches.db '"医养 结合" OR 康养 -农村' --facets year,province
      with the number of hits by year and province
  speechparse search speeches.db 暖心行动 --group-by document
      the documents, each by its best record
  speechparse search speeches.db 养老 --json | jq -r '.hits[].record.id'
      for other programs
  speechparse search speeches.db -- -农村
      a query that begins with a minus sign
"""

_SNIPPET = 120


def run(
    index: Annotated[str, typer.Argument(metavar="INDEX", help="File, folder or address of the index.")],
    query: Annotated[str, typer.Argument(metavar="QUERY", help="What to look for.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="How many hits to show.")] = 10,
    page: Annotated[int, typer.Option(min=1, help="Which page of them.")] = 1,
    facets: Annotated[
        str, typer.Option(metavar="FIELDS", help="Count hits by these, with commas between: year,province …")
    ] = "",
    group_by: Annotated[
        str | None, typer.Option(metavar="document", help="Show each document once, by its best record.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print all that is known, as JSON.")] = False,
) -> None:
    """Prints a page of hits."""
    import msgspec

    from speechparse.search.opening import open_index
    from speechparse.search.query import QueryError

    if group_by not in (None, "document"):
        raise typer.BadParameter("hits are grouped by document only.")
    fields = tuple(filter(None, (field.strip() for field in facets.split(","))))
    try:
        with open_index(index) as opened:
            find = opened.search_documents if group_by else opened.search
            results = find(query, limit=limit, offset=(page - 1) * limit, facets=fields)
    except QueryError as error:
        complain(str(error))
        typer.echo(error.picture(), err=True)
        raise typer.Exit(2) from None
    except SpeechParseError as error:
        fail(str(error))
    if json:
        sys.stdout.write(msgspec.json.encode(results).decode() + "\n")
    else:
        sys.stdout.write(shown(results, colour=takes_colour()))


def shown(results: Results, *, colour: bool) -> str:
    """A page of hits as text, with its facets."""
    first = results.offset + 1
    lines = []
    for number, hit in enumerate(results.hits, first):
        more = f", {hit.hits:,} hits" if hit.hits is not None else ""
        lines += [
            f"{number}. {label(hit.record)}{more}",
            f"   {snippet(hit.record.text, hit.marks, colour)}",
            "",
        ]
    for field, counts in results.facets.items():
        some = "  ".join(f"{_value(field, value)} {count:,}" for value, count in list(counts.items())[:12])
        lines += [f"{field}: {some}", ""]
    what = "document" if results.hits and results.hits[0].hits is not None else "record"
    shown_now = (
        f", {first}-{first + len(results.hits) - 1} shown" if len(results.hits) < results.total else ""
    )
    lines.append(f"{results.total:,} {what}{'' if results.total == 1 else 's'}{shown_now}")
    return "\n".join(lines) + "\n"


def label(record: Record) -> str:
    """Where a record stands: year, title or file, and the headings above it, then its id."""
    title = record.title or (record.source or record.document).rpartition("/")[2]
    parts = [f"{record.year} {title}" if record.year else title, *record.path]
    return f"{' › '.join(parts)}  [{record.id}]"


def snippet(text: str, marks: Sequence[tuple[int, int]], colour: bool) -> str:
    """The text around the first marks on one line, the marks in colour or in brackets."""
    start = max(0, marks[0][0] - _SNIPPET // 3) if marks and len(text) > _SNIPPET else 0
    end = min(len(text), start + _SNIPPET)
    opened, closed = ("\x1b[1;31m", "\x1b[0m") if colour else ("【", "】")
    parts, at = ["…" if start else ""], start
    for first, last in marks:
        if start <= first and last <= end:
            parts += [text[at:first], opened, text[first:last], closed]
            at = last
    parts += [text[at:end], "…" if end < len(text) else ""]
    # What a text holds of control characters must not reach the terminal.
    line = re.sub(r"\s+", " ", "".join(parts))
    return re.sub(r"[\x00-\x1a\x1c-\x1f\x7f-\x9f]" if colour else r"[\x00-\x1f\x7f-\x9f]", "", line)


def _value(field: str, value: str) -> str:
    if field in ("province", "origin"):
        from speechparse.search.places import province_names

        return province_names().get(value, value)
    return value
