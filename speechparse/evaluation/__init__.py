"""How well the parser does: gold annotations, figures, mistakes, and two runs compared."""

from speechparse.evaluation.comparing import Change, compare
from speechparse.evaluation.entity_score import score_entities
from speechparse.evaluation.gold import Gold, read_gold
from speechparse.evaluation.link_score import score_links
from speechparse.evaluation.scoring import Mistake, Run
from speechparse.evaluation.structure_score import score_structure

__all__ = [
    "Change",
    "Gold",
    "Mistake",
    "Run",
    "compare",
    "read_gold",
    "score_entities",
    "score_links",
    "score_structure",
]
