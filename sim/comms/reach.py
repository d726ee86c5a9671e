"""Who can be heard at the dispatch centre by something quicker than a courier: kept in the log 通联状态."""

from collections.abc import Mapping, Sequence

from sim.comms.bearer import Bearer
from sim.comms.member import Member
from sim.comms.plant import Plant
from sim.kernel.clock import Clock, Watchdog
from sim.record.facts import ReachChanged
from sim.record.log import Log
from sim.terms.enums import BearerKind
from sim.terms.units import MINUTE_MS

_SLOW = frozenset({BearerKind.VOICE, BearerKind.COURIER})
_LOOK_MS = 10 * MINUTE_MS
"""How often terminals are looked at while mains are off somewhere: their batteries die without an event."""


class ReachWatch:
    """Logs each change of whether a post can be heard; the truth, for metrics alone.

    Parameters
    ----------
    clock, log, plant
        Of the run.
    bearers
        Every means, by kind.
    watched
        Whom to watch.
    centre
        Who is to hear them: the dispatch centre that commands.
    """

    def __init__(
        self,
        clock: Clock,
        log: Log,
        plant: Plant,
        bearers: Mapping[BearerKind, Bearer],
        watched: Sequence[Member],
        centre: Member,
    ) -> None:
        self._clock = clock
        self._log = log
        self._plant = plant
        self._bearers = bearers
        self._watched = list(watched)
        self._centre = centre
        self._up = dict.fromkeys((member.address for member in watched), True)
        self._alarm = Watchdog(clock, self._look)
        self._looking = False
        self._live = self._live_means()
        plant.on_change(self.look_soon)
        self.look_soon()

    def watch(self, member: Member) -> None:
        """Watch somebody from now on, who is taken to be heard where nothing else is said."""
        self._watched.append(member)
        self._up[member.address] = True
        self.look_at(member)

    def forget(self, member: Member) -> None:
        """Watch somebody no more."""
        self._watched.remove(member)
        del self._up[member.address]

    def turn_to(self, centre: Member, cause: int) -> None:
        """Look from now on who is heard at another centre, which commands, or at this one, which changed."""
        self._centre = centre
        self._live = self._live_means()
        for member in self._watched:
            self._note(member, self._is_heard(member), centre, cause)

    def look_at(self, member: Member) -> None:
        """Look whether one member can be heard now."""
        self._note(member, self._is_heard(member), member)

    def _note(self, member: Member, up: bool, end: Member, cause: int | None = None) -> None:
        """Log whether a member is heard, if that is new; its cause is sought at one end unless known."""
        if up is not self._up[member.address]:
            self._up[member.address] = up
            why = self._plant.cause_at(end.township) if cause is None else cause
            self._log.add(self._clock.now, ReachChanged(member.address, up), why)

    def look_soon(self) -> None:
        """Look once all has happened that happens now."""
        if not self._looking:
            self._looking = True
            self._clock.call_after(0, self._look)

    def _look(self) -> None:
        self._looking = False
        heard = [self._is_heard(member) for member in self._watched]
        live = self._live_means()
        # where a terminal of the centre has died or lives again, or nobody at all is heard or was, it is the
        # centre that fell silent or hears again, whatever happened to the others before
        centre = live != self._live or not any(heard) or not any(self._up.values())
        self._live = live
        for member, up in zip(self._watched, heard, strict=True):
            self._note(member, up, self._centre if centre else member)
        if self._plant.is_dark_anywhere:
            self._alarm.set(_LOOK_MS)
        else:
            self._alarm.cancel()

    def _live_means(self) -> list[BearerKind]:
        """Return the means for which the centre has a terminal that works now."""
        now = self._clock.now
        return [kind for kind in self._centre.plan if self._lives(kind, now)]

    def _lives(self, kind: BearerKind, now_ms: int) -> bool:
        power = self._centre.carries.get(kind)
        return power is not None and power.works(now_ms)

    def _is_heard(self, member: Member) -> bool:
        return any(
            kind not in _SLOW and not isinstance(self._bearers[kind].path(member, self._centre), str)
            for kind in member.plan
            if kind in self._bearers
        )
