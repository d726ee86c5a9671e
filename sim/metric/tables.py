"""The figures of a run as pandas tables, and its headline figures as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sim.metric import grouped, rows
from sim.metric.columns import COLUMNS
from sim.metric.fold import Fold, Readable, fold
from sim.metric.summary import summary

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COLUMNS", "Tables", "summary", "tables"]


@dataclass(frozen=True, eq=False)
class Tables:
    """The figures of a run; `COLUMNS` says what each column of each table holds.

    Ids are those of the scenario; a figure that does not exist is NaN.

    Attributes
    ----------
    calls, responses
        One row for each call 警情, and for each unit sent to one 出动.
    segments
        Stages of the response (NFPA 1710) with their percentiles.
    townships, kinds, stations, units
        By township 镇街, kind of incident, station and unit.
    timeline
        By hour of the run.
    messages
        By bearer 承载.
    """

    calls: pd.DataFrame
    responses: pd.DataFrame
    segments: pd.DataFrame
    townships: pd.DataFrame
    kinds: pd.DataFrame
    stations: pd.DataFrame
    units: pd.DataFrame
    timeline: pd.DataFrame
    messages: pd.DataFrame

    def items(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield each table with its name."""
        for each in fields(self):
            yield each.name, getattr(self, each.name)


def tables(log: Readable, folded: Fold | None = None) -> Tables:
    """Return the figures of a run as pandas tables.

    Parameters
    ----------
    log
        In memory or in a file.
    folded
        The fold of the log, where it was made already: then the log is not read again.

    Examples
    --------
    >>> from sim.metric.columns import COLUMNS
    >>> COLUMNS["calls"]["response_s"].unit
    's'
    """
    content = contents(fold(log) if folded is None else folded)
    return Tables(**{name: _frame(name, content[name]) for name in COLUMNS})


def contents(found: Fold) -> dict[str, Sequence[tuple[Any, ...]]]:
    """Return the rows of every table by its name, as tuples, without pandas."""
    calls, responses = rows.call_rows(found), rows.response_rows(found)
    units = rows.unit_rows(found)
    return {
        "calls": calls,
        "responses": responses,
        "segments": grouped.segment_rows(calls),
        "townships": grouped.township_rows(found, calls),
        "kinds": grouped.kind_rows(found, calls),
        "stations": grouped.station_rows(found, units, responses),
        "units": units,
        "timeline": [(hour, *figures) for hour, figures in enumerate(found.duty.hours)],
        "messages": rows.message_rows(found),
    }


def _frame(name: str, content: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    import pandas as pd

    columns = list(COLUMNS[name])
    return pd.DataFrame.from_records([tuple(row) for row in content], columns=columns)
