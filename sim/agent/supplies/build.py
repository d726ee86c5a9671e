"""Supplies of a world put in their places: stores, places that run short, keepers of shelters, the desk."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.agent.facility import Around, settle
from sim.agent.post import Post
from sim.agent.roads import FOOT
from sim.agent.supplies.place import Place
from sim.agent.supplies.rivers import Landings
from sim.agent.supplies.shelter import Keeper
from sim.agent.supplies.store import Store, Weather
from sim.comms.build import Communications
from sim.comms.directory import nearest_townships
from sim.comms.feeds import Feeds
from sim.comms.mains import Mains
from sim.comms.net import Inbox
from sim.kernel.clock import Behaviour
from sim.policy.supplies import BringSupplies, SupplyPlan
from sim.record.message import Letter
from sim.record.supplies import SupplyNeed
from sim.scenario.loads import load_nodes
from sim.terms.enums import LoadKind
from sim.terms.ids import PUBLIC, Band

Fed = Callable[[int, int], bool]
"""Whether homes at a node, of a township, have power."""


class Supplies:
    """Relief supplies 救灾物资保障.

    Parameters
    ----------
    model
        The world.
    context
        What its agents share.
    desk
        The post that sends supplies.
    around
        Networks and posts.
    rain
        Rain in mm/h by node and time in ms; None without any.

    Attributes
    ----------
    places
        Villages by row, then shelters.
    stores, keepers
        As they are.
    """

    def __init__(
        self,
        model: Any,
        context: Context,
        desk: CommandPost,
        around: Around,
        rain: Callable[[int, int], float] | None,
    ) -> None:
        scenario = context.scenario
        mains, comms, staff = around
        self._context, self._desk, self._staff = context, desk, staff
        self._rules = scenario.relief
        ids = [row.node for row in scenario.villages] + [row.node for row in scenario.shelters]
        self._nodes = [scenario.node_ids[each] for each in ids]
        self.places = [Place(i, node, context) for i, node in enumerate(self._nodes)]
        self._township = nearest_townships(scenario)
        self._fed = _fed(context, mains, comms)
        self._since: dict[int, int] = {}
        self._told: dict[int, int] = {}
        self.keepers = self._keep(model, mains, comms)
        self.stores = self._stock(model, comms, Weather(context, rain))
        desk.also(BringSupplies(self._plan()))
        context.admits = lambda shelter, people: self.keepers[shelter].take(people)
        for post in () if staff is None else staff.townships:
            context.net.join(post.address, partial(self._relay, post, context.net.inbox(post.address)))
        for store in self.stores:
            store.tell()
        context.clock.start(self._watch())

    def _stock(self, model: Any, comms: Communications | None, weather: Weather) -> list[Store]:
        numbers, found = count(), []
        for i, row in enumerate(self._rules.stores):
            settle(comms, None, i, row.id, self._context.scenario.node_ids[row.node])
            counter = partial(next, numbers)
            found.append(
                Store(model, i, row, self._context, self._desk.address, self.places, weather, counter)
            )
        return found

    def _keep(self, model: Any, mains: Mains | None, comms: Communications | None) -> list[Keeper]:
        scenario, found = self._context.scenario, []
        nodes = load_nodes(scenario)
        loads = {nodes[i]: i for i, row in enumerate(scenario.loads) if row.kind is LoadKind.SHELTER}
        for number, row in enumerate(scenario.shelters):
            node = scenario.node_ids[row.node]
            settle(comms, LoadKind.SHELTER, number, row.id, node)
            powered = partial(self._fed, node, self._township[node])
            if mains is not None and node in loads:
                powered = partial(_is_fed, mains, loads[node])
            place = self.places[len(scenario.villages) + number]
            found.append(Keeper(model, number, row, self._context, self._desk.address, place, powered))
        return found

    def _plan(self) -> SupplyPlan:
        scenario, travel = self._context.scenario, self._context.roads.travel
        shut = self._rules.shelters
        return SupplyPlan(
            stores=[store.node for store in self.stores],
            places=self._nodes,
            villages=len(scenario.villages),
            road=travel[self._rules.vehicle],
            foot=travel[FOOT],
            sails=Landings(scenario).joins,
            shelters=[
                (
                    row.capacity,
                    self._township[scenario.node_ids[row.node]],
                    shut.all_dual_use or row.id in shut.dual_use,
                )
                for row in scenario.shelters
            ],
            rules=self._rules,
        )

    # --- who runs short -------------------------------------------------------------------------------------

    def _watch(self) -> Behaviour:
        """Look again and again who is cut off, and let them tell."""
        clock = self._context.clock
        while True:
            reached = self._reached()
            for village in range(len(self._context.scenario.villages)):
                self._look(village, self._nodes[village] in reached)
            for keeper in self.keepers:
                keeper.look()
                if keeper.people:
                    self._since.setdefault(keeper.place.number, clock.now - self._rules.notice.ms)
                    self._speak(keeper.place, keeper.address, None)
            yield clock.wait(self._rules.check.ms)

    def _reached(self) -> set[int]:
        """Return the nodes to which a vehicle comes from the seat of the district."""
        scenario, roads = self._context.scenario, self._context.roads
        graph, closed = roads.travel[self._rules.vehicle].graph, roads.closed_to(self._rules.vehicle)
        seat = next(scenario.node_ids[district.seat] for district in scenario.districts if district.home)
        seen, waiting = {seat}, [seat]
        while waiting:
            for arc in graph.leaving[waiting.pop()]:
                node = graph.heads[arc]
                if graph.links[arc] not in closed and node not in seen:
                    seen.add(node)
                    waiting.append(node)
        return seen

    def _look(self, village: int, reached: bool) -> None:
        """Let a village live on what it has, or no more; and tell, once it has counted."""
        place, row, now = (
            self.places[village],
            self._context.scenario.villages[village],
            self._context.clock.now,
        )
        if reached:
            if village in self._since:
                del self._since[village]
                place.use([0, 0, 0])
                if self._told.pop(village, None) is not None:
                    self._tell(place, Band.VILLAGE.address(village), village)
            return
        if village not in self._since:
            self._since[village] = now
            place.lay_in((self._rules.home_water.value, self._rules.home_food.value), row.population)
        people = row.population
        fed = self._fed(self._nodes[village], self._context.scenario.township_ids[row.township])
        place.use([0 if fed else people, people, round(people * self._rules.homeless.value)])
        self._speak(place, Band.VILLAGE.address(village), village)

    def _speak(self, place: Place, address: int, village: int | None) -> None:
        """Let a place tell what it lacks: when it has counted, and again after a while."""
        now, last = self._context.clock.now, self._told.get(place.number)
        if now - self._since[place.number] < self._rules.notice.ms:
            return
        if last is None or now - last >= self._rules.again.ms:
            self._told[place.number] = now
            self._tell(place, address, village)

    def _tell(self, place: Place, address: int, village: int | None) -> None:
        report = SupplyNeed(place.number, place.people, place.wants(self._rules.cover.value))
        to, net, scenario = self._desk.address, self._context.net, self._context.scenario
        if village is None or self._staff is None:
            net.send(PUBLIC if village is not None else address, to, (report,), place.cause)
            return
        township = scenario.township_ids[scenario.villages[village].township]
        net.send(address, Band.TOWNSHIP.address(township), (report,), place.cause)

    def _relay(self, post: Post, inner: Inbox, letter: Letter) -> None:
        """Let a township take in a message as before, and pass on what its villages lack."""
        inner(letter)
        for item in letter.body:
            if isinstance(item, SupplyNeed):
                self._context.net.send(post.address, self._desk.address, (item,), letter.seq)


def _is_fed(mains: Mains, load: int) -> bool:
    return mains.loads[load].is_fed


def _fed(context: Context, mains: Mains | None, comms: Communications | None) -> Fed:
    """Return what says whether homes have power; they do where nothing is known of it."""
    supply = mains if comms is None else comms.plant.supply
    if supply is None:
        return lambda node, township: True
    feeds = Feeds(context.scenario, mains)
    return lambda node, township: supply.is_supplied(feeds.place(None, node, township))
