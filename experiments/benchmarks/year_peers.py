"""The year of workload Y as others would write it: callbacks on a bare heap, and idiomatic SimPy.

Both follow the rules of our model on the calls that our model draws, with travel times computed beforehand:
the nearest ready engines are sent, by static time and then number; where none is ready, calls wait in the
order in which they began; the work of a call is shared by those who are there; all leave at its end and
drive home; engines that are still on their way when the work ends turn round; engines are ready in their
station only.
"""

import heapq
from bisect import insort
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy

from experiments.benchmarks.year import ANSWER_S, TAKERS, TURNOUT_S, Served
from sim.agent.trip import Trip
from sim.hazard.demand import Birth
from sim.network.roads import RoadGraph, travel_ms
from sim.network.travel import Travel
from sim.scenario.model import Scenario

ANSWER_MS, TURNOUT_MS = ANSWER_S * 1000, TURNOUT_S * 1000
Event = tuple[int, int, Callable[[Any], None], Any]


@dataclass
class Town:
    """What both know beforehand.

    Attributes
    ----------
    calls
        The calls, as our model draws them.
    home
        Number of the station of each engine.
    by_time
        For each node where calls come from, the stations as (milliseconds, number), nearest first.
    back_ms
        Milliseconds from every node to each station, by station.
    """

    calls: Sequence[Birth]
    home: Sequence[int]
    by_time: dict[int, list[tuple[int, int]]]
    back_ms: Sequence[Sequence[int]]
    station_nodes: Sequence[int]
    travel: Travel

    @classmethod
    def of(cls, scenario: Scenario, calls: Sequence[Birth]) -> "Town":
        """Compute everything that depends on the map only."""
        graph, node = RoadGraph.of(scenario), scenario.node_ids
        travel = Travel(graph, travel_ms(graph, scenario, "engine"))
        at = [node[station.node] for station in scenario.stations]
        places = sorted({node[village.node] for village in scenario.villages})
        there = [[travel.time(start, place) or 0 for start in at] for place in places]
        # stations at equal times come in the order of their nodes, which is that of their numbers
        by_time = {
            place: sorted((ms, i) for i, ms in enumerate(row))
            for place, row in zip(places, there, strict=True)
        }
        back_ms = [np.asarray(travel.times_to(goal, range(graph.n_nodes))).tolist() for goal in at]
        home = [scenario.station_ids[unit.station] for unit in scenario.units]
        return cls(calls, home, by_time, back_ms, at, travel)

    def turn_round_ms(self, station: int, goal: int, road_ms: int, driven_ms: int) -> int:
        """Return how long an engine needs home that turns round on its way."""
        trip = Trip(self.station_nodes[station], goal, 0, road_ms, 0, 1.0)
        route = self.travel.route(trip.start, goal)
        assert route is not None
        trip.follow(route, self.travel.link_ms)
        halt = trip.halt(driven_ms)
        return halt.off_ms + self.back_ms[station][halt.node]


@dataclass(eq=False)
class Job:
    """A call that is being served."""

    call: int
    birth: Birth
    needed: int
    lacks: int
    left_ms: float
    rate: float = 0.0
    since_ms: int = 0
    turn: int = 0
    present: list[int] = field(default_factory=list)
    coming: dict[int, tuple[int, int]] = field(default_factory=dict)

    def join(self, now_ms: int, unit: int) -> int:
        """Let an engine work here; return in how many milliseconds the work will be done now."""
        self.left_ms = max(0.0, self.left_ms - (now_ms - self.since_ms) * self.rate)
        self.since_ms = now_ms
        self.present.append(unit)
        self.rate = float(min(len(self.present), self.needed)) / self.needed
        return round(self.left_ms / self.rate)


class HeapYear:
    """Callbacks on a bare heap: two events for a call, three for each engine sent, four rows of log."""

    def __init__(self, town: Town, horizon_ms: int) -> None:
        self.town = town
        self.log: list[tuple[int, str, int, int]] = []
        self._horizon_ms = horizon_ms
        self._now = 0
        self._heap: list[Event] = []
        self._number = 0
        self._ready: list[list[int]] = [[] for _ in town.back_ms]
        for unit, station in enumerate(town.home):
            self._ready[station].append(unit)
        self._free = len(town.home)
        self._takers = TAKERS
        self._ringing: deque[int] = deque()
        self._lacking: list[tuple[int, Job]] = []
        self._away = [0] * len(town.home)  # turn of each engine: an arrival of an earlier one counts no more
        self._think = False
        self._calls = self._jobs = self._arrivals = self._response_ms = self._ended_ms = 0

    def run(self) -> Served:
        """Run to the horizon."""
        heap, pop = self._heap, heapq.heappop
        if self.town.calls:
            self._push(self.town.calls[0].t_ms, self._ring, 0)
        while heap and heap[0][0] < self._horizon_ms:
            self._now, _, act, what = pop(heap)
            act(what)
            if self._think and (not heap or heap[0][0] > self._now):
                self._decide()
        return Served(self._calls, self._jobs, self._arrivals, self._response_ms, self._ended_ms)

    def _push(self, t_ms: int, act: Callable[[Any], None], what: Any) -> None:
        self._number += 1
        heapq.heappush(self._heap, (t_ms, self._number, act, what))

    def _ring(self, call: int) -> None:
        self._calls = call + 1
        if call + 1 < len(self.town.calls):
            self._push(self.town.calls[call + 1].t_ms, self._ring, call + 1)
        if self._takers:
            self._takers -= 1
            self._push(self._now + ANSWER_MS + self.town.calls[call].process_ms, self._take, call)
        else:
            self._ringing.append(call)

    def _take(self, call: int) -> None:
        if self._ringing:
            waits = self._ringing.popleft()
            self._push(self._now + ANSWER_MS + self.town.calls[waits].process_ms, self._take, waits)
        else:
            self._takers += 1
        birth = self.town.calls[call]
        needed = birth.needs[0][1]
        insort(self._lacking, (call, Job(call, birth, needed, needed, float(birth.work_ms))))
        self._think = True

    def _decide(self) -> None:
        self._think = False
        while self._lacking and self._free:
            job = self._lacking[0][1]
            while job.lacks and self._free:
                self._send(job)
            if not job.lacks:
                del self._lacking[0]

    def _send(self, job: Job) -> None:
        ms, station = next(near for near in self.town.by_time[job.birth.node] if self._ready[near[1]])
        unit = self._ready[station].pop(0)
        self._free -= 1
        job.lacks -= 1
        job.coming[unit] = (self._now, ms)
        self._away[unit] += 1
        self.log.append((self._now, "sent", unit, job.call))
        self._push(self._now + TURNOUT_MS + ms, self._arrive, (unit, self._away[unit], job))

    def _arrive(self, what: tuple[int, int, Job]) -> None:
        unit, turn, job = what
        if turn != self._away[unit]:
            return
        del job.coming[unit]
        self.log.append((self._now, "there", unit, job.call))
        self._arrivals += 1
        self._response_ms += self._now - job.birth.t_ms
        ends_in_ms = job.join(self._now, unit)
        job.turn += 1
        self._push(self._now + ends_in_ms, self._end, (job, job.turn))

    def _end(self, what: tuple[Job, int]) -> None:
        job, turn = what
        if turn != job.turn:
            return
        self._jobs += 1
        self._ended_ms += self._now
        if job.lacks:
            self._lacking.remove((job.call, job))
        for unit in job.present:
            self._go_home(unit, self.town.back_ms[self.town.home[unit]][job.birth.node])
        for unit, (sent_ms, ms) in job.coming.items():
            self._turn_round(unit, job, sent_ms, ms)

    def _turn_round(self, unit: int, job: Job, sent_ms: int, ms: int) -> None:
        self._away[unit] += 1
        driven_ms = self._now - sent_ms - TURNOUT_MS
        home_ms = 0
        if driven_ms >= 0:
            home_ms = self.town.turn_round_ms(self.town.home[unit], job.birth.node, ms, driven_ms)
        self._go_home(unit, home_ms)

    def _go_home(self, unit: int, ms: int) -> None:
        self.log.append((self._now, "leaves", unit, -1))
        self._push(self._now + ms, self._be_home, unit)

    def _be_home(self, unit: int) -> None:
        self.log.append((self._now, "home", unit, -1))
        insort(self._ready[self.town.home[unit]], unit)
        self._free += 1
        self._think = bool(self._lacking)


class SimPyYear:
    """As the manual of SimPy teaches: a process for each call and each engine, a Resource, a FilterStore.

    The queue of a FilterStore is by time of asking, so calls that wait for engines are served in the order in
    which they were taken, which is not quite our rule: it is the same as long as nobody waits.
    """

    def __init__(self, town: Town, horizon_ms: int) -> None:
        self.town = town
        self.log: list[dict[str, Any]] = []
        self._horizon_ms = horizon_ms
        self.env = simpy.Environment()
        self._takers = simpy.Resource(self.env, capacity=TAKERS)
        self._engines = simpy.FilterStore(self.env)
        self._engines.items.extend(range(len(town.home)))
        self._calls = self._jobs = self._arrivals = self._response_ms = self._ended_ms = 0

    def run(self) -> Served:
        """Run to the horizon."""
        self.env.process(self._happen())
        self.env.run(until=self._horizon_ms)
        return Served(self._calls, self._jobs, self._arrivals, self._response_ms, self._ended_ms)

    def _note(self, what: str, **more: int) -> None:
        self.log.append({"t": self.env.now, "what": what, **more})

    @property
    def _now(self) -> int:
        return int(self.env.now)

    def _happen(self) -> Generator[Any, Any, None]:
        for call, birth in enumerate(self.town.calls):
            yield self.env.timeout(birth.t_ms - self.env.now)
            self._calls += 1
            self.env.process(self._serve(call, birth))

    def _serve(self, call: int, birth: Birth) -> Generator[Any, Any, None]:
        with self._takers.request() as taker:
            yield taker
            yield self.env.timeout(ANSWER_MS)
            yield self.env.timeout(birth.process_ms)
        needed = birth.needs[0][1]
        job = Job(call, birth, needed, needed, float(birth.work_ms))
        done = self.env.event()
        work = self.env.process(self._work(job, done))
        to_place = {station: ms for ms, station in self.town.by_time[birth.node]}
        for _ in range(needed):
            unit = yield from self._nearest(to_place)
            ms = to_place[self.town.home[unit]]
            self.env.process(self._respond(unit, job, ms, work, done))

    def _nearest(self, to_place: dict[int, int]) -> Generator[Any, Any, int]:
        """Take the nearest engine that is in its station, or the first that comes home."""
        home = self.town.home
        best = min(self._engines.items, key=lambda unit: (to_place[home[unit]], unit), default=None)
        if best is None:
            unit: int = yield self._engines.get()
        else:
            unit = yield self._engines.get(lambda unit: unit == best)
        return unit

    def _respond(
        self, unit: int, job: Job, ms: int, work: simpy.Process, done: simpy.Event
    ) -> Generator[Any, Any, None]:
        self._note("sent", unit=unit, call=job.call)
        home_ms = self.town.back_ms[self.town.home[unit]][job.birth.node]
        on_the_way = self.env.timeout(TURNOUT_MS + ms)
        sent_ms = self._now
        yield on_the_way | done
        if on_the_way.processed:
            self._note("there", unit=unit, call=job.call)
            self._arrivals += 1
            self._response_ms += self._now - job.birth.t_ms
            job.present.append(unit)
            work.interrupt()
            yield done
        else:
            home_ms = self._way_back(unit, job, ms, self._now - sent_ms - TURNOUT_MS)
        self._note("leaves", unit=unit, call=job.call)
        yield self.env.timeout(home_ms)
        self._note("home", unit=unit, call=job.call)
        yield self._engines.put(unit)

    def _way_back(self, unit: int, job: Job, ms: int, driven_ms: int) -> int:
        if driven_ms < 0:
            return 0
        return self.town.turn_round_ms(self.town.home[unit], job.birth.node, ms, driven_ms)

    def _work(self, job: Job, done: simpy.Event) -> Generator[Any, Any, None]:
        """Work at the speed of those who are there, until it is done."""
        working = True
        while working:
            try:
                yield self.env.event() if not job.rate else self.env.timeout(round(job.left_ms / job.rate))
                working = False
            except simpy.Interrupt:
                job.join(self._now, job.present.pop())
        self._jobs += 1
        self._ended_ms += self._now
        done.succeed()
