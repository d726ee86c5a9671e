"""A slide cuts road and word of a township at night, and people are missing: when does the district know?

Source of the order of events: Tianquan debris flow, 2021-09-25: local brigade sent at 23:52; missing people
confirmed and the prefecture told 4.63 h later, the province 5.52 h later; the first team from outside stopped
5 km short and went on on foot (events/command_and_alert_timeline.csv).

A comparable case has one way in, at whose end telephones work again 5 to 10 km from the seat (at least the
5 km of Tianquan; how much farther is not known), walked at night at 1.5 to 3 km/h (domain.md); nothing else
carries word: no satellite terminal, and no team that brings communications, which came to Tianquan later.
The brigade has two people whom it can send.
"""

import csv
import math
from pathlib import Path

import pytest

from sim.comms.directory import nearest_townships
from sim.record.facts import MessageDelivered, MessageSent, ReachChanged, UnitChanged
from sim.record.response import DutyBrief, LevelDecided
from sim.run import run
from sim.scenario.bearers import Courier, Outage
from sim.scenario.load import load
from sim.scenario.response import Response
from sim.scenario.sections import Cut
from sim.scenario.tables import CallRow
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS

CUT_H = 5.0
SATELLITE = {"tiantong", "beidou", "vsat", "mesh"}
"""None of these stood in the township of 2021."""
BY_MISSING_ALONE = {"missing": 1, "silent": 0, "calls": 0, "damages": 0, "cut_off": 0}
WALKS_KM, PACES = (5, 7.5, 10), (1.5, 2.25, 3)
"""How far it is from the seat to where telephones work, in km; how fast one walks there, in km/h."""
QUIET = ["hazards.rainstorms=[]", "demand.surges=[]", "bearers.crowds=[]", "horizon=1"]
DATA = Path("../shared/data/validation/events/command_and_alert_timeline.csv")
pytestmark = pytest.mark.slow


def way_in(base, town):
    """Return the shortest road from a seat to another township; None where every road ends in its own."""
    of = nearest_townships(base)
    ends = [
        (link, link.b if link.a == town.seat else link.a)
        for link in base.links
        if town.seat in (link.a, link.b)
    ]
    own = of[base.node_ids[town.seat]]
    out = [link for link, end in ends if of[base.node_ids[end]] != own]
    return min(out, key=lambda link: (link.length_km, link.id), default=None)


def case(base, town, km, pace):
    """Return Fuling at night with one township cut off by road and word, where a slide has buried people."""
    village = next(v for v in base.villages if (v.township, v.node) == (town.id, town.seat))
    way = way_in(base, town)
    roads = [link.id for link in base.links if town.seat in (link.a, link.b)]
    fails = [("site", "all"), ("mains", town.id)]
    fails += [("telecom", site.id) for site in base.telecom if site.township == town.id]
    rules = {"levels": True, "escalation": "after-consultation", "missing": ("rescue",)}
    call = CallRow(at="05:40:00", village=village.id, kind="rescue", severity="collapse")
    outages = [Outage.model_validate({"what": what, "target": name, "at": CUT_H}) for what, name in fails]
    cuts = [Cut.model_validate({"road": road, "foot": road == way.id, "at": CUT_H}) for road in roads]
    links = [link.model_copy(update={"length_km": km}) if link is way else link for link in base.links]
    courier = Courier.model_validate({"messengers": True, "foot_night": pace})
    return base.model_copy(
        update={
            "calls": (call,),
            "cuts": tuple(cuts),
            "links": tuple(links),
            "comms_teams": (),
            "demand": base.demand.model_copy(update={"mode": "historical"}),
            "bearers": base.bearers.model_copy(update={"outages": tuple(outages), "courier": courier}),
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
    """Return the hours of every township that has a brigade of its own and lies off the cities.

    Each is met with three of the nine pairs of a distance and a pace, so that all pairs come equally often.
    """
    base = load("three-cuts-none", QUIET)
    seats = {s.node for s in base.stations if s.kind.value == "township"}
    towns = [t for t in base.townships if t.seat in seats and t.kind != "street" and way_in(base, t)]
    assert len(towns) >= 12
    met = [
        (town, run(case(base, town, km, PACES[(place + turn) % 3]), seed=1))
        for place, town in enumerate(towns)
        for turn, km in enumerate(WALKS_KM)
    ]
    return [hours(log) for town, log in met if telephones_work_beyond(base, town, log)]


def telephones_work_beyond(base, town, log):
    """Whether the township at the end of the way in still raises the dispatch centre with the slide down."""
    way = way_in(base, town)
    end = base.node_ids[way.b if way.a == town.seat else way.a]
    beyond = Band.TOWNSHIP.address(nearest_townships(base)[end])
    facts = [(t, fact) for _, t, _, fact in log.entries() if isinstance(fact, ReachChanged)]
    return all(fact.up for t, fact in facts if fact.address == beyond and t <= (CUT_H + 1) * HOUR_MS)


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


def test_the_band_is_narrow_enough_to_say_something(ensemble):
    for each in (0, 1):
        low, high = band([hours_of[each] for hours_of in ensemble])
        assert high < 3 * low
        assert high < 10


def test_the_district_decides_after_it_is_told_by_lag_and_meeting_unless_it_sits_already(ensemble):
    known = [(told, decided) for told, decided in ensemble if decided < math.inf]
    took = sorted(decided - told for told, decided in known)
    assert len(known) >= 30
    assert 0 < took[0] < took[-1] < 1.0
    assert took[len(took) // 2] > 0.9
