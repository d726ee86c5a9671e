"""What free forces reach, by the picture of a post alone, and beside the clock."""

import json
import time
from concurrent.futures import Future

import pytest
from drills import LINK_MS
from exercises import CENTRE, EOC, district
from hands import sat, wait

from sim.live import coverage
from sim.live.coverage import Coverage, Fleet, banded, fleets, reached
from sim.live.exercise import Exercise
from sim.live.room import Room
from sim.live.seats import seats_of
from sim.live.session import Refused, Session
from sim.network.roads import RoadGraph
from sim.picture import Picture
from sim.record.facts import RoadReport, UnitReport
from sim.record.message import Letter

MINUTE = 60_000
GRAPH = RoadGraph.from_links([0, 1, 2], [1, 2, 3], n_nodes=4)


def fleet(*nodes, minutes=(4, 4, 9)):
    return Fleet(GRAPH, [m * MINUTE for m in minutes], nodes)


def asked(of, session, address):
    """Ask until it is worked out."""
    for _ in range(200):
        found = of.ask(session, address)
        if found["ready"]:
            return found
        time.sleep(0.01)
    raise AssertionError("it is never worked out")


def test_reach_spreads_over_open_roads_and_ends_at_the_widest_band():
    assert reached([fleet(0)], frozenset()) == {0: 0, 1: 4 * MINUTE, 2: 8 * MINUTE}
    assert reached([fleet(0)], frozenset({1})) == {0: 0, 1: 4 * MINUTE}


def test_several_places_and_kinds_of_vehicle_give_the_least_time():
    found = reached([fleet(0), fleet(3, minutes=(1, 1, 2))], frozenset())
    assert found == {0: 0, 1: 3 * MINUTE, 2: 2 * MINUTE, 3: 0}


def test_another_closed_road_never_lets_anybody_reach_more():
    open_ = reached([fleet(1)], frozenset())
    for link in range(3):
        shut = reached([fleet(1)], frozenset({link}))
        assert all(shut[node] >= open_[node] for node in shut)


def test_bands_are_the_least_minutes_that_suffice():
    assert banded({0: 5 * MINUTE, 1: 5 * MINUTE + 1, 2: 15 * MINUTE}) == [[0, 5], [1, 10], [2, 15]]


def test_only_what_was_told_counts_not_where_units_are():
    session = Session(district())
    wait(session, 0.1)
    picture = Picture(9)
    assert fleets(session, picture) == []
    picture.learn(Letter(5, 0, 0, (UnitReport(0, "in_quarters", 3, None),)))
    assert [f.nodes for f in fleets(session, picture)] == [(3,)]  # it stands at node 0
    picture.learn(Letter(5, 1, 0, (UnitReport(0, "en_route", 3, 0),)))
    assert fleets(session, picture) == []


def test_a_post_without_units_covers_with_its_free_teams_and_one_without_either_nothing():
    session = Session(district())
    picture = session.world.picture(EOC)
    assert fleets(session, picture) == []
    assert asked(Coverage(), session, EOC)["nodes"] == []


def test_believed_closures_cut_what_is_covered_and_true_ones_do_not():
    session, of = Session(district()), Coverage()
    wait(session, 1)  # a slide fell on link 2 after 300 s, and nobody has told the centre
    assert session.world.context.roads.closed_to("engine")
    before = asked(of, session, CENTRE)
    assert LINK_MS < 15 * MINUTE
    assert 3 in [node for node, _ in before["nodes"]]
    link = next(iter(session.world.context.roads.closed_to("engine")))
    for link in range(4):
        session.world.picture(CENTRE).learn(Letter(5, session.now_ms, 0, (RoadReport(link, True),)))
    after = asked(of, session, CENTRE)
    assert len(after["nodes"]) < len(before["nodes"])
    of.close()


def test_nobody_waits_for_it_and_the_same_picture_is_not_worked_out_twice(monkeypatch):
    session, of, pending = Session(district()), Coverage(), Future()

    class Slow:
        count = 0

        def submit(self, work):
            Slow.count += 1
            return pending

        def shutdown(self, **options):
            pass

    monkeypatch.setattr(coverage, "ThreadPoolExecutor", lambda *given: Slow())
    assert of.ask(session, CENTRE) == {"ready": False}
    assert of.ask(session, CENTRE) == {"ready": False}
    pending.set_result([[0, 5]])
    assert of.ask(session, CENTRE)["nodes"] == [[0, 5]]
    assert Slow.count == 1
    of.forget()
    of.ask(session, CENTRE)
    assert Slow.count == 2
    of.close()


def test_those_who_see_everything_ask_for_a_post_and_others_for_their_own(tmp_path):
    exercise = Exercise.begin(tmp_path / "e.db", district())
    room = Room(exercise, seats_of(district(), ("T03",)))
    version = room.version
    with pytest.raises(Refused, match="look at a post"):
        room.do("facilitator", {"kind": "cover"})
    with pytest.raises(Refused, match="look at a post"):
        room.do("evaluator", {"kind": "cover", "seat": "facilitator"})
    for seat, body in [("evaluator", {"seat": "centre"}), ("centre", {"seat": "eoc"}), ("T03", {})]:
        json.dumps(room.do(seat, {"kind": "cover", **body}))
    time.sleep(0.2)
    mine = room.do("centre", {"kind": "cover", "seat": "eoc"})
    assert mine == room.do("facilitator", {"kind": "cover", "seat": "centre"})
    assert room.version == version  # nothing changes, and nobody is shown anything anew
    room.coverage.close()
    exercise.journal.close()


def test_the_seat_of_a_person_is_covered_by_what_that_person_knows():
    session = sat(district(), CENTRE)
    wait(session, 0.5)
    known = {view.node for view in session.world.picture(CENTRE).units.values()}
    assert {node for each in fleets(session, session.world.picture(CENTRE)) for node in each.nodes} <= known
