"""The log keeps who can be heard at the dispatch centre, once for each change, and the truth alone."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rigs import Rig, outage, wired

from sim.comms.bearer import Path
from sim.comms.reach import ReachWatch
from sim.record.facts import ReachChanged
from sim.terms.enums import BearerKind, Party
from sim.terms.units import HOUR_MS

PLAN = (BearerKind.VOICE, BearerKind.FIXED, BearerKind.RADIO, BearerKind.COURIER)


def watched(*outages, horizon=30, **bearers):
    quiet = {"shadow_sigma": 0}
    made = Rig(wired(bearers={"outages": [*outages], "radio": quiet, "public": {"battery_cv": 0}, **bearers}))
    directory = made.comms.directory
    centre = directory.member(Party.DISPATCH_CENTRE, 1, "DC", 0)
    towns = [directory.member(Party.TOWNSHIP, 200 + i, f"T{i:02d}", i) for i in range(5)]
    for town in towns:
        town.plan = PLAN
    made.reach = ReachWatch(made.clock, made.log, made.plant, made.comms.bearers, towns, centre)
    return made, towns, centre


def changes(made):
    return [(t / HOUR_MS, fact.address - 200, fact.up) for t, fact in made.facts(ReachChanged)]


def test_who_is_heard_all_along_is_not_spoken_of():
    made, _, _ = watched(outage("fibre", "F5", 1, 2))  # the radio of the last site falls back with it
    made.run_h(0.9)
    assert changes(made) == []


def test_who_falls_silent_and_is_heard_again_is_noted_at_once():
    made, _, _ = watched(outage("fibre", "F5", 1, 2))
    made.run_h(3)
    assert changes(made) == [(1, 4, False), (2, 4, True)]


def test_who_has_another_means_is_not_silent():
    made, _, _ = watched(outage("fibre", "F1", 1, 2), outage("site", "S2", 1, 2))
    made.run_h(3)
    assert changes(made) == []


def test_who_is_silent_from_the_start_is_noted_at_the_start():
    made, _, _ = watched(outage("telecom", "C04", 0), outage("site", "S2", 0))
    made.run_h(1)
    assert changes(made)[0] == (0, 4, False)


def test_terminals_that_die_in_the_dark_are_noted_within_ten_minutes():
    made, _, _ = watched(outage("mains", "T03", 1, 20))
    made.run_h(30)
    (gone_h, who, up), back = changes(made)
    assert (who, up) == (3, False)
    assert 7 <= gone_h <= 7 + 1 / 6
    assert back == (20, 3, True)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([("mains", "T03"), ("fibre", "F0"), ("telecom", "C04"), ("site", "all")]),
            st.integers(0, 10),
            st.integers(1, 10),
        ),
        max_size=4,
    ),
    st.integers(0, 25),
)
def test_what_is_noted_is_true(planned, hour):
    made, towns, centre = watched(*(outage(*thing, at, at + length) for thing, at, length in planned))
    made.run_h(hour + 0.9)
    up = dict.fromkeys(range(5), True)
    for _, who, state in changes(made):
        assert up[who] is not state
        up[who] = state
    fast = [made.bearer(kind) for kind in (BearerKind.FIXED, BearerKind.RADIO)]
    heard = {i: any(isinstance(b.path(town, centre), Path) for b in fast) for i, town in enumerate(towns)}
    made.run_h(hour + 1.1)  # by then a terminal that has just died has been looked at
    later = {i: any(isinstance(b.path(town, centre), Path) for b in fast) for i, town in enumerate(towns)}
    assert all(up[i] in (heard[i], later[i]) for i in up)


def test_who_is_heard_is_looked_at_from_the_centre_that_commands():
    made, _, centre = watched(outage("telecom", "C04", 0), outage("site", "S2", 0))
    made.run_h(1)
    deaf = made.comms.directory.member(Party.DISPATCH_CENTRE, 2, "DC2", 0)
    deaf.carries.clear()
    made.reach.turn_to(deaf, 1)
    made.reach.turn_to(deaf, 1)  # once for each change
    made.reach.turn_to(centre, 1)
    fell, rose = [[(who, up) for who in range(4)] for up in (False, True)]
    assert [(who, up) for _, who, up in changes(made)] == [(4, False), *fell, *rose]
