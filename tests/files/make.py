"""Makes the test files of this folder; needs LibreOffice and a font with Chinese characters.

python tests/files/make.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

FOLDER = Path(__file__).parent
sys.path.insert(0, str(FOLDER.parent))

from reading.word import Word  # noqa: E402

# One paragraph a line: level of its automatic number (- none, c centred), a blank, the text.
SPEECH = """
c 在全县秋冬水利建设动员会上的讲话
c 林水清
- 同志们：
- 这次会议的任务，是总结前一阶段防汛抗旱工作，分析当前水利建设面临的形势，对今冬明春的水利建设作出安排，动员全县上下立即行动起来，把冬闲变成冬忙。刚才，三个乡镇作了发言，讲得都很实在，我听了很受启发。下面，我讲三点意见。
0 看清形势，增强抓好水利建设的紧迫感
- 今年汛期，全县平均降雨1186毫米，比常年多三成，有27处堤段出现险情。大家日夜值守，没有垮一座坝，没有伤一个人，这是了不起的成绩。但是也要看到，我们的家底还很薄。
1 工程老化的问题突出。全县146座小型水库，有一半以上建成于上世纪六七十年代，渗漏、淤积比较普遍，蓄水能力逐年下降。
1 管护责任没有落到实处。有的渠道三年没有清淤，有的泵站只有设备没有人员，到了用水的时候才想起来维修。
0 突出重点，打好今冬明春的攻坚仗
- 今冬明春的水利建设，要集中力量办好以下三件事。
1 除险加固。
2 十二月底以前，31座病险水库全部开工，每座水库都要明确一名县级领导、一名技术人员。
2 明年三月底以前完成主体工程，汛期到来时能够投入使用。
1 清淤扩容。以村为单位，对主干渠以下的沟渠普遍清理一遍，恢复灌溉面积4.2万亩。
1 节水改造。在城东、河口两个灌区推广管道输水，亩均用水量要下降15%以上。
0 加强领导，确保各项任务按期完成
- 一是责任要到人。各乡镇的主要负责同志要亲自上阵，一级抓一级。二是资金要到位。县财政安排的2300万元，本月底前全部拨付。三是督查要经常。县里每半个月通报一次进度，对行动迟缓的要点名批评。
- 同志们，水利是农业的命脉。让我们拿出愚公移山的劲头，一件接着一件办，一年接着一年干，用实实在在的成绩向全县人民交上一份满意的答卷！
- 谢谢大家！
""".strip()

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
PASSWORD = (
    '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
)


def speech() -> bytes:
    """The speech as a Word document with automatic numbers, a header and page numbers."""
    word = Word()
    section = word.document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = "全县秋冬水利建设动员会材料"
    _add_page_number(section.footer.paragraphs[0])
    num = word.list(*LEVELS)
    for line in SPEECH.splitlines():
        level, text = line.split(" ", 1)
        paragraph = word.add(text, num if level.isdigit() else None, int(level) if level.isdigit() else 0)
        _format(paragraph, centred=level == "c")
    return word.save()


def _format(paragraph: Any, *, centred: bool) -> None:
    """The layout of GB/T 9704: type of 16 points, two characters of indent, lines of 28 points."""
    form = paragraph.paragraph_format
    form.line_spacing, form.space_after = Pt(28), Pt(0)
    form.left_indent, form.first_line_indent = Pt(0), Pt(0) if centred else Pt(32)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    for run in paragraph.runs:
        run.font.size = Pt(16)


def _add_page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def convert(source: Path, suffix: str) -> None:
    """Have LibreOffice convert a file beside itself."""
    with TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", suffix, "--outdir", str(FOLDER), str(source)]
        subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Make all files."""
    source = FOLDER / "speech.docx"
    source.write_bytes(speech())
    for suffix in ("doc", "pdf"):
        convert(source, suffix)
    with TemporaryDirectory() as folder:
        locked = Path(folder) / "locked.docx"
        word = Word()
        word.add("机密")
        locked.write_bytes(word.save())
        convert(locked, f"pdf:writer_pdf_Export:{PASSWORD}")


if __name__ == "__main__":
    main()
