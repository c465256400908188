"""The words of each paragraph and point, for the index of a search engine: path, tab, words.

python examples/spacy_search_words.py corpus/texts/15-*.txt

Function words and marks are left out, noise too. Names are whole words, as the tokenizer splits at their
edges only. `load(segmenter="pkuseg")` gives pkuseg's words, once its model is installed.
"""

import sys
from pathlib import Path

import speechparse.nlp

nlp = speechparse.nlp.load(segmenter="jieba")
texts = [Path(path).read_text(encoding="utf-8") for path in sys.argv[1:]]
for doc in nlp.pipe(texts):
    noise = {token.i for span in doc.spans["noise"] for token in span}
    for node in doc._.speech.walk():
        if node.kind not in ("paragraph", "point") or node.children:
            continue
        span = doc.char_span(node.start, node.end, alignment_mode="expand")
        words = [
            token.text
            for token in span
            if not (token.is_stop or token.is_punct or token.is_space or token.i in noise)
        ]
        print(f"{node.id}\t{' '.join(words)}")
