"""Who reaches the dispatch centre by what, and whom it reaches."""

from typing import Final

from sim.comms.bearer import has_power
from sim.comms.member import Member
from sim.comms.phone import Phone
from sim.comms.satellite.vsat import LinkStatus
from sim.record.survey import QUICK, Contact, Named, PostContacts, VillageContacts
from sim.survey.ground import Ground
from sim.survey.names import named
from sim.terms.enums import BearerKind

_TO_SET_UP: Final = frozenset({"not_set_up", LinkStatus.SETTING_UP.value})


def is_heard(ground: Ground, member: Member) -> bool:
    """Whether the dispatch centre hears a member now by anything quicker than a courier."""
    return any(hears(ground, member, kind) for kind in member.plan if kind in QUICK)


def hears(ground: Ground, member: Member, kind: BearerKind) -> bool:
    """Whether the dispatch centre hears a member now by one means."""
    return not isinstance(ground.comms.bearers[kind].path(member, ground.centre), str)


def post_contacts(ground: Ground) -> list[PostContacts]:
    """Return the state of each quick means of each post but villages."""
    townships = [row.id for row in ground.scenario.townships]
    found = []
    for name, member in ground.posts:
        states = [contact(ground, member, kind) for kind in QUICK]
        contacts, reasons = zip(*states, strict=True)
        township = townships[ground.township_of(member)]
        found.append(PostContacts(member.kind, name, township, contacts, reasons))
    return found


def contact(ground: Ground, member: Member, kind: BearerKind) -> tuple[Contact, str]:
    """Return what one means is worth to a member, and in a word why it is not heard by it, or nothing."""
    if kind not in member.carries:
        return Contact.NO_TERMINAL, "no_terminal"
    if not has_power(member, kind, ground.now_ms):
        return Contact.NO_POWER, "no_power"
    path = ground.comms.bearers[kind].path(member, ground.centre) if kind in member.plan else "not_in_plan"
    down = _is_reached(ground, member, kind)
    if not isinstance(path, str):
        return (Contact.BOTH if down else Contact.UP), ""
    if down:
        return Contact.DOWN, path
    return (Contact.TO_SET_UP if path in _TO_SET_UP else Contact.NO_WAY), path


def _is_reached(ground: Ground, member: Member, kind: BearerKind) -> bool:
    """Whether word from the dispatch centre comes in by a terminal of a member."""
    bearer, centre = ground.comms.bearers[kind], ground.centre
    if not isinstance(bearer, Phone):
        return kind in centre.plan and not isinstance(bearer.path(centre, member), str)
    # one telephone rings whatever telephone the other end has
    return not isinstance(bearer.access(member), str) and any(
        not isinstance(phone.access(centre), str)
        for phone in map(ground.comms.bearers.get, centre.plan)
        if isinstance(phone, Phone)
    )


def village_contacts(ground: Ground) -> list[VillageContacts]:
    """Return how many villages of each township are heard, and how many of their people get through."""
    villages: dict[str, list[int]] = {row.id: [] for row in ground.scenario.townships}
    for number, row in enumerate(ground.scenario.villages):
        villages[row.township].append(number)
    return [_of_township(ground, named(row), villages[row.id]) for row in ground.scenario.townships]


def _of_township(ground: Ground, name: Named, villages: list[int]) -> VillageContacts:
    people = {i: ground.scenario.villages[i].population for i in villages}
    heard = [i for i in villages if is_heard(ground, ground.villages[i])]
    return VillageContacts(
        township=name,
        villages=len(villages),
        people=sum(people.values()),
        heard=len(heard),
        people_heard=sum(people[i] for i in heard),
        callers=sum(people[i] for i in villages if rings_through(ground, i)),
        by_means=tuple(
            sum(contact(ground, ground.villages[i], kind)[0].is_heard for i in villages) for kind in QUICK
        ),
    )


def rings_through(ground: Ground, village: int) -> bool:
    """Whether the people of a village get through to the dispatch centre by telephone."""
    people = ground.people[village]
    return any(hears(ground, people, kind) for kind in people.plan if kind in QUICK)
