"""Who judges what comes down the rivers 来水研判: the weather office, or a township, from told stages."""

from collections.abc import Callable, Iterable
from functools import partial

from sim.agent.basin.barrier import RoadDesk
from sim.agent.context import Context
from sim.agent.people.chain import Chain
from sim.agent.people.office import WeatherOffice
from sim.agent.post import Post
from sim.comms.net import Inbox
from sim.hazard.forecast import Bulletin
from sim.picture.rivers import RiverBoard
from sim.policy.basin import RiverPlan
from sim.record.basin import RiverJudged, RiverStage, RoadOrder
from sim.record.message import Letter
from sim.record.people import WarningIssued, WarningOrder, WeatherWarning
from sim.terms.colours import COLOURS, ColoursOut
from sim.terms.enums import WarningColour
from sim.terms.ids import WEATHER_OFFICE, Address


class Judge:
    """Judges each river a while after every word of it, and once more when that word counts no longer.

    Parameters
    ----------
    context
        Of the world.
    address
        Whose judgement it is.
    plan
        What is known beforehand.
    board
        What it was told.
    changed
        Told when a river calls for another colour than before, with the log entry that says so.
    looked
        Told whenever it has looked, with the log entry that it follows from.
    """

    def __init__(
        self,
        context: Context,
        address: Address,
        plan: RiverPlan,
        board: RiverBoard,
        changed: Callable[[int], None],
        looked: Callable[[int], None] = lambda cause: None,
    ) -> None:
        self.board = board
        self.colours: dict[str, WarningColour] = dict.fromkeys(plan.rivers, WarningColour.NONE)
        self._context, self._address, self._plan = context, address, plan
        self._changed, self._looked = changed, looked

    def heard(self, letter: Letter) -> None:
        """Be told: what stands on the board now is judged later."""
        judges_ms, now = self._context.scenario.basin.judges.ms, self._context.clock.now
        for item in letter.body:
            if type(item) is RiverStage:
                until_ms = item.read_ms + self._plan.counts_ms(item.gauge) + 1
                for t_ms in (now + judges_ms, until_ms + judges_ms):
                    self._context.clock.call_after(max(0, t_ms - now), partial(self._judge, letter.seq))

    def rank(self, township: int) -> int:
        """Return the rank of the worst colour that the rivers call for in a township."""
        along = (river for river in self._plan.rivers if township in self._plan.townships[river])
        return max((COLOURS.index(self.colours[river]) for river in along), default=0)

    def _judge(self, cause: int) -> None:
        for river in self._plan.rivers:
            rise_cm = self._plan.expected_cm(self.board, river, self._context.clock.now)
            colour = self._plan.colour(rise_cm)
            if colour is not self.colours[river]:
                self.colours[river] = colour
                fact = RiverJudged(self._address, river, rise_cm, colour.value)
                self._changed(self._context.log.add(self._context.clock.now, fact, cause))
        self._looked(cause)


class OfficeDesk:
    """Weighs the rivers and the rain at the weather office, the one source of warnings 预警发布一个口子.

    For each township the worse of the two holds; it is issued when it changes.

    Parameters
    ----------
    context
        Of the world.
    office
        The office.
    plan
        What is known beforehand.
    """

    def __init__(self, context: Context, office: WeatherOffice, plan: RiverPlan) -> None:
        self._office = office
        self._rain: dict[int, int] = {}
        self._out: dict[int, int] = {}
        self._now: Callable[[], int] = lambda: context.clock.now
        self._towns = sorted({town for towns in plan.townships.values() for town in towns})
        self._judge = Judge(context, WEATHER_OFFICE, plan, RiverBoard(), self._changed)
        office.says = self._weigh
        context.net.join(WEATHER_OFFICE, self._receive)

    def _receive(self, letter: Letter) -> None:
        """Take in what the operations centre passes on."""
        for item in letter.body:
            if type(item) is RiverStage:
                self._judge.board.learn(item)
        self._judge.heard(letter)

    def _changed(self, cause: int) -> None:
        self._office.issue(self._due(self._towns), cause)

    def _weigh(self, bulletins: Iterable[Bulletin]) -> list[Bulletin]:
        """Return what is issued where the forecast of rain says something."""
        said = list(bulletins)
        self._rain |= {each.township: COLOURS.index(each.colour) for each in said}
        return self._due(dict.fromkeys(each.township for each in said))

    def _due(self, townships: Iterable[int]) -> list[Bulletin]:
        """Return the colour of each township for which another one is out, and hold it to be out."""
        found = []
        for town in townships:
            rank = max(self._rain.get(town, 0), self._judge.rank(town))
            if rank != self._out.get(town, 0):
                self._out[town] = rank
                found.append(Bulletin(self._now(), town, COLOURS[rank]))
        return found


class TownDesk:
    """A township along a river: it bars roads when ordered to; told stages itself, it warns itself 就近预警.

    It warns its villages when the river calls for a worse colour than any warning it has heard of, and tells
    the operations centre that it has.

    Parameters
    ----------
    context
        Of the world.
    post, row
        The township.
    plan
        What is known beforehand.
    office, chain, eoc
        Who numbers warnings, who passes them on, and whom it tells.
    roads
        Decides about its own roads, where it does.
    obey
        Carries out orders about roads.
    """

    def __init__(
        self,
        context: Context,
        post: Post,
        row: int,
        plan: RiverPlan,
        office: WeatherOffice,
        chain: Chain,
        eoc: Address,
        roads: Callable[[RiverBoard], RoadDesk] | None,
        obey: Callable[[int, tuple[RoadOrder, ...], int], None],
    ) -> None:
        self._context, self._post, self._row = context, post, row
        self._office, self._chain, self._eoc, self._obey = office, chain, eoc, obey
        self._heard, self._own = ColoursOut(), 0
        self._make, self._plan = roads, plan
        self._judge: Judge | None = None
        context.net.join(post.address, partial(self._receive, context.net.inbox(post.address)))

    def _receive(self, inner: Inbox, letter: Letter) -> None:
        inner(letter)
        orders = tuple(item for item in letter.body if type(item) is RoadOrder)
        if orders:
            self._obey(self._row, orders, letter.seq)
        for item in letter.body:
            if type(item) is WarningOrder:
                self._heard.hear(item.warning, item.township, item.colour)
        if any(type(item) is RiverStage for item in letter.body):
            self._judges().heard(letter)

    def _judges(self) -> Judge:
        """Return its judgement, which nobody needs before the first word of a river."""
        if self._judge is None:
            board = self._post.picture.rivers
            looked = (lambda cause: None) if self._make is None else self._make(board).look
            address = self._post.address
            self._judge = Judge(self._context, address, self._plan, board, self._changed, looked)
        return self._judge

    def _changed(self, cause: int) -> None:
        rank = self._judges().rank(self._row)
        if rank > max(self._own, self._heard.rank(self._row)):
            colour = COLOURS[rank]
            leave = self._context.scenario.warning.leave(colour)
            said = (self._office.next_number(), colour.value, self._row, leave)
            seq = self._context.log.add(self._context.clock.now, WarningIssued(*said), cause)
            self._heard.hear(said[0], self._row, colour.value)
            self._chain.act(self._post, WarningOrder(*said), seq)
            self._context.net.send(self._post.address, self._eoc, (WeatherWarning(*said),), seq)
        self._own = rank
