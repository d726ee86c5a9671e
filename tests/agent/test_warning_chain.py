"""Who is warned, by what, and who leaves: on a line of five villages with networks."""

from collections import Counter

import pytest
from rigs import outage, wired
from worlds import NOTE, scenario

from sim.record.facts import MessageDelivered, MessageSent, RoadOpened
from sim.record.people import (
    CallUnanswered,
    GroupTold,
    LinkWalked,
    PeopleMoved,
    WarningAck,
    WarningIssued,
    WarningOrder,
)
from sim.run import run
from sim.scenario.groups import groups_of
from sim.terms.ids import Band
from sim.terms.units import HOUR_MS, MINUTE_MS

ROOM = [{"id": f"SH{i}", "name_zh": "场所", "node": f"N{i:02d}", "capacity": 500, **NOTE} for i in range(5)]
PEOPLE = {"at_risk": 0.01, "steep": 1, "urban": 1}
TERMINALS = [
    {"id": f"village-{means}", "holder": "village", "bearer": means, "battery_h": 6, **NOTE}
    for means in ("fixed", "cellular")
]


def world(variant="chain", colour="orange", at_h=1.0, townships=(), people=(), shelters=ROOM, **changes):
    """Return a line of villages in which one warning is issued by script, at night."""
    warning = {
        "variant": variant,
        "scripted": [{"colour": colour, "at": at_h, "townships": list(townships)}],
        **changes.pop("warning", {}),
    }
    data = wired(
        horizon=1,
        warning=warning,
        people={**PEOPLE, **dict(people)},
        shelters=shelters,
        **changes,
    )
    data["terminals"] = [*data["terminals"], *TERMINALS]
    data["demand"] = {**data["demand"], "scale": 0}
    return scenario(data)


def lived(of, seed=1):
    """Return what happens: (time, fact)."""
    log = run(of, seed=seed)
    return [row for batch in log.batches() for row in zip(batch[1], batch[3], strict=True)]


def only(happened, kind):
    return [(t, fact) for t, fact in happened if type(fact) is kind]


def ends(happened):
    """Return how many people are in each state at the end, of those who ever were told."""
    found = Counter()
    for _, fact in only(happened, PeopleMoved):
        found[fact.was] -= fact.people
        found[fact.now] += fact.people
    del found["unaware"]
    return +found


@pytest.fixture(scope="module")
def chain():
    return lived(world())


def test_without_a_variant_nothing_of_it_happens():
    quiet = lived(world("none"))
    kinds = {type(fact) for _, fact in quiet}
    assert not kinds & {WarningIssued, GroupTold, PeopleMoved}
    assert quiet == lived(world("none", people={"at_risk": 0.5}, shelters=[]))


def test_a_warning_goes_down_level_by_level_and_confirmations_come_up(chain):
    (begin, warning), *_ = only(chain, WarningIssued)
    assert begin == HOUR_MS
    assert warning.leave
    orders = [
        (f.sender, f.receiver) for _, f in only(chain, MessageSent) if isinstance(f.body[0], WarningOrder)
    ]
    eoc = Band.POST.address(1)
    towns = {Band.TOWNSHIP.address(i) for i in range(5)}
    assert {receiver for sender, receiver in orders if sender == eoc} == towns
    assert all(sender - Band.TOWNSHIP == to - Band.VILLAGE for sender, to in orders if sender in towns)
    acks = [f for _, f in only(chain, MessageSent) if isinstance(f.body[0], WarningAck) and f.receiver == eoc]
    assert {f.body[0].address for f in acks} == towns | {Band.VILLAGE.address(i) for i in range(5)}


def test_all_groups_are_told_and_nobody_is_in_two_states(chain):
    told = {fact.group for _, fact in only(chain, GroupTold)}
    groups = groups_of(world())
    assert told == {group.number for group in groups}
    assert sum(ends(chain).values()) == sum(group.people for group in groups) == 500


def test_who_is_called_and_does_not_answer_is_called_again_after_an_attempt(chain):
    missed = only(chain, CallUnanswered)
    assert missed, "the seed has no unanswered call"
    for t, fact in missed:
        again = [
            s
            for s, f in only(chain, MessageSent)
            if isinstance(f.body[0], WarningOrder)
            and f.receiver == fact.address
            and f.body[0].warning == fact.warning
            and f.body[0].attempt == fact.attempt + 1
        ]
        assert again
        assert again[0] >= t + 2 * MINUTE_MS


def test_where_nobody_ever_answers_somebody_goes_there_in_the_end():
    mute = lived(world(warning={"answer_day": 0, "answer_night": 0}, townships=["T00"]))
    tries = [f.attempt for _, f in only(mute, CallUnanswered) if f.address == Band.TOWNSHIP.address(0)]
    assert tries == [0, 1, 2, 3, 4, 5]
    assert {f.by for _, f in only(mute, GroupTold)} <= {"broadcast", "loudspeaker", "door", "neighbour"}
    assert any(f.by == "door" for _, f in only(mute, GroupTold))


def test_a_post_calls_no_more_at_once_than_it_has_people():
    slow = lived(world(warning={"desks": 1, "answer_night": 1, "answer_day": 1}))
    calls = [
        t
        for t, f in only(slow, MessageSent)
        if isinstance(f.body[0], WarningOrder) and f.sender == Band.POST.address(1)
    ]
    assert [t - calls[0] for t in calls] == [2 * MINUTE_MS * i for i in range(5)]


def test_a_broadcast_reaches_only_whom_a_cell_serves():
    cut = lived(world("broadcast", bearers={"outages": [outage("fibre", "F3", 0)]}))
    villages = {groups_of(world())[fact.group].village for _, fact in only(cut, GroupTold)}
    assert 2 not in villages
    assert len(villages) == 4
    assert not [f for _, f in only(cut, MessageSent) if isinstance(f.body[0], WarningOrder)]


def test_a_broadcast_comes_late_where_a_cell_comes_back():
    cut = lived(world("broadcast", bearers={"outages": [outage("fibre", "F3", 0, 3)]}))
    groups = groups_of(world())
    late = [t for t, fact in only(cut, GroupTold) if groups[fact.group].village == 2]
    assert late
    assert min(late) >= 3 * HOUR_MS


def test_without_telephones_people_go_from_door_to_door():
    cut = lived(
        world(townships=["T02"], bearers={"outages": [outage("fibre", "F3", 0)]}, warning={"contagion": 0})
    )
    by = Counter(fact.by for _, fact in only(cut, GroupTold))
    assert by["phone"] == 0
    assert by["door"] > 0


@pytest.mark.parametrize("share", [0, 1])
def test_nobody_or_everybody_leaves_as_all_heed_or_none(share):
    found = ends(lived(world(people={"heeds_door": share, "heeds_phone": share}, townships=["T00"])))
    assert found == ({"sheltered": 100} if share else {"stayed": 100})


def test_a_lesser_warning_asks_nobody_to_leave():
    assert ends(lived(world(colour="yellow", townships=["T00"]))) == {"warned": 100}


def test_knocking_leaders_get_more_people_to_leave_on_the_same_luck(chain):
    joint = lived(world("chain+neighbours"))
    assert any(fact.by == "leader" for _, fact in only(joint, GroupTold))
    assert ends(joint)["sheltered"] > ends(chain)["sheltered"]
    slow = lived(world("broadcast"))
    assert ends(slow)["sheltered"] <= ends(chain)["sheltered"]


@pytest.mark.parametrize("contagion", [0, 5])
def test_neighbours_tell_neighbours_and_nobody_else_does(contagion):
    quiet = {"phone_share": 0.3, "contagion": contagion}
    told = lived(world("broadcast", townships=["T00"], warning=quiet))
    by = Counter(fact.by for _, fact in only(told, GroupTold))
    assert by["broadcast"] > 0
    assert (by["neighbour"] > 0) is (contagion > 0)
    heard = {fact.group for _, fact in only(told, GroupTold)}
    assert (len(heard) == 4) is (contagion > 0)


def test_a_full_shelter_sends_people_on_and_no_room_at_all_leaves_them_outside():
    few = [{**ROOM[0], "capacity": 30}, {**ROOM[1], "capacity": 20}]
    heeded = {"heeds_door": 1, "heeds_phone": 1}
    happened = lived(world(people=heeded, townships=["T00"], shelters=few))
    into = Counter()
    for _, fact in only(happened, PeopleMoved):
        if fact.shelter is not None:
            into[fact.shelter] += fact.people
    assert into[1] > 0
    assert into[0] <= 30
    assert into[1] <= 20
    found = ends(happened)
    assert found["sheltered"] == sum(into.values())
    assert found["cut_off"] == 100 - sum(into.values())


def test_without_a_shelter_nobody_arrives():
    found = ends(lived(world(people={"heeds_phone": 1, "heeds_door": 1}, townships=["T00"], shelters=[])))
    assert found == {"cut_off": 100}


def test_people_wait_before_a_closed_road_and_go_on_when_it_opens():
    far = [ROOM[1]]
    cuts = [{"road": "R00", "at": 0.5, "until": 6}]
    heeded = {"heeds_door": 1, "heeds_phone": 1}
    happened = lived(world(people=heeded, townships=["T00"], shelters=far, cuts=cuts))
    assert any(fact.now == "cut_off" for _, fact in only(happened, PeopleMoved))
    ((opened, _),) = only(happened, RoadOpened)
    assert min(t for t, _ in only(happened, LinkWalked)) >= opened
    assert ends(happened) == {"sheltered": 100}


def test_people_turn_to_another_shelter_when_they_meet_a_closed_road():
    two = [
        {**ROOM[0], "capacity": 0},
        {**ROOM[3], "capacity": 400},
        {**ROOM[1], "id": "SH9", "capacity": 400},
    ]
    cuts = [{"road": "R01", "at": 0.5}]
    heeded = {"heeds_door": 1, "heeds_phone": 1}
    happened = lived(world(people=heeded, townships=["T01"], shelters=two[:2], cuts=cuts))
    assert ends(happened) == {"cut_off": 100}
    assert {fact.link for _, fact in only(happened, LinkWalked)} == {0}
    assert ends(lived(world(people=heeded, townships=["T01"], shelters=two, cuts=cuts))) == {"sheltered": 100}


def test_the_district_knows_who_has_not_confirmed():
    from sim.picture.warnings import Confirmations

    board = Confirmations()
    board.call(0, 7, 100)
    board.call(0, 8, 100)
    board.learn(WarningAck(0, 8), 50)
    board.learn(WarningAck(0, 8), 70)
    board.learn(WarningAck(3, 8), 70)
    assert board.unconfirmed(99) == []
    assert board.unconfirmed(100) == [(0, 7)]
    assert board.of[0].confirmed == {8: 50}


def test_a_silent_township_has_its_warning_by_courier_which_always_finds_somebody():
    dark = [outage("mains", f"T{i:02d}", 0) for i in range(1, 5)]
    cut = [outage("fibre", f"F{i}", 0) for i in range(1, 6)]
    plan = {"pace": {"eoc": ["cellular", "courier"], "township": ["cellular", "courier"]}}
    happened = lived(
        world(townships=["T01"], bearers={"outages": [*dark, *cut], **plan}, warning={"answer_night": 0})
    )
    orders = {f.message for _, f in only(happened, MessageDelivered) if f.by == "courier"}
    assert orders
    assert not [f for _, f in only(happened, CallUnanswered) if f.address == Band.TOWNSHIP.address(1)]
    assert only(happened, GroupTold)
