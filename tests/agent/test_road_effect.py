"""Laws of damaged roads: the worst damage counts; who wades deeper passes longer; one lane is half a road."""

import pytest
from drills import LINK_MS, OUT_MS, Tale, bypass, call, cut, world
from hypothesis import given, settings
from hypothesis import strategies as st
from loglab import HEADER
from worlds import scenario

from sim.agent.road_effect import RoadEffect, worst
from sim.agent.roads import FOOT, TrueRoads
from sim.hazard.damage import Damages, Step
from sim.kernel.clock import Clock
from sim.network.roads import RoadGraph, pace, travel_ms
from sim.network.travel import Travel
from sim.record.facts import RoadCut, RoadOpened, RoadReport, UnitChanged, UnitTurned
from sim.record.hazard_facts import RoadLimited, RoadSlowed
from sim.record.log import Log
from sim.terms.enums import Asset, DamageKind

VEHICLES = {"engine": {"wade": 700}, "light": {"wade": 300}}
TWO = (Step("road_clearing", 100, 2), Step("road_clearing", 100))


class Road:
    """True roads, on which damage acts."""

    def __init__(self):
        data = world([])
        data["roads"] = {**data.get("roads", {}), "vehicles": VEHICLES}
        self.world = scenario(data)
        graph = RoadGraph.of(self.world)
        travel = {name: Travel(graph, travel_ms(graph, self.world, name)) for name in VEHICLES}
        travel[FOOT] = travel["light"]
        clock, self.log = Clock(), Log(HEADER)
        self.roads = TrueRoads(clock, self.log, travel, pace(self.world), True)
        self.effect = RoadEffect(self.world, self.roads)
        self.damages = Damages(clock, self.log)
        self.damages.bind(Asset.ROAD, self.effect)

    def strike(self, kind, size=1000, link=1, steps=()):
        return self.damages.strike(kind, link, size, (1, 2), steps)

    def shut(self, link=1):
        return {name for name in (*VEHICLES, FOOT) if link in self.roads.closed_to(name)}

    def roads_at(self, node):
        return [at for at in range(len(self.world.links)) if self.roads.touches("engine", at, node)]

    def told(self):
        kinds = (RoadCut, RoadOpened, RoadLimited, RoadSlowed)
        return [fact for *_, fact in self.log.entries() if isinstance(fact, kinds)]


def test_no_link_at_a_node_takes_less_than_the_least_whatever_is_damaged():
    road = Road()
    links = {node: road.roads_at(node) for node in (0, 1, 2)}
    sound = {
        node: min(road.roads.link_ms["engine"][link] for link in touching) for node, touching in links.items()
    }
    road.damages.advance(road.strike(DamageKind.SLIDE, steps=TWO))
    for node, touching in links.items():
        assert road.roads.least_ms("engine", node) == sound[node]
        assert all(road.roads.over_ms("engine", link) >= sound[node] for link in touching)


def test_a_slide_closes_a_road_to_vehicles_then_leaves_one_lane_then_nothing():
    road = Road()
    slide = road.strike(DamageKind.SLIDE, steps=TWO)
    assert road.shut() == {"engine", "light"}
    road.damages.advance(slide)
    assert road.shut() == set()
    assert road.roads.over_ms(FOOT, 1) == road.roads.link_ms[FOOT][1]
    assert road.roads.over_ms("engine", 1) == 2 * road.roads.link_ms["engine"][1]
    road.damages.advance(slide)
    assert road.roads.over_ms("engine", 1) == road.roads.link_ms["engine"][1]
    assert road.told() == [RoadCut(1, True), RoadSlowed(1, 500), RoadOpened(1), RoadSlowed(1, 1000)]
    assert road.effect.on(1) == ()


@pytest.mark.parametrize(
    ("depth_mm", "shut"),
    [
        (200, set()),
        (300, set()),
        (350, {"light", FOOT}),
        (700, {"light", FOOT}),
        (800, {"engine", "light", FOOT}),
    ],
)
def test_water_closes_a_road_to_those_who_do_not_wade_so_deep(depth_mm, shut):
    road = Road()
    flood = road.strike(DamageKind.ROAD_FLOOD, depth_mm)
    assert road.shut() == shut
    road.damages.mend(flood)
    assert road.shut() == set()
    assert road.roads.permille == {}


def test_water_that_rises_and_falls_closes_to_more_and_to_fewer():
    road = Road()
    flood = road.strike(DamageKind.ROAD_FLOOD, 200)
    shut = []
    for depth_mm in (400, 900, 400, 100):
        road.damages.resize(flood, depth_mm)
        shut.append(len(road.shut()))
    assert shut == [2, 3, 2, 0]
    limits = [fact.vehicles for fact in road.told() if isinstance(fact, RoadLimited)]
    assert limits == [(FOOT, "light"), (), (FOOT, "light"), ()]


def test_the_worst_of_two_damages_counts_until_it_is_mended():
    road = Road()
    slide = road.strike(DamageKind.SLIDE, steps=TWO)
    road.strike(DamageKind.ROAD_FLOOD, 400)
    assert len(road.effect.on(1)) == 2
    road.damages.advance(slide)
    assert road.shut() == {"light", FOOT}
    assert road.roads.permille[1] == 500
    road.damages.advance(slide)
    assert road.shut() == {"light", FOOT}
    assert 500 < road.roads.permille[1] < 1000


@pytest.mark.parametrize(("sight_m", "permille"), [(40, 0), (80, 500), (150, 750), (300, 1000)])
def test_smoke_slows_and_closes_by_how_far_one_sees(sight_m, permille):
    road = Road()
    road.strike(DamageKind.SMOKE, sight_m)
    assert len(road.shut()) == (3 if permille == 0 else 0)
    assert road.roads.permille.get(1, 1000) == (permille or 1000)


def test_a_bridge_that_is_down_closes_and_a_temporary_one_bears_one_lane():
    road = Road()
    bridge = road.strike(DamageKind.BRIDGE, 30, steps=TWO)
    assert len(road.shut()) == 3
    road.damages.advance(bridge)
    assert road.roads.permille[1] == 500


def test_a_road_that_a_script_closed_too_opens_when_both_say_so():
    road = Road()
    slide = road.strike(DamageKind.SLIDE, steps=TWO[:1])
    road.roads.cut(1, None)
    road.damages.advance(slide)
    assert len(road.shut()) == 3
    road.roads.reopen(1, None)
    assert road.shut() == set()
    # people on foot climb over a slide; what a script closes they do not pass
    assert [fact.foot for fact in road.told() if isinstance(fact, RoadCut)] == [True, False]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.sampled_from([DamageKind.SLIDE, DamageKind.ROAD_FLOOD]), st.integers(1, 1200)),
        max_size=5,
    )
)
def test_damage_more_never_opens_a_road_nor_hastens_anybody(damage):
    road, shut, ms = Road(), set(), 0
    for kind, size in damage:
        road.strike(kind, size)
        assert shut <= road.shut()
        shut = road.shut()
        if "engine" not in shut:
            assert road.roads.over_ms("engine", 1) >= ms
            ms = road.roads.over_ms("engine", 1)


def test_no_damage_is_no_hindrance():
    assert worst([]) == (frozenset(), 1000)


@pytest.mark.parametrize("permille", [0, 1001, -5])
def test_a_link_bears_some_of_its_traffic_and_no_more_than_all(permille):
    with pytest.raises(ValueError, match="thousandths"):
        Road().roads.slow(0, permille, None)


# --- in a whole run

UNSEEN_MIN = 1440
"""Until people beside damage tell of it: after the end of these runs."""


def inject(what, link, at_s, until_s=None, size=1000):
    found = {"what": what, "target": f"R{link:02d}", "at": at_s / 3600, "size": size}
    return found if until_s is None else {**found, "until": until_s / 3600}


def struck(calls, *injects, wade=700, caught=0.0, extra=()):
    data = world(calls)
    data["links"] += extra
    data["roads"] = {"caught": caught, "vehicles": {"engine": {"wade": wade}}}
    nobody_looks = {"sight": UNSEEN_MIN, "patrol": UNSEEN_MIN}
    return Tale({**data, "hazards": {"injects": list(injects)}, "repair": nobody_looks})


LEFT_MS = 665_000 + OUT_MS


def test_a_crew_needs_longer_over_a_flooded_link_and_is_there_all_the_same():
    tale = struck([call(600, 3)], inject("road_flood", 1, 0, size=250))
    (slow,) = [fact for _, fact in tale.all(RoadSlowed)]
    assert tale.responses() == {0: LEFT_MS + 2 * LINK_MS + round(LINK_MS * 1000 / slow.permille)}


def test_a_crew_is_turned_by_water_in_which_it_cannot_wade():
    deep = inject("road_flood", 1, 0, 9000, size=500)
    assert struck([call(600, 3)], deep, wade=700).all(UnitTurned) == []
    tale = struck([call(600, 3)], deep, wade=400)
    assert tale.all(UnitTurned) == [(LEFT_MS + LINK_MS, UnitTurned(0, 1, 1))]
    assert tale.told(RoadReport)[0][2] == RoadReport(1, True)
    assert tale.responses() == {0: 9_000_000 + 2 * LINK_MS}


def test_water_that_rises_ahead_of_a_crew_slows_it_from_there_on():
    risen_s = (LEFT_MS + LINK_MS // 2) // 1000
    tale = struck([call(600, 3)], inject("road_flood", 2, risen_s, size=300))
    (slow,) = [fact for _, fact in tale.all(RoadSlowed)]
    assert tale.responses()[0] == pytest.approx(LEFT_MS + 2 * LINK_MS + LINK_MS * 1000 / slow.permille, abs=2)


def test_a_slide_closes_until_the_script_says_it_is_gone():
    tale = struck([call(600, 3)], inject("slide", 1, 0, 5000, size=6000))
    assert tale.responses() == {0: 5_000_000 + 2 * LINK_MS}


ON_LINK_S = (LEFT_MS + LINK_MS + 300_000) // 1000


def test_a_crew_under_which_a_road_slides_turns_or_is_caught_until_it_is_cleared():
    calls, slide = [call(600, 3)], inject("slide", 1, ON_LINK_S, 6000)
    turned = struck(calls, slide)
    assert turned.responses() == {0: 6_000_000 + 300_000 + 2 * LINK_MS}
    caught = struck(calls, slide, caught=1)
    stuck = [fact.status for t, fact in caught.all(UnitChanged) if ON_LINK_S * 1000 <= t < 6_000_000]
    assert stuck == ["stranded"]
    assert caught.told(RoadReport)[0][2] == RoadReport(1, True, True)


def test_who_is_caught_cannot_take_another_way():
    slide, way = inject("slide", 1, ON_LINK_S, 9000), bypass(20, 1, 3)
    free, caught = (struck([call(600, 3)], slide, caught=share, extra=[way]) for share in (0, 1))
    assert free.responses() == {0: ON_LINK_S * 1000 + 300_000 + 2 * LINK_MS}
    assert caught.responses() == {0: 9_000_000 + 300_000 + 2 * LINK_MS}


def test_nobody_is_caught_before_the_link_nor_by_a_script():
    before = inject("slide", 2, ON_LINK_S, 6000)
    assert struck([call(600, 3)], before, caught=1).all(UnitTurned) != []
    assert struck([call(600, 3)], before, caught=1).responses() == struck([call(600, 3)], before).responses()
    data = {**world([call(600, 3)], cuts=[cut(1, ON_LINK_S, 6000)]), "roads": {"caught": 1}}
    assert Tale(data).responses() == {0: 6_000_000 + 300_000 + 2 * LINK_MS}
