"""The monitor lets a sound truck pass, and finds each planted fault by the law it breaks."""

import pytest
from trucks import dark, fleet
from worlds import scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.facts import MessageDelivered, MessageSent, RoadCut, RoadOpened
from sim.record.power_facts import LoadFuelled
from sim.record.support import TruckChanged, TruckOrder, TruckTurned
from sim.terms.errors import InvariantBroken
from sim.terms.units import HOUR_MS

WORLD = scenario(fleet(outages=[dark()], machines=2))
FULL_MS = 7 * HOUR_MS


def truck(status, load=0, fuel_ms=FULL_MS, node=3, number=0):
    return TruckChanged(number, status, node, load, fuel_ms)


def sent(number=0):
    return MessageSent(400_000, 575_000 + number, "ideal", (TruckOrder(number, 0, 3),))


def sound():
    """Return a sound log: a truck is sent, feeds a load, and is home again."""
    return [
        truck("at_base", None, node=0),
        truck("at_base", None, node=0, number=1),
        sent(),
        MessageDelivered(2),
        truck("mustering", node=0),
        truck("en_route"),
        RoadCut(2),
        TruckTurned(0, 2, 2),
        RoadOpened(2),
        truck("stranded", node=2),
        truck("connecting"),
        truck("supplying"),
        LoadFuelled(0, HOUR_MS, HOUR_MS),
        LoadFuelled(0, -HOUR_MS // 2, HOUR_MS // 2),
        truck("returning", None, FULL_MS // 2),
        truck("refuelling", None, FULL_MS // 2, 0),
        truck("at_base", None, node=0),
    ]


def put(place, fact):
    rows = sound()
    rows[place] = fact
    return rows


SECOND = [
    sent(1),
    MessageDelivered(12),
    *(truck(s, number=1) for s in ("mustering", "en_route", "connecting")),
]
PLANTED = [
    ("truck", put(5, truck("supplying")), "feeds without having driven"),
    ("truck", put(0, truck("at_base", None, node=0, number=9)), "is not there"),
    ("truck", [*put(6, RoadOpened(2))[:6], TruckTurned(0, 1, 2)], "turns where nothing was closed"),
    ("truck_fuel", put(4, truck("mustering", fuel_ms=-1)), "less than none"),
    ("truck_fuel", put(4, truck("mustering", fuel_ms=FULL_MS + 1)), "more than its tank"),
    ("truck_fuel", put(12, LoadFuelled(0, FULL_MS + 1, FULL_MS + 1)), "gives more than it has"),
    ("truck_sent", put(4, truck("mustering", load=1)), "goes where no order sent it"),
    ("truck_sent", [*sound()[:3], truck("mustering")], "goes before the order came"),
    ("truck_there", put(10, truck("connecting", node=1)), "connects where the load is not"),
    ("truck_there", [*sound()[:11], LoadFuelled(0, HOUR_MS, HOUR_MS)], "feeds before it is there"),
    ("truck_there", [*sound(), LoadFuelled(0, 1, 1 + HOUR_MS // 2)], "feeds when it is gone"),
    ("truck_there", [*sound()[:12], *SECOND, truck("supplying", number=1)], "feeds what another feeds"),
]


def watch(rows):
    monitor = Monitor(WORLD)
    causes = [row.message if isinstance(row, MessageDelivered) else None for row in rows]
    monitor(0, list(range(len(rows))), causes, rows)


def test_a_sound_truck_passes():
    watch(sound())


@pytest.mark.parametrize(("law", "rows", "what"), PLANTED, ids=[row[2] for row in PLANTED])
def test_each_planted_fault_is_found_by_its_law(law, rows, what):
    with pytest.raises(InvariantBroken, match=LAWS[law].en):
        watch(rows)


def test_an_order_for_a_truck_that_is_not_there_is_nobodys():
    rows = sound()[:2]
    watch([*rows, MessageSent(1, 2, "ideal", (TruckOrder(77, 0, 3),)), MessageDelivered(2)])
