"""An index of some speeches, made and asked in one go: who speaks of a term, in which section, in which year.

python examples/search_archive.py 乡村 corpus/texts/*.txt
"""

import sys
import tempfile
from pathlib import Path

from speechparse import Parser
from speechparse.search import open_index

query, *paths = sys.argv[1:]
parser = Parser()
with tempfile.TemporaryDirectory() as folder, open_index(Path(folder) / "speeches.db", write=True) as index:
    index.add(parser.parse_file(path) for path in paths)
    for hit in index.search_documents(query, limit=20).hits:
        record = hit.record
        print(
            f"{record.year or '????'}\t{record.title or record.source}\t{' › '.join(record.path)}\t{hit.hits} hits"
        )
