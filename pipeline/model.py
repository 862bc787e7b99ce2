"""The frozen types that flow between stages, and their invariants; no other logic.

Offsets everywhere are Unicode code points (Python ``str`` indices) into ``Document.text`` as stored,
start inclusive, end exclusive. Flow: read -> extract -> reconcile -> check -> write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.edtf import Edtf
from pipeline.judgement import Anchor as Anchor
from pipeline.judgement import Decision as Decision
from pipeline.partial import PartialDate as PartialDate
from pipeline.partial import TimeBase as TimeBase
from pipeline.partial import TimeUnit as TimeUnit
from pipeline.records import quick

BlockKind = Literal[
    "heading", "paragraph", "list_item", "caption", "byline", "table", "footnote", "reference",
    "navigation", "comment", "copyright", "related", "verse", "quote",
]  # fmt: skip
Basis = Literal["explicit", "partial", "relative", "inherited", "duration"]
Role = Literal["source", "target", "participant"]
EntityKind = Literal["person", "country", "org", "group", "place", "treaty", "other"]
Status = Literal["occurred", "ongoing", "planned", "claimed", "denied", "cancelled"]
ConflictField = Literal["date", "quantity", "place", "actor", "status", "type", "claim"]
ConflictKind = Literal["contradiction", "granularity", "revision", "scope", "arithmetic"]
ConflictScope = Literal["within_document", "cross_document", "cross_lingual"]
Severity = Literal["high", "medium", "low"]
ReviewState = Literal["auto", "accepted", "edited", "rejected"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``[start, end)`` of a document's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The slice of ``text`` that this span names."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a value is what it is: a rule (``id@version``), one sentence, and the evidence if it lies in the text."""

    rule: str
    says: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text as read once from a file. ``published`` is None until stated or inferred, with its basis in words.

    ``role`` is "primary" where the user says that the text is itself the treaty, ruling or record that others retell.
    """

    id: str
    text: str
    sha256: str
    title: str = ""
    publisher: str = ""
    lang: str = ""
    url: str = ""
    path: str = ""
    licence: str = ""
    published: Edtf | None = None
    published_basis: str = ""
    copied_from: str = ""
    role: str = ""
    warnings: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A layout block. ``article`` numbers the embedded article it belongs to (0 = the first).

    ``headings`` are the spans of the heading path above it, outermost first. ``tells_events`` is False for
    zones whose dates date no event (references, bylines, navigation, verse ...).
    """

    span: Span
    kind: BlockKind
    level: int = 0
    article: int = 0
    headings: tuple[Span, ...] = ()
    tells_events: bool = True
    reasons: tuple[Reason, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Token:
    """A tokenizer's token, ``[start, end)`` of the text. ``pos`` is a universal tag; ``ending`` a Korean particle or
    verb ending split off. A text has one for every two characters, so that its span is made only when asked for."""

    start: int
    end: int
    lemma: str
    tag: str
    pos: str
    ending: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of one language (BCP 47: ko, zh-Hans, zh-Hant, en, or und) in block number ``block``."""

    span: Span
    block: int
    language: str
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What ``read`` hands on: the document, its layout and its sentences.

    ``folded`` is a reading copy of exactly the same length as ``document.text`` (full-width digits, no-break
    spaces and the like folded one to one; inserted spam blanked out), so that offsets hold in both.
    ``masks`` are the stretches of inserted spam; they may date and tell nothing, and are never an actor.
    """

    document: Document
    folded: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    masks: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if len(self.folded) != len(self.document.text):
            raise ValueError(f"{self.document.id}: the reading copy must be as long as the text")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """What the finder hands to the resolver: a span and what it says, not yet what it means.

    ``kind``: ``date`` (one end), ``range`` (two ends), ``duration`` (an amount only: 2년8개월, 나흘간),
    ``anniversary`` (20주년: ``amount`` years since), ``interval_since`` (24년 만에, 时隔两年), ``clock`` (오후 3시).
    ``amount`` is in ``unit``. ``language`` is the language of its rule; ``era`` names the era in words, if any.
    """

    span: Span
    kind: Literal["date", "range", "duration", "anniversary", "interval_since", "clock"]
    language: str
    rule: str
    start: PartialDate | None = None
    end: PartialDate | None = None
    amount: float | None = None
    unit: TimeUnit | None = None
    era: str = ""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A valued date expression. ``date`` is None where no anchor decides (``anchor`` then says why).

    ``span`` is None where a clause inherits its date. ``role``: ``happening`` may date an event;
    ``publication`` sets a document date; ``reference`` stands in a citation; ``name`` is part of a name.
    ``governs`` is the stretch of text (its clause, list item or paragraph) that may inherit this date.
    """

    span: Span | None
    kind: Literal["date", "range", "duration", "anniversary", "interval_since", "clock"]
    date: Edtf | None
    basis: Basis
    anchor: str = ""
    role: Literal["happening", "publication", "reference", "name"] = "happening"
    given: PartialDate | None = None
    amount: float | None = None
    unit: TimeUnit | None = None
    governs: Span | None = None
    alternatives: tuple[Edtf, ...] = ()
    confidence: float = 1.0
    reasons: tuple[Reason, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceTime:
    """The date that a sentence inherits when a clause of it holds none of its own, with its reason."""

    sentence: int
    date: Edtf | None
    basis: Basis
    anchor: str
    confidence: float = 1.0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All dates of one document in text order, what each sentence would inherit, and the document date found.

    ``heads``: for sentences whose first date stands inside, what a clause inherits that is over before it.
    ``items``: in a digest, (block, its day) where the day of its items changes.
    """

    mentions: tuple[TimeMention, ...]
    sentences: tuple[SentenceTime, ...]
    heads: tuple[SentenceTime, ...] = ()
    published: Edtf | None = None
    published_basis: str = ""
    items: tuple[tuple[int, Edtf], ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """A name in the text. ``entity_id`` is empty until resolved; ``candidates`` are (id, score) pairs.

    A compound that names several parties (북러, 朝俄) yields one mention per party with the same span.
    ``span`` may lie outside the clause where the subject is elided.
    """

    span: Span
    surface: str
    kind: EntityKind
    entity_id: str = ""
    candidates: tuple[tuple[str, float], ...] = ()
    resolved_by: str = ""
    reasons: tuple[Reason, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit: ``low`` <= value <= ``high`` (None = open), as printed under ``surface``."""

    span: Span
    surface: str
    low: float | None
    high: float | None
    unit: str
    what: str
    bound: Literal["exact", "about", "at_least", "at_most", "range"] = "exact"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An entity in its role: source does it, target has it done to or with, participant is symmetric."""

    entity: EntityMention
    role: Role


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One place in a document that tells of one dated happening. ``time`` always holds a date."""

    id: str
    document_id: str
    language: str
    span: Span
    trigger: Span
    section: str
    type: str
    mode: str
    time: TimeMention
    actors: tuple[Actor, ...] = ()
    place: EntityMention | None = None
    quantities: tuple[Quantity, ...] = ()
    status: Status = "occurred"
    attribution: str = ""
    origin_group: str = ""
    confidence: float = 1.0
    reasons: tuple[Reason, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One row of the entities table: a thing in the world with its names. ``id`` is a QID or ``local:<slug>``."""

    id: str
    kind: EntityKind
    name_en: str = ""
    name_ko: str = ""
    name_zh_hans: str = ""
    name_zh_hant: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    wikidata_id: str = ""
    part_of: str = ""
    latitude: float | None = None
    longitude: float | None = None
    n_mentions: int = 0
    resolved_by: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that ``extract`` found in one document: the unit of the cache and of parallel work.

    ``entities`` are the table rows that the mentions refer to; ``document`` carries its found publication date.
    """

    document: Document
    languages: tuple[str, ...]
    mentions: tuple[EventMention, ...]
    times: tuple[TimeMention, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    """How much speaks for one row: integer hundredths of a bit, with its parts (feature, left, right, weight)."""

    left: str
    right: str
    score: int
    reasons: tuple[tuple[str, str, str, int], ...]
    verdict: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventActor:
    """An actor of an event row."""

    entity_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityRange:
    """A quantity of an event row: the range that its mentions span."""

    what: str
    unit: str
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening in the world: a row of the events table. ``mentions`` are mention ids."""

    id: str
    mentions: tuple[str, ...]
    type: str
    mode: str
    plover: str
    date: Edtf | None
    merged_from: tuple[str, ...] = ()
    title_en: str = ""
    title_ko: str = ""
    title_zh: str = ""
    actors: tuple[EventActor, ...] = ()
    place_id: str = ""
    place: str = ""
    country: str = ""
    status: Status = "occurred"
    quantities: tuple[QuantityRange, ...] = ()
    n_documents: int = 0
    n_origins: int = 0
    n_conflicts: int = 0
    languages: tuple[str, ...] = ()
    first_published: str = ""
    last_published: str = ""
    confidence: float = 1.0
    review_state: ReviewState = "auto"
    reviewed_by: str = ""
    reviewed_at: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a mention belongs to its event: the mean weight to the row's other mentions, and the edges in words."""

    mention_id: str
    event_id: str
    score: float
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdChange:
    """A line of ``event_id_history``: what became of an id that was once minted."""

    old_id: str
    new_id: str
    kind: Literal["merge", "split", "retire"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What ``reconcile`` hands on: tuples, or longer sequences that lie in files (``shelf.py``)."""

    mentions: Sequence[EventMention]
    events: Sequence[Event]
    links: Sequence[Link]
    entities: tuple[Entity, ...]
    history: tuple[IdChange, ...]
    report: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    """One of the values told, with who tells it."""

    value: str
    quote: str
    mention_ids: tuple[str, ...]
    documents: tuple[str, ...]
    languages: tuple[str, ...]
    n_origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A disagreement inside one event; every value is kept, none is voted away.

    ``template`` names the sentence of the explanation, ``facts`` are what fills it beside the values: (name, text).
    """

    id: str
    event_id: str
    field: ConflictField
    kind: ConflictKind
    scope: ConflictScope
    values: tuple[ConflictValue, ...]
    delta: str
    severity: Severity
    explanation: str
    template: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    preferred_value: str = ""
    preferred_rule: str = ""
    state: Literal["open", "explained", "resolved", "dismissed"] = "open"
    reviewed_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLink:
    """One document that goes back to another, or to an agency: how (copy, translation, agency, declared) and why."""

    document_id: str
    source: str
    kind: Literal["copy", "translation", "agency", "declared"]
    share: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What ``check`` hands on: events and mentions with origins and conflicts counted.

    ``document_origins`` are (document id, origin group) pairs, ``copies`` who goes back to whom.
    """

    mentions: Sequence[EventMention]
    events: Sequence[Event]
    conflicts: tuple[Conflict, ...]
    document_origins: tuple[tuple[str, str], ...] = ()
    copies: tuple[CopyLink, ...] = ()
