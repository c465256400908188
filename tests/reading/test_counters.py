import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speechparse.reading.counters import numeral


@pytest.mark.parametrize(
    ("number", "system", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (12, "taiwaneseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (10_005, "chineseCountingThousand", "一万零五"),
        (100_010, "chineseCountingThousand", "十万零一十"),
        (20_000_000, "chineseCountingThousand", "二千万"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (203, "ideographLegalTraditional", "貳佰零參"),
        (10, "japaneseLegal", "壱拾"),
        (105, "taiwaneseDigital", "一○五"),
        (1, "decimalEnclosedCircle", "①"),
        (50, "decimalEnclosedCircleChinese", "㊿"),
        (51, "decimalEnclosedCircle", "51"),
        (20, "decimalEnclosedParen", "⒇"),
        (20, "decimalEnclosedFullstop", "⒛"),
        (10, "ideographEnclosedCircle", "㊉"),
        (10, "ideographTraditional", "癸"),
        (11, "ideographTraditional", "11"),
        (12, "ideographZodiac", "亥"),
        (60, "ideographZodiacTraditional", "癸亥"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalZero", "07"),
        (0, "decimal", "0"),
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (26, "upperLetter", "Z"),
        (28, "lowerLetter", "bb"),
        (112, "ordinal", "112th"),
        (23, "ordinal", "23rd"),
        (46, "aiueoFullWidth", "ン"),
        (47, "aiueo", "ｱ"),
        (2, "irohaFullWidth", "ロ"),
        (3, "none", ""),
        (3, "klingon", None),
    ],
)
def test_numeral(number: int, system: str, written: str | None) -> None:
    assert numeral(number, system) == written


@settings(derandomize=True)
@given(st.integers(1, 99_999_999))
def test_counting_can_be_read_back(number: int) -> None:
    words = numeral(number, "chineseCounting")
    assert words is not None
    value, group, digit = 0, 0, 0
    for char in words:
        if char in "零一二三四五六七八九":
            digit = "零一二三四五六七八九".index(char)
        elif char == "万":
            value, group, digit = (group + digit) * 10_000, 0, 0
        else:
            group += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    assert value + group + digit == number
