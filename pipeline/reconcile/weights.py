"""The preset weights of pair comparison: ``lexicon/pair_weights.json`` as checked, frozen types.

Input: the model file. Output: ``Weights``: comparisons, each a list of levels, of which the first that holds
counts. A level is an SQL condition on two feature rows (columns end in ``_l`` and ``_r``) and a weight in
hundredths of a bit. The same conditions serve plain DuckDB and Splink (``scoring.py``), so both agree to the
integer. Limits: the last level of a comparison must be ``else``.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from pipeline.errors import PipelineError
from pipeline.rules import expand

PRESET = Path(__file__).parents[1] / "lexicon" / "pair_weights.json"


class LevelRow(BaseModel):
    """A level as written in the file: ``bits`` at the reference size of the corpus, ``small`` in a small one."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    sql: str
    bits: int
    small: int | None = None


class ComparisonRow(BaseModel):
    """A comparison as written in the file. ``shows`` is the feature column that an explanation prints."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    part: Literal["event", "story"]
    shows: str
    levels: tuple[LevelRow, ...]

    @model_validator(mode="after")
    def _ends_in_else(self) -> ComparisonRow:
        if [level.sql for level in self.levels].index("else") != len(self.levels) - 1:
            raise ValueError(f"{self.name}: the last level, and only the last, must be `else`")
        return self


class DensityRow(BaseModel):
    """Chance agreement grows with the number of mentions: weights hold at ``small`` and at ``reference`` mentions.

    Between the two, every weight moves in a straight line over the logarithm of the number; beyond the reference,
    the story cap and the offset grow with each doubling.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    small: int
    reference: int
    prior_small: int
    story_cap_small: int
    unmet_small: int
    story_cap_per_doubling: int
    offset_per_doubling: int


class ModelFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    version: str
    made: str
    unit: Literal["hundredths of a bit"]
    prior: int
    story_cap: int
    offset: int
    clip: int
    unmet: int
    density: DensityRow
    block_cap: int
    near_modes: tuple[tuple[str, str], ...]
    sister_modes: tuple[tuple[str, str], ...]
    once_modes: tuple[str, ...]
    plain_modes: tuple[str, ...]
    expressions: dict[str, str]
    comparisons: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights in use, all in hundredths of a bit; ``expressions`` are (name, SQL) pairs used by the levels.

    ``unmet`` is what a pair that was not compared speaks against joining the groups of the two (``clusters.py``).
    """

    version: str
    prior: int
    story_cap: int
    offset: int
    clip: int
    unmet: int
    density: DensityRow
    block_cap: int
    expressions: tuple[tuple[str, str], ...]
    modes: tuple[tuple[str, str], ...]
    comparisons: tuple[ComparisonRow, ...]

    def at_density(self, n: int) -> Weights:
        """The weights for a corpus of ``n`` mentions; all whole hundredths."""
        density = self.density
        doublings = max(0.0, math.log2(max(n, 1) / density.reference))
        share = math.log(density.reference / max(n, density.small)) / math.log(density.reference / density.small)
        share = max(0.0, share)
        cap = _between(self.story_cap, density.story_cap_small, share)
        return replace(
            self,
            prior=_between(self.prior, density.prior_small, share),
            story_cap=cap + round(density.story_cap_per_doubling * doublings),
            offset=self.offset + round(density.offset_per_doubling * doublings),
            unmet=_between(self.unmet, density.unmet_small, share),
            comparisons=tuple(_scaled(each, share) for each in self.comparisons),
        )

    def without(self, *names: str) -> Weights:
        """The weights less some comparisons: for tables that lack what they compare."""
        return replace(self, comparisons=tuple(c for c in self.comparisons if c.name not in names))

    def condition(self, sql: str, *, inline: bool) -> str:
        """A level's SQL; ``inline`` writes shared expressions out (Splink), else they are columns ``x_name``."""
        shared = {name: (f"({text})" if inline else f"x_{name}") for name, text in self.expressions}
        return expand(sql, shared | dict(self.modes))


def load_weights(path: Path = PRESET) -> Weights:
    """Read and check a model file; raises PipelineError ``bad-lexicon``."""
    try:
        file = ModelFile.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise PipelineError("bad-lexicon", path=path, line=0, what=error) from error
    return Weights(
        version=file.version,
        prior=file.prior,
        story_cap=file.story_cap,
        offset=file.offset,
        clip=file.clip,
        unmet=file.unmet,
        density=file.density,
        block_cap=file.block_cap,
        expressions=tuple(sorted(file.expressions.items())),
        modes=(
            ("near_modes", _both_ways(file.near_modes)),
            ("sister_modes", _both_ways(file.sister_modes)),
            ("once_modes", _quoted(file.once_modes)),
            ("plain_modes", _quoted(file.plain_modes)),
        ),
        comparisons=file.comparisons,
    )


def _quoted(modes: tuple[str, ...]) -> str:
    return ", ".join(f"'{mode}'" for mode in modes)


def _both_ways(pairs: tuple[tuple[str, str], ...]) -> str:
    ordered = sorted({*pairs, *((right, left) for left, right in pairs)})
    return ", ".join(f"'{left}>{right}'" for left, right in ordered)


def _between(reference: int, small: int | None, share: float) -> int:
    return reference if small is None else round(reference + (small - reference) * share)


def _scaled(comparison: ComparisonRow, share: float) -> ComparisonRow:
    levels = tuple(
        level.model_copy(update={"bits": _between(level.bits, level.small, share)}) for level in comparison.levels
    )
    return comparison.model_copy(update={"levels": levels})
