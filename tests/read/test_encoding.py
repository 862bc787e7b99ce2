"""Bytes → text: the encodings that documents come in, and what is no text at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import PipelineError
from pipeline.read.encoding import decode
from pipeline.resources import Resources
from pipeline.settings import Settings

KOREAN = (
    "두 나라의 외교부 장관이 지난주 평양에서 만나 철도 연결 사업을 논의했다고 통신이 보도했다. 회의는 사흘간 열렸다.\n"
)
SIMPLIFIED = "两国外交部长上周在首都举行会谈，就铁路建设问题交换了意见，会议为期三天，双方签署了联合声明。\n"
TRADITIONAL = "兩國外交部長上週在首都舉行會談，就鐵路建設問題交換了意見，會議為期三天，雙方簽署了聯合聲明。\n"
CASES = [
    ("utf-8", KOREAN),
    ("utf-8-sig", SIMPLIFIED),
    ("utf-16", TRADITIONAL),
    ("utf-16-le", KOREAN),
    ("utf-16-be", SIMPLIFIED),
    ("cp949", KOREAN),
    ("euc-kr", KOREAN),
    ("gb18030", SIMPLIFIED),
    ("gb2312", SIMPLIFIED),
    ("big5", TRADITIONAL),
    ("big5hkscs", TRADITIONAL + "佢哋嚟咗，嘅喺咁。\n"),
]


@pytest.mark.parametrize(("encoding", "text"), CASES, ids=[encoding for encoding, _ in CASES])
def test_encodings(encoding: str, text: str, resources: Resources) -> None:
    assert decode(text.encode(encoding), "", resources.reading.scripts).text == text


@pytest.mark.parametrize(("encoding", "text"), CASES[3:], ids=[encoding for encoding, _ in CASES[3:]])
def test_the_choice_is_recorded(encoding: str, text: str, resources: Resources) -> None:
    decoded = decode(text.encode(encoding), "", resources.reading.scripts)
    assert any("encoding" in warning for warning in decoded.warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_damaged_place_does_not_lose_the_document(encoding: str, resources: Resources) -> None:
    data = bytearray((KOREAN * 3).encode(encoding))
    data[40:42] = b"\xff\xff"
    decoded = decode(bytes(data), "", resources.reading.scripts)
    assert decoded.encoding == encoding
    assert "장관이" in decoded.text
    assert any("damaged" in warning for warning in decoded.warnings)


def test_line_ends_are_kept(resources: Resources) -> None:
    text = "첫 줄\r\n둘째 줄\r셋째 줄\n"
    assert decode(text.encode(), "", resources.reading.scripts).text == text


def test_a_named_encoding_wins(resources: Resources) -> None:
    data = "會談".encode("big5")
    assert decode(data, "big5", resources.reading.scripts).text == "會談"


def test_korean_characters_beyond_the_standard_set(resources: Resources) -> None:
    text = "펲시와 뷁 같은 글자도 들어 있는 문장이며 회의는 사흘 동안 열렸다고 한다."
    assert decode(text.encode("cp949"), "", resources.reading.scripts).text == text
    assert decode(text.encode("euc-kr"), "", resources.reading.scripts).text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"%PDF-1.7 ...", "binary-file"),
        (b"PK\x03\x04" + bytes(50), "binary-file"),
        (bytes(range(256)) * 4, "binary-file"),
        (b"\x81\xff\xfe\xfd\xff\xff\x90\xff\xfa\xff\xfb", "unknown-encoding"),
        (b"\xff\xfe\x00\xd8", "unknown-encoding"),
    ],
)
def test_refused(data: bytes, code: str, resources: Resources) -> None:
    with pytest.raises(PipelineError) as error:
        decode(data, "", resources.reading.scripts)
    assert error.value.code == code


@pytest.mark.parametrize("named", ["no-such-encoding", "ascii", "base64"])
def test_a_wrong_name_is_refused(named: str, resources: Resources) -> None:
    with pytest.raises(PipelineError) as error:
        decode("회담".encode(), named, resources.reading.scripts)
    assert error.value.code == "unknown-encoding"


SCRIPTS = Resources(Settings()).reading.scripts


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        result = decode(data, "", SCRIPTS).text
    except PipelineError as error:
        result = error.code
    assert isinstance(result, str)


@settings(max_examples=200)
@given(st.text(min_size=1, max_size=200).filter(lambda text: "\0" not in text))
def test_any_clean_utf8_comes_back(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8", "surrogatepass"), "", SCRIPTS)
    except PipelineError:
        return
    if decoded.encoding == "utf-8":
        assert decoded.text == text
