"""What is drawn before anything happens, in a run that meets other luck from a time on 另一种运气.

What has begun by then goes on as it was drawn: a storm keeps its rain, a flood its course, an incident its
needs and work. Calls are a process without memory, so those from that time on are drawn anew. Slides are one
as well, given the rain: those of a storm that has begun are drawn anew from that time on. Every other hazard
is drawn anew where it has not begun; what other luck would have brought before that time is left out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, dropwhile, takewhile
from typing import Final

from sim.hazard import demand, every
from sim.hazard.demand import Birth
from sim.hazard.unfold import Changes, Emergency, Happening, Hazard, Passes, Phase, Strike, Wets, in_order
from sim.kernel.draw import Draws, Streams
from sim.kernel.fork import Forked
from sim.scenario.model import Scenario
from sim.terms.enums import HazardKind

_WITHOUT_MEMORY: Final = frozenset({HazardKind.LANDSLIDE})
_MARK: Final = "~"
"""At the end of the key of what other luck brings to a hazard that has begun."""


def births(scenario: Scenario, streams: Streams, horizon_ms: int) -> Iterator[Birth]:
    """Yield the calls of a replication as `sim.hazard.demand.births`; after a fork, those of other luck."""
    if not isinstance(streams, Forked):
        return demand.births(scenario, streams, horizon_ms)
    t_ms = streams.t_ms
    old, new = (demand.births(scenario, luck, horizon_ms) for luck in (streams.before, streams.after))
    return chain(
        takewhile(lambda birth: birth.t_ms < t_ms, old), dropwhile(lambda birth: birth.t_ms < t_ms, new)
    )


def hazards(scenario: Scenario, streams: Streams, horizon_ms: int) -> list[Hazard]:
    """Return the hazards of a replication as `sim.hazard.every.hazards`; after a fork, see the module."""
    if not isinstance(streams, Forked):
        return every.hazards(scenario, streams, horizon_ms)
    begun = _begun(scenario, streams, horizon_ms)
    new = {hazard.name: hazard for hazard in every.hazards(scenario, _Mixed(streams, begun), horizon_ms)}
    found = [_going_on(hazard, new.get(name), streams.t_ms) for name, hazard in begun.items()]
    for name, hazard in new.items():
        found += () if name in begun else _later(hazard, streams.t_ms)
    return sorted(found, key=lambda each: (each.happenings[0].t_ms, bool(each.parent), each.name))


def rain(scenario: Scenario, streams: Streams, horizon_ms: int) -> Callable[[int, int], float] | None:
    """Return the rain of a replication as `sim.hazard.every.rain`; storms that have begun keep theirs."""
    if not isinstance(streams, Forked) or not scenario.hazards.rainstorms:
        return every.rain(scenario, streams, horizon_ms)
    return every.rain(scenario, _Mixed(streams, _begun(scenario, streams, horizon_ms)), horizon_ms)


def _begun(scenario: Scenario, streams: Forked, horizon_ms: int) -> dict[str, Hazard]:
    """Return by name the hazards that have begun, as they were drawn."""
    drawn = every.hazards(scenario, streams.before, horizon_ms)
    return {hazard.name: hazard for hazard in drawn if hazard.happenings[0].t_ms < streams.t_ms}


class _Mixed(Streams):
    """The other luck, but for what has begun and has a memory."""

    def __init__(self, streams: Forked, begun: Mapping[str, Hazard]) -> None:
        self._streams = streams
        stay = (name for name, hazard in begun.items() if hazard.kind not in _WITHOUT_MEMORY)
        self._stay = tuple(f"hazard/{name}/" for name in stay)

    def __call__(self, name: str) -> Draws:
        """Return the stream of a purpose."""
        return (self._streams.before if name.startswith(self._stay) else self._streams.after)(name)


def _later(hazard: Hazard, t_ms: int) -> Iterator[Hazard]:
    """Yield a hazard as far as it comes from a time on, unless nothing is left of it."""
    done = list(_from(hazard.happenings, t_ms))
    last_ms = hazard.happenings[-1].t_ms
    was_a_phase = all(isinstance(each, Phase) for each in hazard.happenings)
    if last_ms >= t_ms and (done or was_a_phase):
        first_ms = max(t_ms, hazard.happenings[0].t_ms)
        yield _with_phases(hazard, done, first_ms, last_ms)


def _going_on(old: Hazard, new: Hazard | None, t_ms: int) -> Hazard:
    """Return a hazard that has begun: as it was drawn; without memory, what other luck brings."""
    if old.kind not in _WITHOUT_MEMORY:
        return old
    keys = {each.key for each in old.happenings if isinstance(each, Strike) and each.t_ms < t_ms}
    done: list[Happening] = [each for each in old.happenings if _is_of(each, keys, t_ms)]
    later = () if new is None else new.happenings
    done += [each._replace(key=f"{each.key}{_MARK}") for each in _from(later, t_ms)]
    return _with_phases(old, done, old.happenings[0].t_ms, max(each.t_ms for each in done))


def _is_of(happening: Happening, keys: set[str], t_ms: int) -> bool:
    """Whether something follows from what was struck before, or happened before."""
    return not isinstance(happening, Phase) and (happening.key in keys or happening.t_ms < t_ms)


def _from(
    happenings: Iterable[Happening], t_ms: int
) -> Iterator[Strike | Changes | Passes | Emergency | Wets]:
    """Yield what comes from a time on, without what follows from an earlier strike."""
    early: set[str] = set()
    for each in happenings:
        if isinstance(each, Phase):
            continue
        if each.t_ms < t_ms:
            early.add(each.key)
        elif each.key == "" or each.key not in early:
            yield each


def _with_phases(hazard: Hazard, done: Sequence[Happening], first_ms: int, last_ms: int) -> Hazard:
    phases = Phase(first_ms, True), Phase(last_ms, False)
    return hazard._replace(happenings=in_order([*phases, *done]))
