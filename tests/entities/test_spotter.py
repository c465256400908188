from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.entities.spotter import Meanings, Spotter, leftmost_longest

_WORDS = st.lists(st.text(alphabet="甲乙丙", min_size=1, max_size=4), min_size=1, max_size=12, unique=True)
_TEXT = st.text(alphabet="甲乙丙", max_size=40)


@settings(derandomize=True)
@given(_WORDS, _TEXT)
def test_every_occurrence_is_spotted(words: list[str], text: str):
    expected = {
        (start, start + len(word), number)
        for number, word in enumerate(words)
        for start in range(len(text))
        if text.startswith(word, start)
    }
    assert sorted(map(tuple, Spotter(words).find(text).tolist())) == sorted(expected)


@settings(derandomize=True)
@given(_WORDS, _TEXT)
def test_the_leftmost_and_longest_hide_what_overlaps_them(words: list[str], text: str):
    expected, at = [], 0
    while at < len(text):
        here = [word for word in words if text.startswith(word, at)]
        longest = max(here, key=len, default="")
        if longest:
            expected.append([at, at + len(longest), words.index(longest)])
        at += max(1, len(longest))
    assert leftmost_longest(Spotter(words).find(text)).tolist() == expected


def test_a_word_of_several_meanings_comes_as_often():
    spots = Spotter(["甲乙", "乙丙", "丙"]).find("甲乙丙")
    meanings = Meanings({"甲乙": 0, "乙丙": 1, "丙": 2}, {"甲乙": [7], "丙": [5, 6]})
    assert sorted(meanings.of(spots).tolist()) == [[0, 2, 7], [2, 3, 5], [2, 3, 6]]


def test_words_without_a_meaning_hide_no_others():
    spots = Spotter(["甲乙", "乙丙"]).find("甲乙丙")
    numbers = {"甲乙": 0, "乙丙": 1}
    assert Meanings(numbers, {"乙丙": [4]}).of(spots, leftmost=True).tolist() == [[1, 3, 4]]
    assert Meanings(numbers, {"甲乙": [3], "乙丙": [4]}).of(spots, leftmost=True).tolist() == [[0, 2, 3]]
