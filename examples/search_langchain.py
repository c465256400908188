"""Documents for LangChain: a text and its metadata for each record, ready for a vector store.

python examples/search_langchain.py corpus/texts/15-city-work-report.txt

LangChain itself is not needed here: `Document(**fields)` of langchain_core.documents takes what is printed.
"""

import json
import sys

import msgspec

from speechparse import Parser
from speechparse.search import make_records

parser = Parser()
for path in sys.argv[1:]:
    for record in make_records(parser.parse_file(path), granularity="paragraph", longest=400, overlap=80):
        metadata = msgspec.to_builtins(record)
        # The headings above a paragraph say what it is about: they are embedded with it.
        content = "\n".join([*record.path, metadata.pop("text")])
        print(
            json.dumps({"id": record.id, "page_content": content, "metadata": metadata}, ensure_ascii=False)
        )
