"""A bureau through which teams are sent: it passes orders on, refuses, redirects, calls back, lets rest."""

from functools import cache

import pytest
from hands import came, facts, fill, sat, wait
from worlds import NOTE, scenario
from yards import breaks, team, wired_yard

from sim.live.seats import Role, seats_of
from sim.live.session import Refused, Session
from sim.record.headquarters import StandDown, WorkRefused
from sim.record.repair import CrewChanged, CrewReport, DamageReport, WorkOrder
from sim.run import run, run_again
from sim.terms.ids import Band

BUREAU = Band.POST.address(2)
CREW, EOC = Band.CREW.address(0), Band.POST.address(1)


@cache
def yard(led=True, one=False, teams="A"):
    slides = [breaks(1, 1), breaks(2, 1.2)][: 1 if one else 2]
    crews = [team(name, post="PT1", ready_min=6) for name in teams]
    return scenario(wired_yard(crews, slides, repair={"headquarters": led}))


def waiting(of):
    """Return a session in which somebody sits at the bureau, and a work order has come."""
    session = sat(of, BUREAU)
    while 0 not in session.world.picture(BUREAU).repairs.asked and session.now_ms < 10 * 3_600_000:
        wait(session, 0.1)
    return session


@pytest.fixture
def held():
    return waiting(yard())


def statuses(session):
    return [fact.status for _, fact in facts(session, CrewChanged)]


def is_change(fact):
    return type(fact) is CrewChanged


def same_again(session):
    log = session.finish()
    assert run_again(log).digest == log.digest


def test_the_posts_are_where_the_test_thinks():
    assert [post.id for post in yard().posts] == ["DC1", "EOC1", "PT1"]
    seats = seats_of(yard(), ("PT1",))
    assert (seats["PT1"].role, seats["PT1"].address) == (Role.TEAM, BUREAU)


def test_without_anybody_there_orders_are_passed_on_and_the_work_is_done_as_without_a_bureau():
    done = [
        [(f.team, f.damage, f.status) for _, _, _, f in run(yard(led, one=True)).entries() if is_change(f)]
        for led in (True, False)
    ]
    assert done[0] == done[1]
    assert any(status == "working" for _, _, status in done[0])


def test_orders_and_reports_go_through_the_bureau():
    session = Session(yard())
    wait(session, 8)
    assert came(session, BUREAU, WorkOrder)
    assert came(session, CREW, WorkOrder)
    assert came(session, BUREAU, CrewReport)
    assert came(session, EOC, CrewReport)
    assert came(session, EOC, DamageReport)


def test_a_person_lets_an_order_wait_and_then_accepts_it(held):
    assert came(held, CREW, WorkOrder) == []
    asked = held.world.picture(BUREAU).repairs.asked[0]
    fill(held, BUREAU, "work", team=0, damage=asked.damage)
    assert not held.world.picture(BUREAU).repairs.asked
    wait(held, 1)
    assert came(held, CREW, WorkOrder)[0].damage == asked.damage
    assert "en_route" in statuses(held)
    same_again(held)


def test_a_refusal_reaches_the_district_which_does_not_ask_for_the_same_again(held):
    asked = held.world.picture(BUREAU).repairs.asked[0]
    fill(held, BUREAU, "wref", team=0, damage=asked.damage)
    wait(held, 0.2)
    assert came(held, EOC, WorkRefused) == [WorkRefused(0, asked.damage)]
    assert asked.damage in held.world.picture(EOC).repairs.crews[0].refused
    wait(held, 3)
    again = [order.damage for order in came(held, BUREAU, WorkOrder)]
    assert again.count(asked.damage) == 1
    same_again(held)


def test_sending_a_team_elsewhere_refuses_what_was_asked(held):
    asked = held.world.picture(BUREAU).repairs.asked[0]
    tell = DamageReport(1, "slide", 2, 6000, (2, 3), "road_clearing", False)
    held.world.context.net.send(CREW, BUREAU, (tell,), None)
    wait(held, 0.01)
    fill(held, BUREAU, "work", team=0, damage=1)
    wait(held, 0.2)
    assert came(held, EOC, WorkRefused) == [WorkRefused(0, asked.damage)]
    assert came(held, CREW, WorkOrder)[0].damage == 1


def test_another_team_goes_where_the_first_was_asked_for_though_the_bureau_knows_only_the_order():
    session = waiting(yard(one=True, teams="AB"))
    repairs = session.world.picture(BUREAU).repairs
    damage, nodes = repairs.asked[0].damage, repairs.asked[0].nodes
    assert damage not in repairs.damages
    fill(session, BUREAU, "work", team=1, damage=damage)
    fill(session, BUREAU, "wref", team=0, damage=damage)
    wait(session, 0.2)
    assert [(order.damage, order.nodes) for order in came(session, Band.CREW.address(1), WorkOrder)] == [
        (damage, nodes)
    ]
    assert came(session, EOC, WorkRefused) == [WorkRefused(0, damage)]
    assert not came(session, CREW, WorkOrder)
    same_again(session)


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("work", {"team": 0, "damage": 7}),
        ("work", {"team": 5, "damage": 0}),
        ("wref", {"team": 0, "damage": 7}),
        ("wref", {"team": 3, "damage": 0}),
        ("stand", {"team": 9, "rest": True}),
        ("stand", {"team": 0, "rest": 1}),
        ("deploy", {"team": 0, "township": 0}),
    ],
)
def test_a_bureau_orders_nothing_that_it_does_not_lead_or_know(held, kind, form):
    with pytest.raises(Refused):
        fill(held, BUREAU, kind, **form)


def working(held):
    fill(held, BUREAU, "work", team=0, damage=held.world.picture(BUREAU).repairs.asked[0].damage)
    for _ in range(60):
        wait(held, 0.1)
        if statuses(held)[-1] == "working":
            return
    raise AssertionError(statuses(held))


def test_a_team_that_is_called_back_from_its_work_goes_home(held):
    working(held)
    fill(held, BUREAU, "stand", team=0, rest=False)
    wait(held, 1)
    assert [(order.team, order.rest) for order in came(held, CREW, StandDown)] == [(0, False)]
    assert statuses(held)[-1] in ("returning", "at_base")
    same_again(held)


def test_a_team_that_is_to_rest_rests_where_it_works_and_goes_on(held):
    working(held)
    fill(held, BUREAU, "stand", team=0, rest=True)
    wait(held, 0.2)
    assert statuses(held)[-1] == "resting"
    wait(held, 9)
    assert statuses(held)[statuses(held).index("resting") + 1 :][0] in ("working", "standing_by", "surveying")
    same_again(held)


@pytest.mark.parametrize(("after_h", "rest"), [(0.02, False), (0.3, False), (0.3, True)])
def test_a_team_is_called_back_while_it_musters_or_drives_and_does_not_rest_there(held, after_h, rest):
    fill(held, BUREAU, "work", team=0, damage=held.world.picture(BUREAU).repairs.asked[0].damage)
    wait(held, after_h)
    fill(held, BUREAU, "stand", team=0, rest=rest)
    wait(held, 0.02)
    assert ("resting" in statuses(held)) is False
    wait(held, 3)
    assert (statuses(held)[-1] in ("at_base",)) is not rest
    same_again(held)


def test_a_seat_handed_back_passes_on_what_has_waited(held):
    held.give_back(BUREAU)
    wait(held, 1)
    assert came(held, CREW, WorkOrder)
    same_again(held)


def test_where_orders_go_straight_the_bureau_gives_none():
    session = Session(yard(False))
    with pytest.raises(Refused, match="no post decides there"):
        session.take(BUREAU)


def test_when_an_alternate_takes_command_the_bureau_asks_its_teams_and_tells_it_how_they_stand():
    crews = [team("A", post="PT1", ready_min=6)]
    data = wired_yard(crews, [breaks(1, 20)], repair={"headquarters": True})
    data["posts"].append({"id": "EOC2", "name_zh": "备用", "kind": "eoc", "node": "N01", **NOTE})
    succession = {"alternate": "EOC2", "all": True, "lost": [{"at": 1, "until": 10}]}
    data["response"] = {"levels": True, "succession": succession}
    of = scenario(data)
    second = next(Band.POST.address(row) for row, post in enumerate(of.posts) if post.id == "EOC2")
    session = Session(of)
    wait(session, 1)
    assert session.world.picture(second).repairs.crews == {}
    wait(session, 2)
    assert session.world.picture(second).repairs.crews[0].status == "at_base"
    assert came(session, second, CrewReport)
