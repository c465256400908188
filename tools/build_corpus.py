"""Make the example corpus from its annotated sources: texts, gold structure, gold entities, index.

    python tools/build_corpus.py            # write everything
    python tools/build_corpus.py --check    # write nothing; fail where a file is not what would be made
    python tools/build_corpus.py --show 03  # print what was understood of one speech

Each speech is one file `corpus/annotated/NN-name.markup`: a head, a line `---`, and the text with its tags.
From all of them come `corpus/texts/NN-name.txt`, `corpus/structure/NN-name.json`, `corpus/entities.jsonl`,
`corpus/index.tsv`, the table in `corpus/README.md`, and `corpus/linking.jsonl` (out of `linking/*.jsonl`).
A source with a mistake is reported and left out; the exit code is then 1.

The head holds `key: value` lines: genre, level, special (what the speech is an example of), remarks, and
optionally `newline: crlf` and `end: none` (the text then ends without a line break).
A `remarks` line may be repeated; the lines are joined.

A tag is `<name>…</name>`; `</>` closes the innermost one. Tags nest and never cross.
    <GPE>江西省</>             an entity: GPE LOC ORG PERSON PROGRAM DOC EVENT FORMULATION DATE QUANTITY
    <s1>一、</> <p2>一是</>    a marker: s a section, p a point; the digit is its depth.
                               Its parent is the last marker one level above it that is still open.
                               The number is read from the marker; `<p2 3>最后，</>` states it.
    <h>加强领导</>             the heading of the section marker before it, without its final full stop
    <n watermark>…</>          noise and its kind: watermark url page nav credit
                               licence markup garbage;
                               may stand inside any tag, a marker and an entity included
    <title>…</>                a line with a role: title subtitle byline date salutation toc closing signature
                               note heading attachment
A literal `<` or backslash is written with a backslash before it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).parent.parent / "corpus"
LABELS = {"GPE", "LOC", "ORG", "PERSON", "PROGRAM", "DOC", "EVENT", "FORMULATION", "DATE", "QUANTITY"}
ROLES = (
    "title", "subtitle", "byline", "date", "salutation", "toc",
    "closing", "signature", "note", "heading", "attachment",
)  # fmt: skip
NOISE = {"watermark", "url", "page", "nav", "credit", "licence", "markup", "garbage"}
HEAD_KEYS = {"genre", "level", "special", "remarks", "newline", "end"}
NESTS = {"GPE": LABELS - {"GPE"}, "LOC": {"ORG", "PROGRAM", "DOC", "EVENT"}}

TAG = re.compile(r"\\(.)|<(/?)([A-Za-z]*)(\d?)(?: ([a-z]+|\d+))?>|<", re.S)
PARAGRAPH_BREAK = re.compile(r"[\r\n]+|[\u3000\u2003]{2,}")
NUMERAL = r"[0-9０-９一二三四五六七八九十百零〇]+"
LOOKS = {
    "section": re.compile(
        rf"{NUMERAL}[、.．]?|[（(]{NUMERAL}[）)]|{NUMERAL}[）)]|(\d+\.)+\d+|[①-⑳㈠-㈩⑴-⒇⒈-⒛]"
        rf"|第{NUMERAL}(章|节|条|部分|篇)"
    ),
    "point": re.compile(
        rf"{NUMERAL}[是要则来]|(另)?一个是|第{NUMERAL}(，|,|、|：|:|是|要|步，|步,|个问题：|个问题:)"
        r"|(首先|其次|再次|最后|其[一二三四五六])[，,]?|(另)?一方面[，,]?"
    ),
}
SPOKEN = {"首先": 1, "其次": 2, "再次": 3, "一方面": 1, "另一方面": 2, "一个是": 1, "另一个是": 2}
QUANTITY = re.compile(r"[0-9０-９十百千万亿萬億]|分之|倍|成|番|半")
OPENING, EDGES = "（(《“〈", "，。、；：！？,;:!?—…"


class MarkupError(ValueError):
    """A source that does not follow the rules above."""


@dataclass
class Tag:
    """One tagged stretch, in offsets of the plain text."""

    name: str
    depth: int
    argument: str
    start: int
    end: int = -1


@dataclass
class Speech:
    """One source, taken apart."""

    stem: str
    head: dict[str, str]
    text: str
    tags: list[Tag] = field(default_factory=list)

    def of(self, tag: Tag) -> str:
        """The text under a tag."""
        return self.text[tag.start : tag.end]


def read_source(path: Path) -> Speech:
    """Take one source apart; raises MarkupError."""
    head_text, separator, body = path.read_text("utf-8").partition("\n---\n")
    if not separator:
        raise MarkupError("no line `---` behind the head")
    head: dict[str, str] = {}
    for line in head_text.splitlines():
        key, _, value = line.partition(":")
        if key not in HEAD_KEYS:
            raise MarkupError(f"unknown key {key!r} in the head")
        head[key] = f"{head[key]} {value.strip()}" if key in head else value.strip()
    if head.get("newline") == "crlf":
        body = body.replace("\n", "\r\n")
    if head.get("end") == "none":
        body = body.rstrip("\r\n")
    text, tags = strip_tags(body)
    speech = Speech(path.stem, head, text, tags)
    verify(speech)
    return speech


def strip_tags(body: str) -> tuple[str, list[Tag]]:
    """The plain text and its tags in order of their start, outer before inner."""
    pieces: list[str] = []
    tags: list[Tag] = []
    open_tags: list[Tag] = []
    position = length = 0
    for match in TAG.finditer(body):
        pieces.append(body[position : match.start()])
        length += len(pieces[-1])
        position = match.end()
        escaped, closing, name, depth, argument = match.groups()
        where = f"at …{body[max(0, match.start() - 15) : match.end() + 15]!r}…"
        if escaped:
            pieces.append(escaped)
            length += 1
        elif closing:
            if not open_tags or name not in ("", open_tags[-1].name):
                raise MarkupError(f"a tag closes that is not open {where}")
            open_tags.pop().end = length
        elif name:
            open_tags.append(Tag(name, int(depth or 0), argument or "", length))
            tags.append(open_tags[-1])
        else:
            raise MarkupError(f"a bare < {where}")
    if open_tags:
        raise MarkupError(f"<{open_tags[-1].name}> is never closed")
    return "".join(pieces) + body[position:], tags


def verify(speech: Speech) -> None:
    """Raise MarkupError where a tag breaks a rule of the annotation guide that a program can check."""
    around: list[Tag] = []
    for tag in speech.tags:
        while around and around[-1].end <= tag.start:
            around.pop()
        text = speech.of(tag)
        where = f"<{tag.name}> {text[:30]!r} behind {speech.text[max(0, tag.start - 12) : tag.start]!r}"
        if not text or text != text.strip():
            raise MarkupError(f"empty or untrimmed {where}")
        if tag.name in LABELS:
            verify_entity(tag.name, text, [t.name for t in around], where)
        elif tag.name in ("s", "p"):
            family = "section" if tag.name == "s" else "point"
            plain = without_noise(speech, tag)
            if not tag.depth or not LOOKS[family].fullmatch(plain):
                raise MarkupError(f"no {family} with a depth: {where}")
            if any(t.name in LABELS | {"h", "n", "s", "p"} for t in around):
                raise MarkupError(f"a marker inside a name, heading, noise or marker: {where}")
        elif tag.name == "n" and tag.argument not in NOISE:
            raise MarkupError(f"unknown kind of noise: {where}")
        elif tag.name not in (*ROLES, "h", "n"):
            raise MarkupError(f"unknown tag {where}")
        around.append(tag)


def verify_entity(label: str, text: str, around: list[str], where: str) -> None:
    """Raise MarkupError for a name with loose edges, of an impossible nesting or over several paragraphs."""
    if text[0] in EDGES or text[-1] in EDGES or text[0] in "）)》”〉" or text[-1] in OPENING:
        raise MarkupError(f"punctuation at the edge: {where}")
    outer = [name for name in around if name in LABELS]
    if outer and not NESTS.get(label, set()) >= {outer[-1]}:
        raise MarkupError(f"{label} does not nest in {outer[-1]}: {where}")
    if "n" in around or "s" in around or "p" in around:
        raise MarkupError(f"a name inside noise or a marker: {where}")
    if PARAGRAPH_BREAK.search(text):
        raise MarkupError(f"a name over a paragraph's end: {where}")
    if label == "QUANTITY" and not QUANTITY.search(text):
        raise MarkupError(f"no number: {where}")


def without_noise(speech: Speech, tag: Tag) -> str:
    """The text under a tag without the noise (and the breaks around it) inside it."""
    text, position = "", tag.start
    for noise in speech.tags:
        if noise.name == "n" and tag.start <= noise.start and noise.end <= tag.end:
            text += speech.text[position : noise.start]
            position = noise.end
    return re.sub(r"[\r\n]", "", text + speech.text[position : tag.end])


def numeral(marker: str) -> int:
    """The number that a marker shows: `（十二）` -> 12, `另一方面，` -> 2, `2.4.6` -> 6, `③` -> 3."""
    spoken = SPOKEN.get(marker.rstrip("，,"))
    if spoken:
        return spoken
    if re.fullmatch(r"[①-⑳㈠-㈩⑴-⒇⒈-⒛]", marker):
        return ord(marker) - max(ord(first) for first in "①⑴⒈㈠" if ord(first) <= ord(marker)) + 1
    digits = re.findall(NUMERAL, marker)
    if not digits:
        raise MarkupError(f"the number of {marker!r} must be stated")
    if digits[-1].isdecimal():
        return int(digits[-1])
    return chinese(digits[-1])


def chinese(digits: str) -> int:
    """`二十一` -> 21, `一百零三` -> 103."""
    total = unit = 0
    for char in digits:
        if char in "十百":
            total += (unit or 1) * (10 if char == "十" else 100)
            unit = 0
        else:
            unit = "零一二三四五六七八九".find(char.replace("〇", "零"))
    return total + unit


def markers(speech: Speech) -> list[dict[str, object]]:
    """The gold markers, with parents by depth and heading ends."""
    found: list[dict[str, object]] = []
    stack: list[dict[str, object]] = []
    for tag in speech.tags:
        if tag.name in ("s", "p"):
            del stack[tag.depth - 1 :]
            if len(stack) != tag.depth - 1:
                raise MarkupError(f"{speech.of(tag)!r} at depth {tag.depth}: nothing open above it")
            plain = without_noise(speech, tag)
            stack.append({
                "id": len(found) + 1, "start": tag.start, "end": tag.end, "text": speech.of(tag),
                "family": "section" if tag.name == "s" else "point",
                "number": int(tag.argument) if tag.argument else numeral(plain),
                "parent": stack[-1]["id"] if stack else None, "heading_end": None,
            })  # fmt: skip
            found.append(stack[-1])
        elif tag.name == "h":
            last = found[-1] if found else {}
            if last.get("family") != "section" or speech.text[int(str(last["end"])) : tag.start].strip():
                raise MarkupError(f"a heading without its section marker: {speech.of(tag)[:30]!r}")
            if speech.of(tag)[-1] in "。.：":
                raise MarkupError(f"a heading with its final mark: {speech.of(tag)[:30]!r}")
            last["heading_end"] = tag.end
    return found


def structure(speech: Speech) -> dict[str, object]:
    """The gold structure of one speech."""
    lines: dict[str, list[list[int]]] = {}
    for role in ROLES:
        spans = [[tag.start, tag.end] for tag in speech.tags if tag.name == role]
        if spans:
            lines[role] = spans
    return {
        "file": f"texts/{speech.stem}.txt",
        "sha256": hashlib.sha256(speech.text.encode()).hexdigest(),
        "lines": lines,
        "noise": [[tag.start, tag.end, tag.argument] for tag in speech.tags if tag.name == "n"],
        "markers": markers(speech),
        "remarks": speech.head.get("remarks", ""),
    }


def entity_rows(speech: Speech) -> list[dict[str, object]]:
    """One row a paragraph; offsets of its spans count from the paragraph's start."""
    rows: list[dict[str, object]] = []
    position = 0
    breaks = [match.span() for match in PARAGRAPH_BREAK.finditer(speech.text)]
    for start, end in [*breaks, (len(speech.text), len(speech.text))]:
        paragraph = speech.text[position:start]
        if paragraph.strip():
            first = position + len(paragraph) - len(paragraph.lstrip())
            last = first + len(paragraph.strip())
            inside = [t for t in speech.tags if t.name in LABELS and first <= t.start and t.end <= last]
            rows.append({
                "id": f"{speech.stem[:2]}.{len(rows) + 1}", "file": f"texts/{speech.stem}.txt",
                "start": first, "end": last,
                "spans": [[t.start - first, t.end - first, t.name] for t in inside],
                "surface": [speech.of(t) for t in inside],
            })  # fmt: skip
        position = end
    return rows


def json_lines(rows: list[dict[str, object]]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def index(speeches: list[Speech]) -> tuple[str, str]:
    """The index as TSV, and the same as a Markdown table."""
    cells: list[tuple[str, ...]] = []
    cells.append(("number", "file", "genre", "level", "characters", "markers", "names", "special"))
    for speech in speeches:
        counts = (len(speech.text), len(markers(speech)), sum(t.name in LABELS for t in speech.tags))
        head = speech.head
        cells.append((
            speech.stem[:2], f"texts/{speech.stem}.txt", head.get("genre", ""), head.get("level", ""),
            *map(str, counts), head.get("special", ""),
        ))  # fmt: skip
    lines = ["| " + " | ".join(row) + " |" for row in cells]
    lines.insert(1, "|" + " --- |" * len(cells[0]))
    return "".join("\t".join(row) + "\n" for row in cells), "\n".join(lines)


def linking_rows() -> str:
    """All linking cases; raises MarkupError where a span is not in its text."""
    rows = []
    for path in sorted(CORPUS.glob("linking/*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if not 0 <= row["start"] < row["end"] <= len(row["text"]):
                raise MarkupError(f"{path.name}: a span outside of its text: {row['text']!r}")
            rows.append(row)
    return json_lines(rows)


def build() -> tuple[dict[Path, str], list[str]]:
    """Every file to write with its contents, and the mistakes found."""
    files: dict[Path, str] = {}
    mistakes: list[str] = []
    speeches: list[Speech] = []
    rows: list[dict[str, object]] = []
    for path in sorted(CORPUS.glob("annotated/*.markup")):
        try:
            speech = read_source(path)
            gold = json.dumps(structure(speech), ensure_ascii=False, indent=1) + "\n"
        except MarkupError as error:
            mistakes.append(f"{path.name}: {error}")
            continue
        files[CORPUS / "texts" / f"{speech.stem}.txt"] = speech.text
        files[CORPUS / "structure" / f"{speech.stem}.json"] = gold
        rows += entity_rows(speech)
        speeches.append(speech)
    files[CORPUS / "entities.jsonl"] = json_lines(rows)
    try:
        files[CORPUS / "linking.jsonl"] = linking_rows()
    except MarkupError as error:
        mistakes.append(str(error))
    files[CORPUS / "index.tsv"], table = index(speeches)
    readme = CORPUS / "README.md"
    if readme.exists():
        begin, end = "<!-- table -->\n", "\n<!-- end of the table -->"
        before, _, rest = readme.read_text("utf-8").partition(begin)
        files[readme] = before + begin + table + end + rest.partition(end)[2]
    return files, mistakes


def show(number: str) -> None:
    """Print the outline, the roles, the noise and the names of one speech, for a reader's check."""
    for path in sorted(CORPUS.glob(f"annotated/{number}*.markup")):
        speech = read_source(path)
        gold = structure(speech)
        depth: dict[object, int] = {None: 0}
        for m in markers(speech):
            depth[m["id"]] = depth[m["parent"]] + 1
            end = m["heading_end"]
            title = speech.text[int(str(m["end"])) : int(str(end))] if end else ""
            print("  " * depth[m["parent"]] + f"{m['text']!r} {m['number']} {title}")
        for role, spans in dict(gold["lines"]).items():  # type: ignore[call-overload]
            print(role, [speech.text[start:stop] for start, stop in spans])
        print("noise", [speech.of(tag) for tag in speech.tags if tag.name == "n"])
        for label in sorted(LABELS):
            print(label, " ".join(dict.fromkeys(speech.of(t) for t in speech.tags if t.name == label)))


def main() -> int:
    """Write or check the corpus."""
    cli = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    cli.add_argument("--check", action="store_true", help="write nothing, compare")
    cli.add_argument("--show", metavar="NN", help="print what was understood of one speech")
    options = cli.parse_args()
    if options.show:
        show(options.show)
        return 0
    files, mistakes = build()
    for path, contents in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if options.check and (not path.exists() or path.read_bytes() != contents.encode()):
            mistakes.append(f"{path.relative_to(CORPUS)}: not what the sources make")
        elif not options.check:
            path.write_bytes(contents.encode())
    print(*mistakes, f"{len(files)} files, {len(mistakes)} mistakes", sep="\n")
    return bool(mistakes)


if __name__ == "__main__":
    sys.exit(main())
