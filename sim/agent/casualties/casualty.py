"""A casualty 伤员: state, triage, and how long they have left."""

import math

from sim.agent.context import Context
from sim.kernel.clock import Watchdog
from sim.kernel.draw import Draws
from sim.record.casualties import CasualtyBegan, CasualtyChanged
from sim.terms.relief import CasualtyState, Means, Triage
from sim.terms.units import HOUR_MS

_UNTREATED = frozenset({CasualtyState.WAITING, CasualtyState.CARRIED, CasualtyState.QUEUED})
_WORSE = {Triage.RED: Triage.BLACK, Triage.YELLOW: Triage.RED}


class Luck:
    """What chance has decided of somebody when they are hurt: triage, and how long they last.

    Parameters
    ----------
    context
        Of the world.
    draws
        A stream of their own.
    alive
        Whether they are known to live: then the others of the triage share what is left.
    """

    def __init__(self, context: Context, draws: Draws, alive: bool) -> None:
        rules = context.scenario.casualties
        shares = [rules.red.value, rules.yellow.value, rules.green.value, 0 if alive else rules.black.value]
        cumulative = [math.fsum(shares[: i + 1]) for i in range(len(shares))]
        self.triage = list(Triage)[draws.pick(cumulative)]
        self.yellow_ms = round(draws.lognormal(rules.yellow_lasts.value, rules.yellow_sigma.value) * HOUR_MS)
        self.red_ms = round(draws.lognormal(rules.red_lives.value, rules.red_sigma.value) * HOUR_MS)


class Casualty:
    """Somebody who is hurt, from then on.

    Parameters
    ----------
    number
        In the order of being hurt.
    luck
        What chance has decided.
    call, place, node
        Where; `call` is None of a mass casualty incident of the scenario.
    context
        Of the world.
    cause
        Entry of the log from which it follows.

    Attributes
    ----------
    state, triage, node
        As they are now.
    cause
        Their last entry in the log.
    stays_until_ms
        Until when they lie in a bed, once they have been treated; None before. They grow worse no more.
    """

    def __init__(
        self,
        number: int,
        luck: Luck,
        call: int | None,
        place: int,
        node: int,
        context: Context,
        cause: int | None,
    ) -> None:
        self.number, self.place, self.node, self.triage = number, place, node, luck.triage
        self.state = CasualtyState.DEAD if luck.triage is Triage.BLACK else CasualtyState.WAITING
        self._luck, self._context = luck, context
        self.stays_until_ms: int | None = None
        self._left_ms = float(luck.yellow_ms if luck.triage is Triage.YELLOW else luck.red_ms)
        self._since_ms, self._rate = context.clock.now, 1.0
        self._said: tuple[int | None, Means, bool] = None, Means.NONE, False
        self._alarm = Watchdog(context.clock, self._worsen)
        fact = CasualtyBegan(number, call, place, node, luck.triage.value)
        self.cause = context.log.add(context.clock.now, fact, cause)
        self._set()

    @property
    def waits(self) -> bool:
        """Whether they wait to be fetched or let in."""
        return self.state is CasualtyState.WAITING

    @property
    def lies(self) -> bool:
        """Whether they must lie: they need an ambulance, and a bed."""
        return self.triage in (Triage.RED, Triage.YELLOW)

    @property
    def urgency(self) -> tuple[int, int]:
        """Who comes first has the least."""
        return list(Triage).index(self.triage), self.number

    def be(
        self,
        state: CasualtyState,
        node: int,
        hospital: int | None = None,
        by: Means = Means.NONE,
        bed: bool = False,
        cause: int | None = None,
    ) -> None:
        """Be in a state from now on, by what took them there."""
        self._reckon()
        self.state, self.node, self._said = state, node, (hospital, by, bed)
        self._rate = self._context.scenario.casualties.aboard.value if by is Means.AMBULANCE else 1.0
        self._tell(self.cause if cause is None else cause)
        self._set()

    def _reckon(self) -> None:
        now = self._context.clock.now
        if self.state in _UNTREATED and self.stays_until_ms is None:
            self._left_ms -= self._rate * (now - self._since_ms)
        self._since_ms = now

    def _set(self) -> None:
        """Set the alarm for when they are worse, unless they are treated, or but slightly hurt."""
        worsens = self.state in _UNTREATED and self.triage in _WORSE and self.stays_until_ms is None
        if worsens and self._rate > 0:
            self._alarm.set(max(1, math.ceil(self._left_ms / self._rate)))
        else:
            self._alarm.cancel()

    def _worsen(self) -> None:
        self._reckon()
        self.triage = _WORSE[self.triage]
        self._left_ms = float(self._luck.red_ms)
        if self.triage is Triage.BLACK:
            self.state = CasualtyState.DEAD
        self._tell(self.cause)
        self._set()

    def _tell(self, cause: int | None) -> None:
        hospital, by, bed = self._said
        fact = CasualtyChanged(
            self.number, self.state.value, self.triage.value, self.node, hospital, by.value, bed
        )
        self.cause = self._context.log.add(self._context.clock.now, fact, cause)
