"""What a team sets up works from then on, for those whom it is brought to, and is gone when it is spent."""

import pytest
from rigs import Rig, outage, wired

from sim.comms.bearer import Path
from sim.comms.field import FieldKits
from sim.record.facts import SiteChanged
from sim.terms.enums import BearerKind, Degradation, Party, TeamKind
from sim.terms.units import HOUR_MS

FIXED, RADIO, CELL, VSAT, SAT, MESH = (
    BearerKind.FIXED,
    BearerKind.RADIO,
    BearerKind.CELLULAR,
    BearerKind.VSAT,
    BearerKind.TIANTONG,
    BearerKind.MESH,
)
TOWN = 4


def field():
    """Return a rig in which all that stands has failed, its kits, a township and the centre."""
    everything = [outage(what, "all", 0) for what in ("site", "telecom")]
    made = Rig(wired(bearers={"outages": everything, "satellite": {"outdoor": 1}}))
    kits = FieldKits(made.comms, made.scenario, made.clock, made.streams, made.comms.losses)
    made.run_h(0.1)
    town, centre = made.member(TOWN, RADIO, CELL, FIXED), made.member(0, RADIO, SAT, MESH)
    return made, kits, town, centre


def test_a_repeater_carries_around_it_until_it_is_taken_away():
    made, kits, town, centre = field()
    unit = made.member(TOWN, RADIO, kind=Party.UNIT)
    del centre
    made.plant.set_site(0, True)
    kits.switch(TeamKind.RADIO, 0, TOWN, town, True)
    assert made.path(RADIO, town, unit) == Path((3,))
    assert made.plant.sites[3].level is Degradation.WIDE_AREA
    kits.switch(TeamKind.RADIO, 0, TOWN, town, False)
    assert made.plant.sites[3].level is Degradation.DIRECT
    assert made.path(RADIO, town, unit) != Path((3,))


def test_a_second_repeater_has_a_number_of_its_own():
    made, kits, town, _ = field()
    for team, node in ((1, 3), (0, TOWN)):
        kits.switch(TeamKind.RADIO, team, node, town, True)
    kits.switch(TeamKind.RADIO, 1, 3, town, False)
    assert [site.level for site in made.plant.sites[3:]] == [Degradation.DIRECT, Degradation.WIDE_AREA]


def test_a_flying_base_station_serves_after_its_set_up_until_its_endurance_is_over():
    made, kits, town, centre = field()
    begun_h = made.clock.now / HOUR_MS
    kits.switch(TeamKind.UAV_CELL, 1, TOWN, town, True)
    kits.switch(TeamKind.UAV_CELL, 1, TOWN, town, False)  # it falls silent by itself, not when the team says
    assert made.path(CELL, town, centre) == "no_service"
    made.run_h(begun_h + 6.1)
    number = len(made.scenario.telecom) + 1
    assert made.path(CELL, town, centre).via == (number,)
    made.run_h(begun_h + 13)
    assert made.path(CELL, town, centre) == "no_service"
    seen = [(fact.site, fact.up) for t, fact in made.facts(SiteChanged) if t > HOUR_MS]
    assert seen == [(number, True), (number, False)]


def test_a_satellite_station_left_behind_is_set_up_and_carries_and_is_taken_back():
    made, kits, town, centre = field()
    kits.switch(TeamKind.VSAT, 2, TOWN, town, True)
    assert made.path(VSAT, town, centre) == "setting_up"
    made.run_h(0.5)
    assert made.path(VSAT, town, centre).answers is SAT
    kits.switch(TeamKind.VSAT, 2, TOWN, town, False)
    assert made.path(VSAT, town, centre) == "no_terminal"


def test_scouts_leave_a_satellite_telephone():
    made, kits, town, centre = field()
    kits.switch(TeamKind.SCOUT, 3, TOWN, town, True)
    assert made.path(SAT, town, centre).answers is SAT
    kits.switch(TeamKind.SCOUT, 3, TOWN, town, False)
    kits.switch(TeamKind.SCOUT, 3, TOWN, town, False)
    assert made.path(SAT, town, centre) == "no_terminal"


def test_a_relay_joins_a_township_to_the_vehicles_around():
    made, kits, town, _ = field()
    near, without = made.member(TOWN, MESH), made.member(TOWN, SAT)
    kits.base(near, TOWN)
    kits.base(without, TOWN)
    assert made.path(MESH, near, town) == "no_terminal"
    kits.switch(TeamKind.MESH, 4, TOWN, town, True)
    made.run_h(2)
    assert made.path(MESH, near, town) == Path()
    ended = made.carry(MESH, near, town)
    made.run_h(3)
    assert [why for _, why in ended] == [None]
    kits.switch(TeamKind.MESH, 4, TOWN, town, False)
    assert made.path(MESH, near, town) == "no_terminal"


def test_two_relays_over_a_township_share_its_node_and_the_last_takes_it_away():
    made, kits, town, _ = field()
    near = made.member(TOWN, MESH)
    kits.base(near, TOWN)
    for team in (1, 2):
        kits.switch(TeamKind.MESH, team, TOWN, town, True)
    made.run_h(2)
    seen = []
    for team in (1, 2):
        kits.switch(TeamKind.MESH, team, TOWN, town, False)
        seen.append(made.path(MESH, near, town))
    assert seen == [Path(), "no_terminal"]


def test_a_relay_that_is_spent_in_the_middle_of_a_call_cuts_it_off():
    made, kits, town, _ = field()
    near = made.member(TOWN, MESH)
    kits.base(near, TOWN)
    kits.switch(TeamKind.MESH, 4, TOWN, town, True)
    made.run_h(2)
    ended = made.carry(MESH, near, town)
    kits.switch(TeamKind.MESH, 4, TOWN, town, False)
    made.run_h(3)
    assert [why for _, why in ended] == ["cut_off"]


@pytest.mark.parametrize("kind", list(TeamKind))
def test_whoever_waits_is_told_when_a_kit_works(kind):
    made, kits, town, _ = field()
    told = []
    made.plant.on_return(lambda: told.append(made.clock.now))
    kits.switch(kind, 0, TOWN, town, True)
    assert told
