"""The dispatch centre: who waits for a call-taker, who is handed over, who decides."""

from functools import partial

import pytest
from drills import LINK_MS, OUT_MS, Tale, call, world
from mesa import Model
from worlds import kind, scenario

from sim.agent.command import RestlessPolicy
from sim.policy import Nearest, RunCard
from sim.record.facts import CallAnswered, CallEnded, CallTaken, MoveUp
from sim.record.log import Log
from sim.run import policy_name, run
from sim.terms.units import HOUR_MS
from sim.world import UnknownPolicy, World

ONE_CALL = world([call(600, 2)])
LADDER = kind(run_card={"ladder": 1}, severities=[{"id": "x", "needs": {"ladder": 1}}])


# --- call-takers


def test_a_caller_waits_until_a_call_taker_has_asked_the_one_before():
    data = world([call(600, 0), call(610, 0), call(620, 0)], {0: 3})
    data["dispatch"]["call_takers"] = 1
    tale = Tale(data)
    assert [t for t, _ in tale.all(CallAnswered)] == [605_000, 670_000, 735_000]
    assert [(t, fact.call) for t, fact in tale.all(CallTaken)] == [(665_000, 0), (730_000, 1), (795_000, 2)]


def test_two_call_takers_take_two_calls_at_once():
    data = world([call(600, 0), call(610, 0), call(620, 0)], {0: 3})
    data["dispatch"]["call_takers"] = 2
    assert [t for t, _ in Tale(data).all(CallTaken)] == [665_000, 675_000, 730_000]


def test_a_call_that_still_rings_at_the_horizon_is_open():
    data = world([call(86_390, 0), call(86_391, 0)])
    data["dispatch"]["call_takers"] = 1
    tale = Tale(data)
    assert [stage for _, stage in (tale.ended(0), tale.ended(1))] == ["open", "open"]
    assert len(tale.all(CallAnswered)) == 1


# --- handed over


def test_a_call_that_nobody_here_can_serve_is_handed_over_when_it_has_been_taken():
    data = world([call(600, 2)], kinds={"fire": LADDER})
    assert Tale(data).ended() == (665_000, "handed_over")


def test_a_call_that_is_served_in_part_stays_and_takes_longer():
    half = kind(run_card={"engine": 1}, severities=[{"id": "x", "needs": {"engine": 1, "ladder": 1}}])
    tale = Tale(world([call(600, 0)], kinds={"fire": half}))
    assert tale.ended() == (665_000 + OUT_MS + HOUR_MS, "closed")


def test_units_that_do_not_take_part_can_serve_nothing():
    data = world([call(600, 0)], {0: 1, 4: 1})
    data["units"][0]["type"] = "ladder"
    data["unit_types"]["ladder"] = {**data["unit_types"]["engine"], "capabilities": ["ladder"]}
    data["demand"]["kinds"]["fire"] = LADDER
    data["stations"][0]["kind"] = "township"
    data["forces"]["town_brigades"] = False
    assert Tale(data).ended() == (665_000, "handed_over")


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_of_the_calls_that_wait_beyond_the_limit_the_latest_are_handed_over(limit):
    data = world([call(600 + i, 0) for i in range(4)])
    data["dispatch"] |= {"queue_limit": limit, "call_takers": 9}
    tale = Tale(data)
    lost = [fact.call for _, fact in tale.all(CallEnded) if fact.stage == "handed_over"]
    assert lost == list(range(limit + 1, 4))


def test_the_less_urgent_are_handed_over_first():
    kinds = {"fire": kind(priority=5), "rescue": kind(priority=1)}
    data = world([call(600, 0), call(610, 0), call(620, 0, "rescue")], kinds=kinds)
    data["dispatch"] |= {"queue_limit": 1}
    tale = Tale(data, "nearest")
    assert [fact.call for _, fact in tale.all(CallEnded) if fact.stage == "handed_over"] == [1]


def test_without_a_limit_calls_wait_as_long_as_it_takes():
    tale = Tale(world([call(600 + i, 0) for i in range(4)]))
    assert [stage for _, stage in map(tale.ended, range(4))] == ["closed"] * 4


# --- who decides


def test_the_policy_is_asked_once_after_all_that_happens_in_a_millisecond():
    asked = []

    class Silent:
        """Decide nothing, and note when."""

        def decide(self, picture):
            asked.append(picture.now_ms)
            return ()

    Tale(world([call(600, 1), call(600, 2), call(600, 3)], {0: 3}), Silent())
    assert asked == [0, 665_000]


def test_a_policy_that_never_comes_to_rest_is_stopped_and_named():
    class Restless:
        """Send the same unit home again and again."""

        def decide(self, picture):
            yield MoveUp(0, 0)

    with pytest.raises(RestlessPolicy, match="at 0 ms"):
        Tale(ONE_CALL, Restless())


def test_a_policy_may_give_many_orders_at_many_times():
    class Busy:
        """Send everybody somewhere whenever asked, a thousand times at most."""

        def __init__(self):
            self.left = 1000

        def decide(self, picture):
            if self.left:
                self.left -= 1
                yield MoveUp(0, 0)

    assert Tale(ONE_CALL, Busy()).ended()[1] == "open"


def decide_nothing(plan):
    """Return a policy that decides nothing."""

    class Nothing:
        """Decide nothing."""

        name = "nothing"

        def decide(self, picture):
            return ()

    return Nothing()


@pytest.mark.parametrize("policy", ["nearest", Nearest, partial(Nearest)], ids=["name", "class", "factory"])
def test_a_policy_is_a_name_a_class_or_what_makes_one(policy):
    assert Tale(ONE_CALL, policy).entries == Tale(ONE_CALL, "nearest").entries


def test_a_policy_is_an_object_that_decides():
    assert Tale(ONE_CALL, decide_nothing(None)).ended()[1] == "open"


@pytest.mark.parametrize(
    ("policy", "name"),
    [
        ("run-card", "run-card"),
        (RunCard, "RunCard"),
        (decide_nothing, "decide_nothing"),
        (decide_nothing(None), "nothing"),
    ],
)
def test_the_header_names_the_policy(policy, name):
    assert policy_name(policy) == run(scenario(ONE_CALL), policy).header.policy == name


def test_a_policy_without_a_name_goes_by_its_class():
    assert policy_name(object()) == "object"


def test_the_scenario_says_the_policy_where_nobody_else_does():
    data = {**ONE_CALL, "dispatch": {**ONE_CALL["dispatch"], "policy": "coverage"}}
    assert run(scenario(data)).header.policy == "coverage"


def test_an_unknown_policy_is_told_which_there_are():
    with pytest.raises(UnknownPolicy, match=r"'nearst'.*coverage, nearest, run-card"):
        run(scenario(ONE_CALL), "nearst")


# --- step by step


@pytest.fixture
def open_world():
    district = scenario(ONE_CALL)
    log = Log(run(district).header)
    world = World(district, log)
    yield world
    world.close()


def test_a_world_steps_by_the_hour_and_stops_at_its_horizon(open_world):
    while open_world.running:
        open_world.step()
    assert open_world.clock.now == 24 * HOUR_MS
    open_world.finish()
    assert open_world.log.digest == run(scenario(ONE_CALL)).digest


def test_a_world_does_not_go_back(open_world):
    open_world.run(HOUR_MS)
    open_world.run(60_000)
    assert open_world.clock.now == HOUR_MS


def test_a_world_shows_its_stations_and_units_to_mesa(open_world):
    kinds = {type(agent).__name__ for agent in open_world.agents}
    assert kinds == {"DispatchCentre", "Station", "Unit"}
    open_world.run(1_000_000)
    assert [(unit.status, unit.call, unit.people) for unit in open_world.units] == [("en_route", 0, 6)]
    assert open_world.stations[0].people == 0


def test_a_closed_world_holds_no_agents(open_world):
    open_world.close()
    assert len(open_world.agents) == 0


def test_a_world_keeps_off_the_names_that_newer_versions_of_mesa_take(open_world):
    taken = {"scenario", "time", "data_registry", "data_collector"} - set(vars(Model()))
    assert not taken & set(vars(open_world))


@pytest.mark.parametrize("t_s", [0, 600, 700, 3000])
def test_travel_is_the_same_whether_a_world_is_stepped_or_run(open_world, t_s):
    open_world.run(t_s * 1000)
    while open_world.running:
        open_world.step()
    assert open_world.clock.now == 24 * HOUR_MS
    came = [t for _, t, _, fact in open_world.log.entries() if getattr(fact, "status", "") == "on_scene"]
    assert came == [665_000 + OUT_MS + 2 * LINK_MS]
