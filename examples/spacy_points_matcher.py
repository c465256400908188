"""What the points of a speech call for: spaCy's Matcher over points alone.

python examples/spacy_points_matcher.py corpus/texts/01-*.txt

A line a find: path of the point, its number, and the words from the verb on.
"""

import sys
from pathlib import Path

from spacy.matcher import Matcher
from spacy.util import filter_spans

import speechparse.nlp

nlp = speechparse.nlp.load(entities=False)
matcher = Matcher(nlp.vocab)
verb = {
    "TEXT": {"IN": ["加强", "健全", "落实", "推进", "推动", "深化", "提高", "完善", "建立", "实施", "做好"]}
}
matcher.add("CALL", [[verb, {"IS_PUNCT": False, "IS_SPACE": False, "OP": "{1,6}"}]])
for path in sys.argv[1:]:
    doc = nlp(Path(path).read_text(encoding="utf-8"))
    for point in doc.spans["points"]:
        for call in filter_spans(matcher(point, as_spans=True)):
            print(f"{point._.path}\t{point._.number}\t{call.text}")
