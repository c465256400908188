"""Recall, precision, size and speed of the search engines over an archive.

    python benchmarks/search.py corpus/texts --records 20000 --engines sqlite,tantivy,postgres

The records are those of the archive; where it has fewer than asked for, sentences of it are shuffled into
more. Recall and precision are those of phrases against plain search in the folded text of each record,
for 300 terms mined from the archive: stretches of two to six characters that recur. Times are those of
whole calls, marks and JSON of the records included; p95 is over 300 queries. PostgreSQL is a cluster of
its own, started for the run.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from speechparse import Parser
from speechparse.archive import find_inputs, parse_many
from speechparse.search import Index, Record, make_records
from speechparse.search.engine import Stored
from speechparse.search.query import parse_query
from speechparse.text.folding import fold

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "search"))
from engines import ENGINES

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")


def main() -> None:
    """Measures what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", nargs="+")
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--engines", default="sqlite,tantivy,postgres")
    parser.add_argument("--no-entities", dest="entities", action="store_false")
    options = parser.parse_args()
    rng = random.Random(1)
    started = time.perf_counter()
    results = parse_many(
        find_inputs(options.archive).inputs, workers=2, parser=partial(Parser, entities=options.entities)
    )
    documents = {result.document.id: result.document for result in results if result.document is not None}
    records = [record for document in documents.values() for record in make_records(document)]
    print(
        f"{len(documents):,} documents, {len(records):,} records, parsed in {time.perf_counter() - started:.1f} s by 2 workers"
    )
    records = _resized(records, options.records, rng)
    folded = {record.id: fold(record.text).lower() for record in records}
    size = sum(len(record.text.encode()) for record in records)
    print(f"{len(records):,} records of {size / 1e6:.1f} MB text")
    terms = _mined(list(folded.values()), rng)
    print(
        f"{'engine':10}{'recall':>8}{'precision':>10}{'build s':>9}{'× text':>8}"
        + "".join(f"{name:>15}" for name in _QUERIES)
    )
    for name in options.engines.split(","):
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name:10}{_measured(name, Path(folder), records, folded, terms, size)}", flush=True)
    print("times: p50/p95 in ms")


def _resized(records: list[Record], wanted: int, rng: random.Random) -> list[Record]:
    """As many records as wanted, of three to eight shuffled sentences where there are not enough."""
    records = rng.sample(records, min(wanted, len(records)))
    sentences = [sentence for record in records for sentence in _SENTENCE.findall(record.text)]
    first = list(records)
    for number in range(wanted - len(records)):
        like = rng.choice(first)
        text = "".join(rng.choices(sentences, k=rng.randint(3, 8)))[:2000]
        records.append(
            msgspec.structs.replace(
                like, id=f"made{number % 500}:{number}", document=f"made{number % 500}", text=text, spans=()
            )
        )
    return records


def _mined(texts: Sequence[str], rng: random.Random) -> list[str]:
    counts: Counter[str] = Counter()
    for text in rng.sample(texts, min(8000, len(texts))):
        for run in re.findall("[\u4e00-\u9fff]+", text):
            counts.update(
                run[at : at + size] for size in (2, 3, 4, 5, 6) for at in range(len(run) - size + 1)
            )
    return rng.sample(sorted(term for term, count in counts.items() if count >= 8), 300)


_QUERIES: dict[str, Callable[[Index, list[str], int], Any]] = {
    "1 term": lambda index, terms, at: index.search(terms[at]),
    "2 terms": lambda index, terms, at: index.search(f"{terms[at]} {terms[at - 1]}"),
    "3 OR": lambda index, terms, at: index.search(" OR ".join((terms[at], terms[at - 1], terms[at - 2]))),
    "+ 2 filters": lambda index, terms, at: index.search(f"{terms[at]} year:2018..2021 kind:paragraph"),
    "+ 3 counts": lambda index, terms, at: index.search(terms[at], facets=("year", "kind", "province")),
    "by document": lambda index, terms, at: index.search_documents(terms[at]),
}


def _measured(
    name: str, folder: Path, records: list[Record], folded: dict[str, str], terms: list[str], size: int
) -> str:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        grouped.setdefault(record.document, []).append(record)
    made = [
        (Stored(id, group[0].source, "", sum(len(one.text) for one in group)), group)
        for id, group in grouped.items()
    ]
    with ENGINES[name](folder) as engine:
        started = time.perf_counter()
        for at in range(0, len(made), 50):
            engine.put(made[at : at + 50])
        engine.finish()
        built = time.perf_counter() - started
        used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / size
        recall, precision = _quality(engine, folded, terms)
        index = Index(engine)
        times = "".join(
            f"{_latency(partial(query, index, terms), len(terms)):>15}" for query in _QUERIES.values()
        )
        shown = f"{used:8.1f}" if used else f"{'':8}"  # a server keeps its files elsewhere
        return f"{recall:8.4f}{precision:10.4f}{built:9.1f}{shown}{times}"


def _quality(engine: Any, folded: dict[str, str], terms: list[str]) -> tuple[float, float]:
    found = right = wanted = 0
    for term in terms:
        ids = {record.id for record in engine.every(parse_query(f'"{term}"'))}
        gold = {id for id, text in folded.items() if term in text}
        found, right, wanted = found + len(ids), right + len(ids & gold), wanted + len(gold)
    return right / wanted, right / found


def _latency(call: Callable[[int], object], times: int) -> str:
    taken = sorted(_timed(call, times))
    return f"{taken[times // 2]:.2f}/{taken[times * 95 // 100]:.2f}"


def _timed(call: Callable[[int], object], times: int) -> Iterator[float]:
    for at in range(times):
        started = time.perf_counter()
        call(at)
        yield (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
