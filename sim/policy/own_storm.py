"""What a neighbour lends while it has a storm of its own, and what it calls back 出借与召回."""

from collections.abc import Iterator

from sim.picture import Picture
from sim.policy.aid import AidPlan, Lend
from sim.record.aid import ReleaseResource
from sim.record.facts import Order
from sim.record.own_storm import RecallNotice
from sim.scenario.lenders import LenderRow
from sim.terms.ids import DISPATCH_CENTRE, UnitId, unit_address
from sim.terms.statuses import IN_QUARTERS, MOVING_UP, STANDING_BY

_SOON_FREE = (STANDING_BY, MOVING_UP)


class LendOwn(Lend):
    """Lend only what ready units exceed the reserve by, and call units back where own calls wait.

    All of it is what the post has been told: units that are engaged at home have said so, and the duty desk
    tells how many calls wait. A unit is called back with notice, those that stand by first, one for each call
    that waits. When the notice ends and calls still wait, the unit is released, and told so again until it
    says that it goes; else the notice is taken back.
    """

    name = "lend-own"

    def __init__(self, aid: AidPlan, lender: LenderRow) -> None:
        super().__init__(aid, lender)
        self._rules = aid.rules.neighbours
        self._reserve = len(lender.units) - lender.spare

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield offers and promises, then notices, releases and what is taken back."""
        yield from super().decide(picture)
        yield from self._notify(picture)
        for unit, at_ms in sorted(picture.aid.recalled.items()):
            if at_ms <= picture.now_ms:
                yield from self._end(picture, unit)

    def look_again_ms(self, picture: Picture) -> int | None:
        """Return when the next notice ends, or the next release is to be repeated."""
        again_ms = self.aid.rules.ask_again.ms
        due = [
            max(at_ms, picture.aid.releasing.get(unit, -again_ms) + again_ms)
            for unit, at_ms in picture.aid.recalled.items()
        ]
        return min(due, default=None)

    def engaged(self, picture: Picture) -> float:
        """Return the share of its units that it cannot count on at home, lent or not 力量占用率."""
        return 1 - len(self.free(picture)) / len(self._lender.units)

    def _spare(self, picture: Picture) -> int:
        return min(super()._spare(picture), max(0, len(self.free(picture)) - self._reserve))

    def _notify(self, picture: Picture) -> Iterator[Order]:
        """Yield notices, one for each call that waits and that no notice stands for."""
        aid = picture.aid
        if aid.waiting < self._rules.recall_waiting.whole:
            return
        for unit in self._due(picture)[: max(0, aid.waiting - len(aid.recalled))]:
            at_ms = picture.now_ms + self._rules.notice.ms
            yield RecallNotice(DISPATCH_CENTRE, self._lender.address, unit, at_ms)

    def _due(self, picture: Picture) -> list[int]:
        """Return lent units that have left, have not been told to come back, those soon free first."""
        units, aid = picture.units, picture.aid
        told = aid.recalled.keys() | aid.releasing.keys() | aid.gone.keys()
        out = [u for u in aid.lent - told if u in units]
        away = [unit for unit in out if units[unit].status != IN_QUARTERS]
        return sorted(away, key=lambda unit: (units[unit].status not in _SOON_FREE, unit))

    def _end(self, picture: Picture, unit: int) -> Iterator[Order]:
        """Yield the release of a unit whose notice has ended, or take the notice back."""
        told_ms = picture.aid.releasing.get(unit)
        if told_ms is None and not picture.aid.waiting:
            yield RecallNotice(DISPATCH_CENTRE, self._lender.address, unit, None)
        elif told_ms is None or picture.now_ms - told_ms >= self.aid.rules.ask_again.ms:
            yield ReleaseResource(unit_address(UnitId(unit)), unit, tuple(sorted(picture.closed)))
