"""The roads as they truly are, for whoever drives on them; plans stand on what is known instead."""

from collections.abc import Callable, Mapping
from typing import Final

from sim.kernel.clock import Clock
from sim.network.roads import Pace
from sim.network.travel import Travel
from sim.record.facts import RoadCut, RoadOpened
from sim.record.log import Log

FOOT: Final = "foot"
"""What those drive who walk."""


class TrueRoads:
    """Closed links, and the units that a cut may surprise 真实路况.

    A link that is closed for vehicles may still let people on foot pass, who lose time at the obstacle: they
    climb over a slide, but do not wade through a flood. What is closed on foot is closed for vehicles too.

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
    obstacle_ms
        Time that people on foot lose, by day, at a link that is closed for vehicles alone.

    Attributes
    ----------
    closed
        Links that are closed for vehicles.
    closed_on_foot
        Those of them that are closed for people on foot as well.
    link_ms
        Time over each link by kind of vehicle, by day and in the dry.
    obstacle_ms
        As given.
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
        obstacle_ms: int = 0,
    ) -> None:
        self._clock = clock
        self._log = log
        self.travel = travel
        self.link_ms = {name: each.link_ms for name, each in travel.items()}
        self.pace = pace
        self._paces = paces or {}
        self.can_close = can_close
        self.closed: set[int] = set()
        self.closed_on_foot: set[int] = set()
        self.obstacle_ms = obstacle_ms
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

    def closed_to(self, vehicle: str) -> set[int]:
        """Return the links that are closed for a kind of vehicle, or for people on foot."""
        return self.closed_on_foot if vehicle == FOOT else self.closed

    def passable(self, link: int) -> bool:
        """Whether people on foot pass a link."""
        return link not in self.closed_on_foot

    def lost_ms(self, vehicle: str, link: int) -> int:
        """Return the time that is lost on a link, by day, at what closes it for others."""
        return self.obstacle_ms if vehicle == FOOT and link in self.closed else 0

    def cut(self, link: int, cause: int | None, foot: bool = False) -> None:
        """Close a link now.

        Parameters
        ----------
        link
            Its number.
        cause
            Entry of the log from which that follows.
        foot
            Whether people on foot still pass: over a slide yes, through deep water or where a bridge is gone
            no. A link that is closed already may close for them as well; only `reopen` lets them pass again.
        """
        if link not in self.closed or (not foot and self.passable(link)):
            self.closed.add(link)
            if not foot:
                self.closed_on_foot.add(link)
            self._tell(link, True, self._log.add(self._clock.now, RoadCut(link, foot), cause))

    def reopen(self, link: int, cause: int | None) -> None:
        """Open a link now, for everybody."""
        if link in self.closed:
            self.closed.discard(link)
            self.closed_on_foot.discard(link)
            self._tell(link, False, self._log.add(self._clock.now, RoadOpened(link), cause))

    def _tell(self, link: int, closed: bool, cause: int) -> None:
        self.last_change[link] = cause
        for unit in sorted(self._watchers):
            self._watchers[unit](link, closed, cause)
