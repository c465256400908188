"""Numbers written out the way word processors and browsers number lists: 12 -> 十二, 贰, ⑫, xii, 乙.

Systems bear their names in Office Open XML (ECMA-376 part 1, 17.18.59); `reading.html` maps those of
CSS to them. Where LibreOffice and the standard differ the standard holds, except that the counting
systems all write hundreds in full (一百零一), as LibreOffice does.
"""

from __future__ import annotations

from collections.abc import Callable

_PLAIN = "零一二三四五六七八九", "十百千", "万亿"
_SIMPLIFIED_LEGAL = "零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万亿"
_TRADITIONAL_LEGAL = "零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬億"
_JAPANESE_LEGAL = "零壱弐参四伍六七八九", "拾百阡", "萬億"

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(number: int, system: str) -> str | None:
    """The number in a numbering system of Office Open XML, or None where the system is not known.

    12, chineseCounting -> 十二   12, chineseLegalSimplified -> 壹拾贰   12, decimalEnclosedCircle -> ⑫

    Numbers that a system cannot write, such as the 51st circle, come out as decimals.
    """
    write = _SYSTEMS.get(system)
    if write is None:
        return None
    return write(number) if 0 < number < 10**8 or system in _WITH_ZERO else str(number)


def _counted(number: int, digits: str, units: str, myriads: str, *, one_ten: bool) -> str:
    """The number in words; `one_ten` writes 10 to 19 as 一十, as legal forms do."""
    if number == 0:
        return digits[0]
    groups, rest = [], number
    while rest:
        rest, group = divmod(rest, 10_000)
        groups.append(group)
    words = ""
    for rank in range(len(groups) - 1, -1, -1):
        group = groups[rank]
        if not group:
            continue
        # A gap between two groups is read as one zero: 一万零五.
        if words and group < 1000:
            words += digits[0]
        words += _below_myriad(group, digits, units) + (myriads[rank - 1] if rank else "")
    if not one_ten and words.startswith(digits[1] + units[0]):
        return words[1:]
    return words


def _below_myriad(number: int, digits: str, units: str) -> str:
    words, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            words += (
                (digits[0] if gap and words else "") + digits[digit] + (units[power - 1] if power else "")
            )
        gap = not digit
    return words


def _in_words(forms: tuple[str, str, str], *, one_ten: bool = False) -> Callable[[int], str]:
    return lambda number: _counted(number, *forms, one_ten=one_ten)


def _digits(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(digit)] for digit in str(number))


def _symbols(symbols: str) -> Callable[[int], str]:
    """One symbol a number; past the last one decimals follow."""
    return lambda number: symbols[number - 1] if number <= len(symbols) else str(number)


def _cycle(symbols: str) -> Callable[[int], str]:
    """One symbol a number; past the last one they begin again."""
    return lambda number: symbols[(number - 1) % len(symbols)]


def _letters(number: int) -> str:
    """A … Z, then AA, BB … as word processors do, which soon grows long: the run stops at 30."""
    times, at = divmod(number - 1, 26)
    return chr(65 + at) * (times + 1) if times < 30 else str(number)


def _roman(number: int) -> str:
    if number >= 10_000:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _sexagenary(number: int) -> str:
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_in_plain_words = _in_words(_PLAIN)

_SYSTEMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "numberInDash": "- {} -".format,
    "ordinal": _ordinal,
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _in_plain_words,
    "chineseCountingThousand": _in_plain_words,
    "taiwaneseCounting": _in_plain_words,
    "taiwaneseCountingThousand": _in_plain_words,
    "japaneseCounting": _in_plain_words,
    "ideographDigital": _in_plain_words,
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "chineseLegalSimplified": _in_words(_SIMPLIFIED_LEGAL, one_ten=True),
    "ideographLegalTraditional": _in_words(_TRADITIONAL_LEGAL, one_ten=True),
    "japaneseLegal": _in_words(_JAPANESE_LEGAL, one_ten=True),
    "decimalEnclosedCircle": _symbols(_CIRCLED),
    "decimalEnclosedCircleChinese": _symbols(_CIRCLED),
    "decimalEnclosedFullstop": _symbols(_run("⒈", 20)),
    "decimalEnclosedParen": _symbols(_run("⑴", 20)),
    "ideographEnclosedCircle": _symbols(_run("㊀", 10)),
    "ideographTraditional": _symbols(_STEMS),
    "ideographZodiac": _symbols(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "aiueo": _cycle("ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
    "aiueoFullWidth": _cycle(_AIUEO),
    "irohaFullWidth": _cycle(_IROHA),
    "none": lambda number: "",
}

_WITH_ZERO = frozenset({"decimalZero", "chineseCounting", "chineseCountingThousand", "none"})
