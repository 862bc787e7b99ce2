"""Sentence vectors that the user made of mentions, with a model of their own, for one more comparison of pairs.

Input: a Parquet file with the columns ``mention_id`` and ``vector`` (or ``embedding``, a list of numbers), or a CSV
file with ``mention_id`` and a column a number. Output: ``Vectors``, all of one length. A mention that the file lacks,
or whose vector is all zeros, has none, which says nothing for or against a pair. Limits: all of one width; held in
memory, 8 bytes a number. Raises PipelineError ``bad-vectors``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import PipelineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SCALE = 1 << 15
"""Length of all vectors, whose numbers are whole: so a cosine is the same to the last bit wherever it is computed."""
_NAME = "mention_id"
_VECTOR = ("vector", "embedding")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """Vectors of ``width`` numbers: two pyarrow arrays of one length, mention ids and fixed-size lists."""

    width: int
    ids: Any
    rows: Any

    def of(self, ids: Sequence[str]) -> Any:
        """The vectors of these mentions as a pyarrow array, null where there is none."""
        import pyarrow as pa
        import pyarrow.compute as pc

        return self.rows.take(pc.index_in(pa.array(ids, type=pa.string()), value_set=self.ids))

    def count(self, ids: Sequence[str]) -> int:
        """How many of these mentions have one."""
        return len(set(ids) & set(self.ids.to_pylist()))


def load_vectors(path: Path) -> Vectors:
    """Read and check a file of vectors."""
    import pyarrow as pa

    try:
        ids, rows = _parquet(path) if path.suffix.lower() == ".parquet" else _csv(path)
    except KeyError as error:
        raise PipelineError("bad-vectors", path=path, what=f"there is no column {error.args[0]}") from error
    except FileNotFoundError as error:
        raise PipelineError("bad-vectors", path=path, what="there is no such file") from error
    except (OSError, ValueError, TypeError, pa.ArrowException) as error:
        raise PipelineError("bad-vectors", path=path, what=str(error).partition("\n")[0]) from error
    if len(set(ids)) < len(ids):
        raise PipelineError("bad-vectors", path=path, what=f"mention {_twice(ids)} has two vectors")
    return _made(ids, rows, path)


def _parquet(path: Path) -> tuple[list[str], NDArray[np.floating[Any]]]:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as parquet

    table = parquet.read_table(path)
    column = next((name for name in _VECTOR if name in table.column_names), None)
    if column is None:
        raise KeyError("`vector`")
    told = table.select([_NAME, column]).filter(pc.is_valid(table[column]))
    if not pa.types.is_nested(told[column].type):
        raise ValueError(f"column `{column}` holds no lists of numbers")
    widths = pc.unique(pc.list_value_length(told[column])).to_pylist() or [0]
    if len(widths) > 1:
        raise ValueError(f"vectors are of different widths: {', '.join(map(str, sorted(widths)))}")
    numbers = pc.list_flatten(told[column]).cast(pa.float64()).to_numpy()
    return _ids(told), numbers.reshape(len(told), widths[0])


def _csv(path: Path) -> tuple[list[str], NDArray[np.floating[Any]]]:
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv

    table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types={_NAME: pa.string()}))
    numbers = [name for name in table.column_names if name != _NAME]
    columns = [table[name].cast(pa.float64()).to_numpy() for name in numbers]
    return _ids(table), np.column_stack(columns) if columns else np.empty((table.num_rows, 0))


def _ids(table: Any) -> list[str]:
    if _NAME not in table.column_names:
        raise KeyError(f"`{_NAME}`")
    return [str(name) for name in table[_NAME].to_pylist()]


def _made(ids: Sequence[str], rows: NDArray[np.floating[Any]], path: Path) -> Vectors:
    """The vectors brought to one length; raises where one holds something that is no number."""
    import numpy as np
    import pyarrow as pa

    if not rows.size:
        raise PipelineError("bad-vectors", path=path, what="it holds no vectors")
    wrong = np.flatnonzero(~np.isfinite(rows).all(axis=1))
    if len(wrong):
        what = f"the vector of mention {ids[int(wrong[0])]} holds something that is no number"
        raise PipelineError("bad-vectors", path=path, what=what)
    largest = np.abs(rows).max(axis=1)
    kept = np.flatnonzero(largest > 0)
    scaled = rows[kept] / largest[kept, None]
    unit = np.round(scaled / np.sqrt((scaled**2).sum(axis=1))[:, None] * SCALE)
    width = int(rows.shape[1])
    return Vectors(
        width=width,
        ids=pa.array([ids[at] for at in kept.tolist()], type=pa.string()),
        rows=pa.FixedSizeListArray.from_arrays(pa.array(unit.ravel()), width),
    )


def _twice(ids: Sequence[str]) -> str:
    seen: set[str] = set()
    return next(name for name in ids if name in seen or seen.add(name))  # type: ignore[func-returns-value]
