"""The mains at work: what breaks is dark with all behind it, ties close, backups carry while they can."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mains_bench import HOMES, LINES, NUMBERS, Bench, load, tables
from rigs import outage

from sim.agent.breakdown import bind_networks
from sim.comms.breaks import Breaks
from sim.comms.energy import Generator
from sim.comms.mains import NoStore
from sim.comms.mains_build import mains
from sim.hazard.damage import Damages
from sim.kernel.clock import Clock
from sim.record.hazard_facts import DamageBegan
from sim.record.power_facts import (
    LoadChanged,
    LoadFuelled,
    PowerLineChanged,
    PowerNodeChanged,
    SwitchChanged,
)
from sim.terms.enums import DamageKind, PowerSource
from sim.terms.units import HOUR_MS

S, H = 1 / 3600, 1.0
TIE = 0.1 / 60
T00, T01, AREA, PUMP = 0, 1, 4 + 2, 4 + 3
"""Places: two townships by their rows; area and pump after the four townships of the line."""


def test_a_scenario_without_a_power_network_has_none():
    plain = Bench(loads=())
    bare = plain.scenario.model_copy(update={"power_nodes": (), "power_lines": (), "loads": ()})
    assert mains(bare, Clock(), plain.log, 1) is None


def test_what_hangs_on_a_broken_feeder_is_dark_until_it_is_mended():
    made = Bench(outages=[outage("power_line", "L2", 1, 3)]).run_h(4)
    assert made.nodes("TA") == [(1, False), (3, True)]
    assert made.lives(2) == [(1, "dark"), (3, "mains")]
    assert made.told == [(1, AREA, False), (3, AREA, True)]
    assert made.nodes("SS2") == []


def test_an_automatic_tie_feeds_a_substation_whose_line_is_lost_and_opens_when_it_is_mended():
    made = Bench(outages=[outage("power_line", "L1", 1, 3)]).run_h(4)
    assert made.facts(SwitchChanged) == [
        (pytest.approx(1 + TIE), SwitchChanged(3, True)),
        (3, SwitchChanged(3, False)),
    ]
    assert made.nodes("SS2") == [(1, False), (pytest.approx(1 + TIE), True)]
    assert made.lives(1) == [(1, "dark"), (pytest.approx(1 + TIE), "mains")]
    lines = [(t, fact.line, fact.live) for t, fact in made.facts(PowerLineChanged)]
    assert lines[-2:] == [(3, 1, True), (3, 3, False)]


def test_no_tie_feeds_a_substation_that_is_broken_itself():
    made = Bench(outages=[outage("power_node", "SS2", 1, 3)]).run_h(4)
    assert made.facts(SwitchChanged) == []
    assert made.lives(1) == [(1, "dark"), (3, "mains")]
    assert made.lives(2) == [(1, "dark"), (3, "mains")]


def test_a_tie_that_is_no_longer_wanted_does_not_close():
    lines = [*LINES[:3], ("L3", "SS1", "SS2", ("remote", 10.0)), LINES[4]]
    data = tables(HOMES, lines)
    made = Bench(outages=[outage("power_line", "L1", 1, 1 + 5 / 60)], **data).run_h(2)
    assert made.facts(SwitchChanged) == []
    again = Bench(outages=[outage("power_line", "L1", 1, 3)], **data).run_h(4)
    assert [t for t, _ in again.facts(SwitchChanged)] == [pytest.approx(1 + 10 / 60), 3]


def test_a_tie_that_is_switched_by_hand_waits_for_a_hand_and_stays_as_it_was_left():
    made = Bench(outages=[outage("power_line", "L2", 1, 5)]).run_h(2)
    assert made.facts(SwitchChanged) == []
    made.mains.net.switch(4, True)
    made.mains.net.switch(4, True)
    assert made.lives(2)[-1] == (pytest.approx(2, abs=S), "mains")
    made.run_h(6)
    assert [fact for _, fact in made.facts(SwitchChanged)] == [SwitchChanged(4, True)]
    made.mains.net.switch(4, False)
    assert made.mains.is_supplied(AREA)


def test_a_tie_whose_own_line_is_broken_feeds_nobody():
    outages = [outage("power_line", "L3", 0.5, 2), outage("power_line", "L1", 1, 3)]
    made = Bench(outages=outages).run_h(1.5)
    assert not made.mains.is_supplied(T01)
    made.run_h(2.5)
    assert made.mains.is_supplied(T01)


def test_a_load_runs_on_its_battery_then_its_generator_then_its_battery_then_nothing():
    made = Bench(outages=[outage("power_node", "SS2", 1, 10)]).run_h(11)
    start = 15 * S
    assert made.lives(3) == [
        (1, "battery"),
        (pytest.approx(1 + start), "generator"),
        (pytest.approx(5 + start), "battery"),
        (pytest.approx(5.5 + start), "dark"),
        (10, "mains"),
    ]
    fuel = [fact.fuel_ms for _, fact in made.facts(LoadChanged) if fact.load == 3]
    assert fuel == [4 * HOUR_MS, 4 * HOUR_MS, 0, 0, 0]
    assert [fed for _, place, fed in made.told if place == PUMP] == [False, True]


def test_a_generator_that_starts_in_the_moment_in_which_something_else_goes_dark_is_noticed_then():
    pump = load("P", "pump", "SS2", node="N01", generator_h=4.0, start_s=600)
    lost = [outage("power_node", "SS2", 1), outage("power_node", "SS1", 1 + 600 / 3600)]
    bench = Bench([HOMES[0], pump], lost).run_h(6)
    assert bench.lives(1) == [(1, "dark"), (1 + 600 / 3600, "generator"), (5 + 600 / 3600, "dark")]


def test_who_refuels_a_load_lengthens_its_service_by_as_much_and_never_beyond_its_tank():
    made = Bench(outages=[outage("power_node", "SS2", 1)]).run_h(3)
    assert made.mains.refuel(3, 99) == pytest.approx(2, abs=0.01)
    assert made.mains.fuel_h(3) == 4
    made.run_h(10)
    dark = [t for t, source in made.lives(3) if source == "dark"]
    assert dark == [pytest.approx(3 + 4 + 0.5, abs=0.01)]
    (fuelled,) = [fact for _, fact in made.facts(LoadFuelled)]
    assert fuelled.left_ms == 4 * HOUR_MS
    made.mains.refuel(3, 1)
    made.run_h(10.1)
    assert made.lives(3)[-1][1] == "generator"
    told = [(seq, fact) for seq, *_, fact in made.log.entries() if isinstance(fact, LoadChanged)]
    assert isinstance(made.chain(told[-1][0])[1], LoadFuelled)


def test_nobody_takes_fuel_out_and_a_load_without_a_generator_takes_none():
    made = Bench()
    with pytest.raises(ValueError, match="fuel is not taken out"):
        made.mains.refuel(3, -1)
    assert made.mains.refuel(0, 5) == 0
    assert made.facts(LoadFuelled) == []


def test_a_generator_truck_lights_an_area_as_long_as_it_has_fuel_or_stays():
    made = Bench(outages=[outage("power_line", "L2", 1)]).run_h(2)
    made.mains.bring_generator(2, Generator(6.0, 0))
    assert made.mains.is_supplied(AREA)
    assert made.mains.autonomy_ms(2) == 6 * HOUR_MS
    with pytest.raises(ValueError, match="there is one already"):
        made.mains.bring_generator(2, Generator(6.0, 0))
    made.run_h(9)
    assert [(round(t, 3), source) for t, source in made.lives(2)] == [
        (1, "dark"),
        (2, "generator"),
        (8, "dark"),
    ]
    made.mains.refuel(2, 3)
    made.run_h(10)
    made.mains.take_generator(2)
    assert made.lives(2)[-1][1] == "dark"
    left = [fact.left_ms for _, fact in made.facts(LoadFuelled)]
    assert left == [6 * HOUR_MS, 3 * HOUR_MS, 0]
    made.run_h(11)


def test_the_mains_of_a_township_are_all_that_stands_in_it_by_script():
    made = Bench(outages=[outage("mains", "T01", 1, 3)]).run_h(4)
    assert made.lives(1) == [(1, "dark"), (3, "mains")]
    assert made.lives(3)[0] == (1, "battery")
    assert made.lives(0) == made.lives(2) == []
    assert made.facts(PowerNodeChanged) == []
    assert list(made.mains.within(T01)) == [T01, PUMP]


def test_a_township_is_lit_again_only_when_neither_script_nor_network_leave_it_dark():
    outages = [outage("mains", "T01", 1, 3), outage("power_node", "SS2", 2, 5)]
    assert Bench(outages=outages).run_h(6).lives(1) == [(1, "dark"), (5, "mains")]


def test_a_township_that_is_no_load_has_mains_but_for_the_script():
    made = Bench(outages=[outage("mains", "T03", 1, 2), outage("power_node", "all", 0.5, 5)]).run_h(3)
    assert [told for told in made.told if told[1] == 3] == [(1, 3, False), (2, 3, True)]
    assert made.mains.is_supplied(3)
    assert made.mains.cause_of(3) is None


def test_what_fails_at_the_start_is_dark_before_anybody_asks():
    made = Bench(outages=[outage("power_line", "L2", 0, 1), outage("mains", "T00", 0, 1)])
    assert not made.mains.is_supplied(AREA)
    assert not made.mains.is_supplied(T00)
    made.run_h(2)
    assert made.told == [(1, T00, True), (1, AREA, True)]


def test_what_only_a_tie_feeds_waits_for_it():
    lines = [LINES[0], LINES[2], ("L3", "SS1", "SS2", ("automatic", 0.1))]
    made = Bench(**tables(HOMES, lines)).run_h(1)
    assert made.lives(1) == [(0, "dark"), (pytest.approx(TIE), "mains")]


def test_of_a_site_only_the_mains_are_told_for_its_backup_is_its_own_affair():
    loads = [*HOMES, load("C0", "telecom", "SS2", "C01")]
    place = {"name_zh": "站", "node": "N01", "label": "assumption", "source": "test"}
    telecom = [{"id": "C01", "kind": "cell", "township": "T01", **place}]
    made = Bench(loads, [outage("power_node", "SS2", 1, 2)], telecom=telecom).run_h(3)
    assert made.lives(4) == [(1, "own"), (2, "mains")]
    assert made.mains.refuel(4, 1) == 0


def test_nothing_to_fall_back_on_takes_and_gives_nothing():
    store = NoStore()
    store.bring_generator(0, Generator(1.0))
    store.take_generator(0)
    assert (store.refuel(0, 1), store.fuel_ms(0), store.autonomy_ms(0)) == (0, 0, 0)


# --- damage -----------------------------------------------------------------------------------------------


def test_everything_that_goes_dark_follows_from_what_was_broken():
    made = Bench()
    damages = Damages(made.clock, made.log)
    bind_networks(damages, made.mains, None)
    damage = damages.strike(DamageKind.POLE, 1, 3)
    made.run_h(1)
    entries = list(made.log.entries())
    last = max(seq for seq, *_, fact in entries if isinstance(fact, LoadChanged) and fact.source == "dark")
    kinds = [type(fact) for fact in made.chain(last)]
    assert kinds == [LoadChanged, PowerNodeChanged, PowerLineChanged, DamageBegan]
    back = max(seq for seq, *_, fact in entries if isinstance(fact, LoadChanged) and fact.source == "mains")
    assert [type(fact) for fact in made.chain(back)][:4] == [
        *(LoadChanged, PowerNodeChanged, SwitchChanged, PowerNodeChanged)
    ]
    damages.mend(damage)
    made.run_h(2)
    assert made.mains.net.grid.live_lines == (True, True, True, False, False)


def test_a_line_that_is_broken_twice_is_whole_when_both_are_mended():
    made = Bench()
    damages = Damages(made.clock, made.log)
    bind_networks(damages, made.mains, None)
    one, two = damages.strike(DamageKind.LINE, 2, 1), damages.strike(DamageKind.POLE, 2, 1)
    damages.mend(one)
    assert not made.mains.is_supplied(AREA)
    damages.mend(two)
    assert made.mains.is_supplied(AREA)


def test_nothing_that_is_whole_can_be_mended():
    told = []
    breaks = Breaks(lambda *what: told.append(what))
    with pytest.raises(ValueError, match="7 is whole"):
        breaks.mend(7)
    breaks.strike(7, 1)
    breaks.strike(7, 2)
    breaks.mend(7, 3)
    breaks.mend(7, 4)
    assert told == [(7, False, 1), (7, True, 4)]


# --- laws -------------------------------------------------------------------------------------------------

CUTS = st.lists(
    st.tuples(
        st.sampled_from([("power_line", f"L{i}") for i in range(4)] + [("power_node", n) for n in NUMBERS]),
        st.integers(0, 8),
        st.integers(1, 8),
    ),
    max_size=5,
)


def outages_of(cuts):
    return [outage(*thing, begin, begin + lasts) for thing, begin, lasts in cuts]


@settings(max_examples=60, deadline=None)
@given(CUTS, st.integers(0, 17))
def test_whatever_breaks_a_load_has_mains_only_where_its_node_is_live_and_all_laws_hold(cuts, hour):
    made = Bench(outages=outages_of(cuts)).run_h(hour + 0.5)
    for number, each in enumerate(made.mains.loads):
        live = made.mains.net.is_live(each.at)
        assert (each.source is PowerSource.MAINS) is live
        if not live and number != 3:
            assert each.source is PowerSource.DARK
    made.run_h(40)
    assert all(each.source is PowerSource.MAINS for each in made.mains.loads)


@settings(max_examples=40, deadline=None)
@given(CUTS, CUTS, st.integers(0, 17))
def test_once_ties_have_closed_more_cuts_never_leave_more_loads_with_mains(cuts, more, hour):
    few, many = (Bench(outages=outages_of(each)).run_h(hour + 0.5) for each in (cuts, cuts + more))
    for one, other in zip(few.mains.loads, many.mains.loads, strict=True):
        assert one.supplied or not other.supplied


def service_h(made: Bench, until_h: float) -> float:
    """Return for how long the pumps had power."""
    ends = [*made.lives(3), (until_h, "")]
    dark = sum(ends[i + 1][0] - t for i, (t, source) in enumerate(ends[:-1]) if source == "dark")
    return until_h - dark


@settings(max_examples=40, deadline=None)
@given(
    CUTS,
    st.tuples(st.floats(0, 5), st.floats(0, 5)),
    st.floats(0, 1),
    st.lists(st.tuples(st.integers(0, 16), st.floats(0, 3)), max_size=3),
)
def test_a_bigger_tank_never_shortens_service(cuts, tanks, ups_h, fuellings):
    served = []
    for tank_h in sorted(tanks):
        pump = {**HOMES[3], "generator_h": tank_h, "ups_h": ups_h}
        made = Bench([*HOMES[:3], pump], outages_of(cuts))
        for hour, hours in sorted(fuellings):
            made.clock.call_after(hour * HOUR_MS, lambda made=made, hours=hours: made.mains.refuel(3, hours))
        made.run_h(20)
        assert made.mains.fuel_h(3) >= 0
        served.append(service_h(made, 20))
    assert served[0] <= served[1] + 1e-6
