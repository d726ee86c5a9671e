"""A team of communications that flies: over cut roads, by day, to a township that is not heard."""

from drills import Tale, cut
from test_comms_teams import FIRST_MS, district, life, sent

from sim.record.facts import TeamChanged
from sim.record.upper import FlightHeld, FlightLeg
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

TEAM = Band.COMMS_TEAM.address(0)


def flown(start="2025-01-01T08:00:00+08:00", **air):
    """Return a district with a satellite team by helicopter; the last township is silent, its road cut."""
    data = district((4,), {"A": ("vsat", 0)}, cuts=[cut(1, 0), cut(3, 0)])
    data["comms_teams"][0]["vehicle"] = "copter"
    data["roads"] = {"vehicles": {"engine": {}, "light": {}, "copter": {}}}
    data["aid"] = {"policy": "on-request"}
    data["upper"] = {"on": True, "air": {"vehicle": "copter", "speed": 200, "lift": 5, **air}}
    return Tale({**data, "start": start})


def test_it_flies_over_what_is_cut_and_sets_up():
    tale = flown()
    (leg,) = tale.all(FlightLeg)
    assert sent(tale)[0][1:] == (0, 4)
    assert (leg[1].who, leg[1].node, leg[1].bound) == (TEAM, 0, 4)
    assert life(tale)[0] == (FIRST_MS, "en_route")
    assert leg[0] < FIRST_MS + 20 * MINUTE_MS
    assert [status for _, status in life(tale)] == ["en_route", "setting_up", "on_air"]


def test_the_same_team_by_road_does_not_get_there():
    data = district((4,), {"A": ("vsat", 0)}, cuts=[cut(1, 0), cut(3, 0)])
    assert "on_air" not in {fact.status for _, fact in Tale(data).all(TeamChanged)}


def test_at_night_it_waits_for_first_light():
    tale = flown(start="2025-01-01T20:00:00+08:00")
    ((_, held), *_) = tale.all(FlightHeld)
    (leg,) = tale.all(FlightLeg)
    assert (held.who, held.reason) == (TEAM, "night")
    assert leg[0] - leg[1].ms >= 10.5 * HOUR_MS


def test_where_it_cannot_land_nobody_sends_it():
    assert not sent(flown(pads=["N00"]))
