"""In the figures of every shipped case of the three cuts no time is below nothing, whoever leads."""

import math

import pytest
from scenario_maps import NAMES

from sim.metric.columns import COLUMNS
from sim.metric.fold import Fold
from sim.metric.repair_rows import Chain, damage_rows
from sim.metric.tables import tables
from sim.run import run
from sim.scenario.load import load

CUT = [name for name in NAMES if name.startswith("three-cuts")]
TIMES = ("s", "min", "h", "ms")


@pytest.mark.slow
@pytest.mark.parametrize("name", CUT)
def test_no_time_in_any_table_is_below_nothing_and_the_parts_of_repairs_add_up(name):
    fold = Fold(load(name))
    found = tables(run(fold.scenario, sinks=(fold,)), fold)
    for table, frame in found.items():
        for column in frame.columns:
            if COLUMNS[table][column].unit in TIMES:
                assert not (frame[column] < 0).any(), f"{table}.{column}"
    for row in damage_rows(fold):
        parts = [getattr(row, part) for part in Chain._fields]
        assert not any(part < 0 for part in parts)
        if not any(map(math.isnan, parts)):
            assert math.fsum(parts) == pytest.approx(row.eased_h)
