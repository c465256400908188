"""Bytes to text: the encoding is named by the user, told by a byte order mark, or judged.

Official texts come in UTF-8, GB18030 (with its parts GBK and GB 2312), UTF-16 and Big5. What is
strictly valid UTF-8 is UTF-8; between the others, and for the few short GBK texts that happen to be
valid UTF-8 as well (联通), the reading with the more likely characters wins (`reading.likelihood`).
"""

from __future__ import annotations

import codecs
import re

from speechparse.errors import ConfigurationError, ReadingError
from speechparse.model.spans import Diagnostic
from speechparse.reading.content import Content
from speechparse.reading.likelihood import likelihood, plausible

_SAMPLE = 4096
_LEAD = 64
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# Where nothing looks Chinese; no single-byte encodings, which turn any garbage into letters.
_FALLBACKS = ["gb18030", "big5hkscs", "shift_jis", "euc_jp", "euc_kr"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Files labelled with a part of a character set use the whole of it, as browsers assume too.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
_REPLACE = ":replace"

# Control characters too: short UTF-16 text may lack bytes above 0x7F.
_NOT_PLAIN = re.compile(rb"[^\t-\r\x1a\x1b -~]")
_THREE_BYTES = re.compile(rb"[\xe0-\xf4]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, *, name: str, encoding: str | None = None) -> Content:
    """The text of the bytes; a byte order mark is no part of it.

    Args:
        data: The bytes of a plain text.
        name: What error messages call the file.
        encoding: Python's name of the encoding; `:replace` behind it turns undecodable bytes into
            U+FFFD. None to find it out.

    Raises:
        ReadingError: Bytes cannot be decoded, or the content is binary.
        ConfigurationError: There is no encoding of that name.
    """
    named, replace = _named(encoding)
    codec = named or _marked(data)
    if codec is None:
        codec, text = _judged(data, name)
    else:
        text = data.decode(codec, "replace") if replace else _strict(data, codec, name)
    text = text.removeprefix("\ufeff")
    return Content(text=text, encoding=codec, diagnostics=_oddities(text, name, replaced=replace))


def known_encoding(name: str) -> str | None:
    """The codec that reads what is labelled with this name, or None if there is none: gb2312 -> gb18030."""
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, ValueError):
        return None
    return _SUPERSETS.get(codec, codec)


def _named(encoding: str | None) -> tuple[str | None, bool]:
    if encoding is None:
        return None, False
    codec = known_encoding(encoding.removesuffix(_REPLACE))
    if codec is None:
        raise ConfigurationError(f"no encoding is called {encoding!r}; try utf-8, gb18030, big5 or utf-16")
    return codec, encoding.endswith(_REPLACE)


def _marked(data: bytes) -> str | None:
    return next((codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _judged(data: bytes, name: str) -> tuple[str, str]:
    """Encoding and text of bytes without a mark."""
    first = _NOT_PLAIN.search(data)
    if first is None:
        return "utf-8", data.decode("ascii")
    if _THREE_BYTES.search(data) and b"\0" not in data:
        text = _decoded(data, "utf-8")
        if text is not None:
            return "utf-8", text
    # At an even offset, so that UTF-16 stays in step; the bytes before are ASCII in the others.
    start = max(0, first.start() - _LEAD) & ~1
    sample = data[start : start + _SAMPLE]
    readings = {codec: _lossy(sample, codec) for codec in _CANDIDATES}
    ranked = sorted(_CANDIDATES, key=lambda codec: -likelihood(readings[codec]))
    good = [codec for codec in ranked if plausible(readings[codec])]
    for codec in good:
        text = _decoded(data, codec)
        if text is not None:
            return codec, text
    return _fallback(data, first.start(), name, good)


def _fallback(data: bytes, start: int, name: str, good: list[str]) -> tuple[str, str]:
    """Encoding and text where no likely encoding reads all bytes, or none is likely.

    Args:
        data: The bytes.
        start: Offset of the first byte that is not plain ASCII.
        name: What error messages call the file.
        good: Encodings that a sample looks right in, the best first.
    """
    sample = data[start : start + _SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if controls < 8 or controls * 10 < len(sample):
        text = _decoded(data, "utf-8")
        if text is not None:
            return "utf-8", text
        if good:
            return good[0], _strict(data, good[0], name)
        from charset_normalizer import from_bytes

        match = from_bytes(sample, cp_isolation=_FALLBACKS).best()
        for codec in (match.encoding if match else "gb18030", "gb18030"):
            text = _decoded(data, codec)
            if text is not None:
                return codec, text
    raise ReadingError(
        f"{name}: binary content, or text in an unknown encoding, from byte 0x{data[start]:02X} at offset "
        f"{start} on; if it is text, name its encoding (--encoding gb18030)"
    )


def _lossy(sample: bytes, codec: str) -> str:
    """The sample decoded, with a character that its end cuts in two left out."""
    return codecs.getincrementaldecoder(codec)("replace").decode(sample)


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _strict(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{name}: byte 0x{data[error.start]:02X} at offset {error.start} is no {codec} text; "
            f"name the right encoding (--encoding gb18030), or have such bytes replaced "
            f"(--encoding {codec}{_REPLACE})"
        ) from None


def _oddities(text: str, name: str, *, replaced: bool) -> tuple[Diagnostic, ...]:
    """One diagnostic for NUL characters, one for bytes that had to be replaced."""
    odd = [("\0", "NUL characters in the text")]
    if replaced:
        odd.append(("\ufffd", "undecodable bytes replaced by U+FFFD"))
    return tuple(
        Diagnostic(code="SP102", message=f"{count} {what}", start=first, end=first + 1)
        for char, what in odd
        if (first := text.find(char)) >= 0 and (count := text.count(char))
    )
