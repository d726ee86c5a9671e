"""What is done at a level by those who were told of it 分级措施."""

from collections.abc import Generator, Iterator, Sequence
from typing import Any

from sim.agent.centre import DispatchCentre
from sim.agent.command import Decider, look_again_ms
from sim.agent.context import Context
from sim.agent.crew import Crew
from sim.agent.post import Post
from sim.agent.response.listener import Task
from sim.agent.station import Station
from sim.picture import Picture
from sim.record.facts import HandOver, Order, SituationReport
from sim.record.response import DutyBrief
from sim.terms.ids import Address, Band
from sim.terms.units import MINUTE_MS

_SEATS = 100_000
"""Numbers of the seats that are manned besides the usual ones begin here."""


class CloserReports(Task):
    """A township tells oftener how it stands 加密报告."""

    def __init__(self, context: Context, post: Post, township: int, least: int) -> None:
        super().__init__(context, post.address, "report", least)
        self._post, self._township, self._spell = post, township, 0

    def begin(self) -> None:
        """Report now, and again and again."""
        super().begin()
        self._post.reports_closer, self._spell = True, self._spell + 1
        self._context.clock.start(self._report(self._spell))

    def end(self) -> None:
        """Report as before."""
        super().end()
        self._post.reports_closer, self._spell = False, self._spell + 1

    def _report(self, spell: int) -> Generator[Any, Any, None]:
        interval_ms = self._context.scenario.response.measures.report.interval.ms
        while self._spell == spell:
            if self._post.above is not None:
                body = (SituationReport(self._township, len(self._post.picture.calls)),)
                self._context.net.send(self._post.address, self._post.above, body, self._cause)
            yield self._context.clock.wait(interval_ms)


class CallsIn(Task):
    """A station calls in people who are off duty; they go home when the level falls 停休召回.

    Those who are out on a unit then stay until the next time that it falls.
    """

    def __init__(self, context: Context, station: Station, least: int) -> None:
        super().__init__(context, Band.STATION.address(station.number), "call_in", least)
        self._station, self._came, self._spell = station, 0, 0

    def begin(self) -> None:
        """Call them; they need time on the way."""
        self._spell += 1
        spell, way = self._spell, self._context.scenario.response.measures.call_in.way
        self._context.clock.call_after(way.ms, lambda: self._come(spell))

    def end(self) -> None:
        """Send home those who are in the station, and call off those who are on the way."""
        self._spell += 1
        self._move(-min(self._came, self._station.people))

    def _come(self, spell: int) -> None:
        if spell == self._spell:
            share = self._context.scenario.response.measures.call_in.share.value
            self._move(round(share * self._station.row.crew) - self._came)

    def _move(self, people: int) -> None:
        if people:
            self.note(people)
            self._came += people
            self._station.reinforce(people)


class Musters(Task):
    """A professional team musters before it is sent: machines are manned when the order comes 集结待命."""

    def __init__(self, context: Context, crew: Crew, least: int) -> None:
        super().__init__(context, crew.address, "muster", least)
        self._crew = crew

    def begin(self) -> None:
        """Muster; it takes as long as it always does."""
        super().begin()
        self._crew.ready_at_ms = self._context.clock.now + round(self._crew.row.ready_min * MINUTE_MS)

    def end(self) -> None:
        """Go back to readiness as usual."""
        super().end()
        self._crew.ready_at_ms = None


class MansSeats(Task):
    """The dispatch centre mans more seats 增开接警席位."""

    def __init__(self, context: Context, centre: DispatchCentre, least: int) -> None:
        super().__init__(context, centre.address, "seats", least)
        self._centre, self._spell = centre, 0
        number = context.scenario.response.measures.seats.seats.whole
        self._seats, self._manned = range(_SEATS, _SEATS + number), False

    def begin(self) -> None:
        """Call people in; they need time on the way."""
        self._spell += 1
        spell, way = self._spell, self._context.scenario.response.measures.seats.way
        self._context.clock.call_after(way.ms, lambda: self._come(spell))

    def end(self) -> None:
        """Let them go; who speaks with a caller ends that first."""
        self._spell += 1
        if self._manned:
            self._manned = False
            self.note(-len(self._seats))
            self._centre.clear(self._seats)

    def _come(self, spell: int) -> None:
        if spell == self._spell and self._seats:
            self._manned = True
            self.note(len(self._seats))
            self._centre.man(self._seats)


class Briefer:
    """A dispatch centre tells the district how it stands, within the times for it 信息报告.

    Something new is told once by telephone and once in writing; what is new until the telephone report goes
    into it. People are held to be missing once somebody on scene has told.

    Parameters
    ----------
    context
        Of the world.
    centre
        Whose picture is told.
    to
        Whom it is told.
    """

    def __init__(self, context: Context, centre: DispatchCentre, to: Address) -> None:
        self.to = to
        self._context, self._centre = context, centre
        kinds = context.scenario.kind_ids
        self._missing = frozenset(kinds[kind] for kind in context.scenario.response.missing)
        self._known, self._due = (0, 0), False

    def note(self, picture: Picture) -> None:
        """See whether a call came to the picture, was looked at on scene, or went from it."""
        sized = sum(1 for call in picture.calls.values() if call.needs is not None)
        if (picture.turnover, sized) != self._known:
            self._known = picture.turnover, sized
            clocks = self._context.scenario.response.reporting
            if not self._due:
                self._due = True
                self._context.clock.call_after(clocks.phone.ms, lambda: self.tell(False))
                self._context.clock.call_after(clocks.written.ms, lambda: self.tell(True))

    def tell(self, written: bool) -> None:
        """Tell how the centre stands now."""
        self._due = self._due and written
        self.say(self.to, written, self._centre.last_cause)

    def say(self, to: Address, written: bool, cause: int | None) -> None:
        """Tell somebody how the centre stands now."""
        calls = self._centre.picture.calls
        sized = [call for call in calls.values() if call.needs is not None]
        missing = sum(1 for call in sized if call.kind in self._missing)
        brief = DutyBrief(len(calls), missing, written)
        self._context.net.send(self._centre.address, to, (brief,), cause)


class Duty:
    """Whoever decides for the dispatch centre, and what the level asks of it besides.

    Parameters
    ----------
    policy
        Who decides.
    briefer
        Told of the picture whenever a decision is due.
    hold_back
        The measure by which calls that are not urgent are handed over.
    priorities, least
        Urgency of each kind of incident, 1 first; and from which number on a call is not urgent.
    """

    def __init__(
        self, policy: Decider, briefer: Briefer, hold_back: Task, priorities: Sequence[int], least: float
    ) -> None:
        self._policy, self._briefer, self._hold_back = policy, briefer, hold_back
        self._priorities, self._least = priorities, least

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now: first those that hand over, then those of the policy."""
        if self._hold_back.on:
            for call in [*picture.calls.values()]:
                if not call.units and self._priorities[call.kind] >= self._least:
                    yield HandOver(call.call)
        yield from self._policy.decide(picture)
        self._briefer.note(picture)

    def look_again_ms(self, picture: Picture) -> int | None:
        """Return when whoever decides wants to decide again though nothing is heard, or None."""
        return look_again_ms(self._policy, picture)
