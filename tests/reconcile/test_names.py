"""Names across documents and languages: linked where sound is sure, shown where it is not, apart otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.edtf import Edtf
from pipeline.extract.entity_rows import entity_rows
from pipeline.model import Actor, Document, EntityMention, EventMention, Extraction, Reason, Span, TimeMention
from pipeline.reconcile.names import NameLink, link, resolve
from pipeline.reconcile.names_index import roles_in
from pipeline.resources import Resources
from tests.extract.names import names

DAY = TimeMention(span=None, kind="date", date=Edtf.parse("2021-05-03"), basis="explicit")


def extraction(ident: str, text: str, resources: Resources) -> Extraction:
    """A document of one event whose actors are all the names of the text."""
    found = names(text, resources)
    event = EventMention(
        id=f"m-{ident}", document_id=ident, language="ko", span=Span(0, len(text)), trigger=Span(0, 1), section="",
        type="CONSULT", mode="", time=DAY, actors=tuple(Actor(entity=each, role="participant") for each in found),
    )  # fmt: skip
    rows = entity_rows(found, text, resources.lexicon)
    document = Document(id=ident, text=text, sha256=ident)
    return Extraction(document=document, languages=("ko",), mentions=(event,), times=(), entities=rows)


def ids(extractions: tuple[Extraction, ...]) -> list[set[str]]:
    """The persons' ids of each document."""
    return [
        {actor.entity.entity_id for event in each.mentions for actor in event.actors if actor.entity.kind == "person"}
        for each in extractions
    ]


def linked(texts: list[str], resources: Resources) -> tuple[tuple[Extraction, ...], tuple[NameLink, ...]]:
    made = [extraction(f"d{number}", text, resources) for number, text in enumerate(texts)]
    return resolve(made, resources)[0], link(made, resources)


@pytest.mark.parametrize(
    "texts",
    [
        ["한도윤 교육상이 연설했다.", "教育相韩道允发表讲话。"],
        ["이고르 페트렌코 부총리가 왔다.", "Deputy Prime Minister Igor Petrenko arrived."],
        ["외무상 막심 사마린이 왔다. 막심 사마린 외무상은 웃었다.", "Foreign Minister Maxim Samarin arrived."],
        ["스즈키 다이치 장관이 왔다.", "Foreign Minister Daichi Suzuki arrived."],
    ],
)
def test_one_person_in_two_languages_becomes_one(texts: list[str], resources: Resources) -> None:
    changed, _ = linked(texts, resources)
    first, second = ids(changed)
    assert first == second
    assert len(first) == 1


@pytest.mark.parametrize(
    "texts",
    [
        ["한도윤 교육상이 연설했다.", "教育相韩道日发表讲话。"],
        ["이고르 페트렌코 부총리가 왔다.", "Deputy Prime Minister Igor Sokolov arrived."],
        ["한도윤 교육상이 연설했다.", "한도운 교육상이 연설했다."],
    ],
)
def test_other_persons_stay_apart(texts: list[str], resources: Resources) -> None:
    changed, _ = linked(texts, resources)
    first, second = ids(changed)
    assert first.isdisjoint(second)


def test_a_name_given_in_brackets_is_the_same_name(resources: Resources) -> None:
    texts = ["다나카 하루토(東雲陽翔) 감독이 왔다.", "Coach Bruno Petri (Japanese: 東雲陽翔) arrived."]
    changed, links = linked(texts, resources)
    assert ids(changed)[0] == ids(changed)[1] == {"local:bruno-petri"}
    assert [each.says for each in links if each.automatic] == ["東雲陽翔 is given as the name of both"]


def test_two_spellings_of_a_foreign_name_may_sound_like_one(resources: Resources) -> None:
    texts = ["다나카 데쓰야 감독이 왔다.", "다나카 테츠야 감독이 왔다.", "Coach Tetsuya Tanaka arrived."]
    changed, _ = linked(texts, resources)
    assert ids(changed) == [{"local:tetsuya-tanaka"}] * 3


def test_two_persons_who_sound_like_one_do_not_both_become_it(resources: Resources) -> None:
    texts = ["다나카 히로시 장관이 왔다.", "다나카 히로키 장관이 왔다.", "Foreign Minister Hiroshi Tanaka arrived."]
    changed, _ = linked(texts, resources)
    assert ids(changed)[0] == {"local:hiroshi-tanaka"} != ids(changed)[1]


def test_a_link_says_why_and_keeps_its_score(resources: Resources) -> None:
    changed, links = linked(
        ["이고르 페트렌코 부총리가 왔다.", "Deputy Prime Minister Igor Petrenko arrived."], resources
    )
    entity = changed[0].mentions[0].actors[0].entity
    assert entity.resolved_by == "sound"
    assert entity.reasons[-1].rule == "names.sound@1"
    assert links[0].automatic
    assert links[0].score >= resources.sound.automatic
    assert f"({links[0].score:.2f})" in links[0].says


def test_the_row_of_a_linked_person_has_both_names(resources: Resources) -> None:
    texts = ["이고르 페트렌코 부총리가 왔다.", "Deputy Prime Minister Igor Petrenko arrived."]
    made = [extraction(f"d{number}", text, resources) for number, text in enumerate(texts)]
    _, rows = resolve(made, resources)
    row = next(each for each in rows if each.kind == "person")
    assert (row.name_ko, row.name_en, row.n_mentions) == ("이고르 페트렌코", "Igor Petrenko", 2)


def test_a_ship_has_one_row_in_three_languages(resources: Resources) -> None:
    texts = [
        "2021년 5월 3일 여객선 한빛호가 침몰했다.",
        "The ferry Hanbit sank on 3 May 2021.",
        "The MV Sea Breeze sank on 3 May 2021.",
    ]
    made = [extraction(f"d{number}", text, resources) for number, text in enumerate(texts)]
    _, rows = resolve(made, resources)
    named = [(row.name_en, row.name_ko) for row in rows if row.kind == "other"]
    assert named == [("Hanbit", "한빛호"), ("Sea Breeze", "")]


def test_the_list_of_strangers_is_a_hard_no(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    key = resources.lexicon.folding.key
    pair = frozenset((key("이고르 페트렌코"), key("Igor Petrenko")))
    monkeypatch.setitem(resources.lexicon.__dict__, "not_same", resources.lexicon.not_same | {pair})
    _, links = linked(["이고르 페트렌코 부총리가 왔다.", "Deputy Prime Minister Igor Petrenko arrived."], resources)
    assert links == ()


def test_the_order_of_documents_does_not_matter(resources: Resources) -> None:
    texts = ["한도윤 교육상이 연설했다.", "教育相韩道允发表讲话。", "Education Minister Han Do Yun spoke."]
    made = [extraction(f"d{number}", text, resources) for number, text in enumerate(texts)]
    forth, back = resolve(made, resources), resolve(made[::-1], resources)
    assert forth[1] == back[1]
    assert sorted(forth[0], key=lambda each: each.document.id) == sorted(back[0], key=lambda each: each.document.id)


def test_known_names_are_left_alone(resources: Resources) -> None:
    made = extraction("d", "푸틴 대통령이 평양에 왔다.", resources)
    assert resolve([made], resources)[0] == (made,)


def test_longest_title_gives_the_roles(resources: Resources) -> None:
    assert roles_in("이고르 페트렌코 러시아 부총리", resources.lexicon) == {"deputy-prime-minister"}


def test_an_unresolved_mention_stays_unresolved(resources: Resources) -> None:
    made = extraction("d", "푸틴 대통령이 평양에 왔다.", resources)
    reason = Reason(rule="names.document.unknown@1", says="open")
    nobody = EntityMention(span=Span(0, 1), surface="푸", kind="person", reasons=(reason,))
    event = replace(made.mentions[0], actors=(Actor(entity=nobody, role="source"),))
    assert resolve([replace(made, mentions=(event,))], resources)[0][0].mentions[0].actors[0].entity == nobody
