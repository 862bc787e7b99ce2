"""What an installation has and lacks: libraries, dictionaries, Java, fonts, the rules of each language.

Input: Settings, perhaps a language code. Output: Findings, each with what to do where something is missing. Limits:
looks only; nothing is downloaded or changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.resources import Resources
    from pipeline.settings import Settings

FILES = ("time.toml", "events.toml", "words.toml", "timeline.toml")
_FONTS = ("NotoSansCJK", "NotoSerifCJK", "SourceHanSans", "NanumGothic", "Malgun", "AppleGothic", "msyh", "unifont")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/Library/Fonts",
                 "/System/Library/Fonts", "C:/Windows/Fonts")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. ``missing`` stops a run, ``absent`` is optional."""

    what: str
    state: Literal["ok", "absent", "missing"]
    detail: str
    hint: str = ""


def examine(settings: Settings, language: str = "") -> tuple[Finding, ...]:
    """Look at everything, or at the rules of one language; raises PipelineError ``unknown-language``."""
    from pipeline.resources import Resources

    resources = Resources(settings)
    if language:
        if language not in resources.languages:
            raise PipelineError("unknown-language", code=language, choices=", ".join(sorted(resources.languages)))
        return tuple(_rules(language, resources))
    codes = resources.languages
    found = [_python(), *(_tokenizer(code, resources) for code in codes), _java(), _fonts()]
    return (*found, *(one for code in codes for one in _rules(code, resources)))


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(what="Python", state="ok" if sys.version_info >= (3, 11) else "missing", detail=version)


def _tokenizer(code: str, resources: Resources) -> Finding:
    what = f"tokenizer {code}"
    try:
        tokenizer = resources.tokenizer(code)
    except PipelineError as error:
        return Finding(what=what, state="missing", detail=error.message, hint=error.hint)
    return Finding(what=what, state="ok", detail=tokenizer.note or tokenizer.name)


def _java() -> Finding:
    import shutil

    found = shutil.which("java")
    hint = "only the Korean taggers okt, komoran, hannanum and kkma need it"
    return Finding(what="Java", state="ok" if found else "absent", detail=found or "none", hint=hint)


def _fonts() -> Finding:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    files = (path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")))
    found = next((path for path in files if path.name.startswith(_FONTS)), None)
    hint = "charts as PNG need one, such as the package fonts-noto-cjk; tables and HTML do not"
    return Finding(
        what="CJK font", state="ok" if found else "absent", detail=found.name if found else "none", hint=hint
    )


def _rules(code: str, resources: Resources) -> Iterator[Finding]:
    """How many rules each file of a language holds, and which files it has not."""
    folder = resources.languages[code].folder
    for name in FILES:
        path = folder / name
        if not path.is_file():
            hint = f"write {name}; docs/adding_a_language.md says how"
            yield Finding(what=f"rules {code}", state="absent", detail=f"no {name}", hint=hint)
            continue
        yield _counted(f"rules {code}", path)


def _counted(what: str, path: Path) -> Finding:
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        return Finding(what=what, state="missing", detail=f"{path.name} is no TOML: {error}", hint="correct that line")
    return Finding(what=what, state="ok", detail=f"{path.name}: {_counts(content)}")


def _counts(content: dict[str, object]) -> str:
    counts = {name: len(value) for name, value in content.items() if isinstance(value, list | dict)}
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "empty"
