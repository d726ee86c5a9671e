"""The public network 公网: which base stations serve, and whom they turn away.

A site serves if it stands, has power, and whole cables through live hubs lead from it to the core; nothing
else puts it out or brings it back. Only what an event touches is looked at again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from math import fsum
from typing import Final, NamedTuple

from sim.comms.cell import NO_SURGE, Demand, EmergencyKind, ServiceClass, Site, SiteRole, Surge
from sim.comms.energy import NO_BATTERY, Backup, Generator
from sim.comms.erlang import erlang_b
from sim.comms.fibre import Fibre
from sim.terms.units import HOUR_MS

NOTHING: Final = Demand(0.0, 0.0)
"""Nobody calls."""


class ServiceChange(NamedTuple):
    """A site goes out of service or comes back 退服、恢复.

    Attributes
    ----------
    t_ms
        When, in ms since the start.
    site
        Which.
    serving
        What is true from then on.
    """

    t_ms: int
    site: int
    serving: bool


@dataclass(slots=True)
class _State:
    """A site as it is; `version` tells which of its alarms is the last."""

    serves: tuple[int, ...]
    channels: dict[ServiceClass, int]
    backup: Backup
    power_place: int | None = None
    hub: bool = False
    own_link: bool = False
    intact: bool = True
    live: bool = False
    serving: bool = False
    version: int = 0


class PublicNet:
    """Base stations, hubs and cables of a district 公众移动通信网与光缆网.

    Parameters
    ----------
    sites
        Base stations and hubs.
    fibre
        The cables; from now on only this network cuts and mends them.
    backups
        What each site runs on, see `sim.comms.cell.draw_backups`.
    demand
        What the people of each place offer in a normal busy hour; nothing where a place is not named.
    now_ms
        The time of this, in ms.

    Raises
    ------
    KeyError
        Every method, for a site or cable that is not there.
    ValueError
        Every method, for a time before that of an earlier question; and here, if two sites have one id.

    Examples
    --------
    >>> from sim.comms.energy import Battery
    >>> from sim.comms.fibre import FibreLink
    >>> fibre = Fibre([FibreLink(0, 0, 1)], core=0)
    >>> net = PublicNet([Site(1, power_place=7, serves=(7,))], fibre, {1: Backup(Battery.lasting(4))})
    >>> net.supply_changed(0, 7, False)
    >>> net.is_covered(HOUR_MS, 7), net.next_change_ms(HOUR_MS) / HOUR_MS
    (True, 4.0)
    >>> net.advance(5 * HOUR_MS)
    (ServiceChange(t_ms=14400000, site=1, serving=False),)
    """

    def __init__(
        self,
        sites: Iterable[Site],
        fibre: Fibre,
        backups: Mapping[int, Backup],
        demand: Mapping[int, Demand] | None = None,
        now_ms: int = 0,
    ) -> None:
        self._fibre = fibre
        self._demand = dict(demand or {})
        self._surge = NO_SURGE
        self._now = now_ms
        self._states: dict[int, _State] = {}
        self._powered_from: dict[int, list[int]] = {}
        self._serving_place: dict[int, list[int]] = {}
        self._alarms: list[tuple[int, int, int]] = []
        self._live_hubs: frozenset[int] = frozenset()
        self._changes: list[ServiceChange] = []
        for site in sorted(sites, key=lambda site: site.id):
            channels = _channels(site.channels, site.signalling_channels)
            is_hub = site.role is SiteRole.HUB
            self._add(site.id, _State(site.serves, channels, backups[site.id], site.power_place, is_hub))
            self._powered_from.setdefault(site.power_place, []).append(site.id)
        self._look(now_ms, list(self._states))
        self._changes.clear()

    # --- what happens

    def supply_changed(self, now_ms: int, place: int, supplied: bool) -> None:
        """Let the mains of a place come or go: the listener for a `Supply`."""
        self._settle(now_ms)
        touched = self._powered_from.get(place, [])
        for site in touched:
            self._states[site].backup.set_supplied(now_ms, supplied)
        self._look(now_ms, touched)

    def cut(self, now_ms: int, link: int) -> None:
        """Cut a cable."""
        self._settle(now_ms)
        self._fibre.cut(link)
        self._judge(now_ms, self._states)

    def mend(self, now_ms: int, link: int) -> None:
        """Mend a cable."""
        self._settle(now_ms)
        self._fibre.mend(link)
        self._judge(now_ms, self._states)

    def destroy(self, now_ms: int, site: int) -> None:
        """Let a site be destroyed; it passes nothing on either."""
        self._stand(now_ms, site, False)

    def rebuild(self, now_ms: int, site: int) -> None:
        """Let a destroyed site stand again, with the backup that it had."""
        self._stand(now_ms, site, True)

    def refuel(self, now_ms: int, site: int, hours: float) -> float:
        """Fill the tank of a site's generator, or of a site that was brought; return the hours taken."""
        self._settle(now_ms)
        poured_h = self._states[site].backup.refuel(now_ms, hours)
        self._look(now_ms, [site])
        return poured_h

    def bring_generator(self, now_ms: int, site: int, generator: Generator) -> None:
        """Connect a generator to a site that has none."""
        self._settle(now_ms)
        self._states[site].backup.bring_generator(now_ms, generator)
        self._look(now_ms, [site])

    def take_generator(self, now_ms: int, site: int) -> None:
        """Take the generator of a site away."""
        self._settle(now_ms)
        self._states[site].backup.take_generator(now_ms)
        self._look(now_ms, [site])

    def deploy(self, now_ms: int, site: int, kind: EmergencyKind, serves: tuple[int, ...]) -> None:
        """Order a portable or flying base station; it serves when it is set up, until its endurance is over.

        Parameters
        ----------
        now_ms
            When, in ms.
        site
            Its id, that of no other site.
        kind
            What it is.
        serves
            Places within its area, see `sim.comms.places.places_within`.

        Raises
        ------
        ValueError
            If there is a site of this id.
        """
        self._settle(now_ms)
        # its endurance is a tank and its set-up the start of a generator
        motor = Generator(kind.endurance_ms / HOUR_MS, kind.setup_ms)
        backup = Backup(NO_BATTERY, motor, supplied=False, now_ms=now_ms)
        channels = _channels(kind.channels, kind.signalling_channels)
        self._add(site, _State(serves, channels, backup, own_link=True))
        self._look(now_ms, [site])

    def withdraw(self, now_ms: int, site: int) -> None:
        """Take a site that was brought home.

        Raises
        ------
        ValueError
            If it was not brought.
        """
        if not self._states[site].own_link:
            raise ValueError(f"site {site} was not brought here")
        self._stand(now_ms, site, False)
        for place in self._states.pop(site).serves:
            self._serving_place[place].remove(site)

    def begin_surge(self, now_ms: int, surge: Surge) -> None:
        """Let everybody call at once; it takes the place of an earlier surge."""
        self._settle(now_ms)
        self._surge = surge

    # --- what is true

    def advance(self, now_ms: int) -> tuple[ServiceChange, ...]:
        """Return what went out and came back since this was last asked, in the order of time."""
        self._settle(now_ms)
        found, self._changes = tuple(self._changes), []
        return found

    def next_change_ms(self, now_ms: int) -> int | None:
        """Return when the power of a site next goes or comes if nothing else happens; None for never."""
        self._settle(now_ms)
        while self._alarms and self._is_stale(self._alarms[0]):
            heappop(self._alarms)
        return self._alarms[0][0] if self._alarms else None

    def is_serving(self, now_ms: int, site: int) -> bool:
        """Whether a site has service."""
        self._settle(now_ms)
        return self._states[site].serving

    def has_power(self, now_ms: int, site: int) -> bool:
        """Whether a site stands and has power."""
        self._settle(now_ms)
        return self._states[site].live

    def autonomy_ms(self, now_ms: int, site: int) -> int | None:
        """Return how long a site has power from now on without mains; None for without end."""
        self._settle(now_ms)
        return self._states[site].backup.autonomy_ms(now_ms)

    def fuel_ms(self, now_ms: int, site: int) -> int:
        """Return for how long the fuel at a site lasts, in ms."""
        self._settle(now_ms)
        return self._states[site].backup.fuel_ms(now_ms)

    def powerless_at(self, now_ms: int, site: int) -> int | None:
        """Return the place whose mains a site lacks that stands and has no power; None for any other site."""
        self._settle(now_ms)
        state = self._states.get(site)
        return None if state is None or state.live or not state.intact else state.power_place

    def power_place(self, site: int) -> int | None:
        """Return the place whose mains feed a site; None for one that was brought."""
        state = self._states.get(site)
        return None if state is None else state.power_place

    def is_hub(self, site: int) -> bool:
        """Whether others may hang on a site."""
        return site in self._states and self._states[site].hub

    def is_whole(self, link: int) -> bool:
        """Whether a cable is not cut."""
        return self._fibre.is_whole(link)

    def serving(self, now_ms: int, place: int) -> tuple[int, ...]:
        """Return the sites that serve a place now, in the order of their ids."""
        self._settle(now_ms)
        return tuple(site for site in self._serving_place.get(place, ()) if self._states[site].serving)

    def is_covered(self, now_ms: int, place: int) -> bool:
        """Whether a place has service."""
        return bool(self.serving(now_ms, place))

    def offered_erlang(self, now_ms: int, site: int, service: ServiceClass) -> float:
        """Return what is offered to a site, in erlangs: people share themselves among the sites they hear."""
        self._settle(now_ms)
        state = self._states[site]
        if not state.serving:
            return 0.0
        factor = self._surge.factors(now_ms)[service is ServiceClass.MESSAGE]
        shares = (self._load(place, service) / len(self.serving(now_ms, place)) for place in state.serves)
        return factor * fsum(shares)

    def blocking(self, now_ms: int, place: int, service: ServiceClass) -> float:
        """Return the share of attempts from a place that fail: all of them without service, else Erlang B."""
        sites = self.serving(now_ms, place)
        if not sites:
            return 1.0
        lost = [
            erlang_b(self._states[site].channels[service], self.offered_erlang(now_ms, site, service))
            for site in sites
        ]
        return fsum(lost) / len(lost)

    # --- inside

    def _load(self, place: int, service: ServiceClass) -> float:
        demand = self._demand.get(place, NOTHING)
        return demand.voice_erlang if service is ServiceClass.VOICE else demand.message_erlang

    def _add(self, site: int, state: _State) -> None:
        if site in self._states:
            raise ValueError(f"there is a site {site} already")
        self._states[site] = state
        for place in state.serves:
            self._serving_place.setdefault(place, []).append(site)
            self._serving_place[place].sort()

    def _stand(self, now_ms: int, site: int, intact: bool) -> None:
        self._settle(now_ms)
        self._states[site].intact = intact
        self._look(now_ms, [site])

    def _is_stale(self, alarm: tuple[int, int, int]) -> bool:
        _, site, version = alarm
        return site not in self._states or self._states[site].version != version

    def _settle(self, now_ms: int) -> None:
        """Let happen, one moment after the other, what happens by itself."""
        if now_ms < self._now:
            raise ValueError(f"{now_ms} ms is before {self._now} ms, up to which all is known")
        while self._alarms and self._alarms[0][0] <= now_ms:
            t_ms, touched = self._alarms[0][0], []
            while self._alarms and self._alarms[0][0] == t_ms:
                alarm = heappop(self._alarms)
                if not self._is_stale(alarm):
                    touched.append(alarm[1])
            self._look(t_ms, touched)
        self._now = now_ms

    def _look(self, t_ms: int, touched: list[int]) -> None:
        """Look at the power of some sites, then at the service of all that depend on it."""
        hubs_before = self._live_hubs
        for site in touched:
            state = self._states[site]
            state.live = state.intact and state.backup.is_live(t_ms)
            if state.hub:
                self._live_hubs = self._live_hubs | {site} if state.live else self._live_hubs - {site}
            self._set_alarm(t_ms, site)
        self._judge(t_ms, touched if self._live_hubs == hubs_before else self._states)

    def _set_alarm(self, t_ms: int, site: int) -> None:
        state = self._states[site]
        state.version += 1
        next_ms = state.backup.next_change_ms(t_ms)
        if next_ms is not None:
            heappush(self._alarms, (next_ms, site, state.version))

    def _judge(self, t_ms: int, touched: Iterable[int]) -> None:
        """Say who serves, and what is new, in the order of the ids."""
        joined = self._fibre.reached(self._live_hubs)
        for site in sorted(touched):
            state = self._states[site]
            serving = state.live and (state.own_link or site in joined)
            if serving is not state.serving:
                state.serving = serving
                self._changes.append(ServiceChange(t_ms, site, serving))


def _channels(voice: int, messages: int) -> dict[ServiceClass, int]:
    return {ServiceClass.VOICE: voice, ServiceClass.MESSAGE: messages}
