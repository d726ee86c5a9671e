"""Posts that pass on what they hear: village committees, townships; and people who call for help."""

from collections.abc import Callable, Generator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Final, Protocol, runtime_checkable

import mesa

from sim.agent.context import Context
from sim.agent.deputies import Deputies
from sim.agent.lanes import Lanes
from sim.picture import Picture
from sim.record.facts import CallReport, SituationReport
from sim.record.message import Letter
from sim.record.repair import DamageReport
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, Address, Band
from sim.terms.units import MINUTE_MS

STROLL_MS: Final = 20 * MINUTE_MS
"""How far people walk to a fire station; beyond it their village committee is quicker (assumption)."""


@runtime_checkable
class Reports(Protocol):
    """A post that tells one above it of damage and how it stands; those who only decide are none.

    Attributes
    ----------
    above
        Whom it tells, or None while there is nobody.
    """

    above: Address | None


class Post(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """A post that decides nothing but whom to tell 值守点.

    Word of a call goes to the dispatch centre. Where nothing carries it there at once, it goes to whoever is
    next as well: from a village to its township, from a township to its fire station.

    Parameters
    ----------
    address
        Of the post.
    context
        Of the world.
    next_to
        Whom it tells where the dispatch centre cannot be reached at once.

    Attributes
    ----------
    above
        Whom it tells of damage: a village its township, a township the district; None where there is nobody.
    neighbours
        Lets those who go to fires from there hear what comes.
    deputies
        Who stands in for whom; None where nobody does.
    reports_closer
        Whether a level has it report oftener, besides: then not at the usual intervals.
    """

    def __init__(
        self, model: Any, address: Address, context: Context, next_to: Sequence[Address] = ()
    ) -> None:
        super().__init__(model)
        self.address = address
        self._context = context
        self._next_to = tuple(next_to)
        self.above: Address | None = None
        self.deputies: Deputies | None = None
        self.neighbours: Callable[[Letter], None] | None = None
        self.reports_closer = False
        context.net.join(address, self.receive)

    @cached_property
    def picture(self) -> Picture:
        """What the post knows; most villages of a quiet year are never told anything."""
        return Picture(self.address)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message, and pass on what others must know."""
        if self.neighbours is not None:
            self.neighbours(letter)
        self.picture.now_ms = self._context.clock.now
        new = [item for item in letter.body if isinstance(item, CallReport)]
        new = [item for item in new if item.call not in self.picture.calls]
        changed = self.picture.learn(letter)
        for item in new:
            self._pass_on(item, letter.seq)
        if changed and self.above is not None and isinstance(letter.body[0], DamageReport):
            self._tell(self.above, letter.body, letter.seq)

    def keep_reporting(self, township: int, district: Address) -> Generator[Any, Any, None]:
        """Tell the district how a township stands, once an interval, while that is ordered."""
        clock, reports = self._context.clock, self._context.scenario.bearers.reports
        yield clock.wait(reports.begin.ms)
        while clock.now < reports.end.ms:
            if not self.reports_closer:
                body = (SituationReport(township, len(self.picture.calls)),)
                self._context.net.send(self.address, self.above or district, body, None)
            yield clock.wait(reports.interval.ms)

    def _pass_on(self, report: CallReport, cause: int) -> None:
        tell_next = partial(self._tell_next, report, cause) if self._next_to else None
        self._context.net.send(self.address, DISPATCH_CENTRE, (report,), cause, stuck=tell_next)

    def _tell_next(self, report: CallReport, cause: int) -> None:
        for address in self._next_to:
            self._tell(address, (report,), cause)

    def _tell(self, to: Address, body: tuple[Any, ...], cause: int) -> None:
        """Tell somebody, or whoever stands in for them where they cannot be raised."""
        instead = None if self.deputies is None else self.deputies.instead(self.address, to, body, cause)
        self._context.net.send(self.address, to, body, cause, stuck=instead)


class Callers:
    """People who need help 报警人: they telephone, and where that fails they walk.

    They walk to the fire station in their place, where there is one within a walk, else to their village
    committee.

    Parameters
    ----------
    context
        Of the world.
    stations
        Address of a fire station at a node, where there is one.
    """

    def __init__(self, context: Context, stations: Mapping[int, Address]) -> None:
        self._context = context
        self._stations = stations
        self._lanes = Lanes(context)

    def call(self, report: CallReport, cause: int) -> None:
        """Let somebody call."""
        walk = partial(self._walk, report, cause)
        self._context.net.send(PUBLIC, DISPATCH_CENTRE, (report,), cause, at=report.place, stuck=walk)

    def _walk(self, report: CallReport, cause: int) -> None:
        goal = Band.VILLAGE.address(report.place)
        if self._lanes.walk_ms(report.place) <= STROLL_MS:
            goal = self._stations.get(report.node, goal)
        self._context.net.send(PUBLIC, goal, (report,), cause, at=report.place)
