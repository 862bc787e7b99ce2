"""Treaties in full text: the closing words are the signing, its parties those of the title."""

from __future__ import annotations

import pytest

from pipeline.languages.tokens import tokenize
from pipeline.read import SourceRow, read_text
from pipeline.resources import Resources
from tests.extract.told import mentions_of

KO = """대한민국 정부와 몽골 정부 간의 어업 협정

대한민국 정부와 몽골 정부는 다음과 같이 합의하였다.

제1조
체약당사자는 어선의 입항을 허용한다.

1994년 6월 3일 울란바토르에서 한국어, 몽골어 및 영어로 각 2부를 작성하였다.
"""
ZH = """中华人民共和国政府和蒙古国政府关于渔业的协定

中华人民共和国政府和蒙古国政府达成协议如下：

第一条
缔约一方允许另一方的渔船入港。

本协定于一九九四年六月三日在乌兰巴托签订，共两份。
"""
EN = """Agreement between the Government of Japan and the Government of Mongolia on Fisheries

The Government of Japan and the Government of Mongolia have agreed as follows:

Article 1
Each Party shall admit fishing boats of the other Party.

DONE at Ulaanbaatar, this third day of June, one thousand nine hundred and ninety-four, in duplicate.
"""


@pytest.mark.parametrize(
    ("text", "parties"),
    [(KO, {"Q884", "Q711"}), (ZH, {"Q148", "Q711"}), (EN, {"Q17", "Q711"})],
    ids=["ko", "zh", "en"],
)
def test_the_closing_words_are_the_signing(text: str, parties: set[str], resources: Resources) -> None:
    (signing,) = mentions_of(tokenize(read_text(text, SourceRow(id="x"), resources), resources), resources)
    assert (signing.type, signing.mode, signing.status) == ("AGREE", "sign", "occurred")
    assert str(signing.time.date) == "1994-06-03"
    assert {actor.entity.entity_id for actor in signing.actors} == parties
    assert signing.place is not None
