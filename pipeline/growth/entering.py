"""What has grown, told and written into the book.

Input: the book as it was, what was linked and checked anew. Output: ``Changes``; the book brought up to date, within a
transaction that the caller commits. Limits: as in ``book.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.chain import Job, Outcome
from pipeline.changes import Change, Changes, in_order, of_event
from pipeline.check.sketches import sketch, sketch_bytes
from pipeline.check.ties import counts_deeds
from pipeline.growth.book import Book
from pipeline.growth.keep import document_row, event_book_row, mention_row, named_rows, put_conflicts
from pipeline.growth.rechecking import Rechecked
from pipeline.growth.tables import Grown


def changes_of(book: Book, grown: Grown, checked: Rechecked) -> Changes:
    """What is new; ``book`` as it was before."""
    documents = grown.library.document_of(name for event in grown.linked.events for name in event.mentions)
    ids = {name for event in checked.events for name in (event.id, *event.merged_from)}
    before: dict[str, set[str]] = {}
    for event_id, document in book.each("select event, doc from mention where event in ({})", ids):
        before.setdefault(event_id, set()).add(document)
    known_conflicts = book.names("select id from conflict where id in ({})", {c.id for c in checked.conflicts})
    events, gained = list[Change](), list[Change]()
    for event in checked.events:
        told = frozenset(documents[name] for name in event.mentions)
        known = {name for old in (event.id, *event.merged_from) for name in before.get(old, ())}
        row = {"event_id": event.id, "type": event.type, "date": str(event.date or ""), "title_en": event.title_en,
               "title_ko": event.title_ko, "title_zh": event.title_zh}  # fmt: skip
        if not known:
            events.append(of_event(row, told))
        elif told - known:
            gained.append(of_event(row, told - known))
    fresh = [Change(id=c.id, date="", says=c.explanation) for c in checked.conflicts if c.id not in known_conflicts]
    return Changes(events=in_order(events), sources=in_order(gained), conflicts=in_order(fresh))


def enter(book: Book, grown: Grown, checked: Rechecked, outcomes: Sequence[Outcome], jobs: Mapping[str, Job]) -> None:
    """Bring the book up to date."""
    library = grown.library
    ids = {name for event in checked.events for name in (event.id, *event.merged_from)}
    cited: dict[str, str] = dict(
        book.each("select id, cited from mention where id in ({})", {m.id for m in grown.mentions})
    )
    cited |= grown.sources.cited
    links = {link.mention_id: link for link in grown.linked.links}
    book.put("mention", (mention_row(m, links[m.id], cited[m.id]) for m in grown.mentions))
    book.drop("event", "id", ids)
    book.put("event", map(event_book_row, checked.events))
    grown.naming.put(book)
    book.put("passage", grown.sources.passages)
    book.db.execute("delete from link")
    book.put("link", ((c.document_id, c.source, c.kind, c.share, c.says) for c in grown.sources.links))
    book.drop("conflict", "id", checked.gone)
    book.drop("teller", "conflict", checked.gone)
    book.drop("judged", "conflict", checked.gone)
    put_conflicts(book, checked.conflicts, checked.event_of)
    for name, origin in grown.sources.documents.items():
        book.db.execute("update doc set origin = ? where id = ?", (origin, name))
    for one in outcomes:
        document, told = library.documents[one.document_id], library.named[one.document_id]
        sketches = b"".join(sketch_bytes(sketch(mention.span.of(document.text))) for mention in told)
        origin = grown.sources.documents[document.id]
        book.put("doc", [document_row(jobs[document.id], document, "", one, origin)])
        book.put("sketch", [(document.id, sketches)] if told else [])
        if counts_deeds(document, checked.evidence):
            book.set("counts deeds", True)
        book.put("named", (row for mention in told for row in named_rows(mention)))
    book.put("tie", checked.ties)
    checked.denials.put(book)
