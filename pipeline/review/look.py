"""How a reviewer wants to see the screen: language, blind mode, Latin readings.

Input: the cookies and the accepted languages of a request; a form. Output: a ``Look``, and the cookies that keep it.
Limits: kept by the browser alone; nothing of it stands in the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.review.words import LANGUAGES, preferred

SWITCHES = ("blind", "latin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``blind`` hides scores and what the program prefers until a person has decided; ``latin`` adds readings."""

    language: str = "en"
    blind: bool = False
    latin: bool = True

    @property
    def tag(self) -> str:
        """The language as a BCP 47 tag."""
        return "zh-Hans" if self.language == "zh" else self.language


def look_of(cookies: Mapping[str, str], accepted: str) -> Look:
    """The look of a request. Readings are on from the start where the screen is English."""
    language = preferred(cookies.get("language", ""), accepted)
    return Look(
        language=language,
        blind=cookies.get("blind") == "on",
        latin=cookies.get("latin", "on" if language == "en" else "off") == "on",
    )


def cookies_of(form: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What a form of the header sets; anything else in it is ignored."""
    told = {name: values[0] for name, values in form.items() if values}
    kept = {name: told[name] for name in SWITCHES if told.get(name) in ("on", "off")}
    return kept | ({"language": told["language"]} if told.get("language") in LANGUAGES else {})
