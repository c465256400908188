"""Entities: speed and F1 beside other taggers, budgets, and what each part earns.

    python benchmarks/entities.py [--gold FOLDER] [--archive FOLDER] [--peers NAMES] [--environment DIR]
    python benchmarks/entities.py --ablation [--gold FOLDER] [--train FILE ...]

The first prints Markdown tables: every tool tags the same passages, for F1 (exact span and label),
and the same documents, for speed; then our own speed over an archive, time to load and memory, beside
their budgets. The second prints F1 over whole documents with everything and without the model, the
lists or the rules; given the passages of training, it trains a model of its own for each row, else the
model is the one that knows them all. Figures of speed compare only within one run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from ablation import LABELS, show_ablation
from peers.environment import Answer, Outcome, ToolError, default_folder, python_of, run
from tables import head, row

from speechparse.evaluation import Gold, read_gold
from speechparse.evaluation.scoring import Tally

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
COARSE = ("PLACE", "MONEY")
"""GPE and LOC as one; quantities in units of money. For tools that know no more."""

RULES_BUDGET = 1_500_000
MODEL_BUDGET = 400_000
"""Characters a second on one core, structure included, without and with the model."""

LOAD_BUDGET = 0.5
TABLES_BUDGET = 150
"""Seconds to load, and megabytes of the tables."""

_ROUNDS = 3  # the fastest counts


class Tool(NamedTuple):
    """A tagger as the tables show it.

    Attributes:
        title: What it is called.
        labels: The labels that it has.
    """

    title: str
    labels: tuple[str, ...]


OWN = {
    "model": Tool("**speechparse**", (*LABELS, *COARSE)),
    "rules": Tool("**speechparse**, `model=None`", (*LABELS, *COARSE)),
    "lexicon": Tool("bare lexicon of provinces and prefectures", ("GPE",)),
}
PEERS = {
    "jieba": Tool("jieba.posseg 0.42.1", ("PLACE", "ORG", "PERSON", "DATE", "QUANTITY")),
    "jiojio": Tool("jiojio 1.2.8", ("PLACE", "ORG", "PERSON", "DATE", "QUANTITY")),
    "jiagu": Tool("jiagu 0.2.3", ("PLACE", "ORG", "PERSON")),
    "cpca": Tool("cpca 0.5.5", ("GPE",)),
    "jionlp-time": Tool("jionlp 1.5.31, times", ("DATE",)),
    "jionlp-money": Tool("jionlp 1.5.31, money", ("MONEY",)),
}


class Material(NamedTuple):
    """What every tool is given.

    Attributes:
        passages: Annotated passages.
        gold: Their entities.
        documents: Whole documents.
    """

    passages: list[str]
    gold: list[set[tuple[int, int, str]]]
    documents: list[str]


def material(gold: Gold, characters: int) -> Material:
    """The passages of the gold, and documents spread over it with about so many characters in all."""
    passages, wanted = [], []
    texts = {path: _read(gold.root / path) for path in sorted({passage.file for passage in gold.passages})}
    for passage in gold.passages:
        text = texts[passage.file][passage.start : passage.end]
        passages.append(text)
        wanted.append(with_coarse(text, passage.spans))
    return Material(passages, wanted, spread(list(texts.values()), characters))


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def spread(texts: Sequence[str], characters: int) -> list[str]:
    """Whole texts from all over the list, with at most so many characters in all."""
    share = characters / max(1, sum(map(len, texts)))
    taken: list[str] = []
    passed = held = 0
    for text in texts:
        passed += len(text)
        if held + len(text) <= share * passed:
            taken.append(text)
            held += len(text)
    return taken or list(texts[:1])


def with_coarse(text: str, spans: Iterable[tuple[int, int, str]]) -> set[tuple[int, int, str]]:
    """The spans, and those that a coarser label covers under that label too."""
    found = {(start, end, label) for start, end, label in spans}
    for start, end, label in tuple(found):
        if label in ("GPE", "LOC"):
            found.add((start, end, "PLACE"))
        if label == "QUANTITY" and text[start:end].rstrip("以上下左右内").endswith("元"):
            found.add((start, end, "MONEY"))
    return found


def tallies(tool: Tool, given: Material, answers: Iterable[Answer]) -> dict[str, Tally]:
    """Right, found and wanted of every label that a tool has."""
    counted = {label: Tally() for label in tool.labels}
    for text, wanted, answer in zip(given.passages, given.gold, answers, strict=True):
        found = with_coarse(text, answer.spans)
        for label, tally in counted.items():
            mine = {one for one in found if one[2] == label}
            theirs = {one for one in wanted if one[2] == label}
            tally.add(right=len(mine & theirs), found=len(mine), gold=len(theirs))
    return counted


def together(counted: dict[str, Tally], labels: Sequence[str]) -> float:
    """F1 of some labels together; a coarse label only where no finer one is among them."""
    whole = Tally()
    for label in labels:
        if label in LABELS or not {"GPE", "QUANTITY"} & set(labels):
            whole.add(right=counted[label].right, found=counted[label].found, gold=counted[label].gold)
    return float(whole.f1)


def seconds(answers: Sequence[Answer]) -> float:
    """CPU seconds for all texts of several rounds: the fastest time of each, added up."""
    size = len(answers) // _ROUNDS
    return sum(min(one.seconds for one in answers[n::size]) for n in range(size))


def measured(names: Iterable[str], folder: Path, given: Material) -> tuple[dict[str, Outcome], list[str]]:
    """What each tool did, and why some did not run."""
    texts, outcomes, failed = [*given.passages, *given.documents * _ROUNDS], {}, []
    for name in (*OWN, *names):
        try:
            outcomes[name] = run(name, sys.executable if name in OWN else python_of(folder), texts)
        except ToolError as error:
            failed.append(f"{(OWN | PEERS)[name].title} did not run: {error}")
    return outcomes, failed


def show_speed(outcomes: dict[str, Outcome], given: Material) -> None:
    """The table of speed, load and memory."""
    characters = sum(map(len, given.documents))
    print(f"Speed over {len(given.documents)} documents, {characters:,} characters.\n")
    print(head("tool", "characters/s on one core", "load, CPU s", "peak memory, MB"))
    for name, outcome in outcomes.items():
        speed = characters / seconds(outcome.answers[len(given.passages) :])
        print(row((OWN | PEERS)[name].title, f"{speed:,.0f}", f"{outcome.load:.2f}", f"{outcome.peak:,.0f}"))


def show_f1(outcomes: dict[str, Outcome], given: Material) -> None:
    """The table of F1 by label, and together beside ours on the same labels."""
    columns = ("PLACE", *LABELS, "MONEY")
    spans = sum(one[2] in LABELS for wanted in given.gold for one in wanted)
    print(f"\nF1 over {len(given.passages)} passages, {spans:,} entities, exact span and label.\n")
    print(head("tool", *columns, "its labels", "**ours** on them"))
    counted = {
        name: tallies((OWN | PEERS)[name], given, outcome.answers[: len(given.passages)])
        for name, outcome in outcomes.items()
    }
    for name, its in counted.items():
        tool = (OWN | PEERS)[name]
        cells = [f"{its[label].f1:.2f}" if label in its else "–" for label in columns]
        ours = f"{together(counted['model'], tool.labels):.2f}" if "model" in counted else "–"
        print(row(tool.title, *cells, f"{together(its, tool.labels):.2f}", ours))


def show_budgets(archive: Path, characters: int) -> None:
    """Our own speed over an archive, time to load and memory of the tables, beside their budgets."""
    texts = spread([_read(path) for path in sorted(archive.rglob("*.txt"))], characters)
    size = sum(map(len, texts))
    outcomes = {name: run(name, sys.executable, texts * _ROUNDS) for name in ("structure", "rules", "model")}
    print(f"\nOver an archive: {len(texts):,} documents, {size:,} characters, structure included.\n")
    print(head("figure", "measured", "budget", "within"))
    for name, what, budget in (
        ("structure", "structure alone, characters/s", None),
        ("rules", "with entities, `model=None`, characters/s", RULES_BUDGET),
        ("model", "with entities, characters/s", MODEL_BUDGET),
    ):
        speed = size / seconds(outcomes[name].answers)
        print(
            row(
                what,
                f"{speed:,.0f}",
                *((f"≥ {budget:,}", verdict(speed >= budget)) if budget else ("–", "–")),
            )
        )
    for name, what in (("rules", "load, `model=None`, CPU s"), ("model", "load, CPU s")):
        load = outcomes[name].load
        print(row(what, f"{load:.2f}", f"< {LOAD_BUDGET}", verdict(load < LOAD_BUDGET)))
    for name, what in (("rules", "memory of tables, MB"), ("model", "memory of tables and model, MB")):
        held = outcomes[name].resident - outcomes["structure"].resident
        print(row(what, f"{held:.0f}", f"< {TABLES_BUDGET}", verdict(held < TABLES_BUDGET)))
    print(
        "\nLoad: from the import to the first short text parsed. Memory: what a process holds behind "
        "the archive beyond one that parses the structure alone."
    )


def verdict(within: bool) -> str:
    """Yes or no."""
    return "yes" if within else "**no**"


def options() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shared = SHARED / "gold"
    archive = SHARED / "archive"
    corpus = ROOT / "corpus"
    parser.add_argument(
        "--gold", type=Path, default=shared if shared.is_dir() else corpus, help="folder with entities.jsonl"
    )
    parser.add_argument(
        "--archive", type=Path, default=archive if archive.is_dir() else corpus, help="folder with **/*.txt"
    )
    parser.add_argument(
        "--peers", default=",".join(PEERS), metavar="NAMES", help=f"some of {', '.join(PEERS)}, or `none`"
    )
    parser.add_argument(
        "--environment",
        type=Path,
        default=default_folder(),
        metavar="DIR",
        help="where the peers are installed",
    )
    parser.add_argument("--characters", type=int, default=40_000, help="how much text the peers are timed on")
    parser.add_argument("--ablation", action="store_true", help="what each part earns")
    parser.add_argument(
        "--train",
        type=Path,
        nargs="+",
        default=(),
        metavar="FILE",
        help="passages to train each row's model on",
    )
    parser.add_argument("--root", type=Path, help="where the files that the passages of training name lie")
    return parser.parse_args()


def main() -> None:
    """Print the tables."""
    chosen = options()
    gold = read_gold(chosen.gold)
    if chosen.ablation:
        show_ablation(gold, chosen.train, chosen.root or gold.root)
        return
    names = [] if chosen.peers == "none" else chosen.peers.split(",")
    if unknown := set(names) - set(PEERS):
        sys.exit(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(PEERS)}")
    given = material(gold, chosen.characters)
    outcomes, failed = measured(names, chosen.environment, given)
    show_speed(outcomes, given)
    show_f1(outcomes, given)
    for reason in failed:
        print(f"\n{reason}")
    show_budgets(chosen.archive, 50 * chosen.characters)


if __name__ == "__main__":
    main()
