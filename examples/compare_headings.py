"""The headings of two speeches side by side, to see what one year says and the other does not.

python examples/compare_headings.py corpus/texts/02-*.txt corpus/texts/15-*.txt
"""

import sys
from itertools import zip_longest

from speechparse import Parser

parser = Parser(entities=False)
columns = []
for path in sys.argv[1:3]:
    document = parser.parse_file(path)
    headings = [document.heading_of(section) for section in document.sections]
    columns.append([heading for heading in headings if heading])
for left, right in zip_longest(*columns, fillvalue=""):
    print(f"{left}\t{right}")
