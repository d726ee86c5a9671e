"""Calls as they are born 警情生成: a Poisson process by place, hour, month and kind, or a list of the past.

All luck of a call is drawn at its birth, from streams named after its kind and the purpose of the draw. So
neither a policy, nor another kind, nor another law for another attribute ever changes it.
"""

import heapq
from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate, pairwise
from math import fsum
from operator import itemgetter
from typing import NamedTuple

from sim.hazard.surges import Surges
from sim.kernel.draw import Draws, Streams
from sim.scenario.model import Scenario
from sim.scenario.sections import Dispatch, Kind
from sim.scenario.times import since_start_ms
from sim.terms.units import DAY_MS, HOUR_MS

_MILLISECOND = timedelta(milliseconds=1)


class Birth(NamedTuple):
    """A call with everything that luck decides about it 警情.

    Attributes
    ----------
    t_ms
        When it begins, in milliseconds since the start.
    kind, severity
        Number of the kind (in the order of the ids), and position in that kind's severities.
    place, node
        Number of the village it comes from and of the node the village lies at.
    needs
        Units needed, as (capability, units), sorted by capability; only those above zero.
    work_ms
        Work on scene of exactly the units needed.
    process_ms
        Time a call-taker needs to ask and note.
    trapped
        Until when each of those lives who are trapped there and not freed, in ms since the start.
    origin
        Kind of the damage, or of the hazard, that it comes from; empty for others.
    hazard
        Number of the hazard that it comes from; -1 for others.
    """

    t_ms: int
    kind: int
    severity: int
    place: int
    node: int
    needs: tuple[tuple[str, int], ...]
    work_ms: int
    process_ms: int
    trapped: tuple[int, ...] = ()
    origin: str = ""
    hazard: int = -1


def births(scenario: Scenario, streams: Streams, horizon_ms: int) -> Iterator[Birth]:
    """Yield the calls of a replication, one at a time, in the order of time.

    Calls of the same millisecond come in the order of their kinds; within a kind, generated ones first.

    Parameters
    ----------
    scenario
        Its `demand` says how many, where and when; its `dispatch` how long a call-taker asks.
    streams
        The luck of the replication.
    horizon_ms
        Calls at or after this time are left out, as are those of the past from before the start.
    """
    mode = scenario.demand.mode
    sources: list[Iterator[Birth]] = []
    if mode != "historical":
        for kind in scenario.kind_ids:
            sources += _generated(scenario, kind, streams, horizon_ms)
    if mode != "generated":
        sources.append(_historical(scenario, streams, horizon_ms))
    return heapq.merge(*sources, key=itemgetter(0, 1))


def emergency(scenario: Scenario, kind_id: str, place: int, t_ms: int, draws: Draws) -> Birth:
    """Return a call that a hazard brings about: when and where are known, the rest is drawn.

    Parameters
    ----------
    scenario
        Its kinds of incident and villages.
    kind_id
        The kind.
    place
        Number of the village that it comes from.
    t_ms
        When it begins.
    draws
        Luck of this call alone.
    """
    marks = _Marks(scenario.demand.kinds[kind_id], scenario.dispatch)
    node = scenario.node_ids[scenario.villages[place].node]
    ids = (scenario.kind_ids[kind_id], marks.severity(draws), place, node)
    return marks.born(t_ms, ids, draws, draws)


class _Marks:
    """What luck decides about a call besides its time and place: severity, work, time to process."""

    def __init__(self, kind: Kind, dispatch: Dispatch) -> None:
        self._weights = list(accumulate(severity.weight.value for severity in kind.severities))
        self._needs = [tuple(sorted((c, n) for c, n in s.needs.items() if n)) for s in kind.severities]
        self._medians = [kind.work_median.ms * severity.work.value for severity in kind.severities]
        self._work = (kind.work_law, kind.work_sigma.value)
        self._process = (dispatch.process_law, dispatch.process_median.ms, dispatch.process_sigma.value)

    def severity(self, draws: Draws) -> int:
        return draws.pick(self._weights)

    def born(self, t_ms: int, ids: tuple[int, int, int, int], work: Draws, process: Draws) -> Birth:
        """Complete a call of which kind, severity, place and node are known."""
        severity = ids[1]
        law, sigma = self._work
        work_ms = int(work.of_law(law, self._medians[severity], sigma))
        return Birth(t_ms, *ids, self._needs[severity], work_ms, int(process.of_law(*self._process)))


# --- generated 生成的警情 ---------------------------------------------------------------------------------


class _Homes:
    """The villages of the home districts, or of one of their townships, weighted by their people."""

    def __init__(self, scenario: Scenario, township: str | None = None) -> None:
        home = {district.id for district in scenario.districts if district.home}
        near = {row.id for row in scenario.townships if row.district in home and township in (None, row.id)}
        rows = [
            (place, village) for place, village in enumerate(scenario.villages) if village.township in near
        ]
        self.places = [(place, scenario.node_ids[village.node]) for place, village in rows]
        self.people = list(accumulate(village.population for _, village in rows))


def _generated(
    scenario: Scenario, kind_id: str, streams: Streams, horizon_ms: int
) -> Iterator[Iterator[Birth]]:
    """Yield the calls of a kind: the usual ones, and for each township those that its surges add.

    A surge in some townships is a process of its own beside the usual one, and takes calls away where it is
    less than one. So it changes neither the usual calls nor those that another township adds.
    """
    surges = Surges(scenario.demand.surges, kind_id)
    spans = partial(_spans, scenario, horizon_ms)
    usual = _process(
        scenario, kind_id, _Homes(scenario), spans(surges.everywhere, surges.edges_ms()), streams, ""
    )
    yield _kept(scenario, kind_id, usual, surges, streams) if surges.townships else usual
    for name in surges.townships:
        added = spans(partial(surges.added, name), surges.edges_ms(name))
        yield _process(scenario, kind_id, _Homes(scenario, name), added, streams, f"/{name}")


def _process(
    scenario: Scenario,
    kind_id: str,
    homes: _Homes,
    spans: Iterator["_Span"],
    streams: Streams,
    where: str,
) -> Iterator[Birth]:
    """Yield the calls of a kind from some homes, with luck of their own."""
    kind = scenario.demand.kinds[kind_id]
    if not kind.enabled or not homes.people:
        return
    names = ("times", "place", "severity", "work", "process")
    times, places, how_bad, work, process = (streams(f"demand/{kind_id}{where}/{name}") for name in names)
    marks = _Marks(kind, scenario.dispatch)
    number = scenario.kind_ids[kind_id]
    per_year = kind.per_1000.value * scenario.demand.scale.value * homes.people[-1] / 1000
    for t_ms in _times(scenario, spans, per_year, times):
        place, node = homes.places[places.pick(homes.people)]
        yield marks.born(t_ms, (number, marks.severity(how_bad), place, node), work, process)


def _kept(
    scenario: Scenario, kind_id: str, calls: Iterator[Birth], surges: Surges, streams: Streams
) -> Iterator[Birth]:
    """Yield calls but those that a surge of less than one takes away; each township has luck of its own."""
    luck = {name: streams(f"demand/{kind_id}/{name}/kept") for name in surges.townships}
    for call in calls:
        name = scenario.villages[call.place].township
        if name not in luck or _is_kept(luck[name], surges.at(name, call.t_ms)):
            yield call


def _is_kept(luck: Draws, factor: float) -> bool:
    return factor >= 1 or luck.uniform() < factor


class _Span(NamedTuple):
    """A span of time in which every day has the same share of a year's usual calls."""

    begin_ms: int
    end_ms: int
    per_day: float


def _spans(
    scenario: Scenario, horizon_ms: int, factor: Callable[[int], float], edges_ms: list[int]
) -> Iterator[_Span]:
    """Yield the months, cut at the edges of surges, each part with its daily share times its factor."""
    for month in _months(scenario, horizon_ms):
        inside = edges_ms[bisect_right(edges_ms, month.begin_ms) :]
        cuts = [month.begin_ms, *(edge for edge in inside if edge < month.end_ms), month.end_ms]
        for begin_ms, end_ms in pairwise(cuts):
            yield _Span(begin_ms, end_ms, month.per_day * factor(begin_ms))


def _months(scenario: Scenario, horizon_ms: int) -> Iterator[_Span]:
    """Yield the calendar months until the horizon; a month's share of the year is spread over its days."""
    weights = scenario.demand.month_weights.values
    total = fsum(weights) or 1.0
    start = scenario.start.replace(tzinfo=None)
    year, month, begin_ms = start.year, start.month, 0
    while begin_ms < horizon_ms:
        days = monthrange(year, month)[1]
        share = weights[month - 1] / total / days
        year, month = year + month // 12, month % 12 + 1
        end_ms = min((datetime(year, month, 1) - start) // _MILLISECOND, horizon_ms)
        yield _Span(begin_ms, end_ms, share)
        begin_ms = end_ms


class _Clockface:
    """The share of a day's calls that has come by a time of the day, and its inverse."""

    def __init__(self, weights: tuple[float, ...], start: datetime) -> None:
        total = fsum(weights)
        self.empty = total == 0
        self._by = [fsum(weights[:hour]) / (total or 1.0) for hour in range(25)]
        self._past_ms = (start - start.replace(hour=0, minute=0, second=0, microsecond=0)) // _MILLISECOND

    def days(self, t_ms: int) -> float:
        """Return how many days' worth of calls come from the midnight before the start until a time."""
        day, rest = divmod(t_ms + self._past_ms, DAY_MS)
        hour, part = divmod(rest, HOUR_MS)
        return day + self._by[hour] + (self._by[hour + 1] - self._by[hour]) * part / HOUR_MS

    def t_ms(self, days: float) -> int:
        """Return when so many days' worth of calls have come."""
        day = int(days)
        share = days - day
        hour = bisect_right(self._by, share) - 1
        part = (share - self._by[hour]) / (self._by[hour + 1] - self._by[hour])
        return day * DAY_MS + int((hour + part) * HOUR_MS) - self._past_ms


def _times(scenario: Scenario, spans: Iterator[_Span], per_year: float, draws: Draws) -> Iterator[int]:
    """Yield the times of a Poisson process, by inverting its cumulative rate exactly."""
    face = _Clockface(scenario.demand.hour_weights.values, scenario.start)
    if face.empty:
        return
    need = draws.exponential(1.0)
    for begin_ms, end_ms, share in spans:
        per_day = per_year * share
        if per_day == 0:
            continue
        end = face.days(end_ms)
        now = face.days(begin_ms) + need / per_day
        while now < end:
            yield min(max(face.t_ms(now), begin_ms), end_ms - 1)  # rounding may step over an edge
            now += draws.exponential(1.0) / per_day
        need = (now - end) * per_day


# --- of the past 历史警情 ----------------------------------------------------------------------------------


def _historical(scenario: Scenario, streams: Streams, horizon_ms: int) -> Iterator[Birth]:
    """Yield the calls of the past; each has its own stream, so that one row more changes no other."""
    kinds = scenario.demand.kinds
    marks = {kind_id: _Marks(kind, scenario.dispatch) for kind_id, kind in kinds.items() if kind.enabled}
    levels = {kind_id: [severity.id for severity in kind.severities] for kind_id, kind in kinds.items()}
    places = {village.id: place for place, village in enumerate(scenario.villages)}
    for t_ms, kind, row, again in _past(scenario):
        call = scenario.calls[row]
        if not 0 <= t_ms < horizon_ms or call.kind not in marks:
            continue
        draws = streams(f"demand/history/{call.at}/{call.village}/{call.kind}/{again}")
        drawn = marks[call.kind].severity(draws)
        severity = levels[call.kind].index(call.severity) if call.severity else drawn
        place = places[call.village]
        node = scenario.node_ids[scenario.villages[place].node]
        yield marks[call.kind].born(t_ms, (kind, severity, place, node), draws, draws)


def _past(scenario: Scenario) -> list[tuple[int, int, int, int]]:
    """Return time, kind and row of each call of the past, and how many rows before are the same; by time."""
    seen: Counter[tuple[str, str, str]] = Counter()
    past = []
    for row, call in enumerate(scenario.calls):
        same = (call.at, call.village, call.kind)
        past.append((since_start_ms(call.at, scenario.start), scenario.kind_ids[call.kind], row, seen[same]))
        seen[same] += 1
    return sorted(past)
