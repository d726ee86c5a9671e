"""Taking a survey: a world is let live until a time, and looked at."""

from collections.abc import Callable
from typing import TypeAlias

from sim.record.header import Header
from sim.record.log import Log
from sim.record.survey import FibreState, SiteState, Survey, TelecomState
from sim.scenario.model import Scenario
from sim.survey.contact import post_contacts, village_contacts
from sim.survey.cover import coverage, site_links
from sim.survey.failures import failures
from sim.survey.ground import Ground
from sim.survey.names import named
from sim.survey.power import autonomy
from sim.terms.enums import SiteKind, TelecomKind
from sim.terms.errors import SanduanError
from sim.terms.units import DAY_MS, HOUR_MS
from sim.terms.version import VERSION
from sim.world import World

Progress: TypeAlias = Callable[[int, int], None]
"""Called now and then with the simulated time and its end, both in milliseconds."""


class OutOfSpan(SanduanError):
    """A time is not within the scenario."""


def survey(
    scenario: Scenario, at_h: float = 0.0, seed: int = 1, rep: int = 0, progress: Progress | None = None
) -> Survey:
    """Return who reaches the dispatch centre by what at a time, what hangs on what, and what radio covers.

    The world lives until then as it would in a run, calls and crews and couriers included, for they draw on
    batteries and move about; what happens at that time has happened.

    Parameters
    ----------
    scenario
        With ``comms: bearers``.
    at_h
        Hours since the start.
    seed, rep
        As of a run.
    progress
        Told how far the world has lived.

    Raises
    ------
    OutOfSpan
        If the time is before the start of the scenario or after its horizon.
    """
    world = world_at(scenario, at_h, seed, rep, progress)
    try:
        return survey_of(Ground.of(world), at_h, seed, rep)
    finally:
        world.close()


def world_at(
    scenario: Scenario, at_h: float, seed: int = 1, rep: int = 0, progress: Progress | None = None
) -> World:
    """Return the world of a scenario as it is at a time; its log is not kept.

    Raises
    ------
    OutOfSpan
        As of `survey`.
    """
    horizon_ms = scenario.horizon.ms
    if not 0 <= at_h * HOUR_MS <= horizon_ms:
        raise OutOfSpan(
            f"--at: expected hours from 0 to {horizon_ms / HOUR_MS:g} of the scenario (got {at_h:g})"
        )
    header = Header(
        program=VERSION,
        scenario=scenario.canonical,
        fingerprint=scenario.fingerprint,
        policy=scenario.dispatch.policy,
        seed=seed,
        rep=rep,
        horizon_ms=horizon_ms,
        start=scenario.start.isoformat(),
    )
    world = World(scenario, Log(header, keep=False), None, seed, rep)
    until_ms = round(at_h * HOUR_MS) + 1  # what happens at that time has happened
    while world.clock.now < until_ms:
        world.run(min(until_ms, world.clock.now + DAY_MS))
        if progress is not None:
            progress(world.clock.now, until_ms)
    return world


def survey_of(ground: Ground, at_h: float, seed: int, rep: int) -> Survey:
    """Return the survey of a world as it is; time, seed and replication are those under which it is filed."""
    plant, scenario = ground.comms.plant, ground.scenario
    dark = [row.id for i, row in enumerate(scenario.townships) if not plant.supply.is_supplied(i)]
    fibres = [
        FibreState(row.id, row.a, row.b, plant.public.is_whole(i)) for i, row in enumerate(scenario.fibres)
    ]
    return Survey(
        at_h,
        seed,
        rep,
        centre=ground.centre_name,
        posts=tuple(post_contacts(ground)),
        villages=tuple(village_contacts(ground)),
        failures=tuple(failures(ground)),
        autonomy=tuple(autonomy(ground)),
        coverage=tuple(coverage(ground)),
        links=tuple(site_links(ground)),
        sites=tuple(_sites(ground)),
        telecom=tuple(_telecom(ground)),
        fibres=tuple(fibres),
        dark=tuple(dark),
    )


def _sites(ground: Ground) -> list[SiteState]:
    rows, found = ground.scenario.sites, []
    for number, site in enumerate(ground.comms.plant.sites):
        planned = rows[number] if number < len(rows) else None
        kind, backhaul = (SiteKind.PORTABLE, "") if planned is None else (planned.kind, planned.backhaul)
        place = ground.comms.losses.position(number)
        found.append(SiteState(ground.sites[number], kind, *place, site.level, backhaul))
    return found


def _telecom(ground: Ground) -> list[TelecomState]:
    """Return the state of each site; a core does not fail."""
    public, now, found = ground.comms.plant.public, ground.now_ms, []
    for number, row in enumerate(ground.scenario.telecom):
        is_core = row.kind is TelecomKind.CORE
        powered = is_core or public.has_power(now, number)
        serving = is_core or public.is_serving(now, number)
        found.append(TelecomState(named(row), row.kind, powered, serving))
    return found
