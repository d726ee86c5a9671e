"""Who sees damage, when, and how the word comes to those who send teams."""

import pytest
from worlds import fails
from yards import EOC, Yard, breaks, team, wired_yard, yard

from sim.hazard.damage import Step
from sim.record.facts import MessageLost, RoadReport
from sim.record.repair import DamageReport, DamageSeen, WorkOrder
from sim.terms.enums import DamageKind
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS

WIRED_EOC = Band.POST.address(1)
VILLAGE, TOWN = Band.VILLAGE.address, Band.TOWNSHIP.address
LINE_H = Step("power_line", HOUR_MS)


def seen(found):
    """Return who saw damage: (hour, damage, address)."""
    return [(round(hour, 3), fact.damage, fact.address) for hour, fact in found.all(DamageSeen)]


def word(found, receiver=EOC):
    """Return what of damage somebody was told: (hour, damage, whether it is whole)."""
    return [
        (round(hour, 2), item.damage, item.whole)
        for hour, to, item in found.told(DamageReport)
        if to == receiver
    ]


def test_those_who_live_at_its_ends_see_damage_after_a_while_and_later_that_it_is_whole():
    found = Yard(yard([], [breaks(2, 1, until_h=5)], repair={"sight": 30})).run_h(8)
    assert seen(found) == [(1.5, 0, VILLAGE(2)), (1.5, 0, VILLAGE(3))]
    assert word(found, DISPATCH_CENTRE) == [(1.5, 0, False)] * 2 + [(5.5, 0, True)] * 2


def test_what_is_whole_before_anybody_looked_is_not_told():
    found = Yard(yard([], [breaks(2, 1, until_h=1.4)], repair={"sight": 30})).run_h(8)
    assert seen(found) == []
    assert word(found, DISPATCH_CENTRE) == []


def test_where_nobody_lives_the_township_finds_it_later():
    data = yard([team()], [breaks(2, 1)], repair={"sight": 30, "patrol": 90})
    data["villages"] = [village for village in data["villages"] if village["node"] not in ("N02", "N03")]
    found = Yard(data).run_h(3)
    assert seen(found) == [(2.5, 0, TOWN(2))]


def test_two_of_many_villages_look_and_each_takes_its_own_time():
    data = yard([], [breaks(2, 1)], repair={"sight": 30, "sight_sigma": 0.7})
    more = [{**data["villages"][2], "id": f"W{i}"} for i in range(5)]
    data["villages"] = data["villages"] + more
    found = Yard(data).run_h(20)
    assert len(seen(found)) == 3
    assert len({hour for hour, _, _ in seen(found)}) == 3


def test_what_luck_decides_about_seeing_is_the_same_whatever_teams_do():
    drawn = {"sight_sigma": 0.7, "sight": 30}
    injects = [breaks(2, 1), breaks(1, 2)]
    alone = Yard(yard([], injects, repair=drawn)).run_h(6)
    mended = Yard(yard([team(), team("B")], injects, repair=drawn)).run_h(6)
    assert seen(alone) == seen(mended)
    assert seen(alone)


def test_of_a_road_people_tell_that_it_is_closed_and_that_it_is_open_again():
    found = Yard(yard([team()], [breaks(2, 1)])).run_h(60)
    told = [(item.link, item.closed) for _, to, item in found.told(RoadReport) if to == EOC]
    assert told[0] == (2, True)
    assert told[-1] == (2, False)
    assert found.world.centre.picture.closed == frozenset()


def test_people_tell_that_water_has_closed_a_road_and_that_it_has_fallen():
    found = Yard(yard([], repair={"sight": 30}))
    water = found.damages.strike(DamageKind.ROAD_FLOOD, 2, 100, (2, 3))
    found.run_h(1)
    found.damages.resize(water, 2000)
    found.run_h(2)
    assert found.world.centre.picture.closed == {2}
    found.damages.resize(water, 150)
    found.run_h(2.4)
    assert found.world.centre.picture.closed == {2}
    found.run_h(3)
    assert found.world.centre.picture.closed == frozenset()


def test_what_has_changed_again_before_anybody_looked_is_not_told():
    found = Yard(yard([], repair={"sight": 30}))
    water = found.damages.strike(DamageKind.ROAD_FLOOD, 2, 100, (2, 3))
    found.run_h(1)
    found.damages.resize(water, 2000)
    found.run_h(1.2)
    found.damages.resize(water, 100)
    found.run_h(4)
    assert all(not item.closed for _, _, item in found.told(RoadReport))


# --- boards


def dead_line(found):
    """Let a line go dead at node 3 now."""
    return found.dead(3, LINE_H, asset=DamageKind.LINE)


def test_a_control_room_reads_a_dead_line_from_its_board():
    found = Yard(yard([team("A", "lineman", post="PT1")], repair={"sight": 600}))
    dead_line(found)
    found.run_h(5)
    assert seen(found) == [(round(2 / 60, 3), 0, Band.POST.address(1))]
    assert found.orders() == [(pytest.approx(2 / 60), 0, 0)]


def test_a_board_shows_nothing_that_others_mend_and_no_roads():
    found = Yard(yard([team("A", "pumper", post="PT1")], repair={"sight": 600}))
    dead_line(found)
    found.slide(2)
    found.run_h(5)
    assert seen(found) == []


def test_the_board_of_a_line_is_blind_while_the_public_network_is_out_there():
    data = wired_yard(
        [team("A", "lineman", post="PT1")],
        repair={"sight": 600},
        outages=(fails("telecom", "C03", 0, 3 * 3600),),
    )
    found = Yard(data)
    dead_line(found)
    found.run_h(6)
    (hour, _, address), *more = seen(found)
    assert (address, more) == (Band.POST.address(2), [])
    assert 3 <= hour <= 3 + 10 / 60 + 2 / 60


def test_the_board_of_a_telecom_site_shows_it_though_it_is_out():
    kinds = wired_yard([team("A", "lineman", post="PT1")], repair={"sight": 600})
    kinds["team_types"] = {
        **kinds["team_types"],
        "lineman": {**kinds["team_types"]["lineman"], "capabilities": ["telecom"]},
    }
    found = Yard({**kinds, "bearers": {**kinds["bearers"], "outages": [fails("telecom", "C03")]}})
    found.dead(3, Step("telecom", HOUR_MS), asset=DamageKind.TELECOM_SITE)
    found.run_h(1)
    assert [address for _, _, address in seen(found)] == [Band.POST.address(2)]


# --- messages


def test_word_goes_from_village_to_township_to_district_and_orders_go_back():
    found = Yard(wired_yard([team()], [breaks(3, 1)])).run_h(12)
    first = {}
    for hour, to, _ in found.told(DamageReport):
        first.setdefault(to, hour)
    assert 1.0 <= first[VILLAGE(3)] < first[TOWN(3)] < first[WIRED_EOC]
    assert DISPATCH_CENTRE not in first  # it is told of the road, and has no teams to send
    assert found.told(WorkOrder)[0][0] > first[WIRED_EOC]
    assert found.damages.all[0].done > 0


def test_where_no_word_comes_out_nobody_is_sent_until_it_does():
    silent = tuple(fails("telecom", f"C{node:02d}", 0, 6 * 3600) for node in (3, 4))
    data = wired_yard([team()], [breaks(3, 1)], outages=silent)
    data["bearers"]["courier"]["couriers"] = 0
    found = Yard(data).run_h(12)
    assert min(hour for hour, _, _ in found.orders()) >= 6
    assert seen(found)[0][0] == 1.0


def test_a_team_that_no_order_reaches_is_passed_over_until_it_is_heard():
    silent = (fails("telecom", "C01", 0, 20 * 3600),)
    near, far = team("A", node=1), team("B", node=4)
    found = Yard(wired_yard([near, far], [breaks(2, 1)], outages=silent)).run_h(12)
    assert {crew for _, crew, _ in found.orders()} == {0, 1}
    assert found.life(1)[0][1] == "mustering"
    assert found.damages.all[0].done > 0


def test_when_all_is_whole_the_district_knows_of_no_damage():
    found = Yard(wired_yard([team()], [breaks(2, 1)])).run_h(30)
    assert found.all(MessageLost) == []
    assert found.world.works.district.picture.repairs.damages == {}
