"""Bytes → text, exactly once, with the choice recorded.

Input: the bytes of a file, an encoding named by the user or none. Output: ``Decoded``: text (line ends as stored;
a byte order mark is dropped, as Python's ``utf-8-sig`` and ``utf-16`` do), the encoding and the warnings.
Candidates: UTF-8, UTF-16, CP949 (holds EUC-KR), GB18030 (holds GBK, GB2312), Big5 and Big5-HKSCS. Strict UTF-8 is
tried first; then every candidate that decodes is scored by how plausible its characters are (``Scripts``); where
none is, text with a few damaged places is still read, and charset-normalizer judges a few encodings of other languages.
Limits: below some twenty characters the answer may be wrong; ``encoding`` in ``sources.csv`` overrides it.
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from dataclasses import dataclass

from pipeline.errors import PipelineError
from pipeline.read.scripts import Scripts

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MULTIBYTE = ("cp949", "gb18030", "big5", "cp950", "big5hkscs")
# left to charset-normalizer where none of the above fits: text of other languages, kept but not extracted
_OTHER = ("cp1252", "cp1251", "koi8_r", "shift_jis", "euc_jp")
_MOST_CHAOS = 0.08
_LEAST_PLAIN = 12
"""At least one byte in so many is a space or another ASCII sign."""
# KS X 1001 spells rare syllables as a filler and three letters; only the euc-kr codec puts them together
_FILLER = "\u3164"
_BROKEN = "\ufffd"
_LEAST_WHOLE = 20
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "a ZIP container such as DOCX or HWPX"),
    (b"\xd0\xcf\x11\xe0", "an old Office or HWP file"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "SQLite database"),
    (b"PAR1", "Parquet table"),
)
_SAMPLE = 200_000
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was read with, and what the user should know about that choice."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, named: str, scripts: Scripts) -> Decoded:
    """The text of ``data``; raises PipelineError ``empty-file``, ``binary-file`` or ``unknown-encoding``."""
    if not data:
        raise PipelineError("empty-file")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise PipelineError("binary-file", what=what)
    if named:
        return _as_named(data, named)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, f"encoding {encoding}, by its byte order mark")
    if data.isascii() and not _has_control(data):
        return Decoded(text=data.decode("ascii"), encoding="utf-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data, "utf-8", _LEAST_WHOLE) or _guess(data, scripts)
    if b"\0" not in data:
        return Decoded(text=_checked(text), encoding="utf-8")
    return _guess(data, scripts)


def _as_named(data: bytes, named: str) -> Decoded:
    try:
        name = codecs.lookup(named).name
    except LookupError as error:
        raise PipelineError("unknown-encoding") from error
    return _strict(data, "utf-8-sig" if name == "utf-8" else name, f"encoding {name}, as sources.csv says")


def _strict(data: bytes, encoding: str, warning: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise PipelineError("unknown-encoding") from error
    except AttributeError as error:  # a codec that gives no text, such as base64
        raise PipelineError("unknown-encoding") from error
    return Decoded(text=_checked(text), encoding=encoding, warnings=(warning,))


def _checked(text: str) -> str:
    controls = sum(text.count(chr(code)) for code in _CONTROL)
    if controls > max(8, len(text) // 100):
        raise PipelineError("binary-file", what="it holds control characters")
    return text


def _has_control(data: bytes) -> bool:
    return len(data) - len(data[:_SAMPLE].translate(None, _CONTROL)) - max(0, len(data) - _SAMPLE) > max(
        8, len(data[:_SAMPLE]) // 100
    )


def _guess(data: bytes, scripts: Scripts) -> Decoded:
    scores: list[tuple[float, str]] = []
    for encoding in _candidates(data):
        sample = _sample(data, encoding)
        if sample is not None:
            scores.append((scripts.plausibility(sample), encoding))
    for score, encoding in sorted(scores, key=lambda pair: -pair[0]):
        if score < scripts.least_plausible:
            break
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        encoding, text = _spelled_out(data, encoding, text)
        warning = f"encoding {encoding}, recognised by its characters (score {score:.2f})"
        return Decoded(text=_checked(text), encoding=encoding, warnings=(warning,))
    if b"\0" in data or _has_control(data):
        raise PipelineError("binary-file", what="it holds zero or control bytes")
    return _damaged_guess(data, scripts) or _other(data)


def _damaged_guess(data: bytes, scripts: Scripts) -> Decoded | None:
    """The most plausible encoding among those that fail at few places only."""
    found = [decoded for encoding in _MULTIBYTE if (decoded := _damaged(data, encoding, _LEAST_WHOLE * 2))]
    scored = [(scripts.plausibility(decoded.text[:_SAMPLE]), decoded) for decoded in found]
    best = max(scored, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= scripts.least_plausible else None


def _damaged(data: bytes, encoding: str, least: int) -> Decoded | None:
    """The text with broken bytes replaced, if ``least`` characters beyond ASCII are whole for each broken one."""
    text = data.decode(encoding, "replace")
    broken = text.count(_BROKEN)
    whole = sum(1 for char in text if char > "\x7f") - broken
    if b"\0" in data or broken * least > whole:
        return None
    warning = f"encoding {encoding}, but {broken} places are damaged and stand as {_BROKEN}"
    return Decoded(text=_checked(text), encoding=encoding, warnings=(warning,))


def _spelled_out(data: bytes, encoding: str, text: str) -> tuple[str, str]:
    if encoding == "cp949" and _FILLER in text:
        with suppress(UnicodeDecodeError):
            return "euc_kr", data.decode("euc_kr")
    return encoding, text


def _other(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_OTHER)).best()
    plain = sum(1 for byte in data[:_SAMPLE] if 32 <= byte < 127 or byte in b"\r\n\t")
    if best is None or best.chaos > _MOST_CHAOS or plain * _LEAST_PLAIN < len(data[:_SAMPLE]):
        raise PipelineError("unknown-encoding")
    return _strict(data, best.encoding, f"encoding {best.encoding}, a guess of charset-normalizer")


def _candidates(data: bytes) -> tuple[str, ...]:
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if zeros or len(data) % 2 == 0:
        wide = ("utf-16-le", "utf-16-be")
        return wide if zeros > len(sample) // 50 else (*_MULTIBYTE, *wide) if not zeros else wide
    return _MULTIBYTE


def _sample(data: bytes, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        return decoder.decode(data[:_SAMPLE], final=len(data) <= _SAMPLE)
    except UnicodeDecodeError:
        return None
