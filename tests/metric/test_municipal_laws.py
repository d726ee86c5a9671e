"""The monitor lets sound flights and changes of command pass, and finds each fault by the law it breaks."""

import pytest
from drills import call
from tiers_above import MUNICIPALITY, tiered
from worlds import scenario

from sim.metric.invariants import Monitor
from sim.metric.laws.law import LAWS
from sim.record.facts import MessageDelivered, MessageSent, MoveUp, RunEnded
from sim.record.standby import (
    CentreLost,
    CentreMoved,
    CentreWatch,
    CommandSplit,
    PostMoved,
    PostSetUp,
)
from sim.record.upper import BaseFuelled, FlightHeld, FlightLeg, TierApproved
from sim.terms.errors import InvariantBroken
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import HOUR_MS, MINUTE_MS

SECOND, EOC = Band.POST.address(1), Band.POST.address(2)
WATCH = MessageSent(DISPATCH_CENTRE, SECOND, "ideal", (CentreWatch(),))


def world():
    """Return a district with a municipality that flies, and a second centre on a vehicle; from 08:00 on."""
    data = tiered([call(0, 1)], flies=True)
    note = {"label": "assumption", "source": "made for a test"}
    data["posts"].append(
        {"id": "DC2", "name_zh": "备用", "kind": "dispatch_centre", "node": "N02", **note},
    )
    data["standby"] = {"post": "DC2", "vehicle": "engine", "lost": [{"at": 1, "until": 2}]}
    data["bases"] = [{"id": "B1", "station": "S00", "units": ["U000"], "fuel": 1000}]
    return scenario(data)


WORLD = world()


def sound():
    """Return rows (ms, cause, fact) that break no law."""
    lost, taken, back = HOUR_MS, 80 * MINUTE_MS, 2 * HOUR_MS
    return [
        (0, None, WATCH),
        (0, 0, MessageDelivered(0)),
        (1000, None, TierApproved(MUNICIPALITY + 1, 0)),
        (lost, None, CentreLost(DISPATCH_CENTRE, True)),
        (lost, None, FlightHeld(5, 2, "rain")),
        (taken, None, CentreMoved(DISPATCH_CENTRE, SECOND)),
        (taken, None, PostMoved(SECOND, 2, 3)),
        (taken, None, BaseFuelled(0, 0, 300_000, 700_000)),
        (taken, None, BaseFuelled(0, 0, 700_000, 0)),
        (taken + 5, None, FlightLeg(5, 2, 3, 60_000, 800)),
        (back, None, CentreLost(DISPATCH_CENTRE, False)),
        (back, None, CommandSplit(DISPATCH_CENTRE, SECOND, True)),
        (back, None, PostSetUp(SECOND, 3)),
        (back, None, WATCH),
        (back, 13, MessageDelivered(13)),
        (back, None, CentreMoved(SECOND, DISPATCH_CENTRE)),
        (back, None, CommandSplit(DISPATCH_CENTRE, SECOND, False)),
    ]


def watch(rows, end=True):
    monitor = Monitor(WORLD, 24 * HOUR_MS)
    last = [(24 * HOUR_MS, None, RunEnded(0))] if end else []
    for number, (t, cause, fact) in enumerate([*rows, *last]):
        monitor(number, [t], [cause], [fact])


def test_sound_rows_pass():
    watch(sound())


def without(*kinds):
    return [row for row in sound() if type(row[2]) not in kinds]


def at(t, *facts):
    return [(t, None, fact) for fact in facts]


NIGHT_MS = 12 * HOUR_MS
ORDER = MessageSent(DISPATCH_CENTRE, 2, "ideal", (MoveUp(0, 0),))
PLANTED = [
    ("tier", at(0, TierApproved(EOC, 0))),
    ("flight", at(0, FlightHeld(5, 2, "whim"))),
    ("flight", at(NIGHT_MS, FlightLeg(5, 2, 3, 60_000, 0))),
    ("flight", at(11 * HOUR_MS + 1, FlightLeg(5, 2, 3, 60_000, 0))),
    ("flight", at(HOUR_MS, FlightLeg(5, 2, 3, 60_000, 1001))),
    ("drums", at(0, BaseFuelled(0, 0, 5, 999_994))),
    ("drums", at(0, BaseFuelled(0, 0, 1_000_001, -1))),
    ("centre", at(0, CentreLost(DISPATCH_CENTRE, False))),
    ("centre", at(0, CentreLost(SECOND, True))),
    ("centre", at(HOUR_MS, CentreMoved(SECOND, DISPATCH_CENTRE))),
    ("centre", at(HOUR_MS, CentreMoved(DISPATCH_CENTRE, EOC))),
    ("centre", at(HOUR_MS, CentreMoved(DISPATCH_CENTRE, DISPATCH_CENTRE))),
    ("centre", at(10 * MINUTE_MS, CentreMoved(DISPATCH_CENTRE, SECOND))),
    ("centre", at(0, CommandSplit(DISPATCH_CENTRE, SECOND, False))),
    ("centre", at(0, PostMoved(EOC, 2, 3))),
    ("centre", at(0, CentreLost(DISPATCH_CENTRE, True), ORDER)),
]


@pytest.mark.parametrize(("law", "rows"), PLANTED)
def test_each_fault_is_found_by_its_law(law, rows):
    with pytest.raises(InvariantBroken) as found:
        watch(rows, end=False)
    assert str(found.value).startswith(LAWS[law].en)


def test_command_taken_though_word_came_is_found():
    rows = [(0, None, WATCH), (50 * MINUTE_MS, 0, MessageDelivered(0))]
    late = [(70 * MINUTE_MS, None, CentreMoved(DISPATCH_CENTRE, SECOND))]
    watch([*rows, *late], end=False)  # it was sent 70 min ago: that nothing was sent since is what counts
    fresh = [(60 * MINUTE_MS, None, WATCH), (61 * MINUTE_MS, 0, MessageDelivered(0))]
    with pytest.raises(InvariantBroken):
        watch([*fresh, *late], end=False)
