"""Which speeches number their points, and how: a line a file with its series of points.

python examples/count_points.py corpus/texts/*.txt
"""

import sys
from collections import Counter

from speechparse import Parser

parser = Parser(entities=False)
for path in sys.argv[1:]:
    document = parser.parse_file(path)
    series = Counter(point.marker.series for point in document.points if point.marker)
    lengths = ", ".join(map(str, series.values())) or "none"
    print(f"{path}: {len(document.points)} points; series of {lengths}")
