"""Over real speeches: phrases find all that plain search in the folded text finds, and hardly anything else."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from speechparse import Parser
from speechparse.search import Index, open_index
from speechparse.search.query import parse_query
from speechparse.text.folding import fold

HARD = [
    "养老服务",
    "江西",
    "养老",
    "一老一小",
    "党",
    "省",
    "会",
    "互联网+",
    "两个维护",
    "改革开放",
    "浙江省",
    "GDP",
    "十四五",
]


@pytest.fixture(scope="module")
def index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Index:
    files = sorted((shared / "archive").glob("*/*.txt"))
    if not files:
        pytest.skip("the development archive (../shared/archive) is not there")
    made = open_index(tmp_path_factory.mktemp("recall") / "index.db", write=True)
    parser = Parser(entities=False)
    made.add(parser.parse_file(path) for path in files[::9])
    return made


def test_recall_and_precision(index: Index) -> None:
    texts = {
        record.id: fold(record.text) for record in index.engine.every(parse_query("-kind:toc OR kind:toc"))
    }
    counts: Counter[str] = Counter()
    for text in texts.values():
        for run in re.findall("[\u4e00-\u9fff]+", text):
            counts.update(run[at : at + size] for size in (2, 3, 4, 5) for at in range(len(run) - size + 1))
    terms = random.Random(7).sample(sorted(term for term, count in counts.items() if count >= 5), 300)
    found = right = 0
    for term in [*terms, *HARD]:
        hits = {record.id for record in index.engine.every(parse_query(f'"{term}"'))}
        gold = {id for id, text in texts.items() if term in text}
        assert gold <= hits, term
        found, right = found + len(hits), right + len(gold)
    assert right / found >= 0.99
