"""Scripted cuts of roads 断路: when a link closes, when it opens, and when someone tells the centre."""

from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from sim.scenario.model import Scenario

What: TypeAlias = Literal["cut", "opened", "told_closed", "told_open"]
_ORDER: dict[What, int] = {"opened": 0, "cut": 1, "told_open": 2, "told_closed": 3}


class RoadEvent(NamedTuple):
    """Something that happens to a link, or that the centre is told of it.

    Attributes
    ----------
    t_ms
        When, in milliseconds since the start.
    link
        Number of the link.
    what
        ``cut`` and ``opened`` are true of the road; ``told_closed`` and ``told_open`` reach the centre.
    foot
        Whether people on foot pass while it is closed.
    """

    t_ms: int
    link: int
    what: What
    foot: bool = False


class _Closure(NamedTuple):
    """A time without a break in which a link is closed; `told_ms` is when the centre would first hear."""

    link: int
    begin_ms: int
    end_ms: int
    told_ms: int
    delay_ms: int
    foot: bool


def road_events(scenario: Scenario) -> list[RoadEvent]:
    """Return what the scenario's cuts do, in the order of time; the physical comes before the telling of it.

    Cuts of one link that overlap or touch are one closure, which people on foot pass if they pass each cut.
    The centre hears of a closure only while it lasts, and of an opening only if it heard of the closure and
    the link is not cut again before.

    Parameters
    ----------
    scenario
        Its `cuts`. Times may lie beyond its horizon.
    """
    script = [_closure(scenario, number) for number in range(len(scenario.cuts))]
    found: list[RoadEvent] = []
    for _, cuts in groupby(
        sorted(cut for cut in script if cut.begin_ms < cut.end_ms), key=lambda cut: cut.link
    ):
        found += _events(_merged(list(cuts)))
    return sorted(found, key=lambda event: (event.t_ms, _ORDER[event.what], event.link))


def _closure(scenario: Scenario, number: int) -> _Closure:
    cut = scenario.cuts[number]
    link = scenario.link_ids[cut.road]
    told_ms = cut.at.ms + cut.told_after.ms
    return _Closure(link, cut.at.ms, cut.until.ms, told_ms, cut.told_after.ms, cut.foot)


def _merged(cuts: list[_Closure]) -> list[_Closure]:
    """Join what overlaps or touches, of cuts of one link sorted by their beginning."""
    joined = cuts[:1]
    for cut in cuts[1:]:
        last = joined[-1]
        if cut.begin_ms > last.end_ms:
            joined.append(cut)
            continue
        end_ms = max(last.end_ms, cut.end_ms)
        told_ms, delay_ms = min(last[3:5], cut[3:5])
        foot = last.foot and cut.foot
        joined[-1] = _Closure(last.link, last.begin_ms, end_ms, told_ms, delay_ms, foot)
    return joined


def _events(closures: list[_Closure]) -> list[RoadEvent]:
    """Return what the closures of one link do; whoever told of one tells, as late, when it stays open."""
    found: list[RoadEvent] = []
    heard_ms: int | None = None
    for closure, following in zip(closures, [*closures[1:], None], strict=True):
        link, begin_ms, end_ms, told_ms, delay_ms, foot = closure
        found += [RoadEvent(begin_ms, link, "cut", foot), RoadEvent(end_ms, link, "opened")]
        if told_ms < end_ms:
            found.append(RoadEvent(told_ms, link, "told_closed", foot))
            heard_ms = delay_ms
        if heard_ms is not None and (following is None or end_ms + heard_ms < following.begin_ms):
            found.append(RoadEvent(end_ms + heard_ms, link, "told_open"))
            heard_ms = None
    return found
