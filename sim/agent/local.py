"""A station on its own 属地自主响应: cut off from the dispatch centre it answers what its own people hear."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sim.agent.context import Context
from sim.agent.sending import SendingPost
from sim.agent.sense import can_send
from sim.agent.station import Station
from sim.picture import Picture
from sim.policy.nearest import Nearest
from sim.policy.plan import Plan
from sim.record.facts import CallReport, Dispatch, HandOver, MoveUp, Order, Recall, RollCall, SizeUp
from sim.record.message import Letter
from sim.terms.ids import DISPATCH_CENTRE, Band, unit_address


class OwnUnits(Nearest):
    """Send a station's own units, as far as they go, and hand nothing over.

    Units of others count where they are said to serve a call.

    Parameters
    ----------
    plan
        What the district knows beforehand.
    station
        Whose units they are.
    """

    name = "own-units"

    def __init__(self, plan: Plan, station: int) -> None:
        super().__init__(plan)
        self._own = frozenset(unit for unit, home in enumerate(plan.homes) if home == station)

    def ready(self, picture: Picture, target: int, skill: str, count: int) -> list[tuple[int, int]]:
        """Return (ms, unit) of the station's own ready units with a capability, the nearest first."""
        found = super().ready(picture, target, skill, len(self.plan.homes))
        return [(ms, unit) for ms, unit in found if unit in self._own][:count]

    def hand_over(self, picture: Picture) -> Iterator[Order]:
        """Yield nothing: there is nobody to whom it could hand a call over."""
        yield from ()


class LocalCommand(SendingPost):
    """The command of a station, which is silent as long as the dispatch centre can be told.

    Word of a call that reaches the station goes to the dispatch centre. If nothing carries it there, the
    station waits a little, calls the roll of its own, and sends whom it has; it goes on trying to tell the
    centre, and so do its units. It does the same when a site commander asks it for help, and passes on what
    is needed there and who serves the call.

    Parameters
    ----------
    station
        The station.
    context
        Of the world.
    plan
        What the district knows beforehand.
    """

    usual = frozenset({Dispatch, Recall, MoveUp})

    def __init__(self, model: Any, station: Station, context: Context, plan: Plan) -> None:
        address = Band.STATION.address(station.number)
        super().__init__(model, address, context, OwnUnits(plan, station.number))
        self._station = station
        self._patience_ms = context.scenario.bearers.call_back.ms
        self._waiting: dict[int, Letter] = {}
        self._told: set[int] = set()
        self._sent: set[int] = set()
        own = [can for can, home in zip(plan.capabilities, plan.homes, strict=True) if home == station.number]
        self._skills = frozenset(skill for can in own for skill in can)
        self._asked = [frozenset(skill for skill, _ in card) for card in plan.run_cards]
        context.net.join(address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message."""
        calls = [item for item in letter.body if isinstance(item, CallReport)]
        for item in calls:
            self._hear_of(item, letter)
        if not calls:
            self.learn(letter)
            self._send_word(letter)

    def _send_word(self, letter: Letter) -> None:
        """Let the centre hear what a scene needs, where the station acts alone and sends messengers."""
        for item in letter.body if self._context.scenario.bearers.courier.messengers else ():
            if type(item) is SizeUp and item.call not in self._told | self._sent:
                first = self._waiting.get(item.call)
                if first is not None:
                    self._sent.add(item.call)
                    body = (*first.body[:1], item)
                    self._context.net.send(self.address, DISPATCH_CENTRE, body, letter.seq)

    def can_give(self, order: Order) -> bool:
        """Whether an order is about units of the station, and calls that it answers by itself."""
        own = {unit.number for unit in self._station.units}
        if isinstance(order, HandOver) or getattr(order, "unit", None) not in own:
            return False
        return can_send(self.picture, self._context.scenario, order)

    def _hear_of(self, report: CallReport, letter: Letter) -> None:
        """Tell the dispatch centre of a call, and act on it later if that fails.

        A call of which the station knows is told again only if those on scene ask for help.
        """
        call, asks = report.call, len(letter.body) > 1
        if not asks and (call in self._waiting or call in self.picture.calls):
            return
        if call in self.picture.calls:
            self.learn(letter)
        self._waiting[call] = letter
        self._told.discard(call)
        alone = partial(self._context.clock.call_after, self._patience_ms, partial(self._act, report))
        told = partial(self._told.add, call)
        self._context.net.send(self.address, DISPATCH_CENTRE, letter.body, letter.seq, stuck=alone, told=told)

    def _act(self, report: CallReport) -> None:
        """Take the call, and call the roll of those who are at home.

        Not where the centre was told meanwhile, nor where the station has nothing that such a call asks for.
        """
        letter = self._waiting[report.call]
        if report.call in self._told or not self._skills & self._needed(report, letter):
            return
        cause = letter.seq
        incident = self._context.incidents.get(report.call)
        if incident is not None:  # also where the centre is just asking the caller, whom others have told
            cause = incident.take(incident.answer(cause))
        self.learn(letter.led_to(cause))
        for unit in self._station.units:
            self._context.net.send(self.address, unit_address(unit.number), (RollCall(),), cause)

    def _needed(self, report: CallReport, letter: Letter) -> frozenset[str]:
        """Return what capabilities a call asks for: by those on scene, else by the run card."""
        sized = [item for item in letter.body if type(item) is SizeUp]
        return frozenset(skill for skill, _ in sized[0].needs) if sized else self._asked[report.kind]
