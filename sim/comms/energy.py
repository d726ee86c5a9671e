"""Power backup of one thing: mains, generator, battery, or nothing.

A thing is a site, a post or a set of terminals. Time and energy are integers (milliseconds, microjoules), so
that the balance holds to the last microjoule and no answer depends on how often somebody asked before.
"""

from copy import copy
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from sim.terms.enums import PowerSource
from sim.terms.units import HOUR_MS, SECOND_MS

RECHARGE_H: Final = 10.0
"""Hours from empty to full while supplied, in h. Source: assumption (the ten-hour rate of lead batteries)."""

GENSET_START_MS: Final = 15 * SECOND_MS
"""Start of a fixed generator, in ms. Source: JGJ 312-2013, 4.4.5: at most 15 s."""

_MICROJOULES_PER_WH: Final = 3_600_000_000
_MILLIWATTS_PER_W: Final = 1000


@dataclass(frozen=True, slots=True)
class Battery:
    """A battery or UPS 蓄电池(不间断电源), the standing load on it, and how fast it is recharged.

    Attributes
    ----------
    capacity_wh
        What it holds when full, in Wh.
    load_w
        What runs on it all the time, in W; 0 for a thing that only pays by `Backup.draw`.
    charge_w
        What flows into it while the thing is supplied or its generator runs, in W.

    Raises
    ------
    ValueError
        If one of them is negative.
    """

    capacity_wh: float
    load_w: float
    charge_w: float

    def __post_init__(self) -> None:
        if min(self.capacity_wh, self.load_w, self.charge_w) < 0:
            raise ValueError(f"a battery has nothing negative: {self}")

    @classmethod
    def lasting(cls, autonomy_h: float, recharge_h: float = RECHARGE_H) -> Self:
        """Return a battery known only by the hours for which it carries its load.

        Parameters
        ----------
        autonomy_h
            From full to empty, in h. The load counts as 1 W.
        recharge_h
            From empty to full, in h.

        Examples
        --------
        >>> Battery.lasting(4.0)
        Battery(capacity_wh=4.0, load_w=1.0, charge_w=0.4)
        """
        return cls(autonomy_h, 1.0, autonomy_h / recharge_h)

    @classmethod
    def handheld(cls, capacity_wh: float, standby_h: float, recharge_h: float = 4.0) -> Self:
        """Return the battery of a handheld terminal 手持终端, which pays extra for each message.

        Parameters
        ----------
        capacity_wh
            In Wh.
        standby_h
            From full to empty while nothing is sent, in h.
        recharge_h
            From empty to full, in h. Source of the default: assumption.
        """
        return cls(capacity_wh, capacity_wh / standby_h, capacity_wh / recharge_h)

    def talk_wh(self, talk_h: float, talk_ms: int) -> float:
        """Return what talking costs beyond standby, in Wh, for `Backup.draw`.

        Parameters
        ----------
        talk_h
            From full to empty while talking without a break, in h.
        talk_ms
            How long it talks, in ms.
        """
        return max(0.0, self.capacity_wh / talk_h - self.load_w) * talk_ms / HOUR_MS


NO_BATTERY: Final = Battery(0.0, 1.0, 0.0)
"""Nothing to fall back on."""


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator 发电机 that carries the load and recharges the battery.

    Attributes
    ----------
    tank_h
        Hours for which a full tank lasts, in h.
    start_ms
        From the loss of supply (or from its arrival, or from refuelling when empty) until it carries, in ms.
    fuel_h
        Fuel in the tank at first, in h; None for a full one.
    """

    tank_h: float
    start_ms: int = GENSET_START_MS
    fuel_h: float | None = None


PORTABLE_GENERATOR: Final = Generator(tank_h=6.0, start_ms=HOUR_MS // 2)
"""What a crew brings: connected in 0.5 h (0.3-1), 6 h of fuel (4-10). Source: assumption."""


class EnergyBook(NamedTuple):
    """The account of a battery: ``start_uj + charged_uj - used_uj == left_uj``, to the microjoule.

    Attributes
    ----------
    start_uj, charged_uj, used_uj, left_uj
        What it held at first, took in, gave and holds now, in microjoules.
    """

    start_uj: int
    charged_uj: int
    used_uj: int
    left_uj: int


class Backup:
    """What one thing runs on, now and next: mains, generator, battery or nothing 后备电源.

    When the supply goes, the battery carries at once and the generator, if there is fuel, after its start.
    When the fuel is gone, the battery carries again. Nothing is reckoned before somebody asks.

    Parameters
    ----------
    battery, generator
        What there is.
    supplied
        Whether the mains are there at first.
    charge
        Share of the battery's capacity that is full at first.
    now_ms
        The time of this, in ms.

    Attributes
    ----------
    supplied
        Whether the mains are there; `set_supplied` changes it.

    Raises
    ------
    ValueError
        Every method, for a time before that of an earlier question; and here, for a share not in 0 to 1.

    Examples
    --------
    >>> site = Backup(Battery.lasting(4))
    >>> site.set_supplied(0, False)
    >>> site.next_change_ms(0) / HOUR_MS, site.is_live(3 * HOUR_MS), site.is_live(4 * HOUR_MS)
    (4.0, True, False)
    """

    __slots__ = (
        "_capacity",
        "_charge",
        "_charge_mw",
        "_charged",
        "_fuel",
        "_generator",
        "_load_mw",
        "_now",
        "_start",
        "_starts_ms",
        "_used",
        "supplied",
    )

    def __init__(
        self,
        battery: Battery = NO_BATTERY,
        generator: Generator | None = None,
        supplied: bool = True,
        charge: float = 1.0,
        now_ms: int = 0,
    ) -> None:
        if not 0 <= charge <= 1:
            raise ValueError(f"a battery is between empty (0) and full (1), not {charge}")
        self._capacity = round(battery.capacity_wh * _MICROJOULES_PER_WH)
        self._load_mw = round(battery.load_w * _MILLIWATTS_PER_W)
        self._charge_mw = round(battery.charge_w * _MILLIWATTS_PER_W)
        self._start = self._charge = round(self._capacity * charge)
        self._charged = self._used = 0
        self._now = now_ms
        self.supplied = supplied
        self._generator: Generator | None = None
        self._fuel = 0
        self._starts_ms: int | None = None
        if generator is not None:
            self.bring_generator(now_ms, generator)

    def is_live(self, now_ms: int) -> bool:
        """Whether it has power."""
        return self.source(now_ms) is not PowerSource.DARK

    def source(self, now_ms: int) -> PowerSource:
        """Return what it runs on."""
        self._pass(now_ms)
        return self._source()

    def next_change_ms(self, now_ms: int) -> int | None:
        """Return when it dies or comes alive if nothing else happens; None where it stays as it is."""
        self._pass(now_ms)
        ahead, live = copy(self), self.is_live(now_ms)
        while True:
            end_ms = ahead._end(ahead._source())
            if end_ms is None:
                return None
            if ahead.is_live(end_ms) is not live:
                return end_ms

    def source_until_ms(self, now_ms: int) -> int | None:
        """Return until when it runs on what it runs on now, if nothing happens; None for without end."""
        self._pass(now_ms)
        return self._end(self._source())

    def autonomy_ms(self, now_ms: int) -> int | None:
        """Return how long it lives from now on without mains, if nobody refuels it; None for without end.

        Examples
        --------
        >>> Backup(Battery.lasting(4), Generator(8)).autonomy_ms(0) / HOUR_MS > 12
        True
        """
        self._pass(now_ms)
        ahead, end_ms = copy(self), now_ms
        ahead.set_supplied(now_ms, False)
        while (change_ms := ahead.next_change_ms(end_ms)) is not None:
            end_ms = change_ms
        return None if ahead.is_live(end_ms) else end_ms - now_ms

    def set_supplied(self, now_ms: int, supplied: bool) -> None:
        """Let the mains come or go."""
        self._pass(now_ms)
        if supplied is not self.supplied:
            self.supplied = supplied
            self._starts_ms = None
            self._crank()

    def refuel(self, now_ms: int, hours: float) -> float:
        """Fill the tank, as far as it holds, and return the hours that went in; 0 without a generator.

        Raises
        ------
        ValueError
            If the hours are negative.
        """
        if hours < 0:
            raise ValueError(f"fuel is not taken out: {hours}")
        self._pass(now_ms)
        poured = min(round(hours * HOUR_MS), self._tank_ms - self._fuel)
        self._fuel += poured
        self._crank()
        return poured / HOUR_MS

    def bring_generator(self, now_ms: int, generator: Generator) -> None:
        """Connect a generator, with the fuel that it brings.

        Raises
        ------
        ValueError
            If there is one already, or it brings more than its tank holds.
        """
        self._pass(now_ms)
        fuel_h = generator.tank_h if generator.fuel_h is None else generator.fuel_h
        if self._generator is not None or not 0 <= fuel_h <= generator.tank_h:
            raise ValueError(f"cannot connect {generator}: there is one already, or the fuel does not fit")
        self._generator = generator
        self._fuel = round(fuel_h * HOUR_MS)
        self._crank()

    def take_generator(self, now_ms: int) -> None:
        """Take the generator away, with its fuel."""
        self._pass(now_ms)
        self._generator, self._fuel, self._starts_ms = None, 0, None

    def draw(self, now_ms: int, wh: float) -> bool:
        """Pay for a message, and return whether there was enough.

        What the battery cannot pay in full empties it: a terminal dies sending. Were it to refuse instead, a
        bigger battery, having paid more often, could be empty sooner. On mains or a generator it costs
        nothing.

        Raises
        ------
        ValueError
            If the energy is negative.
        """
        if wh < 0:
            raise ValueError(f"energy is not given back: {wh}")
        source = self.source(now_ms)
        if source is not PowerSource.BATTERY:
            return source is not PowerSource.DARK
        asked = round(wh * _MICROJOULES_PER_WH)
        enough = asked <= self._charge
        self._use(asked)
        return enough

    def charge_wh(self, now_ms: int) -> float:
        """Return what the battery holds, in Wh."""
        return self.book(now_ms).left_uj / _MICROJOULES_PER_WH

    def fuel_h(self, now_ms: int) -> float:
        """Return for how many hours the fuel lasts, in h."""
        return self.fuel_ms(now_ms) / HOUR_MS

    def fuel_ms(self, now_ms: int) -> int:
        """Return for how long the fuel lasts, in ms."""
        self._pass(now_ms)
        return self._fuel

    def book(self, now_ms: int) -> EnergyBook:
        """Return the account of the battery."""
        self._pass(now_ms)
        return EnergyBook(self._start, self._charged, self._used, self._charge)

    @property
    def _tank_ms(self) -> int:
        return 0 if self._generator is None else round(self._generator.tank_h * HOUR_MS)

    def _source(self) -> PowerSource:
        """Return what it runs on at the time up to which it has been reckoned."""
        if self.supplied:
            return PowerSource.MAINS
        if self._starts_ms is not None and self._starts_ms <= self._now:
            return PowerSource.GENERATOR
        return PowerSource.BATTERY if self._charge else PowerSource.DARK

    def _end(self, source: PowerSource) -> int | None:
        """Return until when that lasts if nothing happens; None for ever. It is always later than now."""
        if source is PowerSource.MAINS:
            return None
        if source is PowerSource.GENERATOR:
            return self._now + self._fuel
        if source is PowerSource.DARK or not self._load_mw:
            return self._starts_ms
        empty_ms = self._now - (-self._charge // self._load_mw)
        return empty_ms if self._starts_ms is None else min(empty_ms, self._starts_ms)

    def _pass(self, now_ms: int) -> None:
        """Let time pass, one source after the other."""
        if now_ms < self._now:
            raise ValueError(f"{now_ms} ms is before {self._now} ms, up to which all is known")
        while self._now < now_ms:
            source = self._source()
            end_ms = self._end(source)
            self._run(source, now_ms if end_ms is None else min(now_ms, end_ms))

    def _run(self, source: PowerSource, until_ms: int) -> None:
        """Run on one source, which lasts that long."""
        took_ms = until_ms - self._now
        self._now = until_ms
        if source is PowerSource.BATTERY:
            self._use(took_ms * self._load_mw)
        elif source is not PowerSource.DARK:
            gained = min(took_ms * self._charge_mw, self._capacity - self._charge)
            self._charge += gained
            self._charged += gained
        if source is PowerSource.GENERATOR:
            self._fuel -= took_ms
            self._starts_ms = self._starts_ms if self._fuel else None

    def _use(self, asked: int) -> None:
        """Take energy out of the battery, as far as there is any."""
        given = min(asked, self._charge)
        self._charge -= given
        self._used += given

    def _crank(self) -> None:
        """Start the generator where it is needed, has fuel and is not started yet."""
        if self._generator is not None and self._fuel and not self.supplied and self._starts_ms is None:
            self._starts_ms = self._now + self._generator.start_ms
