"""The laws of command: one leads where units are, and knows nothing but what was said to it or before it.

That exactly one of those on scene leads, that command passes on and ends, is watched in every run by the
monitor, which raises at the first entry that breaks it.
"""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st
from random_worlds import policies
from retold import retold_command, state
from test_failing_communications import troubled
from worlds import scenario

from sim.record.facts import CallEnded, CommandChanged, MessageDelivered, MessageSent, RoadReport, UnitChanged
from sim.record.log import Log
from sim.run import run
from sim.scenario.load import load
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS
from sim.world import World

few = settings(max_examples=20)


def halted(made, policy, t_ms):
    """Return the entries of a run until a time, and the pictures of the commanders at that time, by call."""
    log = Log(run(made, policy, days=1.0).header)
    live = World(made, log, policy)
    live.run(t_ms)
    found = {call: command.picture for call, command in live.context.commands.open.items()}
    entries = list(log.entries())
    live.close()
    return entries, found


@few
@given(troubled(), policies, st.integers(1, 23))
def test_a_commander_knows_what_was_said_on_scene_or_came_to_it_and_nothing_else(data, policy, hour):
    entries, pictures = halted(scenario(data), policy, hour * HOUR_MS)
    for call, picture in pictures.items():
        told = retold_command(entries, call)
        mine, theirs = state(picture), state(told)
        for what in ("calls", "units", "orphans"):
            assert mine[what] == theirs[what], (call, what)


@few
@given(troubled(), policies, st.integers(1, 23))
def test_a_commander_holds_no_road_for_closed_of_which_nobody_has_said_so(data, policy, hour):
    entries, pictures = halted(scenario(data), policy, hour * HOUR_MS)
    said = {
        item.link
        for *_, fact in entries
        if isinstance(fact, MessageSent)
        for item in fact.body
        if isinstance(item, RoadReport) and item.closed
    }
    for picture in pictures.values():
        assert picture.closed <= said


@few
@given(troubled(), policies)
def test_command_is_held_by_one_of_those_on_scene_at_every_moment(data, policy):
    """Told anew from the log, in the plainest way: at the end of each millisecond, call by call."""
    entries = list(run(scenario(data), policy, days=1.0).entries())
    here, leads, ended = defaultdict(set), {}, set()
    at = {}
    for (_, t, _, fact), after in zip(entries, [*entries[1:], None], strict=True):
        if isinstance(fact, UnitChanged):
            here[at.pop(fact.unit, None)].discard(fact.unit)
            if fact.status == "on_scene":
                at[fact.unit] = fact.call
                here[fact.call].add(fact.unit)
        elif isinstance(fact, CommandChanged):
            leads[fact.call] = fact.unit
        elif isinstance(fact, CallEnded):
            ended.add(fact.call)
        if after is None or after[1] > t:
            for call in (here.keys() | leads.keys()) - ended - {None}:
                leader = leads.get(call)
                assert leader in here[call] if here[call] else leader is None, (call, t)


@few
@given(troubled(), policies)
def test_whoever_speaks_to_a_commander_is_heard_while_there_is_one_or_not_at_all(data, policy):
    sent, led = {}, {}
    for seq, _, _, fact in run(scenario(data), policy, days=1.0).entries():
        if isinstance(fact, CommandChanged):
            led[fact.call] = fact.unit
        elif isinstance(fact, CallEnded):
            led[fact.call] = None
        elif isinstance(fact, MessageSent) and fact.receiver >= Band.SITE_COMMANDER:
            sent[seq] = fact.receiver - Band.SITE_COMMANDER
        elif isinstance(fact, MessageDelivered) and fact.message in sent:
            assert led[sent[fact.message]] is not None


# --- the hamlet, whose networks fail


def test_in_the_silent_hamlet_commanders_are_out_of_contact_and_ask_stations_for_help():
    asked, replied, blind = 0, 0, set()
    for seed in (1, 2, 3):
        for *_, fact in run(load("hamlet-silent"), seed=seed).entries():
            if isinstance(fact, MessageSent) and type(fact.body[0]).__name__ == "CallReport":
                asked += fact.sender < Band.STATION and fact.receiver >= Band.STATION
            replied += isinstance(fact, MessageSent) and fact.receiver >= Band.SITE_COMMANDER
            if type(fact).__name__ == "ReachChanged" and fact.address >= Band.SITE_COMMANDER:
                blind.add((seed, fact.address))
    assert asked > 0
    assert replied > 0
    assert len(blind) > 3
