"""How long sites and terminals live without mains 续航."""

from collections.abc import Iterator

from sim.comms.member import Member
from sim.record.survey import Autonomy, Named
from sim.survey.ground import Ground
from sim.survey.names import named
from sim.terms.enums import TelecomKind
from sim.terms.units import HOUR_MS


def autonomy(ground: Ground) -> list[Autonomy]:
    """Return for how long everything lives without mains: sites, loads with a backup, terminals."""
    villages = [
        (named(row), member) for row, member in zip(ground.scenario.villages, ground.villages, strict=True)
    ]
    posts = [(ground.centre_name, ground.centre), *ground.posts, *villages]
    return [
        *_sites(ground),
        *_telecom(ground),
        *_loads(ground),
        *(row for post in posts for row in _terminals(ground, *post)),
    ]


def _sites(ground: Ground) -> Iterator[Autonomy]:
    for name, site in zip(ground.sites, ground.comms.plant.sites, strict=True):
        if site.township is not None:
            live = site.intact and site.backup.is_live(ground.now_ms)
            hours = _hours(site.backup.autonomy_ms(ground.now_ms))
            where, mains = _mains(ground, site.township, site.feed)
            yield Autonomy("site", name, where, "", mains, live, hours)


def _telecom(ground: Ground) -> Iterator[Autonomy]:
    public, now = ground.comms.plant.public, ground.now_ms
    for number, row in enumerate(ground.scenario.telecom):
        if row.kind is not TelecomKind.CORE and row.township:
            where, mains = _mains(
                ground, ground.scenario.township_ids[row.township], public.power_place(number)
            )
            hours = _hours(public.autonomy_ms(now, number))
            yield Autonomy(row.kind.value, named(row), where, "", mains, public.has_power(now, number), hours)


def _loads(ground: Ground) -> Iterator[Autonomy]:
    """Yield the loads of the power network that stand for no homes, and whose backup stands with them."""
    found = ground.mains
    for number, row in enumerate(ground.scenario.loads if found is not None else ()):
        if found is not None and not (row.kind.is_people or row.kind.own_backup):
            load = found.loads[number]
            where = "" if load.township is None else ground.scenario.townships[load.township].id
            hours = _hours(found.autonomy_ms(number))
            rest = load.supplied, load.is_fed, hours, load.source.value
            yield Autonomy(row.kind.value, named(row), where, "", *rest)


def _terminals(ground: Ground, name: Named, member: Member) -> Iterator[Autonomy]:
    """Yield the terminals of somebody; where that is a load of its own, they live on its backup first."""
    place = ground.place_of(member)
    where, mains = _mains(ground, ground.township_of(member), place)
    first_ms: int | None = 0
    if ground.mains is not None:
        mains, first_ms = ground.mains.backed(place)
    for kind, power in sorted(member.carries.items()):
        if power.hangs_on_mains:
            own_ms = power.autonomy_ms(ground.now_ms)
            hours = _hours(None if first_ms is None or own_ms is None else first_ms + own_ms)
            yield Autonomy(
                member.kind.value, name, where, kind.value, mains, power.works(ground.now_ms), hours
            )


def _mains(ground: Ground, township: int, place: int | None) -> tuple[str, bool]:
    """Return the id of a township, and whether the mains are there, or at a place in it."""
    at = township if place is None else place
    return ground.scenario.townships[township].id, ground.comms.plant.supply.is_supplied(at)


def _hours(span_ms: int | None) -> float | None:
    return None if span_ms is None else span_ms / HOUR_MS
