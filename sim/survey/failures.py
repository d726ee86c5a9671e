"""Single points of failure 单点故障: what is lost if one thing fails alone, asked of the model itself."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, TypeAlias

from sim.comms.member import Member, Power
from sim.record.survey import Failing, Failure, Loss, Named
from sim.survey.contact import hears, is_heard, rings_through
from sim.survey.ground import Ground
from sim.survey.names import named
from sim.terms.enums import BearerKind, Party, TelecomKind

Change: TypeAlias = Callable[[bool], None]
"""Lets a thing fail (False) or puts it back (True)."""


class _Reached(NamedTuple):
    """Who is heard (addresses), whose people get through (rows of villages), whose radio is heard."""

    heard: frozenset[int]
    callers: frozenset[int]
    radio: frozenset[int]


class _Dead(Power):
    """A terminal whose power is gone."""

    __slots__ = ()

    def works(self, now_ms: int) -> bool:
        return False


def failures(ground: Ground) -> list[Failure]:
    """Return what is lost with each thing that can fail and has not yet, the gravest first.

    Each thing is let fail in the model, the same questions are asked again, and it is put back.
    """
    before, found = _reached(ground), []
    with ground.comms.plant.supposing():
        for what, thing, change in _suppositions(ground):
            change(False)
            after = _reached(ground)
            change(True)
            found.append(Failure(what, thing, _loss(ground, before, after)))
    ranks = list(Failing)
    return sorted(found, key=lambda one: (*(-lost for lost in one.loss), ranks.index(one.what), one.thing.id))


def _reached(ground: Ground) -> _Reached:
    asked = [member for _, member in ground.posts if member.kind in (Party.TOWNSHIP, Party.STATION)]
    return _Reached(
        frozenset(member.address for member in (*asked, *ground.villages) if is_heard(ground, member)),
        frozenset(i for i in range(len(ground.villages)) if rings_through(ground, i)),
        frozenset(member.address for member in asked if hears(ground, member, BearerKind.RADIO)),
    )


def _loss(ground: Ground, before: _Reached, after: _Reached) -> Loss:
    people = [row.population for row in ground.scenario.villages]
    lost = before.heard - after.heard
    silent = [i for i, member in enumerate(ground.villages) if member.address in lost]
    kinds = [member.kind for _, member in ground.posts if member.address in lost]
    return Loss(
        people=sum(people[i] for i in silent),
        villages=len(silent),
        townships=kinds.count(Party.TOWNSHIP),
        stations=kinds.count(Party.STATION),
        callers=sum(people[i] for i in before.callers - after.callers),
        radio_posts=len(before.radio - after.radio),
    )


def _suppositions(ground: Ground) -> Iterator[tuple[Failing, Named, Change]]:
    """Yield everything that can fail and has not yet, and what lets it."""
    yield from _radio(ground)
    yield from _public(ground)
    plant = ground.comms.plant
    for number, township in enumerate(ground.scenario.townships):
        if plant.supply.is_supplied(number):
            yield Failing.MAINS, named(township), partial(plant.set_mains, number)
        yield Failing.MAINS_LATER, named(township), _spent(ground, number)


def _radio(ground: Ground) -> Iterator[tuple[Failing, Named, Change]]:
    plant = ground.comms.plant
    for number, site in enumerate(plant.sites):
        if site.intact:
            yield Failing.SITE, ground.sites[number], partial(plant.set_site, number)
        if site.linked and (site.own_link or site.telecom is not None or site.parent is not None):
            yield Failing.BACKHAUL, ground.sites[number], partial(plant.set_backhaul, number)


def _public(ground: Ground) -> Iterator[tuple[Failing, Named, Change]]:
    plant, scenario = ground.comms.plant, ground.scenario
    for number, row in enumerate(scenario.telecom):
        if row.kind is not TelecomKind.CORE and plant.public.has_power(ground.now_ms, number):
            yield Failing.TELECOM, named(row), partial(plant.set_telecom, number)
    for number, cable in enumerate(scenario.fibres):
        if plant.public.is_whole(number):
            way = f"{cable.a} – {cable.b}"
            yield Failing.FIBRE, Named(cable.id, way, way), partial(plant.set_fibre, number)


def _spent(ground: Ground, township: int) -> Change:
    """Return what lets everything that lives on the mains of a township be without power."""
    plant, scenario = ground.comms.plant, ground.scenario
    telecom = [
        i
        for i, row in enumerate(scenario.telecom)
        if row.kind is not TelecomKind.CORE
        and row.township == scenario.townships[township].id
        and plant.public.has_power(ground.now_ms, i)
    ]
    sites = [i for i, site in enumerate(plant.sites) if site.township == township and site.intact]
    terminals = [
        (member, kind, power)
        for member in _fed_from(ground, township)
        for kind, power in member.carries.items()
        if power.hangs_on_mains
    ]

    def change(back: bool) -> None:
        for number in telecom:
            plant.set_telecom(number, back)
        for number in sites:
            plant.set_site(number, back)
        for member, kind, power in terminals:
            member.carries[kind] = power if back else _Dead()

    return change


def _fed_from(ground: Ground, township: int) -> list[Member]:
    members = [ground.centre, *ground.villages, *(member for _, member in ground.posts)]
    return [member for member in members if ground.township_of(member) == township]
