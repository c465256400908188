"""Places as a query names them: `江西`, `江西省`, `赣` and `360000` are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from speechparse.data import rows
from speechparse.entities.place_table import entries_by_name
from speechparse.text.folding import fold


@cache
def province_names() -> dict[str, str]:
    """The short name of each province by its code: 360000 -> 江西."""
    found: dict[str, str] = {}
    for code, name, *others in rows("divisions.tsv"):
        if code.endswith("0000"):
            short = others[0].split()[0] if others and others[0] else name
            found.setdefault(code, short)
    return found


@cache
def _provinces() -> dict[str, str]:
    """The code of each province by all its names, folded, and by itself."""
    found: dict[str, str] = {}
    for code, name, *others in rows("divisions.tsv"):
        if code.endswith("0000"):
            for one in (code, code[:2], name, *(others[0].split() if others else ())):
                found.setdefault(fold(one), code)
    for char, code in rows("abbreviations.tsv"):
        found.setdefault(fold(char), code)
    return found


def province_code(name: str) -> str | None:
    """The code of a province by its name, short name, one-character name or code, or None.

    江西省 -> 360000   赣 -> 360000   36 -> 360000   南昌 -> None
    """
    return _provinces().get(fold(name.strip()))


@cache
def _province_pattern() -> re.Pattern[str]:
    names = [name for name in _provinces() if len(name) > 1 and not name.isdigit()]
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def province_in(text: str) -> str | None:
    """The code of the first province that a folded text names, by full or short name, or None."""
    match = _province_pattern().search(text)
    return _provinces()[match.group()] if match else None


@cache
def place_codes(name: str) -> tuple[str, ...]:
    """The codes that a place name or code can stand for; none where the tables do not know it.

    Of namesakes of which one lies in the other, as 南昌县 in 南昌市, the wider is meant.
    """
    folded = fold(name.strip())
    if (
        folded.isascii()
        and folded.isalnum()
        and ((folded.isdigit() and len(folded) == 6) or len(folded) == 2)
    ):
        return (folded.upper(),)
    if folded in _provinces():
        return (_provinces()[folded],)
    codes = dict.fromkeys(entry.code for entry in entries_by_name().get(folded, ()) if entry.code)
    return tuple(code for code in codes if not any(wider in codes for wider in list(containing(code))[1:]))


def containing(code: str | None) -> Iterator[str]:
    """The code itself and those of the prefecture and the province it lies in.

    360102 -> 360102, 360100, 360000   FR -> FR
    """
    if code is None:
        return
    yield code
    if code.isdigit() and len(code) == 6:
        for wider in (code[:4] + "00", code[:2] + "0000"):
            if wider != code:
                yield wider
