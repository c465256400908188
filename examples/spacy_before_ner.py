"""This library's entities in front of a statistical recognizer that learns what lists do not hold.

python examples/spacy_before_ner.py

The recognizer of spaCy is taught crops with a few made-up sentences. In the pipeline it stands behind
the component: it leaves the entities found there as they are, and adds its own around them. `doc.ents`
holds both, a line each: label, text, code or canonical id where there is one.
"""

from spacy.training import Example
from spacy.util import fix_random_seed, minibatch

import speechparse.nlp

CROPS = ("水稻", "小麦", "玉米", "大豆", "油菜", "棉花", "甘薯", "花生")
FRAMES = (
    "大力发展{}产业，增加农民收入。",
    "今年，要扩大{}种植面积3万亩。",
    "去年的{}长势很好，产量提高了。",
    "我们要抓好{}生产，加强田间管理。",
    "同志们，{}收购价提高了5%。",
)

fix_random_seed(1)
nlp = speechparse.nlp.load(segmenter="jieba", words=[[crop] for crop in (*CROPS, "高粱")])
recognizer = nlp.add_pipe("ner", after="speechparse")
recognizer.add_label("CROP")
examples = []
for crop in CROPS:
    for frame in FRAMES:
        start = frame.index("{")
        doc = nlp.make_doc(frame.format(crop))
        examples.append(Example.from_dict(doc, {"entities": [(start, start + len(crop), "CROP")]}))
with nlp.select_pipes(enable="ner"):
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(8):
        for batch in minibatch(examples, size=8):
            nlp.update(batch, sgd=optimizer, drop=0.1)

for ent in nlp("2024年，江西省要扩大高粱种植面积3.5万亩，抓好油菜生产。").ents:
    print(f"{ent.label_}\t{ent.text}\t{ent.kb_id_}")
