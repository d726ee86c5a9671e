"""The minutes before the first engine: somebody finds a fire and calls, neighbours hear of it and go."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from sim.agent.context import Context
from sim.agent.neighbours import Group, groups
from sim.agent.post import Post
from sim.comms.build import Communications
from sim.comms.mains import Mains
from sim.kernel.draw import Draws
from sim.record.facts import CallReport
from sim.record.first_minutes import FireFound, LocalAlarm
from sim.terms.ids import PUBLIC, Band


class Found(NamedTuple):
    """How an incident is found, decided at its birth: when by people, when by a detector if there is one."""

    people_ms: int
    detector_ms: int | None


class FirstMinutes:
    """Stands between the beginning of an incident and the call 初起阶段.

    How long it takes until people find it, whether the home has a detector, how far from the neighbours it is
    and whether they could put it out is drawn when it begins, from a stream of that incident alone: with more
    detectors, or none, everything else is the same, and who had one with few has one with more.

    Parameters
    ----------
    context
        Of the world.
    lives
        Whether a detector in a village can tell anybody, now.
    posts
        Posts of the villages, where there are any; neighbours hear what comes to them.

    Attributes
    ----------
    groups
        The neighbours who go, by row of their village.
    """

    def __init__(self, context: Context, lives: Callable[[int], bool], posts: Sequence[Post]) -> None:
        self._context = context
        self._lives = lives
        self._rules = context.scenario.first_minutes
        numbers = context.scenario.kind_ids
        self._kinds = frozenset(numbers[key] for key in self._rules.kinds if key in numbers)
        self._call = context.call
        self.groups: dict[int, Group] = groups(context)
        context.call = self.call
        for village, group in self.groups.items():
            if posts:
                posts[village].neighbours = group.receive
            else:
                context.net.join(Band.VILLAGE.address(village), group.receive)

    def call(self, report: CallReport, cause: int) -> None:
        """Let an incident that begins now be found, and then called about."""
        if report.kind not in self._kinds:
            self._call(report, cause)
            return
        now = self._context.clock.now
        luck = self._context.streams(f"first-minutes/{report.kind}/{report.place}/{now}")
        found = self._found(luck)
        reach, skill = luck.uniform(), luck.uniform()
        tell = partial(self._find, report, cause, (reach, skill))
        if not self._rules.discovery:
            self._tell(report, cause, (reach, skill))
        elif found.detector_ms is None or found.detector_ms >= found.people_ms:
            self._context.clock.call_after(found.people_ms, partial(tell, "people"))
        else:
            self._context.clock.call_after(found.detector_ms, partial(self._ring, found, report, tell))

    def _found(self, luck: Draws) -> Found:
        rules = self._rules
        people_ms = round(luck.lognormal(rules.found.ms, rules.found_sigma.value))
        has = luck.uniform() < rules.detectors.share.value
        return Found(people_ms, rules.detectors.alarm.ms if has else None)

    def _ring(self, found: Found, report: CallReport, tell: Callable[[str], None]) -> None:
        """Let a detector tell its platform, if it lives; else it is left to people."""
        assert found.detector_ms is not None
        if self._lives(report.place):
            tell("detector")
        else:
            rest_ms = found.people_ms - found.detector_ms
            self._context.clock.call_after(rest_ms, partial(tell, "people"))

    def _find(self, report: CallReport, cause: int, luck: tuple[float, float], by: str) -> None:
        found = self._context.log.add(self._context.clock.now, FireFound(report.call, by), cause)
        self._tell(report, found, luck)

    def _tell(self, report: CallReport, cause: int, luck: tuple[float, float]) -> None:
        """Let somebody call, and tell the neighbours."""
        self._call(report, cause)
        group = self.groups.get(report.place)
        incident = self._context.incidents.get(report.call)
        if group is None or incident is None:
            return
        group.expect(incident, luck)
        alarm = LocalAlarm(report.call, report.kind, report.place)
        village = Band.VILLAGE.address(report.place)
        self._context.net.send(PUBLIC, village, (alarm,), cause, at=report.place)


def detector_lives(
    context: Context, comms: Communications | None, mains: Mains | None
) -> Callable[[int], bool]:
    """Return what says whether a detector in a village can tell anybody now.

    Parameters
    ----------
    context
        Of the world.
    comms, mains
        Communications, and the power network; what there is none of is taken to work.
    """
    scenario, fed = context.scenario, is_fed(comms, mains)

    def lives(place: int) -> bool:
        village = scenario.villages[place]
        node, township = scenario.node_ids[village.node], scenario.township_ids[village.township]
        heard = comms is None or comms.plant.public.is_covered(context.clock.now, node)
        return heard and fed(township)

    return lives


def is_fed(comms: Communications | None, mains: Mains | None) -> Callable[[int], bool]:
    """Return what says whether the mains reach a township now; they do where nothing is known of them."""
    supply = mains if comms is None else comms.plant.supply
    return (lambda township: True) if supply is None else supply.is_supplied
