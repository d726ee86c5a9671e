"""How long sites and terminals live without mains 续航."""

from collections.abc import Iterator

from sim.comms.member import Member
from sim.record.survey import Autonomy, Named
from sim.survey.ground import Ground, named
from sim.terms.enums import TelecomKind
from sim.terms.units import HOUR_MS


def autonomy(ground: Ground) -> list[Autonomy]:
    """Return for how long everything lives that hangs on the mains: radio sites, telecom sites, terminals."""
    villages = [
        (named(row), member) for row, member in zip(ground.scenario.villages, ground.villages, strict=True)
    ]
    posts = [(ground.centre_name, ground.centre), *ground.posts, *villages]
    return [*_sites(ground), *_telecom(ground), *(row for post in posts for row in _terminals(ground, *post))]


def _sites(ground: Ground) -> Iterator[Autonomy]:
    for name, site in zip(ground.sites, ground.comms.plant.sites, strict=True):
        if site.township is not None:
            live = site.intact and site.backup.is_live(ground.now_ms)
            hours = _hours(site.backup.autonomy_ms(ground.now_ms))
            where, mains = _mains(ground, site.township)
            yield Autonomy("site", name, where, "", mains, live, hours)


def _telecom(ground: Ground) -> Iterator[Autonomy]:
    public, now = ground.comms.plant.public, ground.now_ms
    for number, row in enumerate(ground.scenario.telecom):
        if row.kind is not TelecomKind.CORE and row.township:
            where, mains = _mains(ground, ground.scenario.township_ids[row.township])
            hours = _hours(public.autonomy_ms(now, number))
            yield Autonomy(row.kind.value, named(row), where, "", mains, public.has_power(now, number), hours)


def _terminals(ground: Ground, name: Named, member: Member) -> Iterator[Autonomy]:
    where, mains = _mains(ground, ground.township_of(member))
    for kind, power in sorted(member.carries.items()):
        if power.hangs_on_mains:
            live, hours = power.works(ground.now_ms), _hours(power.autonomy_ms(ground.now_ms))
            yield Autonomy(member.kind.value, name, where, kind.value, mains, live, hours)


def _mains(ground: Ground, township: int) -> tuple[str, bool]:
    return ground.scenario.townships[township].id, ground.comms.plant.supply.is_supplied(township)


def _hours(span_ms: int | None) -> float | None:
    return None if span_ms is None else span_ms / HOUR_MS
