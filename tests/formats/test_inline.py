from html import escape

import pytest

from speechparse.formats.inline import Mark, Marks

TEXT = "江西省卫生厅<通知>"


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "江西省卫生厅&lt;通知&gt;"),
        ([Mark(0, 6, "o", ""), Mark(0, 3, "g", "")], "<o><g>江西省</g>卫生厅</o>&lt;通知&gt;"),
        # the same stretch: first given, outermost
        ([Mark(0, 3, "a", ""), Mark(0, 3, "b", "")], "<a><b>江西省</b></a>卫生厅&lt;通知&gt;"),
        # crossing: closed and opened again, the id only once
        (
            [Mark(0, 4, "a", ' x="1"'), Mark(2, 6, "b", ' y="2"', ' id="b"')],
            '<a x="1">江西<b id="b" y="2">省卫</b></a><b y="2">生厅</b>&lt;通知&gt;',
        ),
        ([Mark(3, 3, "empty", "")], "江西省卫生厅&lt;通知&gt;"),
    ],
)
def test_marks_become_nested_elements(marks: list[Mark], expected: str) -> None:
    assert Marks(marks).apply(TEXT, 0, len(TEXT), escape) == expected


def test_a_stretch_takes_the_part_of_a_mark_inside_it() -> None:
    marks = Marks([Mark(0, 6, "o", "", ' id="1"')])
    assert marks.apply(TEXT, 2, 8, escape) == "<o>省卫生厅</o>&lt;通"
