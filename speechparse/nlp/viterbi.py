"""The best sequence of tags over a long text, found in many blocks of it at once.

The recursion of Viterbi (1967) goes from the last place to the first, and each place needs the one
behind it. Here all blocks of a text start at once, each from a guess; then each block starts again
from what its neighbour has found, until no block finds anything new. A block's result hardly ever
depends on more than the block behind it, so two or three rounds do, and the result is exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
"""Places a block; a compromise between many steps and few blocks."""

NEVER = -(1 << 28)
"""Score of what must not be chosen; far below any sum of weights of a block, far above overflow."""

Scores = NDArray[np.int32]
Tags = NDArray[np.intp]


def best_tags(scores: Scores, transitions: Scores, gaps: NDArray[np.bool_]) -> Tags:
    """The tags whose scores and transitions have the greatest sum.

    Among equals the first place of a text takes the first tag, each later place the last one.

    Args:
        scores: Score of each tag at each place, `[place, tag]`; overwritten.
        transitions: Score of a tag followed by another, `[tag, next tag]`.
        gaps: Which places lie between texts. The last one does; texts do not see each other.
    """
    _isolate(scores, transitions, gaps)
    padding = -len(scores) % BLOCK
    blocks = np.pad(scores, ((0, padding), (0, 0))).reshape(-1, BLOCK, scores.shape[1])
    ahead = _scores_ahead(np.ascontiguousarray(blocks.transpose(1, 2, 0)), transitions)
    flat = np.ascontiguousarray(ahead.transpose(1, 2, 0)).reshape(scores.shape[1], -1)
    return _follow(_following(flat[:, : len(scores)], transitions, gaps))


def _isolate(scores: Scores, transitions: Scores, gaps: NDArray[np.bool_]) -> None:
    """Give the gaps the tag 0 for certain, and take the transitions from and to it out of the sum."""
    inside = ~gaps
    first = np.flatnonzero(gaps[:-1] & inside[1:]) + 1
    last = np.flatnonzero(inside[:-1] & gaps[1:])
    scores[first] -= transitions[0]
    scores[last] -= transitions[:, 0]
    scores[gaps] = NEVER
    scores[gaps, 0] = 0


def _scores_ahead(blocks: Scores, transitions: Scores) -> Scores:
    """Greatest sum from each place to the end by the tag there, but for a constant a block.

    Args:
        blocks: Scores, `[place in the block, tag, block]`.
        transitions: As above.
    """
    length, tags, count = blocks.shape
    ahead = np.empty_like(blocks)
    entry = np.zeros((tags, count), np.int32)  # sums at the first place behind each block
    stale = np.arange(count)
    steps = transitions.T[:, :, None]  # [next tag, tag, 1]
    while len(stale):
        behind = entry[:, stale]
        part = blocks[:, :, stale]
        for place in range(length - 1, -1, -1):
            behind = (steps + behind[:, None, :]).max(axis=0)
            behind += part[place]
            ahead[place, :, stale] = behind.T
        found = (behind - behind.max(axis=0))[:, stale > 0]
        before = stale[stale > 0] - 1
        changed = (found != entry[:, before]).any(axis=0)
        entry[:, before] = found
        stale = before[changed]
    return ahead


def _following(ahead: Scores, transitions: Scores, gaps: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The best next tag for each tag at each place; the last one among equals, the first behind a gap.

    Args:
        ahead: Scores to the end, `[tag, place]`.
        transitions: As above.
        gaps: As above.

    Returns:
        `[tag, place]`; at the last place the tag 0.
    """
    following = np.zeros(ahead.shape, np.uint8)
    for tag, choice in enumerate(following[:, :-1]):
        best = ahead[0, 1:] + transitions[tag, 0]
        for next_tag in range(1, len(ahead)):
            other = ahead[next_tag, 1:] + transitions[tag, next_tag]
            np.copyto(choice, next_tag, where=other >= best)
            np.maximum(best, other, out=best)
    entering = np.flatnonzero(gaps[:-1])
    following[0, entering] = (ahead[:, entering + 1] + transitions[0][:, None]).argmax(axis=0)
    return following


def _follow(following: NDArray[np.uint8]) -> Tags:
    """The tags met on the way from tag 0 at the first place, which must be a gap."""
    tags, length = following.shape
    padded = np.pad(following, ((0, 0), (0, -length % BLOCK))).reshape(tags, -1, BLOCK)
    steps = padded.transpose(2, 1, 0).astype(np.intp, order="C")  # [place in the block, block, tag]
    blocks = np.arange(steps.shape[1])
    ways = np.empty_like(steps)  # tag at each place by the tag at the block's first
    ways[0] = np.arange(tags)
    for place in range(1, BLOCK):
        ways[place] = np.take_along_axis(steps[place - 1], ways[place - 1], axis=1)
    leaving = np.take_along_axis(steps[-1], ways[-1], axis=1).tolist()
    tag, entering = 0, []
    for step in leaving:
        entering.append(tag)
        tag = step[tag]
    tags_met: Tags = ways[:, blocks, entering].T.ravel()[:length]
    return tags_met
