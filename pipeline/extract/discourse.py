"""What the resolver knows at a point of the text: the typed, immutable discourse state.

``Told`` is one resolved date as later text can refer to it; ``Discourse`` is all that holds at one point: document
date, heading, main line, last day, own bullet, what the section before told last. Moving on makes a new state; nothing
is changed in place. Limits: parts of an interval are those of its last day (the story has got that far), of an open
start those of its start.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from typing import Literal

from pipeline.edtf import Edtf
from pipeline.extract import anchors
from pipeline.model import Basis, Span
from pipeline.records import quick, replace

Genre = Literal["report", "chronicle", "history"]
_UNITS = {4: "year", 7: "month", 10: "day"}
NEWS = 3
"""Days before its date that a report may tell as its news."""
Place = Literal["main", "modifier", "reported", "quoted", "comparison", "bracket", "planned"]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A date that the text has told; make one with ``Told.of``.

    ``first`` and ``moment`` are its first day and the day up to which the story has got (the last day of an interval,
    else the first). ``fine`` is the finest unit it supplies: day, month, year, or nothing (decades, open values).
    ``deictic``: counted from the document date; ``stated``: with its year; ``over``: a period that lies behind;
    ``since``: an open start; ``planned``: told as a plan or as coming; ``counted``: days on or back from another;
    ``by_document``: its year is that which the document date gave; ``cited``: the day on which somebody is cited;
    ``behind``: that of what came before the deed of its sentence, without its year.
    """

    date: Edtf
    first: Day | None
    moment: Day | None
    last: Day | None
    fine: str
    span: Span | None = None
    sentence: int = -1
    block: int = -1
    deictic: bool = False
    stated: bool = False
    over: bool = False
    since: bool = False
    planned: bool = False
    counted: bool = False
    by_document: bool = False
    cited: bool = False
    behind: bool = False

    @classmethod
    def of(cls, date: Edtf, *, span: Span | None = None, sentence: int = -1, block: int = -1) -> Told:
        """``date`` told at a place of the text, with its parts at hand."""
        first, last = date.start, date.end
        moment = last if date.is_interval and last is not None else first
        body = date.text.rstrip("~?%").rpartition("/")[2]
        fine = "" if body in ("", "..") or body.endswith("X") else _UNITS[len(body)]
        return cls(
            date=date, first=first, moment=moment, last=last, fine=fine, span=span, sentence=sentence, block=block
        )

    @property
    def year(self) -> int | None:
        """Its year, or None for a decade or an open value."""
        return self.moment.year if self.moment and self.fine else None

    @property
    def month(self) -> int | None:
        """Its month, where it tells one."""
        return self.moment.month if self.moment and self.fine in ("month", "day") else None

    @property
    def day(self) -> Day | None:
        """Its day, where it is one day or ends on one."""
        return self.moment if self.fine == "day" else None

    @property
    def position(self) -> Day | None:
        """The earliest day at which the text can stand after telling this."""
        if self.over and self.last is not None and self.last.year < 9999:
            return self.last + timedelta(days=1)
        return self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDate:
    """D of an article: the date, what it rests on, whether it is only inferred, and how sure it is then.

    ``revised``: the day on which a page of a wiki was changed last, which is no day of any news.
    """

    date: Edtf
    basis: str
    inferred: bool = False
    trust: float = 0.85
    revised: bool = False

    def confidence(self, stated: float) -> float:
        """How sure a date is that hangs on it; ``stated`` where it is written in the text or its metadata."""
        return min(self.trust, stated) if self.inferred else stated

    def is_news(self, when: Day | None) -> bool:
        """Whether ``when`` is one of the days that a report of this day tells as news."""
        if self.day is None or when is None or self.revised:
            return False
        return 0 <= (self.day - when).days <= NEWS

    @property
    def words(self) -> str:
        """The anchor phrase."""
        return anchors.document(self.date, self.basis)

    @property
    def year(self) -> int | None:
        """Its year."""
        return self.date.start.year if self.date.start else None

    @property
    def news_year(self) -> int | None:
        """The year of which it may tell news."""
        return None if self.revised else self.year

    @property
    def month(self) -> int | None:
        """Its month where known."""
        return self.date.start.month if self.date.start and self.date.precision in ("month", "day") else None

    @property
    def day(self) -> Day | None:
        """Its day where known."""
        return self.date.start if self.date.precision == "day" else None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Discourse:
    """All that holds at one point of the text. See the module docstring."""

    genre: Genre = "history"
    document: DocumentDate | None = None
    heading: Told | None = None
    running: Told | None = None
    last: Told | None = None
    day: Told | None = None
    bullet: Told | None = None
    before: Told | None = None
    news: Told | None = None
    named: Told | None = None

    def enter_section(self, heading: Told | None, genre: Genre) -> Discourse:
        """A new section: what ran before it ends, its heading (if dated) rules."""
        before = self.last or self.before
        return Discourse(document=self.document, genre=genre, heading=heading, before=before, news=self.news)

    def enter_article(self, document: DocumentDate | None) -> Discourse:
        """A new article: nothing of the one before holds."""
        return Discourse(document=document)

    def enter_block(self) -> Discourse:
        """A new bullet or paragraph: what moved only the last one is over."""
        return (
            replace(self, bullet=None, last=self.running) if self.genre == "chronicle" else replace(self, bullet=None)
        )

    def name(self, date_: Edtf | None) -> Discourse:
        """``date_`` was named, in whatever place: the latest day of its news is what a report counts days back from."""
        day = date_.start if date_ is not None else None
        if date_ is None or day is None or self.document is None or not self.document.is_news(day):
            return self
        if date_.end != day or (self.news is not None and self.news.day is not None and day <= self.news.day):
            return self
        return replace(self, news=Told.of(date_))

    def beside(self, date_: Edtf, sentence: int) -> Discourse:
        """``date_`` was named beside the main line: "the same month" of the next sentence may refer to it."""
        return replace(self, named=Told.of(date_, sentence=sentence))

    def tell(self, told: Told, *, moves_list: bool = True) -> Discourse:
        """The main line has told ``told``; ``moves_list`` is False for a date that moves its own bullet only."""
        if told.planned and (self.genre == "report" or (self.last is not None and not told.stated)):
            return replace(self, bullet=told)  # what is to come is no base for what was done
        day = told if told.day else self.day
        running = told if moves_list else self.running
        return replace(self, running=running, last=told, day=day, bullet=told)


@quick
@dataclass(frozen=True, slots=True)
class Answer:
    """What an expression means here, and why."""

    date: Edtf | None
    basis: Basis
    anchor: str
    rule: str
    says: str
    confidence: float = 1.0
    alternatives: tuple[Edtf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the walk: the answer, the state before it, what it told (None beside the main line), and
    whether that moves the main line of its list."""

    answer: Answer
    before: Discourse
    told: Told | None
    moves: bool = False
