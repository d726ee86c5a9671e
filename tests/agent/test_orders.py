"""Orders that reach a unit while it is at something else, and the people without whom no unit goes out."""

import pytest
from drills import LINK_MS, OUT_MS, TAKEN_MS, Tale, bypass, call, world
from worlds import kind

from sim.record.facts import Dispatch, HandOver, MoveUp, Recall, UnitChanged, UnitReport
from sim.terms.units import MINUTE_MS

HALF_HOUR_MS = 30 * MINUTE_MS


def two_kinds(**urgent):
    """Return an urgent kind and one that can wait."""
    return {"fire": kind(priority=5), "rescue": kind(priority=1, **urgent)}


# --- diverted, called back, sent from the road


def test_a_more_urgent_call_diverts_a_unit_that_is_on_its_way():
    """At 1000 s the unit is 290 s out on the first link: it drives on to its end."""
    tale = Tale(world([call(600, 4), call(935, 1, "rescue")], kinds=two_kinds()))
    assert tale.way(0)[:4] == [
        (665_000, "turning_out"),
        (710_000, "en_route"),
        (1_000_000, "en_route"),
        (710_000 + LINK_MS, "on_scene"),
    ]
    assert tale.sent_to(0) == [(665_000, 0), (tale.ended(1)[0], 0)]


def test_a_diverted_unit_that_would_have_to_turn_goes_on_to_the_next_node_first():
    tale = Tale(world([call(600, 4), call(935, 0, "rescue")], kinds=two_kinds()))
    assert tale.first(0, "on_scene") == 710_000 + 2 * LINK_MS


def test_a_unit_that_is_diverted_while_it_turns_out_needs_no_more_time_for_it():
    tale = Tale(world([call(600, 4), call(625, 1, "rescue")], kinds=two_kinds()))
    assert tale.way(0)[:3] == [
        (665_000, "turning_out"),
        (710_000, "en_route"),
        (710_000 + LINK_MS, "on_scene"),
    ]
    assert tale.sent_to(1) == [(690_000, 0)]
    assert tale.all(UnitChanged)[2][1].call == 1


def test_nobody_is_diverted_to_what_is_less_urgent_or_as_urgent():
    kinds = {"fire": kind(priority=1), "rescue": kind(priority=1)}
    tale = Tale(world([call(600, 4), call(935, 1, "rescue")], kinds=kinds))
    assert tale.sent_to(0) == [(665_000, 0)]
    assert tale.sent_to(1)[0][0] == tale.ended(0)[0]


def test_the_nearest_policy_diverts_nobody():
    tale = Tale(world([call(600, 4), call(935, 1, "rescue")], kinds=two_kinds()), "nearest")
    assert tale.sent_to(1)[0][0] == tale.first(0, "in_quarters")


def test_a_diverted_call_gets_the_next_unit_that_is_free():
    tale = Tale(world([call(600, 3), call(935, 1, "rescue")], {0: 1, 4: 1}, kinds=two_kinds(), nodes=6))
    assert {unit for _, unit in tale.sent_to(0)} | {unit for _, unit in tale.sent_to(1)} == {0, 1}
    assert all(tale.ended(number)[1] == "closed" for number in (0, 1))


def test_surplus_is_called_back_when_the_first_on_scene_tells_the_need():
    data = world(
        [call(600, 1)],
        {0: 1, 4: 1},
        kinds={"fire": kind(run_card={"engine": 2}, severities=[{"id": "x", "needs": {"engine": 1}}])},
    )
    tale = Tale(data)
    seen = tale.first(0, "on_scene")
    assert tale.told(Recall) == [(seen, 3, Recall(1, 0))]
    assert [status for _, status in tale.way(1)] == ["turning_out", "en_route", "returning", "in_quarters"]


def test_a_unit_called_back_on_a_link_drives_on_to_its_end_and_home_from_there():
    """It is 800 s out, 200 s before the end of its first link, when it is called back."""
    kinds = {"fire": kind(run_card={"engine": 2}, severities=[{"id": "x", "needs": {"engine": 1}}])}
    data = world([call(600, 1)], {0: 1, 4: 1}, kinds=kinds)
    data["links"][3]["length_km"] = 12.5  # 1000 s: at 800 s it is 200 s before node 3
    tale = Tale(data)
    back = tale.first(1, "returning")
    assert tale.first(1, "in_quarters") == back + 200_000 + 1_000_000


def test_a_unit_called_back_just_at_a_node_turns_there():
    """The other is on scene 800 s after leaving, when this one has driven its first link."""
    kinds = {"fire": kind(run_card={"engine": 2}, severities=[{"id": "x", "needs": {"engine": 1}}])}
    tale = Tale(world([call(600, 1)], {0: 1, 4: 1}, kinds=kinds))
    assert tale.first(1, "in_quarters") == tale.first(1, "returning") + LINK_MS


def test_a_unit_called_back_while_it_turns_out_stays_at_home():
    data = world([call(600, 0)], {0: 1, 4: 1})
    data["forces"] = {"turnout": {"national": {"day": 45, "sigma": 0}, "township": {"day": 600, "sigma": 0}}}
    data["stations"][1]["kind"] = "township"
    data["demand"]["kinds"]["fire"]["run_card"] = {"engine": 2}
    tale = Tale(data)
    seen = tale.first(0, "on_scene")
    assert tale.way(1) == [(665_000, "turning_out"), (seen, "in_quarters")]


def test_a_unit_on_its_way_home_is_sent_from_the_road_without_turnout():
    """It is 290 s on its way home over the first of two links when the order comes."""
    tale = Tale(world([call(600, 2), call(4335, 2)]))
    over = tale.ended(0)[0]
    ordered = 4_335_000 + TAKEN_MS
    assert over == 4_110_000 < ordered < over + LINK_MS
    assert tale.sent_to(1) == [(ordered, 0)]
    assert (ordered, "en_route") in tale.way(0)
    assert tale.first(0, "on_scene", 1) == over + LINK_MS + LINK_MS


def test_the_nearest_policy_waits_until_the_unit_is_home():
    tale = Tale(world([call(600, 2), call(4335, 2)]), "nearest")
    assert tale.sent_to(1)[0][0] == tale.first(0, "in_quarters")


def test_a_unit_whose_call_was_ended_by_others_comes_home():
    """Without anyone to call it back it finds nothing to do, and drives home."""

    class Once:
        """Send everybody to everything, once."""

        def __init__(self):
            self.sent = set()

        def decide(self, picture):
            for number, view in picture.calls.items():
                for unit in sorted(picture.units):
                    if (unit, number) not in self.sent:
                        self.sent.add((unit, number))
                        yield Dispatch(unit, number, view.node, view.place)

    tale = Tale(world([call(600, 0)], {0: 1, 4: 1}), Once())
    assert tale.way(1)[-1] == (665_000 + OUT_MS + 8 * LINK_MS, "in_quarters")
    assert "on_scene" not in [status for _, status in tale.way(1)]


# --- orders that cannot be obeyed


@pytest.mark.parametrize(
    "order", [Recall(0, 1), MoveUp(0, 0), Dispatch(0, 1, 4, 4)], ids=["recall", "moveup", "dispatch"]
)
def test_a_unit_at_work_tells_what_it_does_instead_of_obeying(order):
    data = world([call(600, 0), call(1200, 4)])
    tale = Tale(data, "nearest", journal=[(1_300_000, order)])
    assert [(t, told.status, told.call) for t, _, told in tale.told(UnitReport) if t == 1_300_000] == [
        (1_300_000, "on_scene", 0)
    ]
    assert tale.ended(0) == (710_000 + HALF_HOUR_MS, "closed")
    assert tale.responses()[1] == tale.ended(0)[0] + OUT_MS + 4 * LINK_MS


def test_an_order_to_leave_the_scene_is_obeyed_and_the_call_waits_for_another():
    tale = Tale(world([call(600, 0)], {0: 1, 1: 1}), "nearest", journal=[(1_000_000, Recall(0, 0))])
    assert tale.way(0)[2:5] == [(710_000, "on_scene"), (1_000_000, "in_quarters"), (1_000_000, "turning_out")]
    assert tale.sent_to(0) == [(665_000, 0), (1_000_000, 0)]
    worked_ms, away_ms = 290_000, OUT_MS
    assert tale.ended(0) == (1_000_000 + away_ms + HALF_HOUR_MS - worked_ms, "closed")


def test_a_call_whose_only_unit_leaves_to_rest_gets_another_at_once():
    data = world([call(600, 0)], {0: 1, 1: 1}, kinds={"fire": kind(work_median=600)})
    tale = Tale(data, "nearest", journal=[(5_000_000, Recall(0, 0))])
    assert tale.first(0, "restoring") == 5_000_000
    assert tale.sent_to(0)[1] == (5_000_000, 1)


def test_a_recall_from_a_call_that_a_unit_does_not_serve_changes_nothing():
    data = world([call(600, 4)])
    plain, tale = Tale(data), Tale(data, journal=[(1_000_000, Recall(0, 3))])
    assert tale.way(0) == plain.way(0)


@pytest.mark.parametrize("order", [Recall(0, 99), HandOver(99)], ids=["recall", "handover"])
def test_an_order_about_a_call_that_nobody_knows_changes_nothing(order):
    data = world([call(600, 4)])
    plain, tale = Tale(data), Tale(data, journal=[(1_000_000, order)])
    assert tale.way(0) == plain.way(0)
    assert tale.ended() == plain.ended()


def test_an_order_to_a_call_that_nobody_knows_is_not_given():
    data = world([call(600, 4)], {0: 2})
    plain, tale = Tale(data), Tale(data, journal=[(60_000, Dispatch(1, 99, 2, 2))])
    assert [tale.way(unit) for unit in (0, 1)] == [plain.way(unit) for unit in (0, 1)]
    assert tale.told(Dispatch) == plain.told(Dispatch)


def test_an_order_to_a_unit_that_nobody_knows_is_not_given():
    data = world([call(600, 4)])
    plain, tale = Tale(data), Tale(data, journal=[(60_000, MoveUp(7, 0))])
    assert tale.way(0) == plain.way(0)
    assert tale.told(MoveUp) == []


@pytest.mark.parametrize(
    "order",
    [
        Dispatch(1, 0, 3, 4),
        Dispatch(1, 0, 4, 3),
        Dispatch(1, 0, 4, 4, (99,)),
        Dispatch(1, 0, 4, 4, (), 1),
        Dispatch(1, 0, 4, 4, (), 7),
        MoveUp(1, 1),
        MoveUp(1, -1),
        MoveUp(1, 0, (-1,)),
        Recall(7, 0),
        Recall(0, 0, (99,)),
        HandOver(99),
    ],
    ids=lambda order: type(order).__name__,
)
def test_an_order_about_what_is_not_there_is_not_given(order):
    """The call is at node 4, place 4, and unit 0 on its way there; there are one station and four links."""
    data = world([call(600, 4)], {0: 2})
    plain, tale = Tale(data), Tale(data, journal=[(1_000_000, order)])
    assert tale.told(type(order)) == plain.told(type(order))
    assert [tale.way(unit) for unit in (0, 1)] == [plain.way(unit) for unit in (0, 1)]


def test_a_call_that_still_rings_is_not_handed_over():
    assert Tale(world([call(600, 4)]), journal=[(602_000, HandOver(0))]).ended()[1] == "closed"


def test_a_call_at_which_somebody_works_is_not_handed_over_and_not_forgotten():
    """Its crew finds that two engines are needed; the second comes when it is free."""
    needs = kind(severities=[{"id": "x", "needs": {"engine": 2}}], work_median=120)
    data = world([call(600, 0), call(601, 4)], {0: 1, 4: 1}, kinds={"fire": needs})
    plain, tale = Tale(data), Tale(data, journal=[(1_000_000, HandOver(0))])
    assert tale.told(HandOver) == []
    assert tale.ended(0) == plain.ended(0)
    assert tale.ended(0)[1] == "closed"


def test_a_unit_told_to_avoid_a_road_on_the_way_turns_where_it_is_and_not_where_it_would_have_been():
    """It is on link 1 when it hears that there is no way on over link 1: it comes to node 2, and goes on."""
    data = world([call(600, 4)])
    late_ms = 710_000 + LINK_MS + 100_000
    tale = Tale(data, journal=[(late_ms, Dispatch(0, 0, 4, 4, (1,)))])
    assert tale.responses() == {0: 710_000 + 4 * LINK_MS}


# --- people


def test_people_are_conserved_by_every_station():
    """Whoever is on a unit is not in the station, and all are there again in the end."""
    data = world([call(600, 1), call(700, 2), call(800, 3)], {0: 3})
    data["stations"][0]["crew"] = 14
    crews: dict[int, int] = {}
    for _, fact in Tale(data).all(UnitChanged):
        crews[fact.unit] = fact.crew
        assert sum(crews.values()) <= 14
        assert fact.crew in (0, 6) or fact.crew >= 4
    assert set(crews.values()) == {0}


def test_a_short_crew_goes_out_if_it_is_not_too_short():
    data = world([call(600, 1)], {0: 1})
    data["stations"][0]["crew"] = 4
    assert {fact.crew for _, fact in Tale(data).all(UnitChanged) if fact.status == "en_route"} == {4}


def test_a_unit_without_people_says_so_and_stands_by_until_they_are_back():
    data = world([call(600, 1), call(700, 2)], {0: 2})
    data["stations"][0]["crew"] = 8
    tale = Tale(data, "nearest")
    home = tale.first(0, "in_quarters")
    assert tale.way(1)[:3] == [(665_000, "unstaffed"), (home, "in_quarters"), (home, "unstaffed")]
    assert tale.sent_to(1) == [(home, 0)]


def test_an_unstaffed_unit_refuses_to_go():
    data = world([call(600, 4)], {0: 2})
    data["stations"][0]["crew"] = 8
    tale = Tale(data, "nearest", journal=[(900_000, Dispatch(1, 0, 4, 4)), (950_000, MoveUp(1, 0))])
    refused = [(t, told.status, told.call) for t, _, told in tale.told(UnitReport) if told.unit == 1]
    assert (900_000, "unstaffed", None) in refused
    assert (950_000, "unstaffed", None) in refused
    assert {fact.crew for _, fact in tale.all(UnitChanged) if fact.unit == 1} == {0}


def test_a_unit_is_unstaffed_from_the_start_where_a_station_has_nobody():
    data = world([call(600, 4)], {0: 1, 4: 1})
    data["stations"][1]["crew"] = 3
    tale = Tale(data)
    assert tale.all(UnitChanged)[1][1].status == "unstaffed"
    assert tale.sent_to() == [(665_000, 0)]


def test_a_unit_that_needs_no_crew_goes_out_empty():
    data = world([call(600, 1)])
    data["unit_types"]["engine"] |= {"crew": 0, "crew_min": 0}
    data["stations"][0]["crew"] = 0
    tale = Tale(data)
    assert tale.ended()[1] == "closed"


# --- forces that do not take part


def test_a_station_that_is_switched_off_has_no_units():
    data = world([call(600, 4)], {0: 1, 4: 1})
    data["stations"][1]["kind"] = "township"
    data["forces"]["town_brigades"] = False
    tale = Tale(data)
    assert {fact.unit for _, fact in tale.all(UnitChanged)} == {0}
    assert tale.responses()[0] == 665_000 + OUT_MS + 4 * LINK_MS


def test_the_nearest_is_the_soonest_by_road_and_not_by_number():
    data = world([call(600, 4)], {0: 1, 2: 1})
    data["links"].append(bypass(1.0, 0, 4))
    assert Tale(data).sent_to() == [(665_000, 0)]
