"""One tagger behind one protocol: JSON lines with a text in, JSON lines with spans out.

    python worker.py TOOL

Each line in is `{"text"}`, each line out `{"spans": [[start, end, label]], "seconds"}`; the last line
out is `{"load", "resident", "peak"}`: CPU seconds and megabytes. Labels are those of the library,
and two coarser ones: PLACE, where a tool does not tell divisions (GPE) from other places (LOC), and
MONEY, where it knows no other quantity. The tools are imported where they are used, because each
environment has only its own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator

Span = tuple[int, int, str]
Tagger = Callable[[str], list[Span]]

_FIRST = "2024年3月12日，张三在江西省南昌市开会。"
_SUFFIXES = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市", "区", "县", "旗")


def structure() -> Tagger:
    """The library without entities."""
    from speechparse import Parser

    parser = Parser(entities=False)
    return lambda text: [(one.start, one.end, one.label) for one in parser.parse(text).entities]


def rules() -> Tagger:
    """The library with lists and rules alone, structure included."""
    return _library(None)


def model() -> Tagger:
    """The library as it comes, structure included."""
    return _library("default")


def _library(weights: str | None) -> Tagger:
    from speechparse import Parser

    parser = Parser(model=weights)
    return lambda text: [(one.start, one.end, one.label) for one in parser.parse(text).entities]


def lexicon() -> Tagger:
    """A bare list of the provinces and prefectures of today, the longest name at each place."""
    from speechparse.entities.gazetteer import Gazetteer
    from speechparse.entities.place_table import divisions
    from speechparse.text.folding import fold

    high = (names for entry, names in divisions() if entry.level != "county" and not entry.until)
    places = Gazetteer((name, None) for names in high for name in names if len(name) > 1)
    return lambda text: [(place.start, place.end, "GPE") for place in places.find(fold(text))]


def jieba() -> Tagger:
    """jieba.posseg: a dictionary and a hidden Markov model."""
    import jieba.posseg  # type: ignore[import-not-found,import-untyped,unused-ignore]

    return lambda text: _of_words(text, ((pair.word, pair.flag) for pair in jieba.posseg.cut(text)))


def jiojio() -> Tagger:
    """jiojio: a conditional random field for words and one for their classes."""
    import jiojio  # type: ignore[import-not-found,import-untyped,unused-ignore]

    jiojio.init(pos=True)
    return lambda text: _of_words(text, jiojio.cut(text))


def jiagu() -> Tagger:
    """jiagu: perceptrons for words and names."""
    import jiagu  # type: ignore[import-not-found,import-untyped,unused-ignore]

    labels = {"LOC": "PLACE", "ORG": "ORG", "PER": "PERSON"}

    def tag(text: str) -> list[Span]:
        spans: list[Span] = []
        at = 0
        for sentence in text.replace("。", "。\0").replace("\n", "\n\0").split("\0"):
            words = jiagu.seg(sentence)
            for word, mark in zip(words, jiagu.ner(words) if words else (), strict=True):
                start, at = _place(text, word, at)
                kind = labels.get(mark[2:])
                if kind and mark.startswith("I-") and spans and spans[-1][1] == start:
                    spans[-1] = (spans[-1][0], at, kind)
                elif kind:
                    spans.append((start, at, kind))
        return spans

    return tag


def cpca() -> Tagger:
    """cpca: divisions by their names, a start without an end: the end is found by the name's own form."""
    import cpca  # type: ignore[import-not-found,import-untyped,unused-ignore]

    def tag(text: str) -> list[Span]:
        try:
            table = cpca.transform_text_with_addrs(text, pos_sensitive=True)
        except KeyError:  # what it raises for a text without an address
            return []
        spans = set()
        for level in "省市区":
            for name, start in zip(table[level], table[f"{level}_pos"], strict=True):
                if isinstance(name, str) and start >= 0:
                    spans.add((int(start), int(start) + _length(text, int(start), name), "GPE"))
        return sorted(spans)

    return tag


def _length(text: str, start: int, name: str) -> int:
    """How much of a full name stands in the text, with or without its class."""
    forms = [name, *(name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix))]
    fitting = [len(form) for form in forms if text.startswith(form, start)]
    common = next((n for n, (a, b) in enumerate(zip(name, text[start:], strict=False)) if a != b), len(name))
    return max(fitting, default=max(common, 2))


def jionlp_time() -> Tagger:
    """Rules of jionlp for times; durations are none of our dates."""
    import jionlp  # type: ignore[import-not-found,import-untyped,unused-ignore]

    def tag(text: str) -> list[Span]:
        found = jionlp.ner.extract_time(text)
        return [(*one["offset"], "DATE") for one in found if one["type"] in ("time_point", "time_span")]

    return tag


def jionlp_money() -> Tagger:
    """Rules of jionlp for sums of money."""
    import jionlp

    return lambda text: [
        (*one["offset"], "MONEY") for one in jionlp.ner.extract_money(text, with_parsing=False)
    ]


def _of_words(text: str, words: Iterable[tuple[str, str]]) -> list[Span]:
    """Words and their classes as spans: times, and numbers with their measure words, are joined."""
    return list(_joined(text, words))


def _joined(text: str, words: Iterable[tuple[str, str]]) -> Iterator[Span]:
    at, held = 0, (0, 0, "")
    for word, kind in words:
        start, at = _place(text, word, at)
        label = _label(kind)
        if label == "UNIT":
            label = "QUANTITY" if held[1:] == (start, "QUANTITY") else ""
        if label in ("DATE", "QUANTITY") and held[1:] == (start, label):
            held = (held[0], at, label)
            continue
        if held[2]:
            yield held
        held = (start, at, label)
    if held[2]:
        yield held


def _label(kind: str) -> str:
    """The label of a word's class in the tag set of Peking University; empty for none."""
    if kind.startswith("nr"):
        return "PERSON"
    return {"ns": "PLACE", "nt": "ORG", "t": "DATE", "m": "QUANTITY", "mq": "QUANTITY", "q": "UNIT"}.get(
        kind, ""
    )


def _place(text: str, word: str, at: int) -> tuple[int, int]:
    """Where a word stands at or behind an offset; nothing wide where the tool changed it."""
    start = text.find(word, at)
    return (at, at) if start < 0 else (start, start + len(word))


TOOLS: dict[str, Callable[[], Tagger]] = {
    "structure": structure,
    "rules": rules,
    "model": model,
    "lexicon": lexicon,
    "jieba": jieba,
    "jiojio": jiojio,
    "jiagu": jiagu,
    "cpca": cpca,
    "jionlp-time": jionlp_time,
    "jionlp-money": jionlp_money,
}


def _memory() -> tuple[float, float]:
    """Megabytes of memory now, and at most until now."""
    if sys.platform == "linux":
        with open("/proc/self/status", encoding="ascii") as status:
            sizes = dict(line.split(":", 1) for line in status)
        return int(sizes["VmRSS"].split()[0]) / 1e3, int(sizes["VmHWM"].split()[0]) / 1e3
    if sys.platform == "win32":
        return 0.0, 0.0
    import resource

    return 0.0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


def main() -> None:
    """Answer until the input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr  # some tools greet on the standard output
    began = time.thread_time()  # numpy starts a second thread, which spins for a while and loads nothing
    tag = TOOLS[sys.argv[1]]()
    tag(_FIRST)
    load = time.thread_time() - began
    for line in sys.stdin:
        text = json.loads(line)["text"]
        before = time.process_time()
        spans = tag(text)
        print(json.dumps({"spans": spans, "seconds": time.process_time() - before}), file=answers)
    resident, peak = _memory()
    print(json.dumps({"load": load, "resident": resident, "peak": peak}), file=answers)


if __name__ == "__main__":
    main()
