"""The monitor finds each fault planted in a sound log of casualties or supplies by the law it breaks."""

import pytest
from relief_worlds import SURE, data
from worlds import NOTE, scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.casualties import (
    AmbulanceMoved,
    CasualtyBegan,
    CasualtyChanged,
    Fetch,
    HospitalChanged,
    TurnedAway,
)
from sim.record.facts import MessageDelivered, MessageSent
from sim.record.people import GroupTold, PeopleMoved, WarningIssued, WarningOrder
from sim.record.supplies import (
    ConsignmentEnded,
    ConsignmentSent,
    OpenShelter,
    PlaceLacks,
    PlaceNeeds,
    ShelterChanged,
    Supply,
    SupplyNeed,
)
from sim.terms.errors import InvariantBroken
from sim.terms.ids import DISPATCH_CENTRE, Band

SHELTER = {"id": "A", "name_zh": "甲", "node": "N01", "capacity": 60, **NOTE}
WORLD = scenario(
    data(
        casualties=SURE,
        relief={},
        shelters=[SHELTER],
        warning={"variant": "chain"},
        people={"at_risk": 0.005, "steep": 1, "urban": 1},
    )
)
EOC, STORE = Band.POST.address(1), Band.STORE.address(0)
UNIT = next(i for i, row in enumerate(WORLD.units) if row.type == "ambulance")
FETCH = Fetch(UNIT + 2, UNIT, 7, 1, 1, 0)
SUPPLY = Supply(STORE, 0, 4, 4, "truck", (5, 6, 7))


def changed(state, triage="red", hospital=None, bed=False, casualty=0):
    return CasualtyChanged(casualty, state, triage, 1, hospital, "", bed)


def sound():
    """Return a sound log: (time, cause, fact)."""
    return [
        (0, None, HospitalChanged(0, 1, 1, True)),
        (0, None, CasualtyBegan(0, None, 1, 1, "yellow")),
        (0, None, CasualtyBegan(1, None, 1, 1, "black")),
        (1, None, MessageSent(DISPATCH_CENTRE, UNIT + 2, "pace", (FETCH,))),
        (2, 3, MessageDelivered(3, "")),
        (2, 4, AmbulanceMoved(UNIT, "en_route", 1, 7)),
        (3, 5, changed("carried", "yellow")),
        (4, 6, changed("carried", "red")),
        (5, 7, changed("queued", "red", 0, True)),
        (6, 8, changed("treated", "red", 0, True)),
        (6, 8, TurnedAway(0, 0, True)),
        (7, 9, changed("discharged", "red", 0)),
        (8, None, PlaceNeeds(4, 100, (100, 300, 0))),
        (8, 12, PlaceLacks(4, "tent", 1)),
        (9, None, MessageSent(Band.VILLAGE.address(4), EOC, "pace", (SupplyNeed(4, 100, (5, 6, 7)),))),
        (10, 14, MessageDelivered(14, "")),
        (11, 15, MessageSent(EOC, STORE, "pace", (SUPPLY,))),
        (12, 16, MessageDelivered(16, "")),
        (13, 17, ConsignmentSent(0, 0, 4, "truck", (5, 6, 7))),
        (14, 18, ConsignmentEnded(0, "returned")),
        (15, None, ShelterChanged(0, 0, False, True)),
        (16, None, MessageSent(EOC, Band.SHELTER.address(0), "pace", (OpenShelter(0, 0),))),
        (17, 21, MessageDelivered(21, "")),
        (18, 22, ShelterChanged(0, 20, True, True)),
    ]


def leaving():
    """Return how people of village 0 come to leave for the shelter, from where the sound log ends."""
    village, order = Band.VILLAGE.address(0), WarningOrder(0, "red", 0, True)
    begin = len(sound())
    rows = [
        (20, None, WarningIssued(0, "red", 0, True)),
        (20, begin, MessageSent(EOC, village, "pace", (order,))),
        (21, begin + 1, MessageDelivered(begin + 1, "")),
        (22, begin + 2, GroupTold(0, 0, "door", village)),
    ]
    steps = [("unaware", "warned"), ("warned", "preparing"), ("preparing", "moving")]
    return rows + [(23, None, PeopleMoved(0, was, now, 26, 0)) for was, now in steps]


def watch(rows):
    times, causes, facts = zip(*rows, strict=True)
    Monitor(WORLD)(0, times, causes, facts)


def test_a_sound_log_passes():
    watch(sound())
    watch([*sound(), *leaving(), (24, None, PeopleMoved(0, "moving", "sheltered", 20, 1, 0))])


def upto(place, *facts):
    rows = sound()[:place]
    return [*rows, *((rows[-1][0] if rows else 0, None, fact) for fact in facts)]


RELIEF_PLANTED = [
    ("patient", upto(1, CasualtyBegan(1, None, 1, 1, "red"))),
    ("patient", upto(3, changed("carried", casualty=5))),
    ("patient", upto(3, changed("treated", "yellow"))),
    ("patient", upto(3, changed("carried", "green"))),
    ("patient", upto(3, changed("carried", "black", casualty=1))),
    ("patient", upto(12, changed("queued", "red", 0, True))),
    ("beds", upto(8, changed("queued", "red", None, True))),
    ("beds", upto(8, TurnedAway(0, 0, True))),
    ("beds", [*upto(0), *upto(8, HospitalChanged(0, 0, 1, True), changed("queued", "red", 0, True))]),
    ("fetched", upto(4, AmbulanceMoved(UNIT, "en_route", 1, 7))),
    ("fetched", upto(5, AmbulanceMoved(UNIT, "en_route", 1, 8))),
    ("stock", upto(12, PlaceNeeds(4, -1, (0, 0, 0)))),
    ("stock", upto(12, PlaceNeeds(4, 5, (0, -1, 0)))),
    ("stock", upto(13, PlaceLacks(4, "food", 101))),
    ("stock", upto(12, PlaceLacks(3, "food", 1))),
    ("asked", upto(15, MessageSent(EOC, STORE, "pace", (SUPPLY,)))),
    ("asked", upto(16, MessageSent(DISPATCH_CENTRE, STORE, "pace", (SUPPLY,)))),
    ("consigned", upto(17, ConsignmentSent(0, 0, 4, "truck", (5, 6, 7)))),
    ("consigned", upto(18, ConsignmentSent(1, 0, 4, "truck", (5, 6, 7)))),
    ("consigned", upto(18, ConsignmentSent(0, 0, 4, "boat", (5, 6, 7)))),
    ("consigned", upto(19, ConsignmentSent(1, 0, 4, "truck", (5, 6, 7)))),
    ("consigned", upto(18, ConsignmentEnded(0, "delivered"))),
    ("consigned", upto(20, ConsignmentEnded(0, "delivered"))),
    ("stock", upto(18, ConsignmentSent(0, 0, 4, "truck", (99999, 0, 0)))),
    ("stock", upto(18, ConsignmentSent(0, 0, 4, "truck", (-1, 0, 0)))),
    ("opened", upto(22, ShelterChanged(0, 20, True, True))),
    ("opened", [*sound(), *leaving(), (24, None, PeopleMoved(0, "moving", "sheltered", 26, 1, 0))]),
]


@pytest.mark.parametrize(("law", "rows"), RELIEF_PLANTED)
def test_each_fault_is_found_by_its_law(law, rows):
    with pytest.raises(InvariantBroken) as caught:
        watch(rows)
    assert str(caught.value).startswith(LAWS[law].en)
