import re
from collections import Counter

from speechparse.data import rows
from speechparse.entities.place_table import divisions, entries_by_name, level_of, townships


def test_the_newest_state_is_complete() -> None:
    # Ministry of Civil Affairs, 2025-12-31: 333 prefectures, 2,845 counties; 31 provinces, Hong Kong, Macao and Taiwan.
    living = Counter(entry.level for entry, _ in divisions() if not entry.until)
    assert living == {"province": 34, "prefecture": 333, "county": 2845}


def test_codes_and_years_are_well_formed() -> None:
    for entry, names in divisions():
        assert re.fullmatch(r"[1-8]\d{5}", entry.code or ""), entry
        assert re.fullmatch(r"|\d{4}(-\d\d-\d\d)?", entry.since), entry
        assert re.fullmatch(r"|\d{4}(-\d\d-\d\d)?", entry.until), entry
        assert not entry.until or entry.since < entry.until, entry
        assert names[0] == entry.name
        assert all(len(name) > 1 for name in names), names


def test_no_code_stands_twice_at_a_time() -> None:
    newest = Counter(entry.code for entry, _ in divisions() if not entry.until)
    assert newest.most_common(1)[0][1] == 1


def test_levels() -> None:
    assert [level_of(code) for code in ("360000", "360100", "360102")] == ["province", "prefecture", "county"]


def test_codes_that_regions_and_places_refer_to_exist() -> None:
    codes = {entry.code for entry, _ in divisions()}
    countries = {row[0] for row in rows("countries.tsv")}
    for row in [*rows("regions.tsv"), *rows("places.tsv")]:
        for code in row[1].split() if len(row) > 1 else []:
            assert code in codes or code in countries, row


def test_countries_have_codes_of_their_own() -> None:
    codes = Counter(row[0] for row in rows("countries.tsv"))
    assert all(re.fullmatch("[A-Z]{2}", code) for code in codes)
    assert codes.most_common(1)[0][1] == 1


def test_short_names() -> None:
    expected = {
        "恩施州": "恩施土家族苗族自治州",
        "黔东南": "黔东南苗族侗族自治州",
        "石柱": "石柱土家族自治县",
        "喀左": "喀喇沁左翼蒙古族自治县",
        "内蒙古": "内蒙古自治区",
        "西双版纳": "西双版纳傣族自治州",
        "浦东": "浦东新区",
        "东乡": "东乡族自治县",
    }
    for short, full in expected.items():
        assert full in {entry.name for entry in entries_by_name()[short]}, short


def test_townships_know_their_county() -> None:
    assert townships()["官渡口镇"] == ("422823",)
