"""Nodes for LlamaIndex: a text, its metadata and its neighbours for each record.

python examples/search_llamaindex.py corpus/texts/15-city-work-report.txt

LlamaIndex itself is not needed here: `TextNode(**fields)` of llama_index.core.schema takes what is printed.
"""

import json
import sys

from speechparse import Parser
from speechparse.search import make_records

SOURCE, PREVIOUS, NEXT = "1", "2", "3"  # llama_index.core.schema.NodeRelationship

parser = Parser()
for path in sys.argv[1:]:
    records = list(make_records(parser.parse_file(path), granularity="paragraph", longest=400))
    for before, record, after in zip([None, *records], records, [*records[1:], None], strict=False):
        related = {SOURCE: record.document, PREVIOUS: before and before.id, NEXT: after and after.id}
        node = {
            "id_": record.id,
            "text": record.text,
            "start_char_idx": record.start,
            "end_char_idx": record.end,
            "metadata": {
                "title": record.title,
                "year": record.year,
                "headings": " › ".join(record.path),
                "provinces": list(record.provinces),
                "programs": list(record.programs),
            },
            "relationships": {kind: {"node_id": id} for kind, id in related.items() if id},
        }
        print(json.dumps(node, ensure_ascii=False))
