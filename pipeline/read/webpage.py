"""A saved web page → its text, title, site, address and date, through trafilatura and htmldate (extra ``html``).

Input: the bytes of the page. Output: ``Content``; offsets refer to the text as extracted, which is what the document
stores. Nothing is fetched. Limits: what trafilatura takes for furniture is not in the text; the date is taken from
the page's own metadata alone, never guessed from its text or address.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from pipeline.edtf import Edtf
from pipeline.errors import PipelineError
from pipeline.read.content import Content
from pipeline.read.encoding import Decoded, decode
from pipeline.read.limits import Limits
from pipeline.read.scripts import Scripts
from pipeline.records import replace

_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.I)
_HEAD = 4096
_MOST_TAGS = 200_000
_MOST_ATTRIBUTES = 2_000
_LONG_TAG = 2 * _MOST_ATTRIBUTES
_LONG_TAGS = re.compile(rf"<[A-Za-z][^<>]{{{_LONG_TAG},}}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(r"[\s\"'/][^\s\"'=/<>]+")
_NEST = re.compile(
    r"<(/?)(?:div|span|table|section|article|blockquote|ul|ol|b|i|em|strong|font|a|center|dl|figure|details)(?=[\s/>])",
    re.I,
)


def read_page(data: bytes, encoding: str, scripts: Scripts, limits: Limits) -> Content:
    """The content of a page; raises PipelineError ``bomb``, ``no-text`` or those of ``decode``."""
    decoded = _decoded(data, encoding, scripts)
    _check(decoded.text, limits)
    try:
        import trafilatura
    except ImportError as error:
        raise PipelineError("no-html") from error
    page: Any = trafilatura.bare_extraction(
        decoded.text, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
    )
    if page is None or not page.text:
        raise PipelineError("no-text")
    published = _published(decoded.text)
    return Content(
        text=page.text,
        title=page.title or "",
        publisher=page.sitename or "",
        url=page.url or "",
        published=published,
        published_basis="metadata of the page" if published else "",
        warnings=(*decoded.warnings, f"text extracted from HTML by trafilatura {trafilatura.__version__}"),
    )


def _check(html: str, limits: Limits) -> None:
    """Refuse what would keep the parser busy for ever: tags without number, attributes without number, deep nests."""
    if html.count("<") > _MOST_TAGS:
        raise PipelineError("bomb", what=f"a page of more than {_MOST_TAGS} tags")
    if any(tag.count("=") + tag.count(" ") > _MOST_ATTRIBUTES for tag in html.split("<") if len(tag) > _LONG_TAG):
        for tag in _LONG_TAGS.finditer(html):
            if len(_ATTRIBUTE.findall(_QUOTED.sub("''", tag[0]))) > _MOST_ATTRIBUTES:
                raise PipelineError("bomb", what=f"a tag of more than {_MOST_ATTRIBUTES} attributes")
    if _depth(html) > limits.depth:
        raise PipelineError("bomb", what=f"elements nested deeper than {limits.depth}")


def _depth(html: str) -> int:
    """The deepest nest of those elements that browsers never close by themselves."""
    deepest = depth = 0
    for tag in _NEST.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _decoded(data: bytes, encoding: str, scripts: Scripts) -> Decoded:
    declared = _DECLARED.search(data[:_HEAD])
    if not encoding and declared is not None:
        with suppress(PipelineError):
            decoded = decode(data, declared[1].decode("ascii"), scripts)
            return replace(decoded, warnings=(f"encoding {decoded.encoding}, as the page declares",))
    return decode(data, encoding, scripts)


def _published(html: str) -> str:
    from htmldate import find_date

    try:
        found = find_date(html, extensive_search=False, original_date=True, url=None)
        return str(Edtf.parse(found)) if found else ""
    except (ValueError, TypeError, PipelineError):
        return ""
