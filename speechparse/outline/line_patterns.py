"""What lines with a role look like: patterns over the folded text, in the order of a document."""

from __future__ import annotations

import regex

_DATE = r"(?:[12]\d{3}|20[xX#*×]{2}|20\d[xX]|[一二][九零〇○0O][一二三四五六七八九零〇○0Ox×]{2})[ ]?年[ ]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×]{1,2})[ ]?月(?:[ ]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×]{1,2})[ ]?日)?"
DATE = regex.compile(_DATE)
"""A date with a year, in any digits; redacted ones too."""

DATE_LINE = regex.compile(
    rf"(?:{_DATE})|\([ ]?(?:{_DATE})(?:[^()。]{{0,24}}(?<!通过|施行|修订|修正|印发|发布|公布)(?<![会议]))?\)"
)
"""A line that is only a date, or a bracket of a date and perhaps a place."""

ADOPTION = regex.compile(rf"\([ ]?(?:{_DATE})[^()。]{{2,60}}\)")
"""A bracket that says when and by whom a text was adopted."""

_PEOPLE = (
    "同志们?|代表们?|委员们?|朋友们?|先生们?|女士们?|来宾们?|嘉宾们?|同事们?|领导|老师们?|同学们?|专家们?|使节们?|"
    "记者们?|媒体|乡亲们|父老|父老乡亲们?|战友们?|官兵们?|干部们|职工们|队员们?|学员们?|家长们?|校友们?|院士们?|"
    "企业家们?|工友们?|主席|总统|总理|阁下|议长|秘书长|部长|理事|元首|首脑|同胞们?|党员们?|书记|团长|市长|省长|各界人士|"
    "负责人|主持人|评委们?|员工们?|客商们?|青年们?|少年朋友们?|小朋友们|裁判员|运动员们?|劳模们?|殿下|陛下|"
    "主任|行长|校长|院长|大使|夫人|总干事|总书记|各位"
)
_ADDRESS_OPENER = "各位|同志们|女士|先生|朋友|同胞|尊敬的|敬爱的|亲爱的|老师们|同学们|战友们|乡亲们|父老|同事们|代表们|委员们|来宾|全体|全国|青年|嘉宾"
VOCATIVE = regex.compile(rf"(?:{_ADDRESS_OPENER})[^。;:!?\n]{{0,90}}+(?<={_PEOPLE})[:!]")
"""An address that ends in a colon or an exclamation mark, at the start of a paragraph."""

ADDRESS_PART = regex.compile(rf"(?:{_ADDRESS_OPENER})[^。;:!?]{{0,70}}(?<={_PEOPLE})[,、]")
"""A line of an address that goes on below."""

_ORGAN_END = (
    "政府|委员会|办公厅|办公室|厅|局|部|委|院|署|处|中心|协会|学会|联合会|总会|公司|集团|大学|学院|学校|银行|党委|党组|工委|"
    "纪委|工会|团委|妇联|领导小组|指挥部|法院|检察院|人大|政协|总社|支队|总队|管委会|街道|机构|组织|科|村委会|居委会|合作社"
)
ADDRESSEE = regex.compile(
    rf"(?!附件|来源|注|图|表)[^。;:!?\n《》]{{0,160}}(?:{_ORGAN_END}|单位|部门|企业|高等学校|直属机构|各[^,。]{{0,12}}[县市区镇乡州旗])[)]?:"
)
"""The line that says to whom a document goes."""

ORGAN_LINE = regex.compile(rf"[\u4e00-\u9fffxX×*_#·() \u3000]{{2,44}}(?:{_ORGAN_END}|国务院|中央军委)")
"""A line that is only the name of an organ."""

DOCUMENT_NUMBER = regex.compile(
    r"[(]?[\u4e00-\u9fffxX×]{1,16}[ ]?[〔\[【(][12]\d{3}[〕\]】)][ ]?(?:第[ ]?)?[\dxX×]{1,4}[ ]?号[)]?"
)
"""The number of a document, `国办发〔2018〕128号` (GB/T 9704-2012, 7.2.5)."""

SUBTITLE = regex.compile(
    rf"(?:—{{1,4}}|-{{2,8}})[^。]{{4,90}}|{_DATE}[ ]?[在于][^。;!:]{{4,60}}(?:大会|会议|全会|论坛|峰会|仪式|座谈会|培训班)(?:上)?(?:的(?:讲话|报告|致辞|演讲|发言))?"
)
"""A line on what occasion the text was given; without a dash it must come below a title."""

_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅付方白邹孟熊"
    "秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢习嘎郁布艾阿巴多洛热努]"
)
BYLINE = regex.compile(
    rf"(?:{_SURNAME}[ \u3000]?[\u4e00-\u9fff×xX*某][ \u3000]?[\u4e00-\u9fff×xX*某]?(?:同志)?"
    rf"|[^。;:!?,\n]{{0,30}}?(?:主席|书记|省长|市长|县长|区长|镇长|乡长|州长|盟长|总理|部长|主任|局长|厅长|院长|校长|会长|检察长|代表|秘书长|总统|常务|代理|党组成员|委员长|司令员|政委|专员|理事长|行长|董事长|总干事|主任委员)(?:[(][^()]{{1,8}}[)])?[ \u3000]+[\u4e00-\u9fff][\u4e00-\u9fff· \u3000×xX*某]{{1,10}}"
    r"|(?:本报|本刊|新华社|人民日报)[\u4e00-\u9fff]{0,6}评论员|《求是》(?:杂志)?编辑部|[xX×*某]{1,3}(?:同志|书记|市长|县长|省长|局长|主任)|(?:主讲人|报告人|讲话人|发言人|作者)[: ][ ]?[\u4e00-\u9fff ·]{2,12})"
)
"""The line that names who speaks, with office or without."""

ORGAN_BRACKET = regex.compile(
    rf"\((?P<organ>[^()\d]{{2,40}}?)(?:[ \u3000,、]+(?P<date>{_DATE})[^()]{{0,10}})?(?<=[\u4e00-\u9fff日])\)"
)
"""A bracket below a title with the organ, mostly with the date: `（民政部　一九九七年一月二十八日）`."""

HEAD_NOTE = regex.compile(
    rf"(?:{_DATE}|当地时间|\d{{1,2}}月\d{{1,2}}日)[^。]{{4,160}}(?:(?:作|做)[^。]{{0,10}}(?:报告|讲话|说明)|(?:发表|作|做|致)[^。]{{0,80}}(?:讲话|致辞|演讲|贺词|开幕辞|发言|报告)|致[^。]{{0,10}}辞)[^。,]{{0,6}}。"
)
"""A sentence above the text that tells when, where and by whom it was given."""

CAPTION = regex.compile(
    r"(?:[12]\d{3}年)?\d{1,2}月\d{1,2}日[^。]{0,30},[^。]{0,120}(?:习近平|总书记|主席|总理|书记|省长|市长|县长|委员长)[^。]{0,200}。(?:这是[^。]{4,160}。)?"
    r"|[^。]{10,160}(?:习近平|总书记|主席|总理|书记|省长|市长)[^。]{0,160}。这是[^。]{4,160}。"
    r"|(?=[^我]{20,200}$)[^。]{0,60}[12]\d{3}年\d{1,2}月\d{1,2}日[^。]{0,120}(?:举行|召开|开幕|闭幕|出席|考察|会见|投运|通车|揭牌)[^。]{0,60}。(?:[^。]{4,120}。)?"
)
"""A photograph's caption between the paragraphs of a speech."""

FIGURE = regex.compile(
    r"(?:图|表|附图|附表)[ \u3000]?(?:\d{1,2}(?:[-.]\d{1,2})?|[一二三四五六七八九十]{1,2})[ \u3000:]?[^。;!?]{0,80}"
)
"""The caption of a figure or table."""

NOTE = regex.compile(
    r"[(\[【][^()\[\]。]{0,60}?(?:此件|本文|删减|联系人|联系电话|公开发布|发至|整理|主要部分|讲话|摘要|摘自|节选|录音|鼓掌|掌声|起立|欢呼|有删改|全文|略|完)[^()\[\]]{0,60}[)\]】]"
    r"|\(这是[^()]{6,120}\)|[※*][ ]?这是[^。]{6,120}。"
    r"|\(注[:1-9][^。]{4,120}[。]?\)|(?:【编者按】|编者按[: ]|编者注[: ])[^\n]{4,400}"
)
"""An editor's note on a line of its own."""

STAGE = regex.compile(r"\([^()。;]{0,14}(?:掌声|鼓掌|笑声|欢呼|起立|口号声|笑)[^()。;]{0,10}\)")
"""A stage direction, also inside a line: `（热烈鼓掌）`."""

CLOSING = regex.compile(
    r"(?:[^。!?]{0,24}[,。!])?(?:谢谢|感谢)(?:大家|各位|主席|主持人|诸位|同志们|你们)?[^。!?,]{0,10}[!。]?"
    r"|散会[。!]?|(?:我的|今天的)?(?:讲话|发言|报告|演讲|汇报)(?:就到这里|到此结束|完了|完毕|就讲到这里)[^。]{0,12}[,。!]?(?:谢谢[^。!]{0,8}[!。])?"
)
"""A farewell on a line of its own."""

ATTACHMENT = regex.compile(
    r"附(?:件|录|表)?[ \u3000]?(?:[\d一二三四五六七八九十]{0,2})(?:[ \u3000]?[:][^。]{0,120}|(?:[-—之][\d一二三四五六七八九十]{1,2})?|[ \u3000][^。]{0,60})"
)
"""A line that lists or opens an attachment."""

ATTACHMENT_ITEM = regex.compile(r"\d{1,2}[.、][^。;]{2,80}")
"""A further line of a list of attachments."""

GLOSSARY = regex.compile(
    r"[^。;:]{0,30}(?:名词|名词术语|用语|词语|专业术语|缩略语)(?:解释|注释|说明|释义|解读)[^。;:]{0,6}|[^。;:]{0,20}有关(?:名词|用语|内容)[^。;:]{0,4}(?:解释|注释|说明)"
)
"""The title of a glossary."""

TOC = regex.compile(r"目[ \u3000]{0,4}[录次]")

TITLE_WORDS = regex.compile(
    r"(?:讲话(?:稿|提纲|摘要|全文|要点)?|报告|通知|意见|决定|决议|公告|通报|批复|函|纪要|方案|规划|计划|办法|规定|条例|细则|措施|要点|致辞|贺信|贺词|演讲|发言(?:稿|提纲)?|说明|建议|纲要|章程|公约|倡议书?|总结|汇报|主持词|提纲)(?:[(][^()]{1,20}[)])?$"
)
"""What a title ends in."""

_GLUED_NAME = rf"(?:中华人民共和国(?:国家)?主席|中共中央总书记|国务院总理)?[ \u3000]?{_SURNAME}[ \u3000]?[\u4e00-\u9fff][ \u3000]?[\u4e00-\u9fff]?"
GLUED_TITLE = regex.compile(
    rf"(?P<title>[^。;:!\n]{{4,90}}?(?:讲话稿?|致辞|演讲|报告|说明|贺词|发言|通知|意见))"
    rf"(?:(?P<date>\((?:{_DATE})[^()]{{0,20}}\))[ \u3000]*(?P<byline>{_GLUED_NAME}(?=\s|尊敬|各位|同志|女士|先生|朋友|$))?"
    rf"|(?P<byline>{_GLUED_NAME}(?=尊敬|各位|同志们|女士|先生|朋友))|(?=同志们|各位[^,。]{{1,8}}[:!])|(?<=^在[^,。]{{6,60}}上的(?:讲话|发言|致辞|报告))(?=[\u4e00-\u9fff])(?![的中里稿]))"
)
"""Title, bracketed date and name run together at the start of a one-line copy."""

GLUED_NAME = regex.compile(
    rf"[※* ]?(?P<name>{_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=\d{{4}}年|尊敬|各位|同志们|女士|先生|今天|这次|\s|$)"
)
"""A name run together with the title before it and the text behind it."""

POINT_START = regex.compile(
    r"[一二三四五六七八九十]{1,3}(?:是|要|则)|第[一二三四五六七八九十]{1,3}(?:[,、:]|个?(?:问题|方面|句话|步))|首先|其次|再次|最后"
)
"""A line that a point opens is no heading and no title."""
