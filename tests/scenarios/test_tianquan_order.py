"""A slide cuts road and word of a township at night, and people are missing: when does the district know?

Source of the order of events: Tianquan debris flow, 2021-09-25: local brigade sent at 23:52; missing people
confirmed and the prefecture told 4.63 h later, the province 5.52 h later; the first team from outside stopped
5 km short and went on on foot (events/command_and_alert_timeline.csv).
"""

import csv
import math
from pathlib import Path

import pytest

from sim.record.facts import MessageDelivered, MessageSent, UnitChanged
from sim.record.response import DutyBrief, LevelDecided
from sim.run import run
from sim.scenario.bearers import Outage
from sim.scenario.load import load
from sim.scenario.response import Response
from sim.scenario.sections import Cut
from sim.scenario.tables import CallRow
from sim.terms.units import HOUR_MS

CUT_H = 5.0
SATELLITE = {"tiantong", "beidou", "vsat", "mesh"}
"""None of these stood in the township of 2021."""
BY_MISSING_ALONE = {"missing": 1, "silent": 0, "calls": 0, "damages": 0, "cut_off": 0}
QUIET = ["hazards.rainstorms=[]", "demand.surges=[]", "bearers.crowds=[]", "horizon=1"]
DATA = Path("../shared/data/validation/events/command_and_alert_timeline.csv")
pytestmark = pytest.mark.slow


def case(base, town):
    """Return Fuling at night with one township cut off by road and word, where a slide has buried people."""
    village = next(v for v in base.villages if (v.township, v.node) == (town.id, town.seat))
    roads = [link.id for link in base.links if town.seat in (link.a, link.b)]
    fails = [("site", "all"), ("mains", town.id)]
    fails += [("telecom", site.id) for site in base.telecom if site.township == town.id]
    rules = {"levels": True, "escalation": "after-consultation", "missing": ("rescue",)}
    call = CallRow(at="05:40:00", village=village.id, kind="rescue", severity="collapse")
    outages = [Outage.model_validate({"what": what, "target": name, "at": CUT_H}) for what, name in fails]
    cuts = [Cut.model_validate({"road": road, "foot": True, "at": CUT_H}) for road in roads]
    return base.model_copy(
        update={
            "calls": (call,),
            "cuts": tuple(cuts),
            "demand": base.demand.model_copy(update={"mode": "historical"}),
            "bearers": base.bearers.model_copy(update={"outages": tuple(outages)}),
            "terminals": tuple(row for row in base.terminals if row.bearer.value not in SATELLITE),
            "response": Response.model_validate({**rules, "thresholds": {"iii": BY_MISSING_ALONE}}),
        }
    )


def hours(log):
    """Return from the first unit's turnout until the district is told of missing people, and has decided."""
    entries = list(log.entries())
    sent = {seq: fact.body[0] for seq, _, _, fact in entries if isinstance(fact, MessageSent)}
    out = next(t for _, t, _, fact in entries if isinstance(fact, UnitChanged) and fact.call is not None)
    briefs = (t for _, t, _, f in entries if isinstance(f, MessageDelivered) and _missing(sent[f.message]))
    levels = (t for _, t, _, fact in entries if isinstance(fact, LevelDecided) and fact.level == 3)
    return [(next(times, math.inf) - out) / HOUR_MS for times in (briefs, levels)]


def _missing(item):
    return isinstance(item, DutyBrief) and item.missing > 0


@pytest.fixture(scope="module")
def ensemble():
    """Return the hours of every township that has a brigade of its own and lies off the cities."""
    base = load("three-cuts-none", QUIET)
    seats = {s.node for s in base.stations if s.kind.value == "township"}
    towns = [t for t in base.townships if t.seat in seats and t.kind != "street"]
    return [hours(run(case(base, town), seed=1)) for town in towns]


def band(values):
    ranked = sorted(values)
    return ranked[len(ranked) // 10], ranked[-1 - len(ranked) // 10]


def test_the_order_of_events_of_tianquan_lies_in_the_band_of_comparable_cases(ensemble):
    if not DATA.exists():
        pytest.skip(f"{DATA} is not there")
    rows = [row for row in csv.DictReader(DATA.open(encoding="utf-8")) if row["event"].startswith("Tianquan")]
    _, confirmed_h, province_h = (float(row["hours_since_reference"]) for row in rows)
    (low, high), (first, last) = (band([each[i] for each in ensemble]) for i in (0, 1))
    assert low < confirmed_h < high
    assert first < province_h < last


def test_the_district_decides_after_it_is_told_by_lag_and_meeting(ensemble):
    known = [(told, decided) for told, decided in ensemble if decided < math.inf]
    assert len(known) >= 5
    assert all(0.9 <= decided - told < 1.0 for told, decided in known)
