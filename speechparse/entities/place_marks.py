"""Places in shorthand: one-character forms, fused forms, directions and redacted names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from speechparse.data import rows
from speechparse.entities.candidates import Candidate
from speechparse.model import Label
from speechparse.text.folding import fold

ABBREVIATIONS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000", "吉": "220000",
    "黑": "230000", "沪": "310000", "申": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "徽": "340000",
    "闽": "350000", "赣": "360000", "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000",
    "桂": "450000", "琼": "460000", "渝": "500000", "川": "510000", "蜀": "510000", "黔": "520000", "贵": "520000",
    "滇": "530000", "云": "530000", "藏": "540000", "陕": "610000", "秦": "610000", "甘": "620000", "陇": "620000",
    "青": "630000", "宁": "640000", "疆": "650000", "台": "710000", "港": "810000", "澳": "820000",
}  # fmt: skip
"""One-character forms of the provinces (GB/T 2260 codes); `徽`, `申`, `疆` beside the official ones."""

REDACTED = "redacted"
"""The key of a candidate whose name is blanked out."""

_ALL = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新疆港澳台贵云蜀陇"
# The ones that hardly ever stand for anything else.
_CLEAR = "冀皖闽赣豫鄂湘粤渝黔滇沪浙鲁晋桂琼陕津京陇"
_ROAD = "(?:铁路|高铁|高速|客专|公路|城际|干线|动车|直达|专线|线(?!上|下|索)|班列|专列|快线|通道|航线|大道|路)"
_FUSED = re.compile(rf"[{_ALL}]{{2,6}}(?!{_ROAD})")
_LISTED = re.compile(rf"(?<![{_ALL}、])[{_ALL}](?:、[{_ALL}])+(?![\u4e00-\u9fff](?<=[东南西北]))")
_DIRECTION = "东北部?|西北部?|东南部?|西南部?|东|西|南|北|中"
_DIRECTED = re.compile(
    rf"(?:大湘西|[{_CLEAR.replace('晋', '').replace('京', '').replace('津', '').replace('沪', '')}川苏辽吉藏晋](?:{_DIRECTION}))(?:地区)?"
)
_DIRECTED_NOT = frozenset(
    "藏中 藏南 川中 川南 苏南 辽中 吉中 津南 渝中 渝北 湘中 粤中 桂中 琼中 桂东 桂南 桂西 黔西 黔南 黔东南 黔西南 湘西 晋中 陕中".split()
) - frozenset("川中 川南 苏南 藏南 桂东 桂南 桂西 桂中 湘中".split())

# One character each, with what must stand around it; the character comes first and looks back, so that
# the search stops at these characters only.
_SINGLE = re.compile(
    f"[{_ALL}徽俄乌朝韩越缅印日美欧非滦](?:"
    + "|".join(
        (
            f"(?<=[驻留来返抵赴离][{_CLEAR}])",
            "(?<=[驻留来返抵赴离][川藏疆苏蒙辽吉甘青宁港澳台])(?=[^\u4e00-\u9fff]|[人解部单就创工企商访参考调投留来和的高院校各]|指战|官兵|党政|代表|全体)",
            "(?<=援[疆藏青鄂])",
            "(?<=援非)(?=抗|医|项|[^\u4e00-\u9fff])",
            "(?<=[入出稳兴建治][疆藏])(?!青)",
            "(?<=入[渝赣津浙桂川湘皖鄂豫粤沪京苏鲁陕黔滇晋])(?=[^\u4e00-\u9fff]|[工项等])",
            "(?<=涉[台港澳陕疆藏渝])(?!嫌)",
            "(?<=对[台港澳])(?=[^\u4e00-\u9fff]|[工经地政事交宣资贸]|专项|法律)",
            "(?<=对[俄乌朝韩越缅印日美欧非])(?=[^\u4e00-\u9fff]|[进出贸经合农投援政关引开对]|的)",
            "(?<=[爱治供][港澳])(?=[^\u4e00-\u9fff爱治]|治澳|爱澳|力|者|方|准)",
            "(?<=在[京津沪渝浙鄂湘赣闽粤桂琼黔滇陕皖豫鲁晋冀川疆藏])(?=[^\u4e00-\u9fff]|[举召主开设会央建投裁企成签发落稳就创实高各]|的)",
            f"(?<=[“、，。;；：:\n 　][{_CLEAR}川])(?=[商企菜货产籍剧茶字]|资[企、])",
            f"(?<=“[{_CLEAR}])(?=[\u4e00-\u9fff]{{2,5}}”)(?!北|南|东|西|城|江|河)",
            "(?<=徽)(?=[商菜派])",
            "(?<=[浙粤鲁晋苏闽赣湘渝])(?=商(?:大会|回|总会|论坛|[、”’]|返|企))",
            "(?<=[渝浙鲁湘赣豫粤闽桂滇黔鄂陕晋])(?=企出海|企、|产(?:货|剧|作))",
            "(?<![平舞擂电讲月后前阳灶站上]台)(?<=台)(?=商投|商、|胞|属|资[企、市]|企[、的])",
            "(?<=环[京沪])(?!津)",
            "(?<=疆)(?=电外送|电入|煤外|果|棉|算入|品)",
            "(?<=渝)(?=车出海|货精|电)",
            "(?<=兴[陇蒙辽湘鄂皖桂黔滇赣豫川渝])(?=[^\u4e00-\u9fff]|英才|行动)",
            "(?<=引滦)(?=[入济输]|工程)",
            "(?<=[苏])(?=修(?:[叛集争头也的打同])|修正主义)|(?<=美)(?=帝(?:国|[、和的]))",
        )
    )
    + ")"
)
_REDACTION = "[xX×*＊○〇□]"
_REDACTED = re.compile(
    rf"{_REDACTION}(?<![A-Za-z×*].)(?:{_REDACTION}{{0,4}})(?:省|市|县|区|州|盟|旗|自治区|自治州|自治县|乡|镇|街道|村|社区)(?!长|委书记)"
    rf"|{_REDACTION}(?<![A-Za-z×*].){_REDACTION}{{1,3}}(?:(?:、{_REDACTION}{{2,4}})+(?=等?\d*个?[省市县区州])|(?=\d个[省市县区]))"
)
_REDACTED_ITEM = re.compile(f"{_REDACTION}+")

_COUNTRY_CHARS = "".join(dict.fromkeys(row[3] for row in rows("countries.tsv") if len(row) > 3 and row[3]))
_FOREIGN = _COUNTRY_CHARS.replace("中", "") + "非欧拉海"
_PAIR = re.compile(
    rf"(?:中(?<![其之集当高初华国途手心期会程空水域目市区党从看眼掌]中)[{_FOREIGN}](?:[{_FOREIGN}](?!方|国))?|[美俄日欧苏英法德韩印巴伊以]{{2,4}})"
    "(?=[^\u4e00-\u9fff]|双方|两国|两党|两军|两大|[三四五]国|关系|友好|建交|边[界境]|合作|经贸|人民|之间|战略|贸易|传统|友谊|伙伴|命运|谈判|会谈|"
    "联合|文化|人文|元首|领导|交流|共[同建]?|全面|同属|和平|携手|治国|研究|政府|同|缔结|旅游|媒体|青年|智库|教育|科技|能源|产能|务实|互利|国家关系|"
    "发展战略|两家|在|争|冲突|等|都|是|间|投资|市场|入境|游客)"
)
_PAIR_STOPS = frozenset(
    "中海 中土 中文 中意 中伊 中保 中加 中西 中立 中古 中新 中白 中波 中以 中约 中老 中希 中智 中科 中和 中土 中比 中卡 中克 中赞 中肯 中斯 中毛 中马 中沙"
    .split()
)
_STATE_WORDS = re.compile("(?:双方|两国|两党|关系|友好|建交|边[界境]|人民|友谊|全面战略|命运共同体|同属|元首|自贸|[三四五]国)")


def find_shorthand(text: str) -> Iterator[Candidate]:
    """One-character forms, fused forms, directions and redacted names, in no particular order."""
    for match in _LISTED.finditer(text):
        certain = len(match[0]) >= 5
        for at in range(match.start(), match.end(), 2):
            yield Candidate(at, at + 1, "GPE", "abbreviation-list", certain)
    for match in _FUSED.finditer(text):
        yield from _fused(match)
    for match in _DIRECTED.finditer(text):
        if match[0] not in _DIRECTED_NOT:
            clear = match[0][0] in _CLEAR or match[0][1] in "东西南北"
            yield Candidate(match.start(), match.end(), "LOC", "direction", clear)
    for match in _SINGLE.finditer(text):
        label: Label = "LOC" if match[0] in ("非", "滦") else "GPE"
        yield Candidate(match.start(), match.start() + 1, label, "abbreviation", True)
    for match in _PAIR.finditer(text):
        sure = match[0] not in _PAIR_STOPS or _STATE_WORDS.match(text, match.end()) is not None
        if sure:
            yield Candidate(match.start(), match.end(), "LOC", "fused-countries", True)
    for match in _REDACTED.finditer(text):
        yield from _redacted(match)


def _fused(match: re.Match[str]) -> Iterator[Candidate]:
    name = match[0]
    clear = sum(char in _CLEAR for char in name)
    if clear >= 1 and len(set(name)) == len(name) and (clear >= 2 or len(name) > 2 or name in _FUSED_KNOWN):
        yield Candidate(match.start(), match.end(), "LOC", "fused", clear >= 2 or name in _FUSED_KNOWN)


_FUSED_KNOWN = frozenset(
    "川渝 渝川 闽台 台闽 闽宁 渝藏 渝疆 甘津 津甘 鲁甘 沪苏 苏浙 苏鲁 苏皖 皖苏 川黔 川滇 川陕 川甘 陕甘 甘陕 滇藏 京蒙 京辽 鲁青 浙疆 湘疆 粤港 "
    "粤澳 琼港 沪港 沪台 浙台 鲁台 青豫 沪滇 云桂 贵桂 赣台 川藏 川青 晋蒙 冀蒙 蒙晋 辽冀 吉浙 辽苏 黑粤 浙吉 琼黑 豫疆 沪藏 渝黔 黔渝".split()
)


def _redacted(match: re.Match[str]) -> Iterator[Candidate]:
    if "、" not in match[0]:
        yield Candidate(match.start(), match.end(), "GPE", "redacted", True, REDACTED)
        return
    for item in _REDACTED_ITEM.finditer(match[0]):
        yield Candidate(match.start() + item.start(), match.start() + item.end(), "GPE", "redacted", True, REDACTED)


def abbreviation_code(char: str) -> str | None:
    """The province that a folded one-character form stands for: 赣 -> 360000."""
    return _FOLDED.get(char)


_FOLDED = {fold(char): code for char, code in ABBREVIATIONS.items()}
