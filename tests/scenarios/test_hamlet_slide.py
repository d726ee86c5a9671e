"""The hamlet whose roads are cleared: from the slide to the open road, told by messages, under each rule."""

import pytest

from sim.metric.fold import fold
from sim.metric.repair_rows import crew_rows, damage_rows
from sim.policy.repair import REPAIR_POLICIES
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened
from sim.record.hazard_facts import DamageBegan
from sim.record.repair import CrewChanged, DamageReport, DamageSeen, WorkOrder
from sim.run import run
from sim.scenario.load import load
from sim.terms.ids import Band


@pytest.fixture(scope="module")
def log():
    return run(load("hamlet-slide"))


def test_each_link_of_the_chain_follows_from_the_one_before(log):
    """Slide, seen, told to the village, the township, the district, ordered, mustered, opened."""
    entries = list(log.entries())
    cause = {seq: cause for seq, _, cause, _ in entries}
    fact_of = {seq: fact for seq, _, _, fact in entries}
    opened = next(seq for seq, _, _, fact in entries if isinstance(fact, RoadOpened))
    chain = [opened]
    while cause[chain[-1]] is not None:
        chain.append(cause[chain[-1]])
    kinds = [type(fact_of[seq]).__name__ for seq in reversed(chain)]
    assert kinds[:2] == ["DamageBegan", "DamageSeen"]
    assert kinds[-2:] == ["DamageEased", "RoadOpened"]
    assert kinds.count("MessageDelivered") == 4  # village, township, district, team


def test_every_road_opens_again_and_every_damage_is_whole(log):
    facts = [fact for *_, fact in log.entries()]
    cut = [fact.link for fact in facts if isinstance(fact, RoadCut)]
    assert sorted(cut) == sorted(fact.link for fact in facts if isinstance(fact, RoadOpened))
    assert len(cut) == 3
    assert all(row.done_h == pytest.approx(row.need_h) for row in damage_rows(fold(log)))


def test_the_second_team_has_a_machine_that_nobody_can_drive(log):
    rows = {row.team: row for row in crew_rows(fold(log))}
    assert (rows["TM2"].machines, rows["TM2"].usable, rows["TM2"].idle) == (2, 1, 1)
    used = [fact.machines for *_, fact in log.entries() if isinstance(fact, CrewChanged) and fact.team == 1]
    assert max(used) == 1


def test_the_district_hears_only_through_messages(log):
    eoc = Band.POST.address([post.kind.value for post in load("hamlet-slide").posts].index("eoc"))
    sent, heard, ordered = {}, {}, {}
    for seq, t, _, fact in log.entries():
        if isinstance(fact, MessageSent):
            sent[seq] = fact
            for item in fact.body:
                if isinstance(item, WorkOrder):
                    ordered.setdefault(item.damage, t)
        elif isinstance(fact, MessageDelivered) and sent[fact.message].receiver == eoc:
            for item in sent[fact.message].body:
                if isinstance(item, DamageReport):
                    heard.setdefault(item.damage, t)
    assert sorted(ordered) == [0, 1, 2]
    assert all(heard[damage] <= ordered[damage] for damage in ordered)


def test_with_ideal_messages_the_same_is_seen_and_mended_no_later(log):
    ideal = run(load("hamlet-slide", ["comms=ideal"]))
    seen = [[fact for *_, fact in each.entries() if isinstance(fact, DamageSeen)] for each in (log, ideal)]
    assert seen[0] == seen[1]
    eased = [[row.eased_h for row in damage_rows(fold(each))] for each in (log, ideal)]
    assert all(one >= other for one, other in zip(*eased, strict=True))


@pytest.mark.parametrize("rule", sorted(REPAIR_POLICIES))
def test_each_rule_mends_all_of_the_same(rule):
    found = run(load("hamlet-slide", ["comms=ideal", f"repair.policy={rule}"]))
    rows = damage_rows(fold(found))
    assert [row.size for row in rows] == [6000, 2500, 150]
    assert all(row.whole_h == row.whole_h for row in rows)
    assert sum(isinstance(fact, DamageBegan) for *_, fact in found.entries()) == 3


def test_the_nearest_rule_leaves_the_large_slide_to_the_last():
    first = {}
    for rule in ("people-first", "nearest"):
        rows = damage_rows(fold(run(load("hamlet-slide", ["comms=ideal", f"repair.policy={rule}"]))))
        first[rule] = [row.eased_h for row in rows]
    assert first["nearest"][0] > first["people-first"][0] + 1
    assert min(first["nearest"]) < min(first["people-first"])
