"""Where headings, points and unnumbered headings meet, and numbers that are swapped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outline.marked import diagnostics, parse
from property.pseudo_speeches import pseudo_outlines, pseudo_speeches
from speechparse.model import Numbered

BODY = "春耕大忙，各村要早动手，备足种子化肥，修好水渠。到月底全面开犁，谁也不许拖后腿。"


def check_headings(text):
    for node in parse(text).walk():
        if isinstance(node, Numbered) and node.heading is not None:
            assert node.heading.end <= node.end
            assert all(
                child.end <= node.heading.start or node.heading.end <= child.start for child in node.children
            )


@pytest.mark.parametrize(
    "text",
    [
        "首先，推进改革。 一、推进改革，\n其次，推进改革“\n",
        "一、推进改革， 一是推进改革。\n二是推进改革。\n",
        "一、抓好两件事，一是育苗。\n二是修路。\n大家努力。\n二、推进改革\n要快。",
    ],
)
def test_a_heading_ends_where_a_point_begins(text):
    check_headings(text)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.one_of(pseudo_speeches, pseudo_outlines))
def test_headings_of_any_text(text):
    check_headings(text)


@pytest.mark.parametrize("second", ["1.", "（一）"])
def test_an_unnumbered_heading_governs_what_is_numbered_below_it(second):
    other = {"1.": "2.", "（一）": "（二）"}[second]
    text = (
        f"{BODY}\n去年的工作\n（一）育苗。{BODY}\n（二）修路。{BODY}\n"
        f"今年的打算\n{second}育苗\n{BODY}\n{other}修路\n{BODY}"
    )
    last = parse(text).children[-1]
    assert last.children[0].kind == "heading"
    assert [n.kind for n in last.children] == ["heading", "section", "section"]


def test_the_last_two_numbers_swapped():
    text = f"（一）育苗。{BODY}\n（二）修路。{BODY}\n（四）架桥。{BODY}\n（三）打井。{BODY}"
    assert [where for code, where in diagnostics(text) if code == "SP203"] == ["（三）"]


def test_no_number_is_missing_that_comes_later():
    text = f"一、育苗要早\n{BODY}\n三、修路要快\n{BODY}\n二、架桥要稳\n{BODY}\n四、打井要深\n{BODY}"
    assert "number 3 missing before 4" not in [d.message for d in parse(text).diagnostics]
