"""What sites have against an outage, as the load of a site on the power network sees it."""

from sim.comms.energy import Backup, Generator
from sim.comms.plant import Plant


class TelecomStore:
    """Battery and generator of a site of the public network.

    Parameters
    ----------
    plant
        What stands; it must be told afterwards that the site was touched.
    site
        Its number.
    """

    def __init__(self, plant: Plant, site: int) -> None:
        self._public = plant.public
        self._site = site

    def refuel(self, now_ms: int, hours: float) -> float:
        """Fill the tank; return the hours taken."""
        return self._public.refuel(now_ms, self._site, hours)

    def bring_generator(self, now_ms: int, generator: Generator) -> None:
        """Connect a generator, with the fuel that it brings."""
        self._public.bring_generator(now_ms, self._site, generator)

    def take_generator(self, now_ms: int) -> None:
        """Take the generator away, with its fuel."""
        self._public.take_generator(now_ms, self._site)

    def fuel_ms(self, now_ms: int) -> int:
        """Return for how long the fuel lasts, in ms."""
        return self._public.fuel_ms(now_ms, self._site)

    def autonomy_ms(self, now_ms: int) -> int | None:
        """Return how long it lives from now on without mains; None for without end."""
        return self._public.autonomy_ms(now_ms, self._site)


class SiteStore:
    """Battery, and generator if one was brought, of a radio site.

    Parameters
    ----------
    plant
        What stands; it must be told afterwards that the site was touched.
    site
        Its number.
    """

    def __init__(self, plant: Plant, site: int) -> None:
        self._plant = plant
        self._site = site

    def refuel(self, now_ms: int, hours: float) -> float:
        """Fill the tank; return the hours taken."""
        return self._backup.refuel(now_ms, hours)

    def bring_generator(self, now_ms: int, generator: Generator) -> None:
        """Connect a generator, with the fuel that it brings."""
        self._backup.bring_generator(now_ms, generator)

    def take_generator(self, now_ms: int) -> None:
        """Take the generator away, with its fuel."""
        self._backup.take_generator(now_ms)

    def fuel_ms(self, now_ms: int) -> int:
        """Return for how long the fuel lasts, in ms."""
        return self._backup.fuel_ms(now_ms)

    def autonomy_ms(self, now_ms: int) -> int | None:
        """Return how long it lives from now on without mains; None for without end."""
        return self._backup.autonomy_ms(now_ms)

    @property
    def _backup(self) -> Backup:
        return self._plant.sites[self._site].backup
