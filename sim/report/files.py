"""Tables as CSV and the summary as JSON: the same bytes for the same run, and Excel can read them."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pandas import DataFrame

ENCODING: Final = "utf-8-sig"
"""UTF-8 with a byte order mark: without it, Excel on a Chinese Windows reads the file as GBK."""
FLOAT_FORMAT: Final = "%.10g"
"""Ten digits: exact for milliseconds of a year, and free of the last bits in which processors differ."""


def write_csv(table: "DataFrame", path: Path) -> Path:
    """Write a table as CSV; return the path."""
    text = table.to_csv(index=False, float_format=FLOAT_FORMAT, lineterminator="\n")
    path.write_bytes(text.encode(ENCODING))
    return path


def write_columns(path: Path) -> Path:
    """Write what each column of each table holds; return the path."""
    from pandas import DataFrame

    from sim.metric.columns import COLUMNS

    rows = [
        (table, name, column.unit, column.en, column.zh)
        for table, names in COLUMNS.items()
        for name, column in names.items()
    ]
    return write_csv(DataFrame(rows, columns=["table", "column", "unit", "en", "zh"]), path)


def write_json(content: Mapping[str, object], path: Path) -> Path:
    """Write a mapping as JSON with sorted keys; what is not a number becomes null. Return the path."""
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    path.write_bytes(f"{text}\n".encode())
    return path


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return None if isinstance(value, float) and math.isnan(value) else value
