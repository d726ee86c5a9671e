"""A ten-household group 十户联防组: what it has been told, and what its households do about it."""

import math
from collections.abc import Callable
from typing import Any, Final

import mesa

from sim.agent.context import Context
from sim.agent.people.household import Household
from sim.agent.people.walk import Party, Shelters, Stop
from sim.agent.people.word import Word
from sim.kernel.draw import Draws
from sim.record.control import GroupOrdered
from sim.record.people import GroupTold, PeopleMoved
from sim.scenario import groups
from sim.terms.enums import PeopleState, ToldBy

_NOTHING: Final = (-1, 0.0)
"""What a group knows of warnings that has heard of none."""
_AT_EASE: Final = (PeopleState.UNAWARE, PeopleState.RETURNED)
_AT_THE_DOOR = frozenset({ToldBy.DOOR, ToldBy.LEADER})


class Group(mesa.Agent):  # type: ignore[misc]  # mesa is untyped
    """Households that live side by side, and hear of warnings together.

    Parameters
    ----------
    row
        Number, village, size.
    context
        Of the world.
    shelters
        Where its people may go.
    closed
        Returns the links closed on foot of which their village has heard.
    on_told
        Called when it has heard a warning that is new to it, with the group and the word.

    Attributes
    ----------
    number, village, node, access_km
        Its number, row and road node of its village, and how far that node is.
    cause
        Log entry at which it was last told.
    stop
        Where its people may wait for vehicles, or None.
    hears, loudspeaker, reads_h, answers, catching
        Its luck: whether it notices a message and hears loudspeakers (against their shares), when it reads a
        message (in means of an exponential law), whether it answers a call at each attempt, and how much
        contagion it withstands, for warnings without and with an order to leave.
    """

    def __init__(
        self,
        model: Any,
        row: groups.Group,
        context: Context,
        shelters: Shelters,
        closed: Callable[[], frozenset[int]],
        on_told: Callable[["Group", Word], None],
    ) -> None:
        super().__init__(model)
        scenario = context.scenario
        village = scenario.villages[row.village]
        self.number, self.village, self.people = row.number, row.village, row.people
        self.node, self.access_km = scenario.node_ids[village.node], village.access_km
        self.cause: int | None = None
        self._context, self._shelters, self._closed, self._on_told = context, shelters, closed, on_told
        self.stop: Stop | None = None
        self._best = _NOTHING
        self._cleared = -1
        self._ordered: dict[int, float] = {}
        self._parties: list[Party] = []
        draws = context.streams(f"people/group/{village.id}/{row.place}")
        self._households = [self._household(row, i, draws) for i in range(row.households)]
        self.hears, self.loudspeaker, self.reads_h = draws.uniform(), draws.uniform(), draws.exponential(1.0)
        self.catching = (draws.exponential(1.0), draws.exponential(1.0))
        self.answers = [draws.uniform() for _ in range(scenario.warning.attempts.whole)]

    def _household(self, row: groups.Group, i: int, draws: Draws) -> Household:
        people = row.people * (i + 1) // row.households - row.people * i // row.households
        heeds, slow = draws.uniform(), draws.normal(1.0)
        return Household(people, heeds, slow, draws.uniform() < self._context.scenario.people.elderly.value)

    @property
    def gone(self) -> int:
        """How many of its people are on their way, or where they went."""
        return sum(household.people for household in self._households if household.state.is_away)

    @property
    def stays_at(self) -> int:
        """Road node at which its people stay: that of a shelter where some of them are in one."""
        return next((p.node for p in self._parties if p.state is PeopleState.SHELTERED), self.node)

    def knows(self, leave: bool) -> bool:
        """Whether it knows of a warning, or of one to leave."""
        return self._best[0] >= int(leave)

    def tell(self, word: Word, by: ToldBy, source: int) -> None:
        """Let it hear of a warning or an order; nothing happens where it is no news, or no longer holds."""
        if word.order is not None:
            self._obey(word, word.order, by, source)
            return
        figures = self._context.scenario.people
        share = figures.heeds_door.value if by in _AT_THE_DOOR else figures.heeds_phone.value
        news = (int(word.leave), share)
        if news <= self._best or word.warning < self._cleared:
            return
        knew, self._best = self.knows(word.leave), news
        self._note(GroupTold(self.number, word.warning, by.value, source), word.cause)
        self._hear(word.leave, share)
        if not knew:
            self._on_told(self, word)

    def _obey(self, word: Word, order: int, by: ToldBy, source: int) -> None:
        """Let it hear of an order, to leave or to stay away."""
        figures = self._context.scenario.control
        share = figures.evacuate.value if by in _AT_THE_DOOR else figures.evacuate_phone.value
        if not word.leave:
            share = 0.0
        if share <= self._ordered.get(order, -1.0):
            return
        self._ordered[order] = share
        self._note(GroupOrdered(self.number, order, True, by.value, source), word.cause)
        self._hear(word.leave, share)

    def _hear(self, leave: bool, share: float) -> None:
        self._turn([h for h in self._households if h.state in _AT_EASE], PeopleState.WARNED)
        if leave:
            self._decide(share)

    def clear(self, word: Word, by: ToldBy, source: int) -> None:
        """Let it hear that a warning is lifted, or an order ends: who has left, or is about to, goes home.

        They stay away as long as another order, or a warning to leave, holds as far as they know.
        """
        if word.order is not None:
            if self._ordered.pop(word.order, None) is None:
                return
            self._note(GroupOrdered(self.number, word.order, False, by.value, source), word.cause)
        elif word.warning <= self._cleared or self._best == _NOTHING:
            return
        else:
            self._cleared, self._best = word.warning, _NOTHING
            self._note(GroupTold(self.number, word.warning, by.value, source), word.cause)
        if not self._ordered and not self.knows(True):
            parties, self._parties = self._parties, []
            for party in parties:
                party.call_home()

    def back(self, households: list[Household]) -> None:
        """Let households be at home again, and leave once more where they heard of another reason since."""
        shares = [share for share in self._ordered.values() if share] + [self._best[1]] * self.knows(True)
        if shares or self._best != _NOTHING:
            self._turn(households, PeopleState.WARNED)
        if shares:
            self._decide(max(shares))

    def _note(self, fact: GroupTold | GroupOrdered, cause: int | None) -> None:
        self.cause = self._context.log.add(self._context.clock.now, fact, cause)

    def move(
        self, was: PeopleState, now: PeopleState, people: int, node: int, shelter: int | None = None
    ) -> None:
        """Write down that some of its people change their state."""
        fact = PeopleMoved(self.number, was.value, now.value, people, node, shelter)
        self._context.log.add(self._context.clock.now, fact, self.cause)

    def _turn(self, households: list[Household], now: PeopleState) -> None:
        """Let households change their state at home, those of one state in one entry."""
        for was in dict.fromkeys(household.state for household in households):
            of = [household for household in households if household.state is was]
            self.move(was, now, sum(household.people for household in of), self.node)
        for household in households:
            household.state = now

    def _decide(self, share: float) -> None:
        """Let those get ready who heed what they were told, and the others stay for now."""
        free = [h for h in self._households if h.state in (PeopleState.WARNED, PeopleState.STAYED)]
        go = [h for h in free if h.heeds < share]
        self._turn([h for h in free if h not in go and h.state is PeopleState.WARNED], PeopleState.STAYED)
        self._turn(go, PeopleState.PREPARING)
        for old in (False, True):
            self._send([household for household in go if household.is_old is old], old)

    def _send(self, households: list[Household], old: bool) -> None:
        """Let households set out together, when the first of them is ready: the others follow it."""
        if not households:
            return
        context, figures = self._context, self._context.scenario.people
        night = context.roads.pace.is_night(context.clock.now)
        median = figures.mobilise_night if night else figures.mobilise_day
        delay_ms = round(median.ms * math.exp(figures.mobilise_sigma.value * households[0].slow))
        speed = figures.walk_elderly if old else figures.walk
        party = Party(self, households, speed.value, context, self._shelters, self._closed)
        self._parties.append(party)
        context.clock.start(party.leave(delay_ms))
