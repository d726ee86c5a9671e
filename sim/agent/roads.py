"""The roads as they truly are, for whoever drives on them; plans stand on what is known instead."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from sim.kernel.clock import Clock
from sim.network.roads import Pace
from sim.network.travel import Travel
from sim.record.facts import RoadCut, RoadLimited, RoadOpened, RoadSlowed
from sim.record.log import Log

SCRIPT: Final = "script"
"""By whom a link is closed that the scenario says is closed."""
WHOLE: Final = 1000
"""Share of its speed, in thousandths, at which an undamaged link bears traffic."""


class TrueRoads:
    """Closed links, and the units that a cut may surprise 真实路况.

    Parameters
    ----------
    clock, log
        Of the run.
    travel
        Fastest ways by kind of vehicle, for whoever plans with a list of closed links of his own.
    pace
        Night and rain.
    can_close
        Whether any link of this world can ever close; if not, no unit needs to know its path.
    paces
        Night and rain for those whom they slow otherwise, such as people on foot.

    Attributes
    ----------
    closed
        Links that are closed to every vehicle.
    link_ms
        Time over each link by kind of vehicle, by day and in the dry, on an undamaged road.
    permille
        Share of its speed at which each link that is slowed bears traffic, in thousandths.
    last_change
        Log entry of the last cut or opening of each link.
    """

    def __init__(
        self,
        clock: Clock,
        log: Log,
        travel: dict[str, Travel],
        pace: Pace,
        can_close: bool,
        paces: Mapping[str, Pace] | None = None,
    ) -> None:
        self._clock = clock
        self._log = log
        self.travel = travel
        self.link_ms = {name: each.link_ms for name, each in travel.items()}
        self.pace = pace
        self._paces = paces or {}
        self.can_close = can_close
        self.closed: set[int] = set()
        self.permille: dict[int, int] = {}
        self._holders: defaultdict[int, set[str]] = defaultdict(set)
        self._limits: dict[int, tuple[str, ...]] = {}
        self._closed_to: dict[str, set[int]] = {name: set() for name in travel}
        self.last_change: dict[int, int] = {}
        self._watchers: dict[int, Callable[[int, bool, int], None]] = {}

    def factor(self, vehicle: str, t_ms: int) -> float:
        """Return the speed of a kind of vehicle at a time as a share of that by day and in the dry."""
        return self._paces.get(vehicle, self.pace).factor(t_ms)

    def watch(self, unit: int, on_change: Callable[[int, bool, int], None] | None) -> None:
        """Let a unit feel what happens to links, or no more: ``on_change(link, closed, cause)``."""
        if on_change is None:
            self._watchers.pop(unit, None)
        else:
            self._watchers[unit] = on_change

    def touches(self, vehicle: str, link: int, node: int) -> bool:
        """Whether a link begins or ends at a node."""
        graph = self.travel[vehicle].graph
        return any(node in (graph.tails[arc], graph.heads[arc]) for arc in graph.arcs_of_link[link])

    def closed_to(self, vehicle: str) -> Collection[int]:
        """Return the links that a kind of vehicle cannot pass."""
        return self._closed_to[vehicle]

    def over_ms(self, vehicle: str, link: int) -> int:
        """Return the time of a kind of vehicle over a link as it is, by day and in the dry."""
        ms = self.link_ms[vehicle][link]
        permille = self.permille.get(link)
        return ms if permille is None else round(ms * WHOLE / permille)

    def cut(self, link: int, cause: int | None, by: str = SCRIPT) -> None:
        """Close a link now to every vehicle; it stays closed until all who closed it open it again."""
        self._holders[link].add(by)
        if link not in self.closed:
            self.closed.add(link)
            self._bar(link)
            self._tell(link, True, self._log.add(self._clock.now, RoadCut(link), cause))

    def reopen(self, link: int, cause: int | None, by: str = SCRIPT) -> None:
        """Open a link now, as far as it depends on whoever says so."""
        self._holders[link].discard(by)
        if link in self.closed and not self._holders[link]:
            self.closed.discard(link)
            self._bar(link)
            self._tell(link, False, self._log.add(self._clock.now, RoadOpened(link), cause))

    def limit(self, link: int, vehicles: Iterable[str], cause: int | None) -> None:
        """Close a link now to some kinds of vehicle 限行, and open it to those to which it was closed so."""
        limits = tuple(sorted(vehicles))
        if limits != self._limits.get(link, ()):
            self._limits[link] = limits
            self._bar(link)
            fact = RoadLimited(link, limits)
            self._tell(link, bool(limits), self._log.add(self._clock.now, fact, cause))

    def slow(self, link: int, permille: int, cause: int | None) -> None:
        """Let a link bear traffic at a share of its speed, in thousandths, from now on.

        Raises
        ------
        ValueError
            If that is not from 1 to 1000: a link without traffic is closed.
        """
        if not 1 <= permille <= WHOLE:
            raise ValueError(f"a link bears 1 to {WHOLE} thousandths of its traffic, not {permille}")
        if permille != self.permille.get(link, WHOLE):
            self.permille[link] = permille
            if permille == WHOLE:
                del self.permille[link]
            seq = self._log.add(self._clock.now, RoadSlowed(link, permille), cause)
            self._tell(link, link in self.closed, seq)

    def _bar(self, link: int) -> None:
        """Note to whom a link is closed."""
        for vehicle, closed in self._closed_to.items():
            if link in self.closed or vehicle in self._limits.get(link, ()):
                closed.add(link)
            else:
                closed.discard(link)

    def _tell(self, link: int, closed: bool, cause: int) -> None:
        self.last_change[link] = cause
        for unit in sorted(self._watchers):
            self._watchers[unit](link, closed, cause)
