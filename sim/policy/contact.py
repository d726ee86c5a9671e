"""What a district does about townships that are not heard 失联: it sends them communications."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.network.travel import Travel
from sim.picture import Picture, TeamView
from sim.record.facts import Deploy, Order
from sim.terms.enums import TeamStatus
from sim.terms.ids import Band

_IDLE: str = TeamStatus.AT_BASE.value
_SPENT: str = TeamStatus.SPENT.value


@dataclass(frozen=True, slots=True)
class ContactPlan:
    """What the district knows beforehand of its townships and its teams.

    Attributes
    ----------
    seats, people
        Node of the seat and population of each township, by number.
    silence_ms
        A township that was not heard for so long is out of contact.
    homes, vehicles, ranks
        Of each team of emergency communications, by number: its base, what it drives, and the place of its
        kind in the order in which kinds are sent.
    travel
        Fastest ways by kind of vehicle.
    reports_ms
        When all townships have had the time to report once how they stand: until then nobody is missed.
    """

    seats: Sequence[int]
    people: Sequence[int]
    silence_ms: int
    homes: Sequence[int]
    vehicles: Sequence[str]
    ranks: Sequence[int]
    travel: dict[str, Travel]
    reports_ms: int = 0


class RestoreContact:
    """Send a team to each township that is out of contact, the most populous first 恢复通联.

    To each goes one team at a time: of the kinds that are left the one that brings most, and of that kind the
    one that is there first by the roads as the district believes them. A team that could not be raised, or
    from whose place word came and comes no more, is not counted on.

    Parameters
    ----------
    plan
        What the district knows beforehand.
    """

    def __init__(self, plan: ContactPlan) -> None:
        self.plan = plan

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield the orders to give now; after each it is looked anew at who is silent and who can be sent."""
        while (order := self.next_order(picture)) is not None:
            yield order

    def next_order(self, picture: Picture) -> Deploy | None:
        """Return the most urgent order that can be given, or None."""
        for township in self.out_of_contact(picture):
            team = self.choose(picture, township)
            if team is not None:
                return Deploy(team, township, self.plan.seats[township], tuple(sorted(picture.closed)))
        return None

    def out_of_contact(self, picture: Picture) -> list[int]:
        """Return the townships that were not heard for too long and to which nobody goes."""
        if picture.now_ms < self.plan.reports_ms:
            return []
        helped = {view.township for view in picture.teams.values() if self._is_awaited(picture, view)}
        silent = [
            township
            for township in range(len(self.plan.seats))
            if township not in helped and self._age_ms(picture, township) > self.plan.silence_ms
        ]
        return sorted(silent, key=lambda township: (-self.plan.people[township], township))

    def choose(self, picture: Picture, township: int) -> int | None:
        """Return the team to send to a township, or None where no team can be sent."""
        goal, found = self.plan.seats[township], []
        for team, rank in enumerate(self.plan.ranks):
            view = picture.teams.get(team)
            if view is not None and (view.status != _IDLE or view.township is not None):
                continue
            travel = self.plan.travel[self.plan.vehicles[team]]
            ms = travel.time(self.plan.homes[team], goal, picture.closed)
            if ms is not None:
                found.append((rank, ms, team))
        return min(found)[2] if found else None

    def _is_awaited(self, picture: Picture, view: TeamView) -> bool:
        """Whether a team may still bring word from where it was sent.

        It does no more if word came, and came no longer: what it set up is spent.
        """
        if view.township is None or view.silent or view.status == _SPENT:
            return False
        return picture.heard.get(Band.TOWNSHIP.address(view.township), 0) <= view.ordered_ms

    def _age_ms(self, picture: Picture, township: int) -> int:
        """Return how long a township was not heard; from the beginning, where it never was."""
        return picture.now_ms - picture.heard.get(Band.TOWNSHIP.address(township), 0)
