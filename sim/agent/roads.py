"""The roads as they truly are, for whoever drives on them; plans stand on what is known instead."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from sim.kernel.clock import Clock
from sim.network.roads import Pace
from sim.network.travel import Travel
from sim.record.facts import RoadCut, RoadOpened
from sim.record.hazard_facts import RoadLimited, RoadSlowed
from sim.record.log import Log

FOOT: Final = "foot"
"""What those drive who walk."""
SCRIPT: Final = "script"
"""By whom a link is closed that the scenario says is closed."""
BARRIER: Final = "barrier"
"""By whom a link is closed before a river comes to it: nobody is on it then."""
WHOLE: Final = 1000
"""Share of its speed, in thousandths, at which an undamaged link bears traffic."""


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
    is_raining
        Whether it rains hard at a node at a time in ms, where that differs by place; else by `pace`.

    Attributes
    ----------
    closed
        Links that are closed for every vehicle.
    closed_on_foot
        Those of them that are closed for people on foot as well.
    link_ms
        Time over each link by kind of vehicle, by day and in the dry, on an undamaged road.
    obstacle_ms
        As given.
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
        obstacle_ms: int = 0,
        is_raining: Callable[[int, int], bool] | None = None,
    ) -> None:
        self._clock = clock
        self._log = log
        self.travel = travel
        self.link_ms = {name: each.link_ms for name, each in travel.items()}
        self.pace = pace
        self._paces = paces or {}
        self._is_raining = is_raining
        self.can_close = can_close
        self.closed: set[int] = set()
        self.closed_on_foot: set[int] = set()
        self.obstacle_ms = obstacle_ms
        self.permille: dict[int, int] = {}
        self._holders: defaultdict[int, set[str]] = defaultdict(set)
        self._limits: dict[int, tuple[str, ...]] = {}
        self._closed_to: dict[str, set[int]] = {name: set() for name in (*travel, FOOT)}
        self.last_change: dict[int, int] = {}
        self._watchers: dict[int, Callable[[int, bool, int], None]] = {}
        self._least_ms: dict[tuple[str, int], int] = {}

    def factor(self, vehicle: str, t_ms: int, node: int) -> float:
        """Return the speed of a kind of vehicle at a time and node as a share of that by day, in the dry."""
        pace = self._paces.get(vehicle, self.pace)
        if self._is_raining is None:
            return pace.factor(t_ms)
        return pace.share(t_ms, self._is_raining(node, t_ms))

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
        """Return the links that are closed for a kind of vehicle, or for people on foot."""
        return self._closed_to.get(vehicle, self.closed)

    def catches(self, link: int) -> bool:
        """Whether a link is closed by something that may catch who is on it, and not by word alone."""
        return any(by not in (SCRIPT, BARRIER) for by in self._holders.get(link, ()))

    def passable(self, link: int) -> bool:
        """Whether people on foot pass a link."""
        return link not in self._closed_to[FOOT]

    def lost_ms(self, vehicle: str, link: int) -> int:
        """Return the time that is lost on a link, by day, at what closes it for others."""
        return self.obstacle_ms if vehicle == FOOT and link in self.closed else 0

    def over_ms(self, vehicle: str, link: int) -> int:
        """Return the time of a kind of vehicle over a link as it is, by day and in the dry.

        What slows traffic does not slow people on foot (assumption).
        """
        ms, permille = self.link_ms[vehicle][link], self.permille.get(link)
        return ms if permille is None or vehicle == FOOT else round(ms * WHOLE / permille)

    def least_ms(self, vehicle: str, node: int) -> int:
        """Return the least time over a link at a node, by day and in the dry; damage only makes it longer."""
        found = self._least_ms.get((vehicle, node))
        if found is None:
            graph, link_ms = self.travel[vehicle].graph, self.link_ms[vehicle]
            found = min((link_ms[graph.links[arc]] for arc in graph.leaving[node]), default=0)
            self._least_ms[vehicle, node] = found
        return found

    def cut(self, link: int, cause: int | None, foot: bool = False, by: str = SCRIPT) -> None:
        """Close a link now; it stays closed until all who closed it open it again.

        Parameters
        ----------
        link
            Its number.
        cause
            Entry of the log from which that follows.
        foot
            Whether people on foot still pass: over a slide yes, through deep water or where a bridge is gone
            no. A link that is closed already may close for them as well; only `reopen` lets them pass again.
        by
            Who closes it.
        """
        self._holders[link].add(by)
        if link not in self.closed or (not foot and link not in self.closed_on_foot):
            self.closed.add(link)
            if not foot:
                self.closed_on_foot.add(link)
            self._bar(link)
            self._tell(link, True, self._log.add(self._clock.now, RoadCut(link, foot), cause))

    def reopen(self, link: int, cause: int | None, by: str = SCRIPT) -> None:
        """Open a link now, for everybody, as far as it depends on whoever says so."""
        self._holders[link].discard(by)
        if link in self.closed and not self._holders[link]:
            self.closed.discard(link)
            self.closed_on_foot.discard(link)
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
            cut = self.closed_on_foot if vehicle == FOOT else self.closed
            if link in cut or vehicle in self._limits.get(link, ()):
                closed.add(link)
            else:
                closed.discard(link)

    def _tell(self, link: int, closed: bool, cause: int) -> None:
        self.last_change[link] = cause
        for unit in sorted(self._watchers):
            self._watchers[unit](link, closed, cause)
