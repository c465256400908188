"""Places recognised by the form of their name: zones, natural features, towns and villages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from speechparse.data import rows
from speechparse.entities.candidates import Candidate
from speechparse.entities.gazetteer import Gazetteer
from speechparse.entities.place_table import townships
from speechparse.text.folding import fold

_TOWN_FORMS = ("镇", "乡", "街道", "苏木", "村", "社区")
# Words that lead up to a name and are no part of it.
_LEAD = (
    "建设 推进 推动 加快 打造 支持 实施 加强 深化 提升 完善 设立 开展 举办 创建 建成 获批 入选 位于 考察 来到 走进 前往 推广 发挥 依托 围绕 促进 "
    "增强 构建 制定 融入 参与 积极 开工 完成 修复 治理 巩固 统筹 申建 争创 规划 启动 扩大 编制 落实 高标准 高水平 高质量 做强 做优 做大 建强 建好 "
    "建优 用好 提速 强化 新增 利用 批准 批准建立 联动 协同 推出 聚焦 力争 抓好 进一步 继续 着力 大力 全面 有序 深入 扎实 稳步 列为 纳入 鼓励 健全 "
    "优化 提高 出台 发布 扩容提质 引领 培育 解决 办好 调整 实现 兴办 主要 扶持 在 和 与 及 到 向 将 对 为 的 了 是 以 把 从 由 被 等 于 给 使 让 同 如 "
    "至 跟 随 抓 建 赴 经 又 并 其 个"
).split()
_STOP = re.compile(f"(?:{'|'.join(sorted(_LEAD, key=len, reverse=True))})|[^\u4e00-\u9fff]")
# What cannot stand between the place in a zone's name and the word that ends it.
_GAP_STOP = re.compile(
    "[^\u4e00-\u9fff()—-]|推进|推动|加快|打造|支持|实施|加强|深化|提升|完善|设立|设置|获批|入选|入列|融入|争创|探索|建省|召开|建设(?!兵团)|"
    "的|了|是|等(?!级)|以及|在|将|把|向|已|与(?!周)|作为|成为|为(?!主)|三大|四大|[一二三四五六七八九十两]个|各"
)
# Generic zones: no name of their own.
_GENERIC = re.compile(
    "(?:国家级|省级|市级|县级|各类|各|这些|这个|全国|全省|全市|本|该|老|大|新|旧|重点|综合|一批|多个|各个|首个|沿海|内地|民族|贫困|边远|城市|县城|"
    "中心|主要|现代|现代化|高新技术|经济技术|开发|工业|产业|特色|农业|生态|旅游|试点|示范|先行|经济|大型|小型|中型|骨干|城镇|乡村|牧|林|国有|国有林|自由贸易|"
    "自贸|综合保税|我国|世界|世界级|国际|[0-9A-Z]+级?|[一二三四五六七八九十几两]+个?|试验|合作|城市新|产业新|都市新|红色|草|国家|类|部分|有关|其他|贸易|"
    "区域|发展|功能|完工|商业|考古|上|两国|宜居|韧性|公众|分享|生命|畜牧|航空|级|引|一流|高端|文化|体育|商贸|金融|滨海|滨江|临港|临空|"
    "沿边|沿江|流域|江河|湖泊|重要|主城|中央|都市|副|卫星|老工业|未来|科技|数字|智能|绿色|低碳|零碳|共同|富裕)*"
)
_NATIONAL_GENERIC = re.compile("国家(?:级|自主创新|大学|现代|技术|特殊|综合|重点|公共文化服务体系)")
_NATIONAL = ("示范区", "试验区", "先行区", "集聚区")
_SURE = (
    "都市圈 城市圈 城市群 示范区 试验区 流域 国家公园 港区 新区 新城 科学城 自由贸易区 经济带 度假区 综保区 合作区 先行区 经济区 陆港区 高新区 经开区 "
    "自贸区 保税区 先导区 湖区 都市区 旅游带"
).split()
_SHARED_HEAD = frozenset("高新区 经开区 开发区 国家公园".split())
_PROVINCE_APART = frozenset("新区 新城 片区 新片区 景区".split())
# 城镇, 农村 and the like: words, not names.
_COMMON_TOWN = re.compile(
    "[城乡集市村重小古名强大新老建各本全该每此中外山水农渔牧林进下出返留思故家同还离他异梦我贫兴富美文一二三四五六七八九十几两多入驻到明县区街]|中心|特色|建制|"
    "行政|自然|贫困|示范|试点|城中|重点|美丽|卫生|文明|空心|薄弱|脱贫|落后|先进|历史|传统|智慧|城市|所有|每个|部分|若干|周边|偏远|边远|"
    "农村|城乡|老旧|未来|完整|绿色|和谐|平安|安置|集中|健康|低碳|活力|深入|幸福|国际|网络|经济|产业|专业|奥运|冬奥|亚运|大运|地球|世界|"
    "发展|第一|数字|淘宝|明星|民俗|旅游|民族|较大|特大|沿海|内陆|乡镇|示范镇|百强|宜居|友好|零碳|共同|振兴|帮扶|扶贫|青年|投入|运营|养老"
)
_TOWN_LEFT = re.compile("[\u4e00-\u9fff]{1,7}$")


class _Form(NamedTuple):
    """A word that ends a place name, with its kind."""

    kind: str
    word: str


@cache
def _forms() -> Gazetteer[_Form]:
    listed = [_Form(kind, word) for kind, words in rows("place_forms.tsv") for word in words.split()]
    listed += [_Form("town", word) for word in _TOWN_FORMS]
    return Gazetteer((form.word, form) for form in listed)


def find_by_form(text: str, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """Zones, natural features, towns and villages.

    Args:
        text: The working text.
        known: The places found by name or in shorthand, in text order without overlaps.
    """
    starts = [place.start for place in known]
    last_town = -1
    for start, end, (kind, word) in _forms().find(text):
        if kind == "stop":
            continue
        index = bisect_left(starts, start) - 1
        before = known[index] if index >= 0 and start - known[index].start <= 24 else None
        if before is not None and before.end >= end:
            continue
        if kind == "town":
            found = _town(text, start, end, before, last_town)
            last_town = found.end if found is not None else last_town
        elif kind == "area":
            found = _area(start, end, before)
        else:
            found = _zone(text, start, end, word, kind, known, index) or _own_name(text, start, end, word, kind)
        if found is not None:
            yield found


def _area(start: int, end: int, before: Candidate | None) -> Candidate | None:
    """`…地区` right behind a region: 渝西地区."""
    if before is None or before.end != start or before.label != "LOC" or before.rule == "fused-countries":
        return None
    return Candidate(before.start, end, "LOC", "area", before.certain)


def _zone(
    text: str, start: int, end: int, word: str, kind: str, known: Sequence[Candidate], index: int
) -> Candidate | None:
    """A zone whose name begins with a place: 海南热带雨林国家公园, 中国(安徽)自由贸易试验区."""
    first = None
    at = start
    for place in reversed(known[max(0, index - 4) : index + 1]):
        gap = text[place.end : at]
        if first is None:
            if len(gap) > 14 or _GAP_STOP.search(gap) or (kind == "nature" and len(gap) > 1):
                break
        elif gap not in ("", "(", "—", "-", "(中国)") and not (gap == "、" and word in _SHARED_HEAD and at > start - 6):
            break
        if place.rule == "country" and not (first is not None or word in ("自由贸易区", "自贸区", "合作区", "示范区", "产业园")):
            break
        if first is not None and first.start == at and gap == "" and place.rule == "province" and kind == "own":
            break
        first, at = place, place.start
    if first is None:
        return None
    begin = first.start
    stem = text[first.end : start]
    if first.rule == "province" and word in _PROVINCE_APART and len(stem) >= 2 and not _GENERIC.fullmatch(stem):
        begin = first.end
    name = text[begin:end]
    if name.count("(") != name.count(")") or (stem and kind == "nature" and _GENERIC.fullmatch(stem)):
        return None
    certain = word.endswith(tuple(_SURE)) and len(stem) <= 10 and "和" not in stem and first.certain
    return Candidate(begin, end, "LOC", "zone", certain)


def _own_name(text: str, start: int, end: int, word: str, kind: str) -> Candidate | None:
    """A zone or feature with a name of its own: 国家数据要素综合试验区, 金凤科创园, “丝路电商”合作先行区."""
    low = max(0, start - 20)
    window = text[low:start]
    national = low + window.rfind("国家")
    if national >= low and word.endswith(_NATIONAL) and start - national > 3:
        name = text[national:end]
        if not _GAP_STOP.search(name) and not _NATIONAL_GENERIC.match(name):
            return Candidate(national, end, "LOC", "national-zone", True)
    quote = text.rfind("“", low, start)
    closing = text.find("”", quote, start) if quote >= 0 else -1
    if closing > 0 and start - closing <= 5 and word.endswith((*_NATIONAL, "核心区")):
        return Candidate(quote, end, "LOC", "quoted-zone", True)
    begin = low
    for stop in _STOP.finditer(window):
        begin = low + stop.end()
    stem = text[begin:start]
    if kind not in ("own", "nature") or not 2 <= len(stem) <= 6 or _GENERIC.fullmatch(stem) or begin == low > 0:
        return None
    return Candidate(begin, end, "LOC", f"{kind}-form", False)


def _town(text: str, start: int, end: int, before: Candidate | None, last_town: int) -> Candidate | None:
    """A town, street or village: known by the list, or behind the place it lies in."""
    form = text[start:end]
    anchor = max(last_town, before.end if before is not None and before.label == "GPE" else -1)
    if form not in ("村", "社区"):
        for length in range(8, 0, -1):
            begin = start - length
            if begin >= 0 and text[begin:end] in townships() and begin >= (anchor if anchor < start else 0):
                stem = text[begin:start]
                if _COMMON_TOWN.fullmatch(stem):
                    break
                sure = begin == anchor or begin == 0 or not "\u4e00" <= text[begin - 1] <= "\u9fff"
                return Candidate(begin, end, "GPE", "township", sure)
    if anchor >= 0 and 1 <= start - anchor <= 7:
        stem = text[anchor:start]
        if all("\u4e00" <= char <= "\u9fff" for char in stem) and not _COMMON_TOWN.match(stem):
            if not _STOP.search(stem):
                return Candidate(anchor, end, "GPE", "town-form", len(stem) <= 5)
            return None
    found = _TOWN_LEFT.search(text, max(0, start - 7), start)
    if found is None:
        return None
    begin = found.start()
    for stop in _STOP.finditer(text, begin, start):
        begin = stop.end()
    stem = text[begin:start]
    if 2 <= len(stem) <= 4 and not _COMMON_TOWN.match(stem) and not _COMMON_TOWN.fullmatch(stem[-2:]):
        return Candidate(begin, end, "GPE", "town-form", False)
    return None
