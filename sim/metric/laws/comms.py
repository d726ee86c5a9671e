"""Laws of communications: what is dead carries nothing, what was cut off did not arrive."""

from sim.metric.laws.law import broken
from sim.metric.reader import Reader
from sim.record.facts import (
    FibreChanged,
    MainsChanged,
    MessageDelivered,
    MessageDropped,
    MessageLost,
    MessageTaken,
    ReachChanged,
    SiteChanged,
    TeamChanged,
)
from sim.record.moves import CommandChanged
from sim.terms.enums import BearerKind
from sim.terms.ids import Band

RADIO = BearerKind.RADIO.value
_TELECOM = "telecom"


class CommsLaws:
    """Follows sites, mains and cables, and the messages that bearers have taken."""

    def __init__(self) -> None:
        self._down: dict[tuple[str, int], bool] = {}
        self._changed_ms: dict[tuple[str, int], int] = {}
        self._taken: dict[int, dict[str, tuple[int, tuple[int, ...]]]] = {}
        self._switched: dict[tuple[str, int], bool] = {}

    @property
    def checks(self) -> dict[type, Reader]:
        """What to do at each kind of fact."""
        return {
            MessageTaken: self._take,
            MessageDropped: self._drop,
            MessageDelivered: self._deliver,
            MessageLost: self._lose,
            SiteChanged: self._site,
            MainsChanged: self._mains,
            FibreChanged: self._fibre,
            ReachChanged: self._reach,
            CommandChanged: self._command,
            TeamChanged: _allow,
        }

    def _take(self, seq: int, t: int, fact: MessageTaken) -> None:
        if self._down:  # else no site has changed yet
            self._live(seq, t, fact)
        self._taken.setdefault(fact.message, {})[fact.bearer] = t, fact.via

    def _live(self, seq: int, t: int, fact: MessageTaken) -> None:
        for site in fact.via:
            if self._down.get(_key(fact.bearer, site), False):
                raise broken("dead", seq, t, f"message {fact.message} is taken by site {site}")

    def _drop(self, seq: int, t: int, fact: MessageDropped) -> None:
        if self._taken.get(fact.message, {}).pop(fact.bearer, None) is None:
            raise broken("taken", seq, t, f"message {fact.message} was not with {fact.bearer}")

    def _deliver(self, seq: int, t: int, fact: MessageDelivered) -> None:
        held = self._taken.pop(fact.message, {})
        if not fact.by:
            return
        if fact.by not in held:
            raise broken("taken", seq, t, f"message {fact.message} was not with {fact.by}")
        if self._down:
            self._whole(seq, t, fact, *held[fact.by])

    def _whole(self, seq: int, t: int, fact: MessageDelivered, begun_ms: int, via: tuple[int, ...]) -> None:
        for site in via:
            key = _key(fact.by, site)
            if self._down.get(key, False) or self._changed_ms.get(key, -1) > begun_ms:
                raise broken("whole", seq, t, f"message {fact.message} came over site {site}")

    def _lose(self, seq: int, t: int, fact: MessageLost) -> None:
        self._taken.pop(fact.message, None)

    def _site(self, seq: int, t: int, fact: SiteChanged) -> None:
        key = fact.network, fact.site
        if fact.up is self._down.get(key, False):
            self._changed_ms[key] = t
        self._down[key] = not fact.up

    def _mains(self, seq: int, t: int, fact: MainsChanged) -> None:
        self._switch(seq, t, ("mains", fact.township), fact.on)

    def _fibre(self, seq: int, t: int, fact: FibreChanged) -> None:
        self._switch(seq, t, ("fibre", fact.fibre), fact.up)

    def _reach(self, seq: int, t: int, fact: ReachChanged) -> None:
        self._switch(seq, t, ("reach", fact.address), fact.up)

    def _command(self, seq: int, t: int, fact: CommandChanged) -> None:
        """Let the contact of a site commander be told anew where command begins anew."""
        if fact.unit is None:
            self._switched.pop(("reach", Band.SITE_COMMANDER.address(fact.call)), None)

    def _switch(self, seq: int, t: int, what: tuple[str, int], on: bool) -> None:
        if self._switched.get(what, True) is on:
            raise broken("switch", seq, t, f"{what[0]} {what[1]} is {'on' if on else 'off'} already")
        self._switched[what] = on


def _key(bearer: str, site: int) -> tuple[str, int]:
    """Return a site as it stands in `SiteChanged`: every telephone ends in the public network."""
    return (RADIO if bearer == RADIO else _TELECOM), site


def _allow(seq: int, t: int, fact: TeamChanged) -> None:
    """Let teams go where they are sent."""
