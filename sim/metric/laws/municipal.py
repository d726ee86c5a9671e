"""Laws of flight, and of two dispatch centres: limits are kept, nobody takes command by the truth."""

from sim.metric.laws.law import broken
from sim.metric.leaders import named
from sim.metric.reader import Reader
from sim.record.facts import UNIT_ORDERS, MessageDelivered, MessageSent
from sim.record.standby import CentreLost, CentreMoved, CentreWatch, CommandSplit, PostMoved, PostSetUp
from sim.record.upper import BaseFuelled, FlightHeld, FlightLeg, TierApproved
from sim.scenario.lenders import lenders
from sim.scenario.model import Scenario
from sim.terms.ids import DISPATCH_CENTRE
from sim.terms.units import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS


class MunicipalLaws:
    """Follows flights, approvals of upper tiers, and which dispatch centre commands.

    Parameters
    ----------
    scenario
        Limits of flight, tiers, and posts.
    """

    def __init__(self, scenario: Scenario) -> None:
        start, self._air, self._rules = scenario.start, scenario.upper.air, scenario.standby
        self._start_ms = start.hour * HOUR_MS + start.minute * MINUTE_MS + start.second * SECOND_MS
        self._tiers = {row.address for row in lenders(scenario) if row.tier}
        name = scenario.standby.post
        self._second = next(iter(named(scenario, name)), None)
        succession = scenario.response.succession
        vehicles = {scenario.standby.post: scenario.standby.vehicle, succession.alternate: succession.vehicle}
        self._borne = named(scenario, *(post for post, vehicle in vehicles.items() if vehicle is not None))
        self._holder: int = DISPATCH_CENTRE
        self._lost = self._both = False
        self._heard_ms = 0
        self._drums_ml = [round(1000 * base.fuel.value) for base in scenario.bases]
        self._words: dict[int, int] = {}
        self._active = name is not None or bool(scenario.standby.lost)

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        checks: dict[type, Reader] = {
            TierApproved: self._approve,
            FlightHeld: self._hold,
            FlightLeg: self._fly,
            BaseFuelled: self._fuel,
            CentreLost: self._lose,
            CentreMoved: self._move,
            CommandSplit: self._split,
            PostMoved: self._drive,
            PostSetUp: self._drive,
        }
        watched: dict[type, Reader] = {MessageSent: self._send, MessageDelivered: self._deliver}
        return checks | watched if self._active else checks

    # --- tiers and flights ----------------------------------------------------------------------------------

    def _approve(self, seq: int, t: int, fact: TierApproved) -> None:
        if fact.post not in self._tiers:
            raise broken("tier", seq, t, f"{fact.post} is no post of an upper tier")

    def _hold(self, seq: int, t: int, fact: FlightHeld) -> None:
        if fact.reason not in ("night", "rain"):
            raise broken("flight", seq, t, f"nothing keeps {fact.who} on the ground by {fact.reason!r}")

    def _fly(self, seq: int, t: int, fact: FlightLeg) -> None:
        if self._is_dark(t) or self._is_dark(t - fact.ms):
            raise broken("flight", seq, t, f"{fact.who} flew in the dark, for {fact.ms} ms")
        if fact.rain > round(100 * self._air.rain.value):
            raise broken("flight", seq, t, f"{fact.who} flew in {fact.rain / 100:g} mm/h of rain")

    def _fuel(self, seq: int, t: int, fact: BaseFuelled) -> None:
        left_ml = self._drums_ml[fact.base] - fact.ml
        if fact.left_ml != left_ml or left_ml < 0:
            raise broken("drums", seq, t, f"base {fact.base} has {fact.left_ml} ml left, not {left_ml}")
        self._drums_ml[fact.base] = left_ml

    def _is_dark(self, t_ms: int) -> bool:
        local_ms = (self._start_ms + t_ms) % DAY_MS
        return not self._air.first_light.ms <= local_ms <= self._air.last_light.ms

    # --- centres --------------------------------------------------------------------------------------------

    def _send(self, seq: int, t: int, fact: MessageSent) -> None:
        item = fact.body[0]
        if type(item) is CentreWatch and fact.sender == DISPATCH_CENTRE:
            self._words[seq] = t
        elif self._lost and fact.sender == DISPATCH_CENTRE and isinstance(item, UNIT_ORDERS):
            raise broken("centre", seq, t, "the dispatch centre is lost, yet gives an order")

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        self._heard_ms = max(self._heard_ms, self._words.pop(fact.message, 0))

    def _lose(self, seq: int, t: int, fact: CentreLost) -> None:
        if fact.post != DISPATCH_CENTRE or fact.lost is self._lost:
            raise broken("centre", seq, t, f"{fact.post} is lost: {fact.lost}, as it was")
        self._lost = fact.lost

    def _move(self, seq: int, t: int, fact: CentreMoved) -> None:
        if fact.sender != self._holder or fact.receiver not in (DISPATCH_CENTRE, self._second):
            raise broken("centre", seq, t, f"{fact.receiver} takes over from {fact.sender}, not in command")
        if fact.sender == fact.receiver:
            raise broken("centre", seq, t, f"{fact.sender} takes over from itself")
        silent_ms = t - self._heard_ms
        if fact.receiver == self._second and silent_ms < self._rules.after.ms:
            raise broken("centre", seq, t, f"command is taken, but word came {silent_ms} ms ago")
        self._holder = fact.receiver

    def _split(self, seq: int, t: int, fact: CommandSplit) -> None:
        if fact.both is self._both:
            raise broken("centre", seq, t, f"two command: {fact.both}, as before")
        self._both = fact.both

    def _drive(self, seq: int, t: int, fact: PostMoved | PostSetUp) -> None:
        if fact.post not in self._borne:
            raise broken("centre", seq, t, f"{fact.post} is borne by no vehicle")
