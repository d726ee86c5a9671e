"""When the dispatch centre asks for aid, where aid checks in, and when it is sent home 增援需求."""

from collections.abc import Iterator, Mapping
from typing import Final

from sim.picture import CallView, Picture
from sim.picture.aid import RequestView
from sim.policy.aid import LOOK_MS, WATCH_MS, AidPlan, FindAid
from sim.policy.coverage import Coverage
from sim.policy.nearest import Nearest
from sim.record.aid import ReleaseResource, RequestResource
from sim.record.facts import Order
from sim.terms.ids import UnitId, unit_address
from sim.terms.needs import Needs
from sim.terms.statuses import STANDING_BY

_FIRST_DUE: Final = "engine"


class AskForAid:
    """Ask for what lacks, case by case 按需请求.

    A call that has lacked units for a while is one; what is asked for is what all such calls lack together,
    less what is promised already. The operations centre is asked, again where it does not answer, and passed
    over where the rules say so. Aid that stands idle is released.

    Parameters
    ----------
    aid
        What is known beforehand.
    """

    name = "on-request"

    def __init__(self, aid: AidPlan) -> None:
        self.aid = aid
        self._rules = aid.rules
        self._nearest = Nearest(aid.plan)
        self._find = FindAid(aid, aid.centre)
        self._guests = aid.guests
        self._lendable = frozenset(skill for unit in self._guests for skill in aid.skills(unit))
        self._since: dict[int, int] = {}
        self._looked_ms = -LOOK_MS

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield what to say now."""
        if picture.now_ms - self._looked_ms >= LOOK_MS:
            self._looked_ms = picture.now_ms
            yield from self.look(picture)
        yield from self._find.decide(picture)

    def wait_ms(self, picture: Picture) -> int | None:
        """Return when to look again, or None where nothing is open."""
        here = any(unit in picture.units for unit in self._guests)
        open_ = any(not view.over for view in picture.aid.requests.values())
        return WATCH_MS if picture.calls or here or open_ or picture.aid.releasing else None

    def look(self, picture: Picture) -> Iterator[Order]:
        """Yield what follows from a look at all that is open."""
        lacking = self._lacking(picture)
        yield from self._ask(picture, lacking)
        for view in list(picture.aid.requests.values()):
            yield from self._remind(picture, view)
        if not self._since:
            yield from self._release(picture)
        yield from self._insist(picture)
        yield from self._give_back(picture)

    # --- what lacks -----------------------------------------------------------------------------------------

    def _lacking(self, picture: Picture) -> list[tuple[CallView, Needs]]:
        """Return calls that have lacked for long what neighbours have, the most urgent first."""
        now, since, found = picture.now_ms, self._since, []
        for call in sorted(picture.calls.values(), key=self._nearest.urgency):
            short = () if call.settled == call.changes else self.short(call)
            if not short:
                since.pop(call.call, None)
            elif now - since.setdefault(call.call, now) >= self._rules.lack.ms:
                found.append((call, short))
        for gone in [call for call in since if call not in picture.calls]:
            del since[gone]
        return found

    def short(self, call: CallView) -> Needs:
        """Return what a call lacks that neighbours have."""
        return tuple(sorted(pair for pair in self._nearest.lacking(call) if pair[0] in self._lendable))

    def _ask(self, picture: Picture, lacking: list[tuple[CallView, Needs]]) -> Iterator[Order]:
        """Yield a request for what is lacking beyond what is promised."""
        if not lacking or self._was_declined(picture):
            return
        wanted: dict[str, int] = {}
        for _, short in lacking:
            for skill, count in short:
                wanted[skill] = wanted.get(skill, 0) + count
        promised = self._promised(picture)
        left = {skill: count - promised.get(skill, 0) for skill, count in sorted(wanted.items())}
        needs = tuple((skill, count) for skill, count in left.items() if count > 0)
        if needs:
            asked = {view.asks.call for view in picture.aid.requests.values()}
            calls = [call for call, short in lacking if any(skill in dict(needs) for skill, _ in short)]
            first = next((call for call in calls if call.call not in asked), calls[0])
            yield self.request(picture, needs, self.staging(picture, first.node), first)

    def request(
        self, picture: Picture, needs: Needs, station: int, call: CallView | None, to: int | None = None
    ) -> RequestResource:
        """Return a new request: to the operations centre, or straight to a neighbour."""
        return RequestResource(
            self.aid.eoc if to is None else to,
            self.aid.centre,
            self.aid.first + len(picture.aid.requests),
            needs,
            station,
            None if call is None else call.call,
            0 if call is None else call.node,
            0 if call is None else call.place,
            to is not None,
            tuple(sorted(picture.closed)),
        )

    def staging(self, picture: Picture, node: int) -> int:
        """Return the station of ours at which aid is to check in 集结点: that nearest to a place, by road."""
        nodes, travel = self.aid.plan.station_nodes, self.aid.plan.travel
        engine = travel[_FIRST_DUE if _FIRST_DUE in travel else sorted(travel)[0]]
        times = [
            (engine.time(nodes[station], node, picture.closed), station) for station in self.aid.stations
        ]
        known = [(ms, station) for ms, station in times if ms is not None]
        return min(known)[1] if known else self.aid.stations[0]

    def _was_declined(self, picture: Picture) -> bool:
        """Whether a request that was made not long ago has got nothing."""
        since = picture.now_ms - self._rules.ask_again.ms
        views = picture.aid.requests.values()
        return any(view.over and not view.coming and view.told_ms > since for view in views)

    def _promised(self, picture: Picture) -> Mapping[str, int]:
        """Return the units that are asked for or promised and have not come, by capability."""
        found: dict[str, int] = {}
        for view in picture.aid.requests.values():
            if view.asks.standing or picture.now_ms - view.told_ms >= self._rules.overdue.ms:
                continue
            awaited = [u for u in view.coming if u not in picture.units and u not in picture.aid.gone]
            here = [unit for unit in view.coming if unit not in awaited]
            left = dict(self.aid.short(view.asks.needs, here))
            if view.over:
                still = dict(self.aid.short(tuple(left.items()), awaited))
                left = {skill: count - still.get(skill, 0) for skill, count in left.items()}
            for skill, count in left.items():
                found[skill] = found.get(skill, 0) + count
        return found

    def _remind(self, picture: Picture, view: RequestView) -> Iterator[Order]:
        """Yield a request again that the operations centre leaves unanswered, or place it without it."""
        if view.over or view.committed or view.direct or view.asks.standing:
            view.over = view.over or not self.aid.short(view.asks.needs, view.coming) or view.asks.standing
            return
        if picture.now_ms - view.told_ms >= self._rules.direct_after.ms:
            view.direct = True
        elif picture.now_ms - view.asked[self.aid.eoc] >= self._rules.ask_again.ms:
            yield view.asks

    # --- what is not needed ---------------------------------------------------------------------------------

    def keeps(self, picture: Picture, unit: int) -> bool:
        """Whether aid is to stay although it is idle."""
        return False

    def _release(self, picture: Picture) -> Iterator[Order]:
        """Yield releases of aid that has stood by for long."""
        here = {unit for units in picture.available.values() for unit in units} & self._guests
        for unit in sorted(here):
            view, since_ms = picture.units[unit], picture.now_ms - self._rules.idle.ms
            idle = view.status == STANDING_BY and view.told_ms <= since_ms
            if idle and not self.keeps(picture, unit):
                yield self._let_go(picture, unit)

    def _insist(self, picture: Picture) -> Iterator[Order]:
        """Yield releases again that were not answered; who answers how it stands was not free to go."""
        for unit, told_ms in sorted(picture.aid.releasing.items()):
            if unit in picture.units:
                del picture.aid.releasing[unit]
            elif picture.now_ms - told_ms >= self._rules.ask_again.ms:
                yield self._let_go(picture, unit)

    def _give_back(self, picture: Picture) -> Iterator[Order]:
        """Yield releases of aid that its district calls back, once the notice has ended and it stands by."""
        for unit, at_ms in sorted(picture.aid.recalled.items()):
            view = picture.units.get(unit)
            if view is not None and view.status == STANDING_BY and at_ms <= picture.now_ms:
                yield self._let_go(picture, unit)

    def _let_go(self, picture: Picture, unit: int) -> ReleaseResource:
        return ReleaseResource(unit_address(UnitId(unit)), unit, tuple(sorted(picture.closed)))


class AutomaticAid(AskForAid):
    """Besides, let a standing agreement send the nearest neighbour to calls near the border 边界自动增援.

    Of each call that the centre comes to know, the nearest neighbour is told at once if it can be there
    within the belt and is nearer than every unit of ours that goes, or if units lack.
    """

    name = "automatic"

    def __init__(self, aid: AidPlan) -> None:
        super().__init__(aid)
        self._seen: set[int] = set()

    def decide(self, picture: Picture) -> Iterator[Order]:
        """Yield what to say now."""
        for call in [call for call in picture.calls.values() if call.call not in self._seen]:
            self._seen.add(call.call)
            yield from self._alarm(picture, call)
        yield from super().decide(picture)

    def _alarm(self, picture: Picture, call: CallView) -> Iterator[Order]:
        short = self.short(call)
        needs = short or tuple((s, 1) for s, _ in self._nearest.needs(call)[:1] if s in self._lendable)
        ranked = self.aid.ranked(call.node, picture.closed, needs) if needs else []
        if not ranked or ranked[0][1].tier or ranked[0][0] > self._rules.belt.ms:
            return
        ms, lender = ranked[0]
        if short or ms < self._own_ms(picture, call):
            station = self.staging(picture, call.node)
            yield self.request(picture, needs, station, call, lender.address)

    def _own_ms(self, picture: Picture, call: CallView) -> float:
        """Return how soon the first unit of ours can be at a call, as far as the centre believes."""
        times = [
            self.aid.travel_ms(unit, view.node, call.node, picture.closed)
            for unit, view in call.units.items()
        ]
        return min((ms for ms in times if ms is not None), default=float("inf"))


class Prepositioned(AskForAid):
    """Besides, ask for engines ahead, one for each of the stations that leave most people uncovered 预置.

    A station leaves uncovered who is in reach of no other station; what is left of equal stations goes to
    those from which most people are covered.
    """

    name = "pre-positioned"

    def __init__(self, aid: AidPlan) -> None:
        super().__init__(aid)
        self._cover = Coverage(aid.plan)
        self._asked = False

    def wait_ms(self, picture: Picture) -> int | None:
        """Return when to look again."""
        if not self._asked:
            return max(1, self._rules.ahead.at.ms - picture.now_ms)
        return super().wait_ms(picture)

    def look(self, picture: Picture) -> Iterator[Order]:
        """Yield what follows from a look at all that is open."""
        if not self._asked and picture.now_ms >= self._rules.ahead.at.ms:
            self._asked = True
            for station in self.barest(self._rules.ahead.units.whole):
                skill = _FIRST_DUE if _FIRST_DUE in self._lendable else min(self._lendable)
                yield self.request(picture, ((skill, 1),), station, None)
        yield from super().look(picture)

    def keeps(self, picture: Picture, unit: int) -> bool:
        """Whether aid is to stay: what was asked for ahead stays until the rules let it go."""
        views = picture.aid.requests.values()
        ahead = any(view.asks.call is None and unit in view.coming for view in views)
        return ahead and picture.now_ms < self._rules.ahead.until.ms

    def barest(self, count: int) -> list[int]:
        """Return the stations whose going would leave most people uncovered, the first first."""
        nodes, cover = self.aid.plan.station_nodes, self._cover
        reach = {station: cover.covered_from(nodes[station]) for station in self.aid.stations}

        def worth(station: int) -> tuple[int, int, int]:
            others = 0
            for other, areas in reach.items():
                others |= areas if nodes[other] != nodes[station] else 0
            return -cover.people(reach[station] & ~others), -cover.people(reach[station]), station

        return sorted(self.aid.stations, key=worth)[:count]


AID_POLICIES: Final = {policy.name: policy for policy in (AskForAid, AutomaticAid, Prepositioned)}
"""The policies of a dispatch centre by name; under ``none`` nobody asks."""
