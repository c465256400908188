"""A pkuseg model of a few characters, for tests: in this library's form and in spacy_pkuseg's."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from speechparse.nlp.compaction import compact
from speechparse.nlp.feature_reader import ForeignModel
from speechparse.nlp.pkuseg import PkusegSegmenter

LETTERS = "发展经济民生"
NODES = [*LETTERS, "**Num", "**Letter", "&"]
WORDS = [
    "",
    "发展",
    "经济",
    "民生",
    "发展经",
    "展经济民",
    "经济民生发",
    "发展经济民生",
    "生&",
    "改革",
    "民生二",
]
DICTIONARY = [
    "发",
    "发展",
    "经济",
    "经济民生",
    "展经",
    "济民生",
    "生发展经济",
    "，民",
    "经 济",
    "二三",
    "𠀀发",
]
TAGS = {"B": 0, "B_single": 1, "I": 2, "I_end": 3, "I_first": 4}


def toy_model(seed: int) -> ForeignModel:
    """A model with features of every kind and weights of four decimals."""
    chance = random.Random(seed)
    pairs = [f"{a}.{b}" for a, b in itertools.product(NODES, NODES)]
    words = [word for word in WORDS if word]
    meetings = [f"{a}*{b}" for a, b in itertools.product([*words, "**noWord"], [*words, "**noWord"])]
    meetings.remove("**noWord***noWord")  # no model has it: it would be a second bias
    names = [
        *(f"{kind}.{node}" for kind in ("c-2", "c-1", "c", "c1", "c2") for node in NODES),
        *(f"{kind}.{pair}" for kind in ("cc1", "c-1c", "c-2c-1") for pair in pairs),
        *(f"{kind}.{word}" for kind in ("w-1", "w1") for word in words),
        *(f"ww.{side}.{meeting}" for side in "lr" for meeting in meetings),
    ]
    kept = ["$$", *(name for name in names if chance.random() < 0.7)]
    draw = np.random.default_rng(seed)
    return ForeignModel(
        features={name: row for row, name in enumerate(kept)},
        words=WORDS,
        tags=TAGS,
        weights=draw.integers(-30_000, 30_000, (len(kept), len(TAGS)), dtype=np.int32),
        transitions=draw.integers(-30_000, 30_000, (len(TAGS), len(TAGS)), dtype=np.int32),
        dictionary=DICTIONARY,
    )


def our_segmenter(model: ForeignModel) -> PkusegSegmenter:
    """The model in compact arrays."""
    return PkusegSegmenter(compact(model))


def their_segmenter(model: ForeignModel, folder: Path) -> Any:
    """The model as spacy_pkuseg reads it."""
    import spacy_pkuseg
    import srsly

    data = {"unigram": model.words, "bigram": [], "feature_to_idx": model.features, "tag_to_idx": model.tags}
    srsly.write_msgpack(folder / "features.msgpack", data)
    every = np.concatenate([model.weights.ravel(), model.transitions.T.ravel()]) / 10_000
    np.savez(folder / "weights.npz", sizes=np.array([len(TAGS), len(model.features)]), w=every)
    segmenter = spacy_pkuseg.pkuseg(str(folder))
    segmenter.postprocesser.other_words = set(model.dictionary)
    return SimpleNamespace(cut=segmenter.cut)
