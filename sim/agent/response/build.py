"""Everybody who acts at a response level, put in their places 响应体系."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from sim.agent.centre import DispatchCentre
from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.crew import Crew
from sim.agent.district import District
from sim.agent.post import Post, Reports
from sim.agent.response.desk import Desk
from sim.agent.response.headquarters import Headquarters
from sim.agent.response.listener import Ear, Listener, Task
from sim.agent.response.succession import InCommand, Succession
from sim.agent.response.tasks import Briefer, CallsIn, CloserReports, Duty, MansSeats, Musters
from sim.agent.seats.headquarters import TeamHeadquarters
from sim.agent.staff import Staff
from sim.agent.station import Station
from sim.agent.works import Works, repair_plan
from sim.network.islands import Islands
from sim.policy.contact import RestoreContact
from sim.policy.levels import LevelPlan
from sim.policy.repair import REPAIR_POLICIES
from sim.record.facts import RollCall
from sim.record.message import Letter
from sim.record.response import CommandNotice, LevelOrder, Present, Watchword
from sim.terms.enums import Party
from sim.terms.ids import DISPATCH_CENTRE, Address, Band

_MEMBERS: Final = frozenset({Party.TEAM})
"""Posts that take part in every consultation, besides the dispatch centre: those of departments."""


class ScoutSooner(Task):
    """The district looks sooner after townships that fall silent 提前派出通信保障."""

    def __init__(self, context: Context, post: District, least: int) -> None:
        super().__init__(context, post.address, "scout", least)
        self._policies = [each for each in post.deciders if isinstance(each, RestoreContact)]
        self._usual_ms = [policy.plan.silence_ms for policy in self._policies]

    def begin(self) -> None:
        """Call a township silent sooner."""
        super().begin()
        sooner_ms = self._context.scenario.response.measures.scout.silence.ms
        for policy, usual_ms in zip(self._policies, self._usual_ms, strict=True):
            policy.plan = replace(policy.plan, silence_ms=min(usual_ms, sooner_ms))

    def end(self) -> None:
        """Call it silent as usual."""
        super().end()
        for policy, usual_ms in zip(self._policies, self._usual_ms, strict=True):
            policy.plan = replace(policy.plan, silence_ms=usual_ms)


class Responders:
    """The response of a district, laid over posts, stations and teams that are there already.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    staff, works
        Posts, stations and teams.
    centre, stations
        The dispatch centre, and stations by row.

    Attributes
    ----------
    lead
        Who decides on the level.
    relief, second
        Who does at the alternate post, and the post; None where there is none.
    centre
        The operations centre.
    succession
        The watch that the two keep.
    listeners
        Who acts at levels, by address.
    """

    def __init__(
        self,
        model: Any,
        context: Context,
        staff: Staff,
        works: Works,
        centre: DispatchCentre,
        stations: Sequence[Station],
    ) -> None:
        assert staff.district is not None, "the check of a scenario asks for an operations centre"
        self._model, self._context, self._staff, self._works = model, context, staff, works
        self._rules, self._eoc = context.scenario.response, staff.district
        self.centre, self.succession = staff.district, Succession(context)
        self.second: District | None = None
        self.listeners: dict[Address, Listener] = {}
        self.relief: Headquarters | None = None
        self._centre = centre
        self._all_posts(stations)
        self._dispatch_centre(centre)
        scout = ScoutSooner(context, self._eoc, self._rules.measures.scout.level)
        self.lead = self._headquarters(self._eoc, [scout])
        self._ear = self._hear(self._eoc, self.lead)
        if self._rules.succession.alternate is not None:
            self._second()

    # --- who is told ----------------------------------------------------------------------------------------

    def _all_posts(self, stations: Sequence[Station]) -> None:
        """Let townships, departments, stations and teams listen."""
        context, rules, scenario = self._context, self._rules, self._context.scenario
        for row, post in enumerate(self._staff.townships):
            least = rules.level_of("report", scenario.townships[row].id)
            self._listen(post, [CloserReports(context, post, row, least)], partial(_turn_post, post))
        for post in self._staff.others:
            self._listen(post, [], partial(_turn_post, post))
        for number, command in sorted(self._staff.local.items()):
            least = rules.level_of("call_in", scenario.stations[number].id)
            self._listen(command, [CallsIn(context, stations[number], least)])
        for team in self._staff.teams:
            self._listen(team, [], partial(setattr, team, "district"))
        for crew in self._works.crews:
            least = rules.level_of("muster", crew.row.id)
            turn = (lambda address: None) if crew.number in context.led else partial(_turn_crew, crew)
            self._listen(crew, [Musters(context, crew, least)], turn)

    def _listen(self, who: Any, tasks: Sequence[Task], turn: Any = lambda address: None) -> None:
        ear = Ear(self._context, who.address)
        self.listeners[who.address] = Listener(self._context, ear, tasks, turn)

    def second_centre(self, centre: DispatchCentre) -> None:
        """Let a second dispatch centre act at levels as the first does, and answer for it in consultations.

        What is sent to the dispatch centre reaches the one that the sender holds to command.
        """
        self._dispatch_centre(centre)
        for headquarters in (self.lead, *([] if self.relief is None else [self.relief])):
            headquarters.listeners = (*headquarters.listeners, centre.address)
            headquarters.meeting.deputies[centre.address] = DISPATCH_CENTRE

    def _dispatch_centre(self, centre: DispatchCentre) -> None:
        """Let a dispatch centre listen, brief the district, and take part in consultations."""
        context, measures, at = self._context, self._rules.measures, centre.address
        briefer = Briefer(context, centre, self._eoc.address)
        hold_back = Task(context, at, "hold_back", measures.hold_back.level)
        seats = MansSeats(context, centre, measures.seats.level)
        kinds = [context.scenario.demand.kinds[key].priority for key in sorted(context.scenario.demand.kinds)]
        least = measures.hold_back.priority.value
        centre.supervise(lambda policy: Duty(policy, briefer, hold_back, kinds, least))

        def turn(address: Address) -> None:
            briefer.to = address
            if centre.partners:  # the district comes first, a second centre after it
                centre.partners = (address, *centre.partners[1:])

        self.listeners[at] = Listener(
            context,
            Ear(context, at),
            [seats, hold_back],
            turn,
            lambda address, cause: briefer.say(address, True, cause),
        )

    # --- who decides ----------------------------------------------------------------------------------------

    def _headquarters(self, post: District, tasks: Sequence[Task] = ()) -> Headquarters:
        posts = self._context.scenario.posts
        kinds = {Band.POST.address(row): each.kind for row, each in enumerate(posts)}
        neighbours = [address for address in self.listeners if kinds.get(address) is Party.NEIGHBOUR]
        always = [address for address in self.listeners if kinds.get(address) in _MEMBERS]
        plan = LevelPlan(
            self._rules,
            Islands.of(self._context.scenario),
            len(self._staff.townships),
            self._context.scenario.bearers.reports.silence.ms,
        )
        told = [address for address in self.listeners if address not in neighbours]
        return Headquarters(self._context, post, plan, told, neighbours, (DISPATCH_CENTRE, *always), tasks)

    def _hear(self, post: District, headquarters: Headquarters) -> Ear:
        """Let a post hear of levels, of members of its meetings, and of everything else as before."""
        context = self._context
        ear = Ear(context, post.address)
        ear.handlers |= {LevelOrder: headquarters.obey, Present: headquarters.meeting.answer}

        def inbox(letter: Letter) -> None:
            ear.receive(letter)
            headquarters.hear(letter)

        if (
            self._rules.staff.on
        ):  # who is on the line of a meeting, or calls to be heard, needs nobody to read
            row = context.scenario.posts[post.address - Band.POST]
            desk = Desk(context, post.address, inbox, context.streams(f"response/desk/{row.id}"))

            def door(letter: Letter) -> None:
                (inbox if isinstance(letter.body[0], Present | Watchword) else desk.receive)(letter)

            context.net.join(post.address, door)
        else:
            context.net.join(post.address, inbox)
        return ear

    def _second(self) -> None:
        """Let the alternate post stand by."""
        context, scenario, staff = self._context, self._context.scenario, self._staff
        row = next(i for i, p in enumerate(scenario.posts) if p.id == self._rules.succession.alternate)
        succession = self.succession
        plan = staff.contact_plan()
        policies = [InCommand(RestoreContact(plan), succession, plan.silence_ms)]
        if self._works.crews:
            policy = REPAIR_POLICIES[scenario.repair.policy](repair_plan(context))
            policies.append(InCommand(policy, succession))
        node = scenario.node_ids[scenario.posts[row].node]
        second = staff.seat(row, node, lambda address: District(self._model, address, context, *policies))
        self.second, second.partners = second, (DISPATCH_CENTRE,)
        self.relief = self._headquarters(second)
        self.lead.listeners = (*self.lead.listeners, second.address)
        ear = self._hear(second, self.relief)
        ear.handlers |= {Watchword: succession.hear, CommandNotice: succession.obey}
        self._eoc.partners = (*self._eoc.partners, second.address)
        for each in (self._centre, self._eoc, second):
            each.number_words()
        inner = self._ear.inner

        def share(letter: Letter) -> None:
            inner(letter)
            succession.pass_on(letter)

        self._ear.inner = share
        succession.begin(self._eoc, second, self.lead, self.relief)


def _turn_post(post: CommandPost | Post, address: Address) -> None:
    """Let a post tell another one of damage and how it stands."""
    if isinstance(post, TeamHeadquarters) and post.above is not None:
        post.turn(address)
    elif isinstance(post, Reports) and post.above is not None:
        post.above = address


def _turn_crew(crew: Crew, address: Address) -> None:
    """Let a team report to another post, and say at once how it stands."""
    crew.district = address
    crew.receive(Letter(crew.address, 0, crew.cause or 0, (RollCall(),)))


def level_at(district: District | None, responders: Responders | None, address: Address) -> int:
    """Return the response level at which somebody acts, as far as they were told; 0 for none."""
    if district is not None and address == district.address:
        return district.picture.response.level
    listener = None if responders is None else responders.listeners.get(address)
    return 0 if listener is None else listener.level
