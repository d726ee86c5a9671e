"""What stands in the landscape for communications 通信设施: mains, telecom sites, cables, radio sites.

Everything here is physics: it goes out when its battery is empty or its cable is cut, whoever knows of it.
Only what an event touches is looked at again, and whoever waits for a way is told when one came back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sim.comms.energy import Backup
from sim.comms.public_net import PublicNet, ServiceChange
from sim.comms.supply import Supply
from sim.comms.trunk.degrade import level
from sim.kernel.clock import Clock, Watchdog
from sim.record.facts import FibreChanged, MainsChanged, SiteChanged
from sim.record.log import Log
from sim.terms.enums import Degradation

TELECOM: Final = "telecom"
RADIO: Final = "radio370"
_RANKS: Final = {found: rank for rank, found in enumerate(Degradation)}


@dataclass(slots=True)
class RadioSite:
    """A base station of the 370 MHz network as it is 基站.

    Attributes
    ----------
    backup
        What it runs on.
    township
        Row of the township whose mains feed it; None where it brings its own power.
    telecom
        Site of the public network through which it is joined to the others, or None.
    parent
        Radio site through which it is joined by microwave, or None.
    own_link
        Whether it is joined by a satellite of its own.
    intact, linked
        Whether it stands, and whether its backhaul does.
    level
        What those who hear it are left with.
    place
        Place of the supply that feeds it, where that is not the township as a whole.
    """

    backup: Backup
    township: int | None
    telecom: int | None = None
    parent: int | None = None
    own_link: bool = False
    intact: bool = True
    linked: bool = True
    level: Degradation = Degradation.WIDE_AREA
    place: int | None = None

    @property
    def feed(self) -> int | None:
        """Place of the supply that feeds it; None where it brings its own power."""
        return self.township if self.place is None else self.place


class Plant:
    """All that stands, and what becomes of it.

    Parameters
    ----------
    clock, log
        Of the run.
    supply
        The mains, by place: townships, and what is fed on its own.
    public
        The public network.
    sites
        The radio sites.
    townships, places
        Places of the mains: the townships, and those beyond them.

    Attributes
    ----------
    sites
        Radio sites by number; those that teams bring come after those of the tables.
    epoch
        Rises with every change: what was derived from the state may be kept until then.
    """

    def __init__(
        self,
        clock: Clock,
        log: Log,
        supply: Supply,
        public: PublicNet,
        sites: Sequence[RadioSite],
        townships: Iterable[int] = (),
        places: Iterable[int] = (),
    ) -> None:
        self.supply = supply
        self.public = public
        self.sites = list(sites)
        self.epoch = 0
        self._clock = clock
        self._log = log
        self._terminals: dict[int, list[Backup]] = {}
        self._dark: set[int] = set()
        self._townships = frozenset(townships)
        self._why: dict[int, int | None] = {}
        self._switched: dict[int, bool] = {}
        self._recent: tuple[int, int | None] = (-1, None)
        self._listeners: list[Callable[[], None]] = []
        self._on_return: list[Callable[[], None]] = []
        self._on_level: list[Callable[[int, Degradation], None]] = []
        self._fell: dict[int, int] = {}
        self._alarm = Watchdog(clock, self._look)
        supply.subscribe(self._on_mains, self._after_mains)
        for place in sorted({*self._townships, *places}):
            if not supply.is_supplied(place):
                self._on_mains(clock.now, place, False)
        self._after_mains()

    def on_change(self, listener: Callable[[], None]) -> None:
        """Tell a listener after every change."""
        self._listeners.append(listener)

    def on_return(self, listener: Callable[[], None]) -> None:
        """Tell a listener after every change by which something may have come into service."""
        self._on_return.append(listener)

    def on_level(self, listener: Callable[[int, Degradation], None]) -> None:
        """Tell a listener what a radio site has become, now and at every change."""
        self._on_level.append(listener)
        for number, site in enumerate(self.sites):
            listener(number, site.level)

    def power(self, backup: Backup, place: int) -> Backup:
        """Let a terminal live on the mains of a place from now on."""
        backup.set_supplied(self._clock.now, self.supply.is_supplied(place))
        self._terminals.setdefault(place, []).append(backup)
        return backup

    def has_fallen(self, sites: Iterable[int], epoch: int) -> bool:
        """Whether one of some telecom sites has gone out of service since an epoch, if only for a moment."""
        return any(self._fell.get(site, 0) > epoch for site in sites)

    @property
    def is_dark_anywhere(self) -> bool:
        """Whether the mains are off somewhere."""
        return bool(self._dark)

    def cause_at(self, place: int | None) -> int | None:
        """Return why someone has gone out of reach, or come back: what happened now, else to its mains."""
        t_ms, entry = self._recent
        if t_ms == self._clock.now:
            return entry
        return None if place is None else self._why.get(place)

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """Let what is done within the block be a thought: nobody is told of it, and nobody acts on it.

        Whoever supposes puts everything back within the block, at the same time of the clock.
        """
        told = self._listeners, self._on_level
        self._listeners, self._on_level = [], []
        try:
            yield
        finally:
            self._listeners, self._on_level = told

    # --- what is done to it --------------------------------------------------------------------------------

    def set_fibre(self, fibre: int, whole: bool, cause: int | None = None) -> None:
        """Cut a cable, or mend it."""
        now = self._clock.now
        change = self.public.mend if whole else self.public.cut
        change(now, fibre)
        self._look(whole, self._note(FibreChanged(fibre, whole), cause))

    def set_mains(self, township: int, supplied: bool) -> None:
        """Let the mains of all in a township go, whatever its supply says, or be as that says again."""
        for place in self.supply.within(township):
            self._on_mains(self._clock.now, place, supplied and self.supply.is_supplied(place))
        self._after_mains()

    def set_telecom(self, site: int, intact: bool, cause: int | None = None) -> None:
        """Let a site of the public network be destroyed, or stand again."""
        change = self.public.rebuild if intact else self.public.destroy
        change(self._clock.now, site)
        self._look(intact, cause)

    def set_site(self, site: int, intact: bool, cause: int | None = None) -> None:
        """Let a radio site be destroyed, or stand again."""
        self.sites[site].intact = intact
        self._look(intact, cause)

    def set_backhaul(self, site: int, linked: bool, cause: int | None = None) -> None:
        """Cut the backhaul of a radio site, or mend it."""
        self.sites[site].linked = linked
        self._look(linked, cause)

    def add_site(self, site: RadioSite, cause: int | None = None) -> int:
        """Let a radio site come into service that a team has set up; return its number."""
        site.level = Degradation.DIRECT
        self.sites.append(site)
        self._look(True, cause)
        return len(self.sites) - 1

    def touched(self, cause: int | None = None) -> None:
        """Be told that something else came into service or went out of it."""
        self._look(True, cause)

    # --- what becomes of it --------------------------------------------------------------------------------

    def _on_mains(self, now: int, place: int, supplied: bool) -> None:
        cause = self.supply.cause_of(place)
        if place in self._townships:
            cause = self._note(MainsChanged(place, supplied), cause)
        self._why[place] = cause
        self._switched[place] = supplied
        (self._dark.discard if supplied else self._dark.add)(place)
        self.public.supply_changed(now, place, supplied)
        for site in self.sites:
            if site.feed == place:
                site.backup.set_supplied(now, supplied)
        for backup in self._terminals.get(place, ()):
            backup.set_supplied(now, supplied)

    def _after_mains(self) -> None:
        """See what became of everything, once all places have or have not what they are to have."""
        causes = [self._why[place] for place in self._switched]
        self._look(any(self._switched.values()), causes[-1] if causes else None)
        self._switched.clear()

    def _look(self, back: bool = False, cause: int | None = None) -> None:
        """Find out what came back and what went out, log it, and only then tell those who may act on it.

        Parameters
        ----------
        back
            Whether something may have come back that is no site.
        cause
            The log entry that it follows from.
        """
        now = self._clock.now
        self.epoch += 1
        changes, levels = self.public.advance(now), self._levels(now)
        told = self._note_telecom(now, changes, cause)
        back |= any(change.serving for change in changes)
        for number, found in levels:
            site = self.sites[number]
            back |= _RANKS[found] < _RANKS[site.level]
            site.level = found
            up, why = found is not Degradation.DIRECT, self._why_level(now, number, told, cause)
            told[RADIO, number] = self._note(SiteChanged(RADIO, number, up, found.value), why)
        self._tell(levels, back)
        self._set_alarm(now)

    def _note(self, fact: MainsChanged | SiteChanged | FibreChanged, cause: int | None) -> int:
        self._recent = self._clock.now, self._log.add(self._clock.now, fact, cause)
        assert self._recent[1] is not None
        return self._recent[1]

    def _note_telecom(
        self, now: int, changes: Sequence[ServiceChange], cause: int | None
    ) -> dict[tuple[str, int], int]:
        """Log what became of telecom sites, those that lost or found power before those that hang on them.

        What happens to its power follows from what happened to its mains, all else from the hub that did so,
        or from what is said to be the cause.
        """
        powers = {change.site: self._power_of(now, change.site) for change in changes}
        told: dict[tuple[str, int], int] = {}
        root: int | None = None
        for change in sorted(changes, key=lambda change: (change.t_ms, powers[change.site] is None)):
            place = powers[change.site]
            why = (cause if root is None else root) if place is None else self._why.get(place, cause)
            if not change.serving:
                self._fell[change.site] = self.epoch
            entry = self._note(SiteChanged(TELECOM, change.site, change.serving, ""), why)
            told[TELECOM, change.site] = entry
            if root is None and place is not None and self.public.is_hub(change.site):
                root = entry
        return told

    def _power_of(self, now: int, site: int) -> int | None:
        """Return the place that feeds a telecom site, if it is for its power that something became of it."""
        place = self.public.power_place(site)
        return place if place in self._switched else self.public.powerless_at(now, site)

    def _why_level(
        self, now: int, number: int, told: Mapping[tuple[str, int], int], cause: int | None
    ) -> int | None:
        """Return from what the new level of a radio site follows: its power, what it hangs on, or a cause."""
        site = self.sites[number]
        dead = site.intact and site.feed is not None and not site.backup.is_live(now)
        hangs_on = [(TELECOM, site.telecom), (RADIO, site.parent)]
        found = [told[net, i] for net, i in hangs_on if i is not None and (net, i) in told]
        if found and not dead:
            return found[0]
        if site.feed is not None and (dead or site.feed in self._switched):
            return self._why.get(site.feed, cause)
        return cause

    def _tell(self, levels: Sequence[tuple[int, Degradation]], back: bool) -> None:
        """Tell what each radio site has become, and that there was a change."""
        for number, found in levels:
            for listener in self._on_level:
                listener(number, found)
        for told in [*self._listeners, *(self._on_return if back else ())]:
            told()

    def _levels(self, now: int) -> list[tuple[int, Degradation]]:
        """Return the radio sites whose level has changed; by microwave one hangs on another, in turn."""
        up = [site.intact and site.backup.is_live(now) for site in self.sites]
        joined = [self._is_joined(number, up, now) for number in range(len(self.sites))]
        levels = [level(lives, lives, joins) for lives, joins in zip(up, joined, strict=True)]
        return [(i, found) for i, found in enumerate(levels) if found is not self.sites[i].level]

    def _is_joined(self, number: int, up: Sequence[bool], now: int) -> bool:
        """Whether a chain of sites that work leads from a site to the public network."""
        seen: set[int] = set()
        while number not in seen:
            seen.add(number)
            site = self.sites[number]
            if not (up[number] and site.linked):
                return False
            if site.own_link:
                return True
            if site.parent is None:
                return site.telecom is not None and self.public.is_serving(now, site.telecom)
            number = site.parent
        return False

    def _set_alarm(self, now: int) -> None:
        """Wake up when the next battery is empty or the next generator starts."""
        times = [self.public.next_change_ms(now), *(site.backup.next_change_ms(now) for site in self.sites)]
        ahead = [t_ms for t_ms in times if t_ms is not None]
        if ahead:
            self._alarm.set(min(ahead) - now)
        else:
            self._alarm.cancel()
