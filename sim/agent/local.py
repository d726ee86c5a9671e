"""A station on its own 属地自主响应: cut off from the dispatch centre it answers what its own people hear."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.station import Station
from sim.picture import Picture
from sim.policy.nearest import Nearest
from sim.policy.plan import Plan
from sim.record.facts import CallAnswered, CallReport, CallTaken, Order, RollCall
from sim.record.message import Letter
from sim.terms.ids import DISPATCH_CENTRE, Band, unit_address


class OwnUnits(Nearest):
    """Send a station's own units, as far as they go, and hand nothing over.

    Parameters
    ----------
    plan
        What the district knows beforehand.
    station
        Whose units they are.
    """

    name = "own-units"

    def __init__(self, plan: Plan, station: int) -> None:
        skills = [
            can if home == station else () for can, home in zip(plan.capabilities, plan.homes, strict=True)
        ]
        super().__init__(replace(plan, capabilities=skills))

    def hand_over(self, picture: Picture) -> Iterator[Order]:
        """Yield nothing: there is nobody to whom it could hand a call over."""
        yield from ()


class LocalCommand(CommandPost):
    """The command of a station, which is silent as long as the dispatch centre can be told.

    Word of a call that reaches the station goes to the dispatch centre. If nothing carries it there, the
    station waits a little, calls the roll of its own, and sends whom it has; it goes on trying to tell the
    centre, and so do its units.

    Parameters
    ----------
    station
        The station.
    context
        Of the world.
    plan
        What the district knows beforehand.
    """

    def __init__(self, model: Any, station: Station, context: Context, plan: Plan) -> None:
        address = Band.STATION.address(station.number)
        super().__init__(model, address, context, OwnUnits(plan, station.number))
        self._station = station
        self._patience_ms = context.scenario.bearers.call_back.ms
        self._waiting: dict[int, Letter] = {}
        context.net.join(address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        calls = [item for item in letter.body if isinstance(item, CallReport)]
        for item in calls:
            self._hear_of(item, letter)
        if not calls:
            self.learn(letter)

    def _hear_of(self, report: CallReport, letter: Letter) -> None:
        """Tell the dispatch centre of a call, and act on it later if that fails."""
        if report.call in self._waiting or report.call in self.picture.calls:
            return
        self._waiting[report.call] = letter
        alone = partial(self._context.clock.call_after, self._patience_ms, partial(self._act, report))
        self._context.net.send(self.address, DISPATCH_CENTRE, (report,), letter.seq, stuck=alone)

    def _act(self, report: CallReport) -> None:
        """Take the call, and call the roll of those who are at home."""
        letter = self._waiting[report.call]
        now, cause = self._context.clock.now, letter.seq
        incident = self._context.incidents.get(report.call)
        if incident is not None and not incident.taken:
            if not incident.answered:
                cause = self._context.log.add(now, CallAnswered(report.call), cause)
            incident.answered = incident.taken = True
            cause = self._context.log.add(now, CallTaken(report.call), cause)
        self.learn(letter._replace(seq=cause))
        for unit in self._station.units:
            self._context.net.send(self.address, unit_address(unit.number), (RollCall(),), cause)
