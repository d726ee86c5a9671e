"""Messages cross, come twice, come late, or do not come: the picture stays one that can be decided from."""

from collections import defaultdict
from functools import cache
from itertools import count

import pytest
from drills import call, cut, world
from hypothesis import given, settings
from hypothesis import strategies as st
from random_worlds import POLICY_NAMES
from worlds import connected, fails, kind, scenario

from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.picture import Picture
from sim.picture.picture import ON_ITS_WAY_FREE, STANDS_READY
from sim.policy import POLICIES, Plan
from sim.record.facts import (
    CallOver,
    CallReport,
    Deploy,
    Dispatch,
    MessageSent,
    ReliefWanted,
    RoadReport,
    RollCall,
    Serving,
    SituationReport,
    SizeUp,
    TeamReport,
    UnitReport,
)
from sim.record.message import Letter
from sim.run import run
from sim.terms.ids import DISPATCH_CENTRE


@cache
def story():
    """Return a scenario in which much fails, and the letters that were written to the centre in it."""
    two = kind(run_card={"engine": 2}, severities=[{"id": "x", "needs": {"engine": 3}}], work_median=400)
    calls = [call(600 + 1500 * i, (3 * i) % 5) for i in range(12)]
    data = world(calls, {0: 2, 2: 1, 4: 3}, kinds={"fire": two})
    outages = tuple(fails("telecom", f"C{node:02d}", 2000 * node, 2000 * node + 9000) for node in range(5))
    data = {**connected(data, None, outages), "cuts": [cut(1, 3000, 20_000), cut(3, 9000, 30_000, 600)]}
    data["forces"]["operational_period"] = 1
    made = scenario(data)
    letters = [
        Letter(fact.sender, t, seq, fact.body)
        for seq, t, _, fact in run(made, "run-card").entries()
        if isinstance(fact, MessageSent) and fact.receiver == DISPATCH_CENTRE
    ]
    graph = RoadGraph.of(made)
    travel = {name: Travel(graph, travel_ms(graph, made, name)) for name in made.roads.vehicles}
    return made, Plan.of(made, travel), letters


def test_the_story_tells_of_everything_that_can_cross():
    told = {type(item).__name__ for letter in story()[2] for item in letter.body}
    assert told == {"CallReport", "UnitReport", "SizeUp", "CallOver", "ReliefWanted", "RoadReport", "Serving"}


class Watched:
    """A picture, and by its side what it must come to: the newest word of each unit and link."""

    def __init__(self):
        self.picture = Picture(DISPATCH_CENTRE)
        self.newest = {}
        self.roads = {}
        self.over = set()

    def learn(self, letter):
        self.picture.learn(letter)
        for item in letter.body:
            if isinstance(item, UnitReport):
                self._note(self.newest, item.unit, letter.sent_ms, (item.status, item.node))
            elif isinstance(item, Serving):
                for unit, status, node, told_ms in item.units:
                    self._note(self.newest, unit, told_ms, (status, node))
            elif isinstance(item, RoadReport):
                self._note(self.roads, item.link, letter.sent_ms, item.closed)
            elif isinstance(item, CallOver):
                self.over.add(item.call)

    @staticmethod
    def _note(known, key, sent_ms, what):
        if key not in known or sent_ms >= known[key][0]:
            known[key] = sent_ms, what

    def check(self):
        picture = self.picture
        assert {u: (v.told_ms, (v.status, v.node)) for u, v in picture.units.items()} == self.newest
        assert picture.closed == {link for link, (_, closed) in self.roads.items() if closed}
        assert not self.over & picture.calls.keys()
        self._lists(picture)
        self._calls(picture)

    @staticmethod
    def _lists(picture):
        ready, under_way = defaultdict(list), set()
        for unit, view in sorted(picture.units.items()):
            if view.order is None and view.call is None and not view.silent:
                if view.status in STANDS_READY:
                    ready[view.node].append(unit)
                elif view.status in ON_ITS_WAY_FREE:
                    under_way.add(unit)
        assert picture.available == ready
        assert picture.under_way.keys() == under_way
        assert picture.silent == [unit for unit, view in sorted(picture.units.items()) if view.silent]

    @staticmethod
    def _calls(picture):
        for number, served in picture.calls.items():
            expected = {unit for unit, view in picture.units.items() if view.call == number}
            assert served.units.keys() == expected
            assert all(picture.units[unit] is view for unit, view in served.units.items())
        assert picture.orphans.keys() <= picture.units.keys()


@settings(max_examples=120)
@given(st.data(), st.sampled_from(POLICY_NAMES))
def test_any_crossing_doubling_and_loss_leaves_the_picture_consistent(data, policy):
    """Between any two letters the policy may decide, and its orders may find no means."""
    _, known, letters = story()
    decider, watched = POLICIES[policy](known), Watched()
    chosen = data.draw(st.lists(st.integers(0, len(letters) - 1), max_size=60))
    late = data.draw(st.lists(st.integers(-40, 40), min_size=len(chosen), max_size=len(chosen)))
    lots = data.draw(st.randoms(use_true_random=False))
    order = sorted(range(len(chosen)), key=lambda i: (chosen[i] + late[i], i))
    for i in order:
        letter = letters[chosen[i]]
        watched.picture.now_ms = max(watched.picture.now_ms, letter.sent_ms)
        watched.learn(letter)
        watched.check()
        if lots.random() < 0.5:
            decide(decider, watched, lots)


def decide(decider, watched, lots):
    """Let a policy decide; some of its orders find no means, now or when the next are given."""
    given_orders = count()
    for order in decider.decide(watched.picture):
        assert next(given_orders) < 500, "the policy does not come to rest"
        watched.picture.note(order)
        watched.check()
        if lots.random() < 0.4:
            watched.picture.miss(order)
            watched.check()


@settings(max_examples=60)
@given(st.permutations(range(12)))
def test_in_whatever_order_all_letters_come_the_last_word_stands(order):
    """The same letters, in pieces that overtake one another: units and roads come out alike."""
    letters = story()[2]
    size = -(-len(letters) // 12)
    pieces = [letters[i * size : (i + 1) * size] for i in range(12)]
    watched = Watched()
    for piece in order:
        for letter in pieces[piece]:
            watched.learn(letter)
    watched.check()
    straight = Watched()
    for letter in letters:
        straight.learn(letter)
    assert watched.newest.keys() == straight.newest.keys()
    assert {u: t for u, (t, _) in watched.newest.items()} == {u: t for u, (t, _) in straight.newest.items()}
    assert watched.picture.calls.keys() == straight.picture.calls.keys()


# --- one word after the other


@pytest.fixture
def picture():
    """Return a picture with two units at node 0, one at node 4, and a call at node 2."""
    found = Picture(DISPATCH_CENTRE)
    for unit, node in ((0, 0), (1, 0), (2, 4)):
        tell(found, 0, UnitReport(unit, "in_quarters", node, None))
    tell(found, 100, CallReport(0, 0, 2, 2))
    return found


def tell(picture, sent_ms, *body, sender=2):
    picture.now_ms = max(picture.now_ms, sent_ms)
    return picture.learn(Letter(sender, sent_ms, 0, body))


def give(picture, order):
    picture.note(order)
    return order


def test_a_unit_that_no_order_reaches_is_silent_with_all_who_stand_beside_it(picture):
    assert picture.miss(give(picture, Dispatch(0, 0, 2, 2)))
    assert (picture.silent, picture.available) == ([0, 1], {4: [2]})
    assert list(picture.calls[0].units) == [0]


def test_it_does_not_matter_that_an_order_was_missed_which_the_unit_has_answered_since(picture):
    order = give(picture, Dispatch(0, 0, 2, 2))
    tell(picture, 200, UnitReport(0, "turning_out", 0, 0))
    assert not picture.miss(order)
    assert picture.silent == []


def test_a_unit_on_the_road_is_silent_alone(picture):
    tell(picture, 200, UnitReport(0, "returning", 4, None))
    picture.miss(give(picture, Dispatch(0, 0, 2, 2)))
    assert picture.silent == [0]


def test_a_unit_that_is_heard_is_silent_no_more(picture):
    picture.miss(give(picture, Dispatch(0, 0, 2, 2)))
    assert tell(picture, 300, UnitReport(1, "in_quarters", 0, None))
    assert (picture.silent, picture.available) == ([0], {0: [1], 4: [2]})


def test_a_reliever_that_cannot_be_raised_leaves_the_relief_to_another(picture):
    give(picture, Dispatch(0, 0, 2, 2))
    tell(picture, 200, UnitReport(0, "on_scene", 2, 0))
    order = give(picture, Dispatch(2, 0, 2, 2, relieves=0))
    assert picture.calls[0].weary == {0: 2}
    picture.miss(order)
    assert picture.calls[0].weary == {0: None}


def test_an_older_word_of_a_link_does_not_overwrite_a_newer(picture):
    tell(picture, 500, RoadReport(3, True))
    assert not tell(picture, 400, RoadReport(3, False))
    assert picture.closed == {3}
    assert tell(picture, 500, RoadReport(3, False))
    assert picture.closed == frozenset()


def test_an_older_size_up_does_not_overwrite_a_newer(picture):
    tell(picture, 500, SizeUp(0, (("engine", 3),)))
    assert not tell(picture, 400, SizeUp(0, (("engine", 1),)))
    assert picture.calls[0].needs == (("engine", 3),)


def test_an_old_wish_for_relief_of_a_unit_that_has_left_is_ignored(picture):
    tell(picture, 500, UnitReport(0, "returning", 2, None))
    assert not tell(picture, 400, UnitReport(0, "on_scene", 2, 0), ReliefWanted(0, 0))
    assert not tell(picture, 600, ReliefWanted(77, 0))
    assert picture.calls[0].weary == {}


def test_a_unit_may_serve_a_call_before_the_post_hears_of_it(picture):
    tell(picture, 200, UnitReport(2, "en_route", 4, 5))
    tell(picture, 300, CallReport(5, 0, 3, 3))
    assert list(picture.calls[5].units) == [2]


def test_a_unit_that_left_a_call_before_the_post_heard_of_it_does_not_serve_it(picture):
    tell(picture, 200, UnitReport(2, "en_route", 4, 5))
    tell(picture, 250, UnitReport(2, "returning", 4, None))
    tell(picture, 300, CallReport(5, 0, 3, 3))
    assert not picture.calls[5].units


def test_a_call_that_was_over_before_the_post_heard_of_it_is_not_opened(picture):
    tell(picture, 200, UnitReport(2, "returning", 3, None), CallOver(5))
    assert not tell(picture, 300, CallReport(5, 0, 3, 3))
    assert 5 not in picture.calls


def test_a_unit_on_its_way_to_a_call_of_which_only_the_end_is_heard_is_an_orphan(picture):
    tell(picture, 200, UnitReport(2, "en_route", 4, 5))
    assert tell(picture, 300, UnitReport(1, "returning", 3, None), CallOver(5))
    assert picture.orphans == {2: 5}


def test_a_unit_that_says_it_is_on_its_way_to_what_is_over_is_an_orphan(picture):
    tell(picture, 200, UnitReport(1, "returning", 3, None), CallOver(5))
    assert tell(picture, 300, UnitReport(2, "en_route", 4, 5))
    assert picture.orphans == {2: 5}
    tell(picture, 400, UnitReport(2, "returning", 4, None))
    assert picture.orphans == {}


def test_each_address_is_heard_as_late_as_it_spoke(picture):
    tell(picture, 900, SituationReport(3, 2), sender=200_003)
    tell(picture, 800, SituationReport(3, 7), sender=200_003)
    assert picture.heard[200_003] == 900
    assert (picture.towns[3].calls, picture.towns[3].told_ms) == (2, 900)
    tell(picture, 950, SituationReport(3, 4), sender=200_003)
    assert picture.towns[3].calls == 4


def test_what_a_team_said_last_stands(picture):
    tell(picture, 500, TeamReport(1, "on_air", 4))
    tell(picture, 400, TeamReport(1, "en_route", 0))
    assert (picture.teams[1].status, picture.teams[1].node) == ("on_air", 4)


def test_a_team_is_sent_somewhere_as_soon_as_it_is_ordered_and_silent_if_nothing_reaches_it(picture):
    order = give(picture, Deploy(1, 3, 3))
    assert (picture.teams[1].township, picture.teams[1].silent) == (3, False)
    assert picture.miss(order)
    assert picture.teams[1].silent
    tell(picture, 900, TeamReport(1, "en_route", 0))
    assert (picture.teams[1].township, picture.teams[1].silent) == (3, False)


def test_a_roll_call_leaves_no_mark(picture):
    before = list(picture.units.values())
    picture.note(RollCall())
    assert not picture.miss(RollCall())
    assert not tell(picture, 100, RollCall())
    assert list(picture.units.values()) == before
