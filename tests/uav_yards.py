"""Districts with UAVs on a line of roads, of which nobody tells but who is made to, and UAVs."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from trucks import Depot
from yards import TYPES, team, wired_yard, yard

from sim.record.facts import RoadReport
from sim.record.message import Letter
from sim.record.uav import UavChanged, UavOrder, UavSaw
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import HOUR_MS

UAV = {**TYPES["digger"], "capabilities": ["uav"]}
FLIGHT = {"speed": 60, "endurance": 60, "range": 25, "again": 1, "silence": 1000}
"""Ten minutes over a link; the two links next to the base are within reach."""
ORDERED_H = 2.0
"""When a UAV is ordered to a link of which word came after an hour."""
ALOFT_H = ORDERED_H + 50 / 60
"""Half an hour to muster, and twenty minutes to prepare."""


def sky(
    injects: Any = (),
    machines: int = 1,
    flight: dict[str, Any] | None = None,
    wired: bool = False,
    node: int = 0,
    **changes: Any,
) -> dict[str, Any]:
    """Return a yard with UAVs at a node that are ready after half an hour."""
    teams = [team("U", "uav", node=node, machines=machines, ready_min=30)]
    make = wired_yard if wired else yard
    return {
        **make(teams, injects, **changes),
        "team_types": {**TYPES, "uav": UAV},
        "support": {"uav": True, "flight": {**FLIGHT, **(flight or {})}},
    }


class Hangar(Depot):
    """A yard that tells what its UAVs did.

    Parameters
    ----------
    data
        Its plain data.
    hears
        Links of which the district hears that they are closed: (hour, link).
    """

    def __init__(self, data: dict[str, Any], hears: Sequence[tuple[float, int]] = ((1, 0),)) -> None:
        super().__init__(data)
        for hour, link in hears:
            self.world.clock.call_after(round(hour * HOUR_MS), partial(self.hear, link))

    def hear(self, link: int) -> None:
        """Let the district hear that a link is closed."""
        district = self.world.works.district
        assert district is not None
        district.receive(Letter(DISPATCH_CENTRE, self.world.clock.now, 0, (RoadReport(link, True),)))

    def life(self, truck: int = 0) -> list[tuple[float, str]]:
        """Return what a UAV did after the roll call: (hour, status)."""
        found = [(t, fact) for t, fact in self.facts(UavChanged) if fact.uav == truck]
        return [(round(t / HOUR_MS, 3), fact.status) for t, fact in found[1:]]

    def scouted(self) -> list[tuple[float, int, tuple[int, ...]]]:
        """Return what was ordered: (hour, UAV, links)."""
        found = [(t, item) for t, item in self.items() if isinstance(item, UavOrder)]
        return [(round(t / HOUR_MS, 3), item.uav, item.links) for t, item in found]

    def saw(self) -> list[tuple[float, int, bool]]:
        """Return what was seen from above: (hour, link, whether it was closed)."""
        return [(round(t / HOUR_MS, 3), fact.link, fact.closed) for t, fact in self.facts(UavSaw)]

    @property
    def believed(self) -> frozenset[int]:
        """Links that the district believes closed now."""
        picture = self.world.picture(self.district)
        assert picture is not None
        return picture.closed
