"""Word from homes must come along the lane: to the station, to the township, on foot or by vehicle."""

from types import SimpleNamespace
from typing import Any

import pytest
from worlds import line, scenario

from sim.agent.lanes import Lanes
from sim.agent.post import STROLL_MS
from sim.comms.member import Parcel
from sim.record.facts import CallAnswered, CallReport, CallTaken, Dispatch, MessageSent
from sim.record.header import Header
from sim.record.log import Log
from sim.record.message import Letter
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.enums import BearerKind, Precedence, StationKind
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Band
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS
from sim.world import World

LANES_KM = {"V11": 0.6, "V12": 1.5, "V13": 2.5, "V21": 0.8, "V22": 2.0, "V23": 3.0}
"""As in villages.csv of the hamlet."""


def world(*changes: str, of: Scenario | None = None) -> World:
    """The hamlet with its networks, at noon of a dry day, in which nobody calls."""
    asked = ["start=2025-07-10T12:00:00+08:00", "demand.scale=0", "bearers.outages=[]", *changes]
    of = of or load("hamlet-silent", asked)
    return World(of, Log(_header(of)))


def _header(of: Scenario) -> Header:
    return Header(
        program="",
        scenario=of.canonical,
        fingerprint=of.fingerprint,
        policy="run-card",
        seed=1,
        rep=0,
        horizon_ms=3 * DAY_MS,
        start=of.start.isoformat(),
    )


def village(here: World, name: str) -> Any:
    rows = [row.id for row in here.context.scenario.villages]
    return here.comms.net.members[Band.VILLAGE.address(rows.index(name))]  # type: ignore[union-attr]


def township(here: World, name: str) -> Any:
    row = here.context.scenario.township_ids[name]
    return here.comms.net.members[Band.TOWNSHIP.address(row)]  # type: ignore[union-attr]


def carried_ms(here: World, sender: Any, receiver: Any) -> int:
    """How long a courier takes from now."""
    assert here.comms is not None
    bearer = here.comms.bearers[BearerKind.COURIER]
    path = bearer.path(sender, receiver)
    assert not isinstance(path, str), path
    ended: list[int] = []
    begun = here.clock.now
    bearer.carry(
        Parcel(0, sender, receiver, Precedence.EMERGENCY, 640),
        path,
        lambda why: ended.append(here.clock.now) if why is None else None,
    )
    here.run(begun + 12 * HOUR_MS)
    (when,) = ended
    return when - begun


# --- how long a lane is -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "km"), LANES_KM.items())
def test_a_lane_takes_its_length_at_the_speed_on_foot_and_by_vehicle(name: str, km: float) -> None:
    here = world()
    lanes, row = Lanes(here.context), village(here, name).village
    assert lanes.walk_ms(row) == pytest.approx(km / 4 * HOUR_MS, abs=1)
    light_kmh = here.context.scenario.roads.vehicles["light"].local.value
    assert lanes.drive_ms(row) == pytest.approx(km / light_kmh * HOUR_MS, abs=1)


def test_at_night_one_walks_more_slowly_and_in_the_rain_one_drives_more_slowly() -> None:
    here = world("roads.rain=[{begin: 0, end: 30}]")
    lanes, row = Lanes(here.context), village(here, "V22").village
    assert lanes.walk_ms(row) == pytest.approx(0.5 * HOUR_MS, abs=1)
    light_kmh = here.context.scenario.roads.vehicles["light"].local.value
    assert lanes.drive_ms(row) == pytest.approx(2 / light_kmh / 0.7 * HOUR_MS, abs=1)
    here.run(12 * HOUR_MS)
    assert lanes.walk_ms(row) == pytest.approx(2 / 2.5 * HOUR_MS, abs=1)
    assert lanes.drive_ms(row) == pytest.approx(2 / light_kmh / 0.7 / 0.8 * HOUR_MS, abs=1)


def test_who_lives_at_the_road_has_no_lane() -> None:
    here = world()
    lanes, seat = Lanes(here.context), township(here, "T2")
    assert lanes.walk_ms(None) == lanes.drive_ms(None) == lanes.between_ms(seat, seat) == 0
    assert lanes.between_ms(village(here, "V21"), seat) == lanes.between_ms(seat, village(here, "V21"))


# --- couriers -----------------------------------------------------------------------------------------------


def test_over_a_short_lane_a_runner_goes_at_once() -> None:
    here = world("villages.V21.access_km=0.4")
    assert carried_ms(here, village(here, "V21"), township(here, "T2")) == (2 + 6) * MINUTE_MS


def test_over_a_long_lane_a_courier_is_made_ready_and_drives() -> None:
    here = world("villages.V21.access_km=8")
    light_kmh = here.context.scenario.roads.vehicles["light"].local.value
    expected = 10 * MINUTE_MS + 8 / light_kmh * HOUR_MS
    assert carried_ms(here, village(here, "V21"), township(here, "T2")) == pytest.approx(expected, abs=2)


def test_a_courier_from_another_place_comes_along_the_lane_as_well() -> None:
    short, long = world("villages.V22.access_km=0"), world("villages.V22.access_km=5")
    light_kmh = short.context.scenario.roads.vehicles["light"].local.value
    times = [carried_ms(here, village(here, "V22"), township(here, "T2")) for here in (short, long)]
    assert times[1] - times[0] == pytest.approx(5 / light_kmh * HOUR_MS, abs=2)


def test_a_courier_to_a_village_goes_up_its_lane_before_it_hands_over() -> None:
    short, long = world("villages.V22.access_km=0"), world("villages.V22.access_km=5")
    times = [carried_ms(here, township(here, "T2"), village(here, "V22")) for here in (short, long)]
    assert times[1] > times[0] + 5 / 60 * HOUR_MS


def test_couriers_over_long_lanes_are_counted() -> None:
    here = world("villages.V21.access_km=8")
    assert here.comms is not None
    bearer, one, seat = here.comms.bearers[BearerKind.COURIER], village(here, "V21"), township(here, "T2")
    parcel = Parcel(0, one, seat, Precedence.EMERGENCY, 640)
    for _ in range(2):
        path = bearer.path(one, seat)
        assert not isinstance(path, str)
        bearer.carry(parcel, path, lambda why: None)
    assert bearer.path(one, seat) == "no_courier"


# --- people -------------------------------------------------------------------------------------------------


def called(here: World, name: str) -> tuple[int, int]:
    """To whom somebody goes who cannot telephone, and how long it takes until that one knows."""
    assert here.comms is not None
    row = village(here, name).village
    node = here.context.scenario.node_ids[here.context.scenario.villages[row].node]
    goals: list[int] = []
    net = SimpleNamespace(
        send=lambda sender, receiver, body, cause, at=None, stuck=None: (
            stuck() if stuck else goals.append(receiver)
        )
    )
    here.context.net, keep = net, here.context.net
    here.context.call(CallReport(0, 0, row, node), 0)
    here.context.net = keep
    (goal,) = goals
    people = here.comms.directory.outsider(row)
    return goal, carried_ms(here, people, here.comms.net.members[goal])


def test_people_walk_to_a_station_in_their_place_and_it_takes_their_lane() -> None:
    here = world()
    station = Band.STATION.address(here.context.scenario.station_ids["S1"])
    assert called(here, "V11") == (station, round(0.6 / 4 * HOUR_MS))


def test_where_the_station_is_too_far_they_go_to_their_committee() -> None:
    here = world("villages.V11.access_km=6")
    own = village(here, "V11")
    assert Lanes(here.context).walk_ms(own.village) > STROLL_MS
    assert called(here, "V11") == (own.address, 10 * MINUTE_MS)


def test_where_there_is_no_station_they_go_to_their_committee() -> None:
    here = world()
    assert called(here, "V12") == (village(here, "V12").address, 10 * MINUTE_MS)


@pytest.mark.parametrize(
    "kinds", [("enterprise", "national"), ("national", "enterprise"), ("rescue", "township")]
)
def test_of_several_stations_in_one_place_people_turn_to_the_one_that_rescues(kinds: tuple[str, str]) -> None:
    first = load("hamlet-silent", ["demand.scale=0"])
    home = next(row for row in first.stations if row.id == "S1")
    changed = [
        row.model_copy(update={"kind": StationKind(kind), "node": home.node}) if row.id == name else row
        for row in first.stations
        for name, kind in [
            next(((n, k) for n, k in zip(("S1", "S2"), kinds, strict=True) if n == row.id), ("", ""))
        ]
    ]
    here = world(of=Scenario.of(first.model_copy(update={"stations": tuple(changed)}).canonical))
    wanted = "S1" if kinds[0] == "national" else "S2"
    assert called(here, "V11")[0] == Band.STATION.address(here.context.scenario.station_ids[wanted])


# --- a call that is told twice ------------------------------------------------------------------------------


def told_twice(apart_ms: int) -> list[tuple[int, Any]]:
    """What is written down when the centre hears of one call twice."""
    data = line(nodes=2, stations={0: 1})
    data["demand"]["kinds"]["fire"]["per_1000"] = 300
    of = scenario(data)
    here = World(of, Log(_header(of)))
    while not here.context.incidents:
        here.run(here.clock.now + 1000)
    (call,) = here.context.incidents
    birth = here.context.incidents[call].birth
    here.run(here.clock.now + apart_ms)
    report = CallReport(call, birth.kind, birth.place, birth.node)
    begun = next(
        seq
        for seq, _, _, fact in here.log.entries()
        if isinstance(fact, MessageSent) and fact.sender == PUBLIC
    )
    here.centre.receive(Letter(PUBLIC, here.clock.now, begun, (report,)))
    here.run(here.clock.now + 10 * MINUTE_MS)
    return [(t, fact) for _, t, _, fact in here.log.entries()]


@pytest.mark.parametrize("apart_ms", [0, 1000, 20_000, 59_000, 200_000])
def test_a_call_that_is_told_twice_is_answered_and_taken_once_and_nobody_is_sent_before(
    apart_ms: int,
) -> None:
    told = told_twice(apart_ms)
    answered = [t for t, fact in told if isinstance(fact, CallAnswered) and fact.call == 0]
    taken = [t for t, fact in told if isinstance(fact, CallTaken) and fact.call == 0]
    sent = [
        t
        for t, fact in told
        if isinstance(fact, MessageSent) and fact.sender == DISPATCH_CENTRE
        for item in fact.body
        if isinstance(item, Dispatch) and item.call == 0
    ]
    assert len(answered) == len(taken) == 1
    assert sent
    assert answered[0] < taken[0] <= min(sent)
