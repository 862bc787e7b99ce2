"""The user's names file: add a row, and say what is wrong with it.

Input: a CSV file with the columns of aliases.csv, then ``kind`` and ``country`` (needed only where the file brings an
entity of its own). Output: the file with one row more; ``Problem`` records. Names are stored in NFC. Limits: a row is
added at the end; rows are never reordered or removed.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.lexicon import Lexicon, records
from pipeline.lexicon.records import ALIAS_COLUMNS, KINDS, SCOPES, STATUSES, USER_COLUMNS
from pipeline.write.publish import write_file

NAMES = "names.csv"
LANGUAGES = ("ko", "ko-KP", "zh", "zh-Hans", "zh-Hant", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """A row to add. ``kind`` (and ``country``, ISO 3166-1 alpha-3) only for an id that no table knows."""

    id: str
    lang: str
    name: str
    status: str = "alt"
    scope: str = ""
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with a names file; ``line`` counts from 1, the header is line 1."""

    path: Path
    line: int
    what: str


def add_name(file: Path, new: NewName, lexicon: Lexicon) -> None:
    """Append ``new`` to ``file``, which is made if absent. ``lexicon`` is the one with ``file`` in it.

    Raises PipelineError ``bad-name`` where the row would be wrong: an unknown language, status, scope or id, a name
    that is there already, or one that without a scope names something else.
    """
    row = [new.id, new.lang, unicodedata.normalize("NFC", new.name.strip()), new.status, new.scope, "user", ""]
    row += [new.kind, new.country]
    wrong = next(_wrong(row, lexicon), "")
    if wrong:
        raise PipelineError("bad-name", name=new.name, what=wrong)
    table = records.rows(file, USER_COLUMNS, least=len(ALIAS_COLUMNS)) if file.is_file() else []
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([USER_COLUMNS, *table, row])
    write_file(file, text.getvalue().encode("utf-8"))


def _wrong(row: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """What is wrong with a row beside what the tables hold."""
    ident, lang, name, status, scope, _, _, kind, country = row
    if lang not in LANGUAGES:
        yield f"the language is one of {', '.join(LANGUAGES)}"
    if status not in STATUSES or scope not in SCOPES:
        yield f"the status is one of {', '.join(sorted(STATUSES))}, the scope one of {', '.join(sorted(SCOPES - {''}))}"
    if not name or unicodedata.normalize("NFC", name) != name:
        yield "the name is empty or not in Unicode NFC"
    if kind and kind not in KINDS:
        yield f"the kind is one of {', '.join(sorted(KINDS))}"
    if country and country not in lexicon.countries:
        yield f"no country has the code {country} (ISO 3166-1 alpha-3)"
    if not kind and lexicon.entry(ident) is None:
        yield f"no table knows `{ident}`: give its kind too, to add it"
    if not ident.startswith(("Q", "local:", "geonames:")):
        yield "an id is a Wikidata id (Q…) or begins with local:"
    yield from _taken(ident, lang, name, scope, lexicon)


def _taken(ident: str, lang: str, name: str, scope: str, lexicon: Lexicon) -> Iterator[str]:
    for alias in lexicon.lookup(name, lang):
        if alias.id == ident and (alias.lang, alias.name) == (lang, name):
            yield f"`{name}` names {ident} already"
        elif alias.id != ident and alias.rank < 1 and not alias.scope and not scope:
            entry = lexicon.entry(alias.id)
            yield f"`{name}` names {entry.label if entry else alias.id} ({alias.id}); give a scope to have both"
    for other in lexicon.names(ident):
        if frozenset((lexicon.folding.key(other.name), lexicon.folding.key(name))) in lexicon.not_same:
            yield f"not_same.csv keeps `{name}` and `{other.name}` apart"


def check_file(path: Path, lexicon: Lexicon) -> tuple[Problem, ...]:
    """All problems of one file; ``lexicon`` is the one without it. Raises PipelineError ``bad-lexicon``."""
    table = records.rows(path, USER_COLUMNS, least=len(ALIAS_COLUMNS))
    brought = {row[0] for row in table if row[7]}
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    seen: dict[tuple[str, ...], int] = {}
    found: list[Problem] = []
    for line, row in enumerate(table, 2):
        for what in _wrong([*row[:7], row[7] or ("other" if row[0] in brought else ""), row[8]], lexicon):
            found.append(Problem(path=path, line=line, what=what))
        if (first := seen.setdefault(tuple(row[:3]), line)) != line:
            found.append(Problem(path=path, line=line, what=f"the same as line {first}"))
        if not row[5]:
            found.append(Problem(path=path, line=line, what="no source says where the name is from"))
        key = (row[1].partition("-")[0], lexicon.folding.key(row[2]))
        if not row[4]:
            owners[key].add(row[0])
            if len(owners[key]) == 2 and first == line:
                both = ", ".join(sorted(owners[key]))
                found.append(Problem(path=path, line=line, what=f"`{row[2]}` names two things without a scope: {both}"))
    return tuple(found)
