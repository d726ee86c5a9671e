"""The monitor lets a sound log pass, and finds each planted fault by the law it breaks."""

from collections.abc import Callable
from typing import Any

import pytest
import silences
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from outages import LEFT_MS, TANK_MS, powered
from outages import scenario as power_scenario
from silences import Silence, silent
from stories import CENTRE, END_S, FULL_ML, PUBLIC, Story, networked, scenario, whole
from test_aid_laws import PLANTED as AID_PLANTED
from test_aid_laws import sound
from test_basin_laws import PLANTED as BASIN_PLANTED
from test_capability_laws import DONE, LINE, NEED, OUT, RETREAT
from test_control_laws import PLANTED as CONTROL_PLANTED
from test_control_laws import sound as controlled
from test_damage_laws import FACTS_SEEN, PLANTED
from test_laws_of_first_minutes_and_water import PLANTED as FIRST_PLANTED
from test_laws_of_first_minutes_and_water import sound as first_minutes
from test_municipal_laws import PLANTED as MUNICIPAL_PLANTED
from test_municipal_laws import sound as municipal
from test_own_storm_laws import PLANTED as OWN_STORM_PLANTED
from test_own_storm_laws import SOUND as OWN_STORM_SOUND
from test_people_laws import PEOPLE_PLANTED, warned
from test_relief_laws import RELIEF_PLANTED
from test_relief_laws import sound as relieved
from test_repair_laws import PLANTED as REPAIRS_PLANTED
from test_repair_laws import mended
from test_response_laws import PLANTED as LEVELS_PLANTED
from test_response_laws import sound as levels
from test_seismic_laws import SEEN
from test_truck_laws import PLANTED as TRUCKS_PLANTED
from test_truck_laws import sound as fed
from test_uav_laws import PLANTED as UAVS_PLANTED
from test_uav_laws import sound as flown
from test_utility_laws import SEEN as UTILITIES_SEEN
from test_utility_laws import UTILITIES_PLANTED

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.metric.laws.roads import RoadLaws
from sim.metric.laws.units import NEXT
from sim.record.basin import BASIN_FACTS
from sim.record.facts import (
    FACTS,
    CallEnded,
    CallReport,
    CallTaken,
    CommandChanged,
    CourierMoved,
    Dispatch,
    FibreChanged,
    MainsChanged,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MoveUp,
    ReachChanged,
    RoadCut,
    RoadOpened,
    RoadReport,
    RunEnded,
    SiteChanged,
    UnitChanged,
    UnitReport,
    UnitTurned,
)
from sim.record.hazard_facts import DamageBegan
from sim.record.posts import POST_FACTS
from sim.record.power_facts import LoadChanged, LoadFuelled, PowerNodeChanged, SwitchChanged
from sim.record.seat_facts import InjectStruck
from sim.record.seismic import QuakeAlarm, QuakeSpared
from sim.scenario.model import Scenario
from sim.terms.enums import UnitStatus
from sim.terms.errors import InvariantBroken
from sim.terms.statuses import UNKNOWN

WORLD = scenario()
ON_THE_GRID = power_scenario()


def watch(rows: list[tuple[int, int | None, Any]], size: int = 10_000, world: Scenario = WORLD) -> None:
    """Show rows to a monitor, some at a time."""
    monitor = Monitor(world)
    for first in range(0, len(rows), size):
        times, causes, facts = zip(*rows[first : first + size], strict=True)
        monitor(first, times, causes, facts)


def breach(rows: list[tuple[int, int | None, Any]], **how: Any) -> str:
    """Return what the monitor says of a log that breaks a law."""
    with pytest.raises(InvariantBroken) as caught:
        watch(rows, **how)
    return str(caught.value)


Plant = Callable[[Story], Any]
BOTH = (Dispatch(0, 0, 2, 2), MoveUp(0, 1))
AVOIDING = Dispatch(0, 0, 2, 2, (1,))


def cut_all_along(story: Story) -> None:
    """Let unit 0 set out over link 1 while it is cut, and arrive though it stays cut."""
    story.add("cut1", 200, RoadCut(1))
    story.add("opened1", 1900, RoadOpened(1))


def errand(story: Story, foot: bool, slide: bool) -> None:
    """Let a courier set out while link 1 is closed, for vehicles alone or for all, and get over it."""
    story.add("cut1", 15_000, RoadCut(1, slide))
    story.add("leaves", 15_100, CourierMoved(0, foot, 1, 2, (1,)))
    story.add("is there", 18_000, CourierMoved(0, foot, 2, 2))


def slide(story: Story, name: str, foot: bool = True) -> None:
    """Let something come down on link 0 that people on foot get over, or not."""
    story.add(name, 15_000, RoadCut(0, foot))


def closed_by_nobody(story: Story) -> None:
    """Let a call be closed where no unit was."""
    story.add("c3/closed", 21_000, CallEnded(3, "closed"), "c3/taken")
    story.blank("c3/ended")


def arrival_after_the_end(story: Story) -> None:
    """Let a call be handed over just before a unit is there."""
    story.change("c1/ended", stage="handed_over")
    story.move("c1/ended", 6500, "c1/taken")


def bound_for_no_call(story: Story) -> None:
    """Let a unit with both orders set out for neither."""
    story.change("u0/go", call=None)
    story.change("u0/order/sent", body=BOTH)


def order_too_late(story: Story) -> None:
    """Let a unit turn out before the order reaches it."""
    story.move("u0/order", 166)
    story.move("u0/out", 165, "c0/taken")


def dies_under_way(story: Story) -> None:
    """Let a site die while a message is on it."""
    story.add("dies", 11_115, SiteChanged("radio370", 6, False, "direct_mode"))


def dies_for_a_moment(story: Story) -> None:
    """Let a site die while a message is on it, and be back before that arrives."""
    story.add("dies", 11_115, SiteChanged("radio370", 4, False, "direct_mode"))
    story.add("lives", 11_116, SiteChanged("radio370", 4, True, "wide_area_trunking"))


PLANTS: list[tuple[str, str, Plant]] = [
    ("named", "an answer without a cause", lambda s: s.entries["c0/answered"].__setitem__(1, None)),
    ("named", "a turn without a cause", lambda s: s.entries["u2/turned"].__setitem__(1, None)),
    ("last", "a fact after the end", lambda s: s.add("late", END_S, RoadCut(1))),
    ("horizon", "a fact after the horizon", lambda s: s.add("late", END_S + 1, RoadCut(1))),
    ("birth", "a call numbered twice", lambda s: s.change("c1", call=0)),
    ("birth", "a number left out", lambda s: s.change("c3", call=4)),
    ("heard", "an answer before word came", lambda s: s.change("c0/heard/sent", body=())),
    (
        "heard",
        "word of a call that has not begun",
        lambda s: s.change("c0/heard/sent", body=(CallReport(9, 0, 0, 0),)),
    ),
    ("heard", "word that went elsewhere", lambda s: s.change("c0/heard/sent", receiver=3)),
    ("stages", "a call taken twice", lambda s: s.add("twice", 300, CallTaken(0), "c0/taken")),
    ("stages", "a call taken before it was answered", lambda s: s.move("c2/taken", 12_001, "c2/heard")),
    ("stages", "a call closed twice", lambda s: s.add("twice", 4000, CallEnded(0, "closed"), "c0/ended")),
    (
        "stages",
        "an open call ended twice",
        lambda s: s.add("twice", 21_000, CallEnded(3, "open"), "c3/taken"),
    ),
    ("stages", "an end of an unknown kind", lambda s: s.change("c0/ended", stage="lost")),
    ("stages", "a call handed over before it was taken", lambda s: s.move("c2/ended", 12_050, "c2/answered")),
    ("stages", "an answer to no call", lambda s: s.change("c0/answered", call=77)),
    ("worked", "a call closed by nobody", closed_by_nobody),
    ("open", "a call given up early", lambda s: s.move("c3/ended", 21_000)),
    ("ended", "a call that is lost", lambda s: s.blank("c3/ended")),
    (
        "present",
        "an arrival after the end",
        arrival_after_the_end,
    ),
    ("present", "a unit that stays for ever", lambda s: s.blank("u0/back", "u0/restore", "u0/home")),
    ("sent_to", "an order before the call was taken", lambda s: s.move("u0/order/sent", 150, "c0/heard")),
    (
        "status",
        "from the scene to the station's turnout",
        lambda s: s.change("u0/back", status="turning_out"),
    ),
    ("status", "an arrival without a drive", lambda s: s.blank("u0/go")),
    ("status", "a status nobody knows", lambda s: s.change("u0/there", status="asleep")),
    ("status", "a unit that does not exist", lambda s: s.change("u0/there", unit=9)),
    ("turned", "a turn of a unit that does not exist", lambda s: s.change("u2/turned", unit=-1)),
    ("status", "a unit that never reported", lambda s: s.blank("u0/roll")),
    ("ordered", "turning out without an order", lambda s: s.change("u0/order/sent", body=())),
    (
        "ordered",
        "an order that was lost",
        lambda s: s.entries["u0/order"].__setitem__(2, MessageLost(0, "noise")),
    ),
    ("ordered", "an order to somebody else", lambda s: s.change("u0/order/sent", receiver=3)),
    ("ordered", "an order that comes too late", order_too_late),
    ("ordered", "moving up without an order", lambda s: s.change("u1/order/sent", body=())),
    (
        "ordered",
        "an order to a unit that does not exist",
        lambda s: s.change("u1/order/sent", body=(MoveUp(77, 1),)),
    ),
    ("one_call", "another call on arrival", lambda s: s.change("u2/there", call=0)),
    ("one_call", "a call while moving up", lambda s: s.change("u1/move", call=1)),
    ("one_call", "another call at the hospital", lambda s: s.change("u2/carry", call=0)),
    ("place", "turning out somewhere else", lambda s: s.change("u0/out", node=1)),
    ("place", "bound for another node than the call's", lambda s: s.change("u0/go", node=1)),
    (
        "place",
        "bound for no call",
        bound_for_no_call,
    ),
    ("place", "a jump on arrival", lambda s: s.change("u0/there", node=3)),
    ("place", "at home at another station", lambda s: s.change("u0/home", node=4)),
    ("place", "bound for another home", lambda s: s.change("u0/back", node=4)),
    ("sooner", "an arrival too soon", lambda s: s.move("u0/there", 900)),
    ("sooner", "home too soon", lambda s: s.move("u0/restore", 4000)),
    ("crew", "people lost on the way", lambda s: s.change("u0/there", crew=5)),
    ("crew", "people left on a parked unit", lambda s: s.change("u0/home", crew=6)),
    ("manned", "too few to go out", lambda s: s.change("u0/out", crew=3)),
    ("manned", "nobody on board", lambda s: s.change("u0/out", crew=0)),
    ("manned", "more than there are seats", lambda s: s.change("u0/out", crew=7)),
    ("fuel", "fuel from nowhere", lambda s: s.change("u0/fuel", left_ml=196_000)),
    (
        "fuel",
        "fuel used backwards",
        lambda s: s.change("u0/fuel", used_ml=-5, filled_ml=0, left_ml=FULL_ML + 5),
    ),
    (
        "tank",
        "fuel below nothing",
        lambda s: s.change("u0/fuel", used_ml=300_000, filled_ml=0, left_ml=-100_000),
    ),
    (
        "tank",
        "more than the tank holds",
        lambda s: s.change("u0/fuel", used_ml=0, filled_ml=1, left_ml=FULL_ML + 1),
    ),
    ("tank", "fuel of no unit", lambda s: s.change("u0/fuel", unit=12)),
    (
        "posted",
        "a message delivered twice",
        lambda s: s.add("twice", 166, MessageDelivered(0), "u0/order/sent"),
    ),
    (
        "posted",
        "a message delivered and lost",
        lambda s: s.add("twice", 166, MessageLost(0, "x"), "u0/order/sent"),
    ),
    ("posted", "a message that was never sent", lambda s: s.blank("u0/there!/sent")),
    ("in_flight", "a message forgotten", lambda s: s.change("end", in_flight=0)),
    ("in_flight", "a message too many", lambda s: s.blank("flying")),
    ("cut", "a link cut twice", lambda s: s.add("twice", 4250, RoadCut(3))),
    ("cut", "an open link opened", lambda s: s.add("twice", 6100, RoadOpened(3))),
    ("crossed", "a drive over a cut road", cut_all_along),
    ("crossed", "a courier who drives over a slide", lambda s: errand(s, foot=False, slide=True)),
    ("crossed", "a courier who walks through a flood", lambda s: errand(s, foot=True, slide=False)),
    ("cut", "a slide on a slide", lambda s: [slide(s, "one"), slide(s, "two")]),
    ("cut", "a slide on a flood", lambda s: [slide(s, "one", foot=False), slide(s, "two")]),
    ("turned", "a turn at an open link", lambda s: s.change("u2/turned", link=2)),
    ("turned", "a turn while at home", lambda s: s.add("turn", 50, UnitTurned(1, 3, 0), "u1/roll")),
    ("turned", "an arrival after a turn", lambda s: s.change("u2/stranded", status="on_scene", node=3)),
    ("planned", "a road known to be closed", lambda s: s.blank("u2/open/sent", "u2/open")),
    (
        "planned",
        "a road the crew was told of",
        lambda s: s.say("told", 180, (CENTRE, 2), RoadReport(1, True), cause="u0/out"),
    ),
    ("taken", "a message that nobody took is dropped", lambda s: s.blank("word/rung")),
    ("taken", "a message dropped by another", lambda s: s.change("word/cut", bearer="fixed")),
    (
        "taken",
        "a message dropped twice",
        lambda s: s.drop("word/again", 11_111, "word", "cellular", "word/rung"),
    ),
    ("taken", "a message brought by another", lambda s: s.change("word/heard", by="mesh")),
    ("taken", "a message brought by whom it was lost", lambda s: s.change("word/heard", by="cellular")),
    ("dead", "a dead site takes a message", lambda s: s.move("word/rung", 11_107, "word")),
    ("dead", "a dead site among two", lambda s: s.change("word/rung", via=(5, 3))),
    ("whole", "a message over a site that died", dies_under_way),
    ("whole", "a message over a site that died and came back", dies_for_a_moment),
    ("switch", "mains that go twice", lambda s: s.add("twice", 11_050, MainsChanged(1, False))),
    ("switch", "mains that come twice", lambda s: s.add("twice", 11_240, MainsChanged(1, True))),
    ("switch", "mains that come before they go", lambda s: s.change("dark", on=True)),
    ("switch", "a cable cut twice", lambda s: s.add("twice", 11_050, FibreChanged(0, False))),
    ("switch", "a whole cable mended", lambda s: s.add("twice", 11_250, FibreChanged(0, True))),
    ("switch", "contact lost twice", lambda s: s.add("twice", 11_050, ReachChanged(400_000, False))),
    ("switch", "contact found twice", lambda s: s.add("twice", 11_250, ReachChanged(400_000, True))),
    ("planned", "a road the order said to avoid", lambda s: s.change("u0/order/sent", body=(AVOIDING,))),
]


@pytest.mark.parametrize("size", [10_000, 7])
@pytest.mark.parametrize(
    ("law", "fault", "plant"), PLANTS, ids=[f"{law}: {fault}" for law, fault, _ in PLANTS]
)
def test_each_planted_fault_is_found_by_the_law_it_breaks(
    law: str, fault: str, plant: Plant, size: int
) -> None:
    story = networked()
    plant(story)
    assert breach(story.rows(), size=size).startswith(LAWS[law].en), fault


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_sound_log_passes(size: int) -> None:
    watch(whole().rows(), size)
    watch(silent().rows(), size)
    watch(networked().rows(), size)


def over(story: Silence, by: str, site: int, begun_s: float, came_s: float) -> None:
    """Let a message that goes to a station travel over a site."""
    story.send("via", begun_s, (CENTRE, 100_001), UnitReport(0, "in_quarters", 0, None))
    story.take("via", begun_s, by, (site,))
    story.add("via", came_s, MessageDelivered(0, by), "via/sent")


SILENT_PLANTS: list[tuple[str, str, Callable[[Silence], Any]]] = [
    ("dead", "a message over a dead radio site", lambda s: over(s, "radio370", 0, 1300, 1301)),
    ("dead", "a call over a dead telecom site", lambda s: over(s, "cellular", 0, 700, 701)),
    ("dead", "a landline over the same", lambda s: over(s, "fixed", 0, 700, 701)),
    ("whole", "a site that went out meanwhile", lambda s: over(s, "radio370", 0, 1100, 1300)),
    ("whole", "a site that went out and came back", lambda s: over(s, "radio370", 0, 1100, 13_000)),
    ("whole", "a telecom site that went out meanwhile", lambda s: over(s, "fixed", 0, 500, 601)),
    ("taken", "a delivery by nobody who had it", lambda s: s.blank("c0/heard/fixed")),
    ("taken", "a failure of nobody who had it", lambda s: s.blank("c1/village/tiantong")),
    (
        "taken",
        "a delivery by one who had dropped it",
        lambda s: s.change("c1/village", by="tiantong"),
    ),
    ("command", "one who leads takes command again", lambda s: s.add("again", 2000, CommandChanged(0, 0))),
    ("command", "command of a call that has ended", lambda s: s.add("late", 4000, CommandChanged(0, 1))),
    ("switch", "mains that are off go off", lambda s: s.add("twice", 1000, MainsChanged(1, False))),
    ("switch", "mains that are on come on", lambda s: s.add("twice", 800, MainsChanged(1, True))),
    ("switch", "a whole cable mended", lambda s: s.add("twice", 500, FibreChanged(0, True))),
    ("switch", "a post blind twice", lambda s: s.add("twice", 1300, ReachChanged(200_001, False))),
]


@pytest.mark.parametrize(
    ("law", "fault", "plant"), SILENT_PLANTS, ids=[f"{law}: {fault}" for law, fault, _ in SILENT_PLANTS]
)
def test_each_fault_of_communications_is_found_by_the_law_it_breaks(
    law: str, fault: str, plant: Callable[[Silence], Any]
) -> None:
    story = silent()
    plant(story)
    assert breach(story.rows()).startswith(LAWS[law].en), fault


def gone(*names: str) -> Plant:
    """Leave entries out; what followed from them follows from nothing."""

    def plant(story: Story) -> None:
        for name in names:
            del story.entries[name]
        for entry in story.entries.values():
            entry[1] = None if entry[1] in names else entry[1]

    return plant


HIT = DamageBegan(1, "equipment", 1, 1, (), None)
POWER_PLANTS: list[tuple[str, str, Plant]] = [
    ("path", "a node behind a dead one", gone("one/ta", "tied/ta/back")),
    ("path", "a node behind a dead line", gone("two/ta", "two/ta/back")),
    ("path", "a tie that feeds and is open", gone("tie", "tie/open")),
    ("path", "mains at a dead node", lambda s: s.change("two/pump", source="mains")),
    ("path", "a township with mains in the dark", gone("tied/homes/back", "two/homes")),
    ("unbroken", "a line that was broken", gone("l1", "l1/back")),
    ("unbroken", "a substation that was broken", lambda s: s.add("hit", 1000, HIT)),
    ("load_fuel", "a tank that empties by itself", lambda s: s.change("two/pump", fuel_ms=TANK_MS - 1)),
    ("load_fuel", "a generator that burns nothing", lambda s: s.change("two/pump/back", fuel_ms=TANK_MS)),
    (
        "load_fuel",
        "a generator that burns too little",
        lambda s: s.change("two/pump/back", fuel_ms=LEFT_MS + 1),
    ),
    ("load_fuel", "fuel that did not arrive", lambda s: s.change("fuel", left_ms=TANK_MS)),
    (
        "load_fuel",
        "more taken out than was there",
        lambda s: s.change("fuel", added_ms=-TANK_MS, left_ms=-3_600_000),
    ),
    ("load_fuel", "an engine that runs dry and on", lambda s: s.move("two/pump/back", 19_000)),
    ("load_fuel", "an engine that runs on", lambda s: s.add("late", 21_000, LoadChanged(3, "battery", 0))),
    ("switch", "a dead node that goes dead", lambda s: s.add("twice", 700, PowerNodeChanged(2, True))),
    ("switch", "a tie closed twice", lambda s: s.add("twice", 700, SwitchChanged(3, True))),
]


@pytest.mark.parametrize("size", [10_000, 3])
@pytest.mark.parametrize(
    ("law", "fault", "plant"), POWER_PLANTS, ids=[f"{law}: {fault}" for law, fault, _ in POWER_PLANTS]
)
def test_each_fault_of_power_is_found_by_the_law_it_breaks(
    law: str, fault: str, plant: Plant, size: int
) -> None:
    story = powered()
    plant(story)
    assert breach(story.rows(), size=size, world=ON_THE_GRID).startswith(LAWS[law].en), fault


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_sound_log_of_power_passes(size: int) -> None:
    watch(powered().rows(), size, ON_THE_GRID)


def test_the_fuel_of_a_site_is_told_by_its_own_network() -> None:
    loads = [{"id": "X", "name_zh": "站", "kind": "telecom", "target": "C", "at": "TA"}]
    noted = [{**each, "label": "assumption", "source": "test"} for each in loads]
    rows = [(0, None, LoadFuelled(0, 5, 99)), (0, None, LoadChanged(0, "own", 7))]
    watch(rows, world=power_scenario(loads=noted))


def test_a_message_over_sites_that_stay_in_service_passes() -> None:
    story = silent()
    over(story, "radio370", 0, 100, 101)
    watch(story.rows())


def test_a_site_that_is_only_degraded_goes_on_carrying() -> None:
    story = silent()
    over(story, "radio370", 0, 690, 710)
    watch(story.rows())


def test_the_story_holds_every_kind_of_fact() -> None:
    rows = [*whole().rows(), *silent().rows(), *powered().rows(), *mended(), *first_minutes(), *levels()]
    rows += [*municipal(), *warned(), *relieved()]
    lent = {type(fact) for _, fact in [*sound(), *controlled()]} | {type(fact) for fact in fed()}
    lent |= {type(fact) for _, fact in flown()} | {type(SEEN), QuakeAlarm, QuakeSpared}
    lent |= {type(fact) for fact in UTILITIES_SEEN}
    lent |= {type(fact) for fact in (NEED, DONE, LINE, OUT, RETREAT, InjectStruck("", "", 0, 0))}
    lent |= {*BASIN_FACTS, *POST_FACTS, *(type(fact) for fact in OWN_STORM_SOUND)}  # in files of their own
    assert {type(fact) for _, _, fact in rows} | FACTS_SEEN | lent == set(FACTS)


def test_a_scene_that_nobody_leads_is_found_where_messages_can_fail() -> None:
    story, world = silent(), silences.scenario()
    watch(story.rows(), world=world)
    gone = next(i for i, row in enumerate(story.rows()) if isinstance(row[2], CommandChanged))
    rows = story.rows()
    rows[gone] = (*rows[gone][:2], MainsChanged(0, False))
    assert breach(rows, world=world).startswith(LAWS["command"].en)


def test_every_law_has_a_planted_fault() -> None:
    elsewhere = {"clock", "number", "cause"}
    planted = {law for law, _, _ in [*PLANTS, *SILENT_PLANTS, *POWER_PLANTS]} | {law for law, _ in PLANTED}
    planted |= {law for law, _, _ in (*REPAIRS_PLANTED, *FIRST_PLANTED, *AID_PLANTED, *PEOPLE_PLANTED)}
    planted |= {law for law, _ in (*LEVELS_PLANTED.values(), *MUNICIPAL_PLANTED, *RELIEF_PLANTED)}
    planted |= {law for law, _, _ in (*TRUCKS_PLANTED, *CONTROL_PLANTED, *UAVS_PLANTED)}
    planted |= {law for law, _ in (*UTILITIES_PLANTED, *OWN_STORM_PLANTED.values(), *BASIN_PLANTED.values())}
    planted |= {"capable", "line"} | {"foreseen", "ring", "heeded", "eoc"}  # in files of their own
    assert planted | elsewhere == set(LAWS)
    assert len(PLANTS) >= 60


def test_people_beyond_those_of_the_station_are_found() -> None:
    assert breach(networked().rows(), world=scenario(crew=11)).startswith(LAWS["crew"].en)


def test_time_that_falls_is_found_within_a_batch_and_between_batches() -> None:
    rows = networked().rows()
    late = len(rows) - 5
    rows[late] = (1, *rows[late][1:])
    for size in (10_000, late):
        assert breach(rows, size=size).startswith(f"time never falls 时钟不倒退: entry {late} at 1 ms")


def test_a_gap_in_the_numbers_is_found() -> None:
    monitor = Monitor(WORLD)
    with pytest.raises(InvariantBroken, match="numbers rise by one"):
        monitor(1, [0], [None], [RoadCut(0)])


@pytest.mark.parametrize("cause", [-1, 3, 4, 99])
def test_a_cause_that_does_not_come_before_is_found(cause: int) -> None:
    rows = networked().rows()
    rows[3] = (rows[3][0], cause, rows[3][2])
    assert breach(rows).startswith("a cause comes before")


def test_a_delivery_follows_from_its_own_sending() -> None:
    rows = networked().rows()
    seq = next(seq for seq, row in enumerate(rows) if isinstance(row[2], MessageDelivered) and seq > 5)
    rows[seq] = (rows[seq][0], 1, rows[seq][2])
    assert f"entry {seq} " in breach(rows)


@pytest.mark.parametrize("size", [1, 10_000])
def test_nothing_follows_the_end(size: int) -> None:
    rows = [(0, None, RunEnded(0)), (0, None, RoadCut(0))]
    assert breach(rows, size=size).startswith(LAWS["last"].en)


def test_the_horizon_of_a_run_may_differ_from_the_scenarios() -> None:
    rows = networked().rows()
    times, causes, facts = zip(*rows, strict=True)
    with pytest.raises(InvariantBroken, match=r"horizon 期末之后无事发生: entry .* at 20000000 ms"):
        Monitor(WORLD, 19_999_000)(0, times, causes, facts)


def test_a_message_is_not_of_those_sites_that_are_like_its_own_in_another_network() -> None:
    story = networked()
    story.add("radio", 11_101, SiteChanged("radio370", 5, False, "direct_mode"))
    story.add("cells", 11_112, SiteChanged("telecom", 4, False, ""))
    watch(story.rows())


def test_a_site_that_falls_back_but_works_goes_on_carrying() -> None:
    story = networked()
    story.add("falls-back", 11_115, SiteChanged("radio370", 6, True, "single_site_trunking"))
    story.add("falls-again", 11_116, SiteChanged("radio370", 4, True, "wide_area_trunking"))
    watch(story.rows())


def test_a_link_that_opens_in_time_may_be_crossed() -> None:
    story = networked()
    story.add("cut1", 200, RoadCut(1))
    story.add("opened1", 1000, RoadOpened(1))
    watch(story.rows())


def test_a_courier_on_foot_may_pass_what_closes_a_road_for_vehicles_and_turn_where_it_likes() -> None:
    story = networked()
    errand(story, foot=True, slide=True)
    story.add("drives", 18_100, CourierMoved(2, False, 2, 0, (1, 0)))
    story.add("turns", 18_200, CourierMoved(2, True, 2, 0, (1, 0)))
    watch(story.rows())


def test_a_slide_may_become_what_nobody_passes_until_the_link_opens() -> None:
    story = networked()
    slide(story, "slide")
    slide(story, "flood", foot=False)
    story.add("walks", 15_100, CourierMoved(0, True, 0, 1, (0,)))
    story.add("free", 16_000, RoadOpened(0))
    story.add("is there", 18_000, CourierMoved(0, True, 1, 1))
    story.add("cut again", 18_100, RoadCut(0, True))
    watch(story.rows())


def set_out_anew(laws: RoadLaws) -> None:
    """Let a courier set out with message 7 from where one that had it before meant to go."""
    laws.checks[CourierMoved](9, 30, CourierMoved(7, False, 2, 5, (4,)))


def test_who_takes_a_message_that_a_courier_brought_back_sets_out_anew() -> None:
    laws = RoadLaws()
    laws.checks[RoadCut](1, 5, RoadCut(1))
    laws.checks[CourierMoved](2, 10, CourierMoved(7, False, 3, 2, (1,)))
    laws.checks[MessageDropped](3, 15, MessageDropped(7, "cellular", "busy"))
    with pytest.raises(InvariantBroken, match="courier is there over link 1"):
        set_out_anew(laws)
    laws.checks[CourierMoved](2, 10, CourierMoved(7, False, 3, 2, (1,)))
    laws.checks[MessageDropped](3, 20, MessageDropped(7, "courier", "no_way"))
    set_out_anew(laws)


def test_a_link_cut_behind_a_unit_does_not_stop_it() -> None:
    story = networked()
    story.add("cut0", 1500, RoadCut(0))
    story.add("opened0", 2000, RoadOpened(0))
    watch(story.rows())


def test_a_crew_that_hears_a_road_is_open_may_plan_over_it() -> None:
    story = networked()
    story.change("u0/order/sent", body=(AVOIDING,))
    story.say("news", 180, (CENTRE, 2), RoadReport(1, False), cause="u0/out")
    watch(story.rows())


def test_a_crew_forgets_in_its_station_what_it_knew_of_the_roads() -> None:
    story = networked()
    story.change("u0/order/sent", body=(Dispatch(0, 0, 2, 2, (3,)),))
    story.say("news", 180, (CENTRE, 2), RoadReport(2, True), cause="u0/out")
    story.say("order", 20_100, (CENTRE, 2), Dispatch(0, 3, 1, 1), cause="c3/taken")
    story.unit("out", 20_100, 0, "turning_out", 0, 3, 6, cause="order")
    story.unit("go", 20_160, 0, "en_route", 1, 3, 6, 800_000, (3, 2, 0), cause="out")
    watch(story.rows())


def test_news_for_one_crew_is_no_news_for_another() -> None:
    story = networked()
    story.change("u2/order/sent", body=(Dispatch(2, 1, 3, 3, (0,)),))
    story.change("u0/order/sent", body=(AVOIDING,))
    story.say("news", 180, (CENTRE, 3), RoadReport(1, False), cause="u0/out")
    assert breach(story.rows()).startswith(LAWS["planned"].en)
    story.say("more news", 181, (CENTRE, 2), RoadReport(1, False), cause="u0/out")
    story.say("late news", 4070, (CENTRE, 2), RoadReport(0, False), cause="u2/out")
    watch(story.rows())


def test_an_order_to_an_address_that_nobody_has_moves_nobody() -> None:
    story = networked()
    story.say("order", 200, (CENTRE, 79), MoveUp(77, 1), cause="u0/out")
    watch(story.rows())


def test_a_report_that_reaches_no_unit_teaches_none() -> None:
    story = networked()
    story.say("news", 180, (PUBLIC, CENTRE), RoadReport(1, True), cause="u0/out")
    watch(story.rows())


def test_a_unit_called_off_before_it_left_goes_back_to_its_place() -> None:
    story = networked()
    story.say("order", 20_100, (CENTRE, 2), Dispatch(0, 3, 1, 1), cause="c3/taken")
    story.unit("out", 20_100, 0, "turning_out", 0, 3, 6, cause="order")
    story.unit("in", 20_130, 0, "in_quarters", 0, 3, 0, cause="out")
    watch(story.rows())


def test_each_status_has_successors_and_each_can_be_reached() -> None:
    statuses = {status.value for status in UnitStatus}
    assert set(NEXT) == statuses | {UNKNOWN}
    assert frozenset().union(*NEXT.values()) == statuses


@settings(max_examples=60)
@given(st.data())
def test_an_altered_change_of_a_unit_is_found(data: st.DataObject) -> None:
    story = networked()
    names = [name for name, entry in story.entries.items() if isinstance(entry[2], UnitChanged)]
    name = data.draw(st.sampled_from(names))
    field = data.draw(st.sampled_from(["status", "node", "call", "crew"]))
    statuses = st.sampled_from([status.value for status in UnitStatus])
    value = data.draw(statuses if field == "status" else st.integers(0, 5))
    old = story.entries[name][2]
    assume(value != getattr(old, field) and not _is_free(old, field, value))
    story.change(name, **{field: value})
    assert breach(story.rows()), (name, field, value)


def _is_free(old: UnitChanged, field: str, value: object) -> bool:
    """Whether no law asks for that field in that status."""
    if field == "status":
        return {old.status, value} <= {"in_quarters", "unstaffed", "restoring", "returning", "stranded"}
    if field == "node":
        return old.status in {"stranded", "transporting"}
    return field == "call" and old.status in {
        "in_quarters",
        "restoring",
        "returning",
        "stranded",
        "unstaffed",
    }
