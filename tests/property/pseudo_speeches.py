"""Strategies for texts that look like speeches and obey none of their rules, and for any other string."""

from __future__ import annotations

from hypothesis import strategies as st


def _one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


_MARKERS = _one_of(
    "一、 二、 三、 十二、 （一） （二） (三) 1. 2． 3、 （1） (2) 3） ① ② ㈠ ⑴ ⒈ 1.1 2.4.6 第一章 第二节 第三条 第一部分 "
    "一是 二是 三是 四是 一要 二要 三则 第一， 第二、 第三： 第一是 第二要 第一步， 第一个问题： 首先， 其次， 再次， 最后， "
    "其一， 其二， 一方面， 另一方面， 一个是 另一个是 一来 二来 —— 一 2"
)
_WORDS = _one_of(
    "推进改革 各市县要抓好落实 今天的会议 下面讲三点意见 第一时间 第一书记 安全第一 一二三产业 统一是基础 由民政局牵头 "
    "同志们 各位代表 谢谢大家 附件 目录 名词解释 县人民政府 2024年3月5日 （掌声） 5%以上 3.5万亩 **同志 ×县 向大會報告 "
    "关于春耕的通知 ——在春耕大会上的讲话 《条例》 “放管服” 第一、第二产业 来源：县报"
)
_MARKS = _one_of("。 ， ； ： ！ ？ 、 ： 。 “ ” 《 》 （ ） % . , : ;")
_BLANKS = st.sampled_from(
    ["\n", "\n", "\n\n", "\r\n", "\r", " ", "\u3000", "\u3000\u3000", "\n\u3000\u3000", "\u2003\u2003", "\t"]
)
_NOISE = st.sampled_from(
    ["第1页 共9页", "www.abc-def.com", "公文汇 www.gongwenhui.com", "<!--more-->", "**", "&nbsp;", "责任编辑：某某",
     "\u200b", "https://a.b/c", "延伸阅读", "新华社记者 某某 摄", "---", "- 3 -", "扫一扫在手机打开当前页", "# "]
)  # fmt: skip

pseudo_speeches: st.SearchStrategy[str] = st.lists(
    st.one_of(_MARKERS, _WORDS, _MARKS, _BLANKS, _MARKERS, _BLANKS, _NOISE), max_size=60
).map("".join)
"""Markers, words, marks, blanks and noise of the genre in any order."""

_UNITS = st.tuples(_MARKERS, _WORDS, _MARKS, _BLANKS).map("".join)
pseudo_outlines: st.SearchStrategy[str] = st.lists(_UNITS, min_size=1, max_size=25).map("".join)
"""Units that each begin with a marker and end with a blank: deeper trees than `pseudo_speeches` has."""

any_text: st.SearchStrategy[str] = st.text(max_size=120)
"""Any string that has no lone surrogate."""

texts: st.SearchStrategy[str] = st.one_of(pseudo_speeches, pseudo_outlines, any_text)
