"""The figures of a run that a study keeps: all numbers of its summary, and the quantiles it asks for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sim.metric.columns import COLUMNS
from sim.metric.fold import Fold, Readable
from sim.metric.spread import known, percentile
from sim.metric.summary import summary
from sim.metric.tables import contents
from sim.record.header import Header
from sim.record.log import Log
from sim.scenario.model import Scenario
from sim.study.journal import Figures
from sim.study.model import Response

_ORIGIN: Final = frozenset({"seed", "rep", "days"})
"""Numbers of a summary that say what was run, not what came of it."""
_NAMES: Final = frozenset({"workload.busiest_unit"})
"""Figures that are names, though None stands for them where there is none."""
_BEARERS: Final = "messages."


def figures(log: Readable, folded: Fold, wanted: Iterable[Response]) -> Figures:
    """Return the numbers of a run's summary by dotted path, and the quantiles that responses ask for."""
    found = dict(numbers(summary(log, folded)))
    quantiles = [response for response in wanted if response.quantile is not None]
    if quantiles:
        tables = contents(folded)
        found |= {response.figure: _quantile(tables[response.table], response) for response in quantiles}
    return found


def numbers(tree: dict[str, Any], path: str = "") -> Iterator[tuple[str, int | float | None]]:
    """Yield the numbers of a summary by dotted path, None among them for those that do not exist."""
    for key, value in tree.items():
        name = f"{path}{key}"
        if isinstance(value, dict):
            yield from numbers(value, f"{name}.")
        elif (value is None or isinstance(value, int | float)) and name not in _ORIGIN | _NAMES:
            yield name, value


def _quantile(rows: Sequence[tuple[Any, ...]], response: Response) -> float | None:
    """Return a quantile of a column, of the rows that count; None where there are none."""
    columns = list(COLUMNS[response.table])
    place = columns.index(response.column)
    tests = [(columns.index(column), value) for column, value in response.where]
    counted = (row[place] for row in rows if all(row[at] == value for at, value in tests))
    values = known(counted)
    assert response.quantile is not None
    return percentile(values, 100 * response.quantile) if values else None


def known_figures(scenario: Scenario) -> list[str]:
    """Return the figures that the summary of any run of a scenario has: those of a run of no length."""
    header = Header(
        program="",
        scenario=scenario.canonical,
        fingerprint=scenario.fingerprint,
        policy="",
        seed=0,
        rep=0,
        horizon_ms=1,
        start=scenario.start.isoformat(),
    )
    with Log(header) as log:
        pass
    return [name for name, _ in numbers(summary(log, Fold(scenario)))]


def is_known(figure: str, names: Iterable[str]) -> bool:
    """Whether a run can have a figure; those of a bearer exist where it carried anything."""
    about = COLUMNS["messages"].get(figure.rpartition(".")[2])
    of_bearer = figure.startswith(_BEARERS) and figure.count(".") == 2
    return figure in names or (of_bearer and about is not None and bool(about.unit))
