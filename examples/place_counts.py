"""How often each place is named, by its code, over all speeches given: a table for a map or a spreadsheet.

python examples/place_counts.py corpus/texts/*.txt
"""

import sys
from collections import Counter

from speechparse import Parser

parser = Parser()
counts: Counter[tuple[str, str]] = Counter()
for path in sys.argv[1:]:
    for entity in parser.parse_file(path).entities:
        if entity.place is not None and entity.place.code is not None:
            counts[entity.place.code, entity.place.name] += 1
for (code, name), count in counts.most_common():
    print(f"{code}\t{name}\t{count}")
