"""Brackets and quotation marks around a place in a sentence.

Input: the text before and behind the place. Output: whether it stands inside. Limits: brackets are looked for 120 signs
on either side; a quotation must close within what is given.
"""

from __future__ import annotations

OPEN, CLOSE = "(（[［", ")）]］"
_FAR = 120
"""Signs on either side in which brackets are looked for: the names of a person in other languages are long."""
SPEECH = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"'}


WHOLE = 24
"""Signs from which on brackets around a whole sentence are no aside: a caption, a remark of the editor."""


def bracketed(before: str, after: str) -> bool:
    """Whether what stands between the two texts stands in brackets that leave some of its sentence outside."""
    first, last = before.lstrip(), after.rstrip(" .。")
    if first[:1] in tuple(OPEN) and last[-1:] in tuple(CLOSE) and len(first) + len(last) > WHOLE:
        before, after = first[1:], last[:-1]
    depth = 0
    for char in reversed(before[-_FAR:]):
        if char in CLOSE:
            depth += 1
        elif char in OPEN:
            if depth == 0:
                return any(char in CLOSE for char in after[:_FAR])
            depth -= 1
    return False


def in_speech(before: str, after: str) -> bool:
    """Whether the expression stands inside quotation marks."""
    for opening, closing in SPEECH.items():
        if closing not in after:
            continue
        if opening == closing and before.count(opening) % 2 == 1:
            return True
        if opening != closing and before.rfind(opening) > before.rfind(closing):
            return True
    return False
