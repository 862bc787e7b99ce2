"""Files of many articles: tables with a map of columns, feeds, stamps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import PipelineError
from pipeline.read.batches import Batch, read_batch
from pipeline.read.feeds import plain
from pipeline.read.stamps import day_of
from pipeline.resources import Resources
from pipeline.settings import Settings

TEXT = "두 나라는 2019년 5월 4일 다리를 열었다."
LONG = TEXT * 20_000
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>하늘신문</title><link>https://example.org/</link>
<item><title>다리 &amp; 길</title><link>https://example.org/1</link><guid>https://example.org/1</guid>
<pubDate>Sat, 04 May 2019 23:30:00 +0900</pubDate><description>요약</description>
<media:title>사진</media:title><media:description>사진 설명</media:description>
<content:encoded><![CDATA[<p>{TEXT}</p><script>alert(1)</script><p>둘째 &lt;줄&gt;</p>]]></content:encoded></item>
<item><title>둘째</title><description>{TEXT}</description></item>
<item><title>빈 것</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Sky</title>
<entry><id>a-1</id><title>Bridge</title><link rel="edit" href="https://example.org/edit"/>
<link href="https://example.org/2"/><updated>2019-05-05T00:10:00Z</updated><published>2019-05-04T10:00:00Z</published>
<content type="xhtml"><div><p>{TEXT}</p><p>둘째</p></div></content></entry></feed>"""


def batch(data: str | bytes, name: str, resources: Resources, **settings: object) -> Batch:
    raw = data.encode() if isinstance(data, str) else data
    return read_batch(raw, Path(name), Settings.load(None, **settings), resources.reading.scripts)


def test_rss(resources: Resources) -> None:
    found = batch(RSS, "feed.xml", resources)
    first, second = found.articles
    assert first.text == f"{TEXT}\n둘째 <줄>"
    assert (first.title, first.publisher, first.published) == ("다리 & 길", "하늘신문", "2019-05-04")
    assert (first.url, first.id) == ("https://example.org/1", "")
    assert (second.title, second.text) == ("둘째", TEXT)
    assert found.notes == ("1 rows without a text",)


def test_atom(resources: Resources) -> None:
    (one,) = batch(ATOM, "feed.atom", resources).articles
    assert (one.text, one.title, one.publisher) == (f"{TEXT}\n둘째", "Bridge", "Sky")
    assert (one.url, one.id, one.published) == ("https://example.org/2", "a-1", "2019-05-04")


@pytest.mark.parametrize(
    "data", ["<html><body/></html>", "<rss/>", "<rss>", "", '<!DOCTYPE a [<!ENTITY b "c">]><rss/>']
)
def test_what_is_no_feed_is_refused(data: str, resources: Resources) -> None:
    with pytest.raises(PipelineError) as error:
        batch(data, "feed.xml", resources)
    assert error.value.code in {"bad-articles", "broken-file"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_names_that_are_known(encoding: str, delimiter: str, resources: Resources) -> None:
    rows = [("제목", "본문", "날짜"), ("다리", f'"{TEXT}\n둘째 줄"', "2019.5.4"), ("", "", "")]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (one,) = batch(text.encode(encoding), "a.csv", resources).articles
    assert (one.title, one.text, one.published) == ("다리", f"{TEXT}\n둘째 줄", "2019-05-04")


def test_the_users_columns_go_first(resources: Resources) -> None:
    line = json.dumps({"text": "짧은 것", "long": TEXT, "when": "20190504", "number": 7, "more": {"a": [1]}})
    found = batch(line, "a.jsonl", resources, article_columns={"text": "long", "published": "when", "id": "number"})
    assert [(one.text, one.published, one.id) for one in found.articles] == [(TEXT, "2019-05-04", "7")]


def test_a_field_may_be_long(resources: Resources) -> None:
    assert len(batch(f'title,body\n가,"{LONG}"\n', "a.csv", resources).articles[0].text) == len(LONG)


BAD = {
    "no text column": ("a,b\n1,2\n", "a.csv", {}),
    "an unknown field": ("text\n가\n", "a.csv", {"article_columns": {"body": "text"}}),
    "a column that is not there": ("text\n가\n", "a.csv", {"article_columns": {"text": "body"}}),
    "no JSON": ("{oops}\n", "a.jsonl", {}),
    "no object": ("[1]\n", "a.jsonl", {}),
    "deep JSON": ("[" * 100_000, "a.jsonl", {}),
    "nothing": ("text\n\n", "a.csv", {}),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_tables_are_refused_by_name(name: str, resources: Resources) -> None:
    data, file, settings = BAD[name]
    with pytest.raises(PipelineError) as error:
        batch(data, file, resources, **settings)
    assert error.value.code == "bad-articles"
    assert file in error.value.message


def test_too_many_articles(resources: Resources) -> None:
    with pytest.raises(PipelineError) as error:
        batch("text\n" + "가\n" * 11, "a.csv", resources, max_articles=10)
    assert error.value.code == "bomb"


STAMPS = {
    "2019-05-04T23:30:00+09:00": "2019-05-04",
    "Sat, 04 May 2019 23:30:00 +0900": "2019-05-04",
    "2019.5.4": "2019-05-04",
    "2019년 5월 4일": "2019-05-04",
    "2019年5月4日": "2019-05-04",
    "20190504": "2019-05-04",
    "2019-05": "2019-05",
    "2019": "2019",
    "3/5/2021": "",
    "2019-02-30": "",
    "yesterday": "",
    "": "",
}


@pytest.mark.parametrize("stamp", STAMPS)
def test_stamps(stamp: str) -> None:
    assert day_of(stamp) == STAMPS[stamp]


def test_plain_keeps_what_is_no_tag() -> None:
    assert plain("<p>3 < 5</p>a<br/>b &amp; c") == "3 < 5\na\nb & c"
    assert plain("x < y") == "x < y"
