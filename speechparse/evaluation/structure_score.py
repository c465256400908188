"""Structure against gold: markers, parents, headings, roles and noise.

Figures: F1 of the markers by exact span; parent, number and family right, each as a part of all gold
markers, headings as a part of all gold sections; F1 of the lines with a role; and for noise the harmonic
mean of the recall of spans, averaged over its kinds (a span counts when 90 % of its characters are
found), and the precision of characters.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from speechparse.errors import ConfigurationError
from speechparse.evaluation.gold import Gold, GoldMarker, GoldStructure
from speechparse.evaluation.scoring import Mistake, Parse, Run, Tally, excerpt, harmonic
from speechparse.model import Document, Node, Point, Section

ROLES = (
    "title",
    "subtitle",
    "byline",
    "date",
    "salutation",
    "toc",
    "closing",
    "signature",
    "note",
    "heading",
    "attachment",
)
_NOISE_FOUND = 0.9


def score_structure(gold: Gold, parse: Parse) -> Run:
    """The figures and mistakes of `parse` over the gold structures.

    Raises:
        ConfigurationError: A text is no longer the one that was annotated.
    """
    score = _StructureScore()
    for name, structure in gold.structure.items():
        started = time.perf_counter()
        document = parse(gold.root / structure.file)
        score.seconds += time.perf_counter() - started
        if structure.sha256 not in (None, document.source.sha256):
            raise ConfigurationError(
                f"{structure.file}: not the text that was annotated; its SHA-256 differs"
            )
        score.add(name, structure, document)
    return Run(score.figures(), tuple(sorted(score.mistakes)))


class _StructureScore:
    """The counts and mistakes so far."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.mistakes: list[Mistake] = []
        self._characters = 0
        self._sections = 0
        self._markers = Tally()
        self._right: Counter[str] = Counter()
        self._roles: dict[str, Tally] = defaultdict(Tally)
        self._noise: dict[str, Tally] = defaultdict(Tally)
        self._noise_characters = Tally()

    def add(self, name: str, gold: GoldStructure, document: Document) -> None:
        """Judges one document."""
        self._characters += len(document.text)
        self._add_markers(name, gold, document)
        self._add_roles(name, gold, document)
        self._add_noise(name, gold, document)

    def figures(self) -> dict[str, float]:
        """The figures, under the names that benchmarks and issues use."""
        markers, roles = self._markers, Tally()
        for tally in self._roles.values():
            roles.add(right=tally.right, found=tally.found, gold=tally.gold)
        recalls = [tally.recall for tally in self._noise.values()]
        characters = self._noise_characters
        noise_precision = characters.right / characters.found if characters.found else 0.0
        figures = {
            "marker_p": markers.precision,
            "marker_r": markers.recall,
            "marker_f1": markers.f1,
            "parent": self._right["parent"] / max(1, markers.gold),
            "number": self._right["number"] / max(1, markers.gold),
            "family": self._right["family"] / max(1, markers.gold),
            "heading": self._right["heading"] / max(1, self._sections),
            "role_f1": roles.f1,
            "noise": harmonic(noise_precision, sum(recalls) / max(1, len(recalls))),
            "markers": markers.gold,
            "chars": self._characters,
            "chars_per_s": self._characters / self.seconds if self.seconds else 0.0,
        }
        figures.update((f"noise_{kind}_recall", tally.recall) for kind, tally in self._noise.items())
        figures.update((f"role_{role}_f1", tally.f1) for role, tally in self._roles.items() if tally.gold)
        return figures

    def _add_markers(self, name: str, gold: GoldStructure, document: Document) -> None:
        wanted = {(marker.start, marker.end): marker for marker in gold.markers}
        found = {span: (node, above) for span, node, above in _enumerators(document)}
        both = wanted.keys() & found.keys()
        self._markers.add(right=len(both), found=len(found), gold=len(wanted))
        self._sections += sum(marker.family == "section" for marker in gold.markers)
        for kind, spans in (("missed marker", wanted.keys() - both), ("false marker", found.keys() - both)):
            for start, end in spans:
                self._mistake(kind, name, document, start, end)
        starts = {marker.id: marker.start for marker in gold.markers}
        for span in both:
            self._judge_marker(name, document, wanted[span], *found[span], starts)

    def _judge_marker(
        self,
        name: str,
        document: Document,
        gold: GoldMarker,
        node: Section | Point,
        above: int | None,
        starts: dict[int, int],
    ) -> None:
        """Judges a marker that was found: each question by what was got and what is wanted."""
        questions: dict[str, tuple[object, object]] = {
            "family": (node.kind, gold.family),
            "number": (node.marker.number if node.marker else None, gold.number),
            "parent": (above, None if gold.parent is None else starts[gold.parent]),
        }
        if gold.family == "section":
            questions["heading"] = (node.heading.end if node.heading else None, gold.heading_end)
        for question, (got, want) in questions.items():
            if got == want:
                self._right[question] += 1
            else:
                self._mistake(
                    question, name, document, gold.start, gold.end, says=f"is {got}, should be {want}"
                )

    def _add_roles(self, name: str, gold: GoldStructure, document: Document) -> None:
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for node in document.walk():
            found[node.kind].add(_trimmed(document.text, node.start, node.end))
        for role in ROLES:
            wanted = {_trimmed(document.text, *span) for span in gold.lines.get(role, ())}
            both = wanted & found[role]
            self._roles[role].add(right=len(both), found=len(found[role]), gold=len(wanted))
            for kind, spans in (("missed role", wanted - both), ("false role", found[role] - both)):
                for start, end in spans:
                    self._mistake(kind, name, document, start, end, about=role)

    def _add_noise(self, name: str, gold: GoldStructure, document: Document) -> None:
        text = document.text
        found = {at for noise in document.noise for at in _visible(text, noise.start, noise.end)}
        wanted: set[int] = set()
        for start, end, kind in gold.noise:
            stretch = set(_visible(text, start, end))
            wanted |= stretch
            right = len(stretch & found) >= _NOISE_FOUND * len(stretch)
            self._noise[kind].add(right=right, found=right, gold=1)
            if not right:
                self._mistake("missed noise", name, document, start, end, about=kind)
        self._noise_characters.add(right=len(wanted & found), found=len(found), gold=len(wanted))
        for noise in document.noise:
            if wanted.isdisjoint(range(noise.start, noise.end)):
                self._mistake("false noise", name, document, noise.start, noise.end, about=noise.kind)

    def _mistake(
        self,
        kind: str,
        where: str,
        document: Document,
        start: int,
        end: int,
        *,
        about: str = "",
        says: str = "",
    ) -> None:
        note = f"{excerpt(document.text, start, min(end, start + 30))} {says}".rstrip()
        self.mistakes.append(Mistake(kind, where, start, end, about, note))


def _enumerators(document: Document) -> Iterator[tuple[tuple[int, int], Section | Point, int | None]]:
    """The span of each marker of a section or point, its node, and where the marker around it starts."""
    waiting: list[tuple[Node, int | None]] = [(node, None) for node in reversed(document.children)]
    while waiting:
        node, above = waiting.pop()
        if isinstance(node, Section | Point) and node.marker is not None:
            yield (node.marker.start, node.marker.end), node, above
            above = node.marker.start
        waiting.extend((child, above) for child in reversed(node.children))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())


def _visible(text: str, start: int, end: int) -> Iterator[int]:
    return (at for at in range(start, end) if not text[at].isspace())
