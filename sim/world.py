"""The one place where everything is put together from a scenario."""

from functools import cached_property, partial
from typing import Any

import mesa

from sim.agent.aid import Desk, MutualAid
from sim.agent.air import Sky
from sim.agent.based import Bases
from sim.agent.basin.build import basin_of
from sim.agent.breakdown import Wards, bind_networks
from sim.agent.capability.fire import Fronts
from sim.agent.capability.tasks import Tasks
from sim.agent.casualties.build import Care
from sim.agent.centre import DispatchCentre
from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.control.build import Controls
from sim.agent.deciding import PolicyChoice, decider
from sim.agent.facility import Around
from sim.agent.first_minutes import FirstMinutes, detector_lives, is_fed
from sim.agent.incident import Incident
from sim.agent.people.build import People
from sim.agent.response.build import Responders, level_at
from sim.agent.response.moving import let_move
from sim.agent.road_effect import RoadEffect
from sim.agent.roads import FOOT, TrueRoads
from sim.agent.seats.build import find_post, seat
from sim.agent.seats.means import Means
from sim.agent.seismic import early_warnings
from sim.agent.staff import Staff
from sim.agent.standby import CentreWatchers
from sim.agent.standby_build import has_standby, standby, switched
from sim.agent.station import Station
from sim.agent.supplies.build import Supplies
from sim.agent.support.build import fleet_of
from sim.agent.support.scouts import scouts_of
from sim.agent.unit import Unit
from sim.agent.utilities.build import utilities
from sim.agent.water import Sources
from sim.agent.ways import ways
from sim.agent.works import Works
from sim.comms.build import Communications, communications
from sim.comms.mains import Mains
from sim.comms.mains_build import mains
from sim.comms.net import IdealNet, Net
from sim.hazard.cuts import RoadEvent, road_events
from sim.hazard.damage import Damages
from sim.hazard.demand import Birth
from sim.hazard.every import lucks, scripted
from sim.hazard.fire.fight import fights
from sim.hazard.fork import births, hazards, rain
from sim.hazard.injects import Injects
from sim.hazard.play import Play
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.network.roads import access_ms, foot_pace, pace
from sim.network.router import Backend
from sim.network.travel import Travel
from sim.picture import Picture
from sim.policy import Plan
from sim.policy.forward import Forward
from sim.policy.named import UnknownPolicy
from sim.record.facts import CallEnded, CallReport, HandOver, Order, OrderGiven, RoadReport, RunEnded
from sim.record.log import Log
from sim.record.message import Letter
from sim.record.seat import Act
from sim.record.seat_facts import InjectStruck, SeatChanged, Word, WordGiven
from sim.scenario.model import Scenario
from sim.terms.enums import Asset, CallStage, Precedence
from sim.terms.ids import DISPATCH_CENTRE, PUBLIC, UnitId
from sim.terms.units import HOUR_MS

__all__ = ["PolicyChoice", "UnknownPolicy", "World", "decider"]


class World(mesa.Model):  # type: ignore[misc]  # mesa is untyped
    """A district at work 推演世界: stations, units, the dispatch centre, the roads and what happens.

    Parameters
    ----------
    scenario
        What the world is made from.
    policy
        Who decides for the dispatch centre; the scenario's own policy where left out.
    seed, rep
        Seed of the study and number of the replication: they and the scenario decide all luck.
    log
        Where everything is written.
    backend
        Router to use; results do not depend on it.
    streams
        The luck, where it is not that of seed and replication throughout.

    Attributes
    ----------
    clock
        The one clock.
    context
        What the agents share.
    centre
        The dispatch centre.
    mains, comms
        The power network, and communications; None where the scenario has no such tables, or messages are
        ideal.
    damages, play
        What is broken, and the hazards that break it.
    rain
        How hard rainstorms rain, in mm/h by node and time in ms; None without any.
    aid
        Mutual aid.
    works
        Who sees, tells and mends what is broken.
    response
        Who decides on response levels, and acts at them; None where the scenario has none.
    fleet
        Generator trucks at work; None where they are switched off; so are `scouts`, UAVs.
    people
        People at risk and who warns them; None where nobody is warned.
    standby
        The watch of a second dispatch centre; None where there is none, and the first is not lost.
    control
        Control measures; None where the scenario has none.
    care, supplies
        Casualties and who cares for them, relief supplies; None where a scenario does not ask for them.

    Examples
    --------
    `sim.run.run` does all of this and keeps the log; a world by hand is for watching it step by step::

        world = World(scenario, log=log)
        world.step()          # one hour
        world.close()
    """

    def __init__(
        self,
        scenario: Scenario,
        log: Log,
        policy: PolicyChoice | None = None,
        seed: int = 1,
        rep: int = 0,
        backend: Backend = "auto",
        streams: Streams | None = None,
    ) -> None:
        super().__init__()
        self.horizon_ms = log.header.horizon_ms
        self.clock = Clock()
        self.log = log
        self._events = [event for event in road_events(scenario) if event.t_ms < self.horizon_ms]
        streams = Streams(seed, rep) if streams is None else streams
        self.damages = Damages(self.clock, log)
        self.play = self._unfold(scenario, streams)
        self.rain = rain(scenario, streams, self.horizon_ms)
        travel = ways(scenario, backend)
        plan = Plan.of(scenario, travel)
        self.mains: Mains | None = mains(scenario, self.clock, log, self.horizon_ms)
        self.comms: Communications | None = None
        if scenario.comms == "bearers":
            after = (streams, self.horizon_ms, self.mains, self.rain)
            self.comms = communications(scenario, self.clock, log, *after)
        bind_networks(self.damages, self.mains, self.comms)
        self.context = self._context(scenario, streams, travel)
        if self.mains is not None:
            self.context.takes_patients = Wards(scenario, self.mains).take
        self.damages.bind(Asset.ROAD, RoadEffect(scenario, self.context.roads))
        chosen = scenario.dispatch.policy if policy is None else policy
        self.centre = DispatchCentre(self, self.context, decider(chosen, plan))
        self.aid = MutualAid(self, self.context, plan)
        self.stations, self.units = self._forces()
        self.staff = None if self.comms is None else Staff(self, self.context, self.comms, plan)
        if self.staff is not None:
            self.staff.settle(self.centre, self.stations, self.units)
        self._help_at_hand(scenario)
        self.aid.settle(self.centre, self.staff)
        for unit in self.units:
            unit.roll_call()
        self.aid.break_over(self.rain, self.horizon_ms)
        self.tasks = self._tasks(scenario, streams)
        self.works = Works(self, self.context, self.damages, self.staff, self.comms, self.tasks)
        if self.works.district is not None:
            self.centre.partners = (self.works.district.address,)
            self.works.district.partners = (self.centre.address,)
        self.aid.bind(self.works.district)
        self._who_is_asked_for(scenario, policy, plan)
        self.context.net.join(PUBLIC, self._take_over)
        self._births = births(scenario, streams, self.horizon_ms)
        self._calls = 0
        self.clock.start(self._happen())
        for event in self._events:
            self.clock.call_after(event.t_ms, partial(self._change_road, event))
        self.play.start(self.horizon_ms)

    def _who_is_asked_for(self, scenario: Scenario, policy: PolicyChoice | None, plan: Plan) -> None:
        """Let those live who are off unless a scenario asks for them."""
        district = self.works.district
        self.fleet = fleet_of(self, self.context, self.mains, district, self.staff)
        self.scouts = scouts_of(self, self.context, district, self.staff, self.rain)
        self.response = self._responders(scenario)
        self.people = self._people(scenario)
        self.control = self._control(scenario)
        self.care, self.supplies = self._relief(scenario)
        self.standby = self._standby(policy, plan)  # when all are there who decide at the centre
        means = Means(self.fleet, self.scouts, self.care, self.supplies, self.people, self.control)
        leaving = let_move(self.context, self.staff, self.comms, self.response, self.aid, means)
        others = (self.response, self.standby, leaving)
        self._centres = seat(self.context, means, self.aid, self.centre, district, *others)
        early_warnings(self.context, self.comms, self.play)
        utilities(self.context, self.damages, self.play, self.works)
        basin_of(self.context, self.staff, self.people)

    def run(self, until_ms: int) -> None:
        """Let time pass until just before the ordinary events at `until_ms`."""
        if until_ms > self.clock.now:
            self.clock.run(until_ms)

    def step(self) -> None:
        """Let one hour pass, or what is left until the horizon: what Mesa's tools call a step."""
        self.run(min(self.clock.now + HOUR_MS, self.horizon_ms))
        self.running = self.clock.now < self.horizon_ms

    def order(self, order: Order) -> None:
        """Let the dispatch centre give an order now that a person has decided."""
        self.act(OrderGiven(order))

    def act(self, act: Act) -> int:
        """Let a person do something now; return the number of the entry in the log.

        What is ordered for a post that nobody can be, or that cannot be given, is written down all the same,
        and nothing follows from it.
        """
        seq = self.log.add(self.clock.now, act)
        if isinstance(act, WordGiven):
            if self.can_tell(act):
                word = Word(act.text, act.bearer, act.precedence)
                self.context.net.send(act.address, act.to, (word,), seq)
            return seq
        if isinstance(act, InjectStruck):
            if self.injects.can(act):
                self.injects.strike(act, seq)
            return seq
        post = self.post(act.address)
        if post is not None and isinstance(act, OrderGiven):
            post.obey(act.order, seq)
        elif post is not None and isinstance(act, SeatChanged):
            post.seat(act.taken, seq)
        return seq

    def can_tell(self, act: WordGiven) -> bool:
        """Whether there are two who can talk: posts with pictures, or somebody outside who tells one.

        A bearer that is asked for must be one that the sender has.
        """
        sender, receiver = act.address, act.to
        talks = sender == PUBLIC or self.picture(sender) is not None
        has = not act.bearer or act.bearer in self.means_of(sender)
        urgent = not act.precedence or act.precedence in Precedence._value2member_map_
        return talks and has and urgent and sender != receiver and self.picture(receiver) is not None

    def means_of(self, address: int) -> tuple[str, ...]:
        """Return by what somebody at an address can send: nothing to choose from where messages are ideal."""
        return () if self.comms is None else self.comms.net.means_of(address)

    def post(self, address: int) -> CommandPost | None:
        """Return the post that decides at an address, a station or a neighbour's among them; else None."""
        return find_post(self._centres, self.staff, self.aid.neighbours, address)

    def finish(self) -> None:
        """End the run at the horizon: book the fuel, name the open calls, close the log."""
        for unit in self.units:
            unit.book_fuel()
        for call in sorted(self.context.incidents):
            incident = self.context.incidents[call]
            self.log.add(self.clock.now, CallEnded(call, CallStage.OPEN.value), incident.cause)
        self.log.add(self.clock.now, RunEnded(self.context.net.in_flight))
        self.log.close()

    def close(self) -> None:
        """Let go of the agents, and of the world: Mesa would keep both for ever."""
        self.remove_all_agents()
        # Mesa 3.3, the last for Python 3.11, counts the agents of each model in a table that it never clears
        getattr(mesa.Agent, "_ids", {}).pop(self, None)

    def picture(self, address: int) -> Picture | None:
        """Return what the post at an address knows; None where there is none that keeps a picture."""
        post = self.post(address) or (None if self.staff is None else self.staff.post(address))
        return None if post is None else post.picture

    def _responders(self, scenario: Scenario) -> Responders | None:
        """Let posts act at response levels, where the scenario has any."""
        if not scenario.response.levels or self.staff is None:
            return None
        return Responders(self, self.context, self.staff, self.works, self.centre, self.stations)

    def _people(self, scenario: Scenario) -> People | None:
        """Let people at risk be warned, where the scenario warns anybody; who has left is spared."""
        if scenario.warning.variant == "none" or self.staff is None or self.comms is None:
            return None
        people = People(self, self.context, self.staff, self.comms, self.rain, self.horizon_ms)
        self.play.spares = people.spares
        return people

    def _standby(self, policy: PolicyChoice | None, plan: Plan) -> CentreWatchers | None:
        """Let a second dispatch centre stand by, where the scenario has one, or let the first be lost."""
        scenario = self.context.scenario
        if self.staff is None or self.comms is None or not has_standby(scenario):
            return None
        decides = partial(decider, scenario.dispatch.policy if policy is None else policy, plan)
        who = (self.context, self.staff, self.comms, self.centre, self.units, decides)
        return standby(self, *who, self.response, self.care, self.aid)

    def _control(self, scenario: Scenario) -> Controls | None:
        """Let control measures be ordered and carried out, where the scenario asks for it."""
        if not scenario.control.on or self.people is None or self.staff is None:
            return None
        level = partial(level_at, self.works.district, self.response)
        control = Controls(self.context, self.staff, self.people, level)
        self.play.keeps_out = control.averts
        return control

    def _relief(self, scenario: Scenario) -> tuple[Care | None, Supplies | None]:
        """Let casualties be cared for, and supplies be brought, as far as the scenario asks for it."""
        around = Around(self.mains, self.comms, self.staff)
        desk = self.centre if self.works.district is None else self.works.district
        care = Care(self, self.context, self.centre, around) if scenario.casualties.model else None
        wanted = scenario.relief.model
        return care, Supplies(self, self.context, desk, around, self.rain) if wanted else None

    def _tasks(self, scenario: Scenario, streams: Streams) -> Tasks | None:
        """Let incidents need more than engines, and crews slow wildfires, where the scenario asks for it."""
        if not scenario.capability.model:
            return None
        fronts = fights(scenario, lucks(streams), self.horizon_ms)
        return Tasks(self.context, Fronts(fronts, self.context, self.play))

    def _unfold(self, scenario: Scenario, streams: Streams) -> Play:
        """Draw all hazards, before anybody acts."""
        found = hazards(scenario, streams, self.horizon_ms)
        script, breaks = scripted(scenario), scenario.hazards.breaks
        return Play(found, script, self.damages, breaks, self.clock, self.log, self._begin)

    @cached_property
    def injects(self) -> Injects:
        """What lets the script of an exercise break what it names."""
        return Injects(self.context.scenario, self.damages, self.clock, self.context.roads.can_close)

    def _can_close(self, scenario: Scenario) -> bool:
        """Whether any link of this world can ever close, or become slow."""
        closes = scenario.basin.model, scenario.exercise.roads_close, *(row.effect for row in scenario.msel)
        return bool(self._events) or any(closes) or bool({Asset.ROAD, Asset.GAS_MAIN} & self.play.assets)

    def _help_at_hand(self, scenario: Scenario) -> None:
        """Let fires be found late, neighbours go, and water run short, as far as the scenario asks for it."""
        if scenario.minds_first_minutes:
            villages = () if self.staff is None else self.staff.villages
            FirstMinutes(self.context, detector_lives(self.context, self.comms, self.mains), villages)
        if scenario.water.model:
            self.context.water = Sources(self.context, is_fed(self.comms, self.mains))

    def _context(self, scenario: Scenario, streams: Streams, travel: dict[str, Travel]) -> Context:
        node = scenario.node_ids
        paces = {FOOT: foot_pace(scenario)}
        heavy_mm_h, over = scenario.roads.heavy_rain.value, self.rain

        def is_raining(node: int, t_ms: int) -> bool:
            return over is not None and over(node, t_ms) >= heavy_mm_h

        wet = None if over is None else is_raining
        obstacle_ms = scenario.bearers.courier.obstacle.ms
        roads = TrueRoads(
            self.clock, self.log, travel, pace(scenario), self._can_close(scenario), paces, obstacle_ms, wet
        )
        net: Net = IdealNet(self.clock, self.log) if self.comms is None else self.comms.net
        net = switched(scenario, net)

        def call(report: CallReport, cause: int) -> None:
            net.send(PUBLIC, DISPATCH_CENTRE, (report,), cause)

        return Context(
            scenario=scenario,
            clock=self.clock,
            log=self.log,
            net=net,
            roads=roads,
            streams=streams,
            access_ms={name: access_ms(scenario, name) for name in travel if name != FOOT},
            kinds=[scenario.demand.kinds[key] for key in sorted(scenario.demand.kinds)],
            station_nodes=[node[station.node] for station in scenario.stations],
            hospitals=[node[hospital.node] for hospital in scenario.hospitals],
            call=call,
            sky=Sky(scenario, self.rain) if scenario.upper.flies is not None else None,
        )

    def _forces(self) -> tuple[list[Station], list[Unit]]:
        context, scenario = self.context, self.context.scenario
        bases = Bases(scenario)
        if bases.ahead:
            homes = [scenario.station_ids[unit.station] for unit in scenario.units]
            self.centre.also(Desk(self.centre, Forward(bases.ahead, homes), context))
        stations = [
            Station(self, i, row, context.station_nodes[i]) for i, row in enumerate(scenario.stations)
        ]
        units = []
        for number, row in enumerate(scenario.units):
            station = stations[scenario.station_ids[row.station]]
            if scenario.is_lender(station.row):
                units.append(self.aid.unit(UnitId(number), row, station))
            elif scenario.takes_part(station.row):
                units.append(bases.unit(self, UnitId(number), row, station, context))
        return stations, units

    def _take_over(self, letter: Letter) -> None:
        """Let somebody outside take the calls that are handed over."""
        for item in letter.body:
            if type(item) is HandOver and item.call in self.context.incidents:
                self.context.incidents[item.call].hand_over(letter.seq)

    def _happen(self) -> Any:
        """Let the calls be born, one after the other."""
        for birth in self._births:
            yield self.clock.wait(birth.t_ms - self.clock.now)
            if self.control is None or not self.control.averts(birth):
                self._begin(birth, None)

    def _begin(self, birth: Birth, cause: int | None) -> None:
        """Let an incident begin."""
        special = None
        if self.tasks is not None:
            birth, special = self.tasks.need(birth)
        incident = Incident(self._calls, birth, self.context)
        if self.tasks is not None:
            incident.special = special
            self.tasks.watch(incident)
        self._calls += 1
        incident.begin(cause)
        if self.care is not None:
            self.care.strike(incident)

    def _change_road(self, event: RoadEvent) -> None:
        """Let a scripted cut happen, or let someone tell the centre of it."""
        roads = self.context.roads
        if event.what == "cut":
            roads.cut(event.link, None, event.foot)
        elif event.what == "opened":
            roads.reopen(event.link, None)
        else:
            closed = event.what == "told_closed"
            report = RoadReport(event.link, closed, closed and event.foot)
            self.context.net.send(PUBLIC, DISPATCH_CENTRE, (report,), roads.last_change.get(event.link))
