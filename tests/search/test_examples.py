"""The examples about search run on the corpus and print what they promise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEECH = "corpus/texts/15-city-work-report.txt"


def _printed(name: str, *arguments: str) -> list[str]:
    command = [sys.executable, f"examples/{name}.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_documents_for_langchain() -> None:
    documents = [json.loads(line) for line in _printed("search_langchain", SPEECH)]
    assert documents
    for document in documents:
        assert set(document) == {"id", "page_content", "metadata"}
        assert document["page_content"].splitlines()[: len(document["metadata"].get("path", []))] == document[
            "metadata"
        ].get("path", [])


def test_nodes_for_llamaindex() -> None:
    nodes = [json.loads(line) for line in _printed("search_llamaindex", SPEECH)]
    ids = [node["id_"] for node in nodes]
    assert [node["relationships"]["3"]["node_id"] for node in nodes[:-1]] == ids[1:]
    assert "2" not in nodes[0]["relationships"]
    text = (ROOT / SPEECH).read_text("utf-8")
    assert all(text[node["start_char_idx"]] == node["text"][0] for node in nodes)


@pytest.mark.parametrize("query", ["工作", "不存在的话"])
def test_an_index_in_one_go(query: str) -> None:
    lines = _printed("search_archive", query, SPEECH)
    assert len(lines) == (query == "工作")
    assert all(line.startswith("2024\t政府工作报告\t") for line in lines)
