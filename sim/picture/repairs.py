"""What a post knows of damage and of the professional teams that mend it 险情与专业队伍态势."""

from dataclasses import dataclass

from sim.record.headquarters import StandDown, WorkRefused
from sim.record.repair import CrewReport, DamageReport, WorkOrder
from sim.terms.enums import CrewStatus

_STRANDED: str = CrewStatus.STRANDED.value


@dataclass(slots=True)
class DamageView:
    """What a post knows of damage 险情.

    Attributes
    ----------
    kind, target, size
        What is broken, a row of its table, and how much of it.
    nodes
        Where it can be worked on.
    capability
        What it needs next; empty where nothing can be done.
    told_ms
        When that was said: the fact's age counts from here.
    left_ms
        What is left of that for one standard machine, as those who work there said; None before they did.
    """

    damage: int
    kind: str
    target: int
    size: int
    nodes: tuple[int, ...]
    capability: str
    told_ms: int
    left_ms: int | None = None


@dataclass(slots=True)
class CrewView:
    """What a post knows of a professional team 专业队伍.

    Attributes
    ----------
    status, node, damage, machines
        As it said: what it does, where, for which damage, with how many usable machines (None before word).
    told_ms, since_ms
        When it said so last, and when it first said that this is its status on this errand.
    order, ordered_ms
        The post's own last order to it, as long as it has not answered; and when that was.
    silent
        Whether an order found no means to it, and it has not been heard since 失联.
    refused
        Damage to which its headquarters has said that it will not go.
    """

    team: int
    status: str
    node: int
    told_ms: int
    since_ms: int
    damage: int | None = None
    machines: int | None = None
    order: WorkOrder | None = None
    ordered_ms: int = 0
    silent: bool = False
    refused: frozenset[int] = frozenset()

    @property
    def goes_to(self) -> int | None:
        """The damage for which it is meant, by its own word or by an order that it has not answered."""
        return self.damage if self.order is None else self.order.damage


class Repairs:
    """Damage and teams as one post knows them.

    Attributes
    ----------
    damages
        Damage that is not whole, by number, in the order in which the post heard of it.
    crews
        Teams that have reported, or to which the post has given orders.
    asked, asked_ms
        Work orders to teams that others have sent to the post and that it has not answered, by team; and when
        they were sent.
    """

    def __init__(self) -> None:
        self.damages: dict[int, DamageView] = {}
        self.crews: dict[int, CrewView] = {}
        self.asked: dict[int, WorkOrder] = {}
        self.asked_ms: dict[int, int] = {}
        self._mended: set[int] = set()

    def ask(self, item: WorkOrder, sent_ms: int) -> bool:
        """Take in a work order for a team of the post; of two for one team the later counts."""
        newer = sent_ms >= self.asked_ms.get(item.team, 0)
        if newer:
            self.asked[item.team], self.asked_ms[item.team] = item, sent_ms
        return newer

    def asked_at(self, damage: int) -> tuple[int, ...]:
        """Return the nodes from which a damage is to be worked on, by the orders that wait here."""
        orders = [order for _, order in sorted(self.asked.items()) if order.damage == damage]
        return tuple(dict.fromkeys(node for order in orders for node in order.nodes))

    def refuse(self, item: WorkRefused, sent_ms: int) -> bool:
        """Take in that a team will not go to a damage: it is free again, for other damage."""
        view = self.crews.get(item.team)
        if view is None:
            return False
        view.refused |= {item.damage}
        if view.order is not None and view.order.damage == item.damage:
            view.order = None
        return True

    def stand_down(self, order: StandDown) -> None:
        """Remember that the post itself calls a team back: what it ordered before holds no more."""
        self.crews[order.team].order = None

    def meant(self) -> dict[int, list[CrewView]]:
        """Return the teams that are meant for each damage, in id order."""
        found: dict[int, list[CrewView]] = {}
        for team in sorted(self.crews):
            view = self.crews[team]
            if view.goes_to is not None and not view.silent:
                found.setdefault(view.goes_to, []).append(view)
        return found

    def note(self, order: WorkOrder, now_ms: int) -> None:
        """Remember an order that the post itself gives now."""
        self.asked.pop(order.team, None)
        view = self.crews.get(order.team)
        if view is None:
            view = self.crews[order.team] = CrewView(order.team, "", order.nodes[0], now_ms, now_ms)
        view.order, view.ordered_ms, view.silent = order, now_ms, False

    def miss(self, order: WorkOrder) -> bool:
        """Remember that an order found no means to its team; whether it was the last one."""
        view = self.crews[order.team]
        missed = view.order is order
        view.silent = view.silent or missed
        return missed

    def learn_damage(self, item: DamageReport, sent_ms: int) -> bool:
        """Take in word of damage; whether a decision may hang on it."""
        view = self.damages.get(item.damage)
        if item.damage in self._mended or (view is not None and sent_ms < view.told_ms):
            return False  # the same word by another way, or an older one that was overtaken
        if item.whole:
            self._mended.add(item.damage)
            return self.damages.pop(item.damage, None) is not None
        before = None if view is None else view.capability
        self.damages[item.damage] = DamageView(
            item.damage,
            item.kind,
            item.target,
            item.size,
            item.nodes,
            item.capability,
            sent_ms,
            _left(view, item),
        )
        return before != item.capability

    def learn_crew(self, item: CrewReport, sent_ms: int) -> bool:
        """Take in word of a team; whether a decision may hang on it."""
        view = self.crews.get(item.team)
        if view is None:
            view = self.crews[item.team] = CrewView(item.team, "", item.node, sent_ms, sent_ms)
        elif sent_ms < view.told_ms:
            return False
        before = view.status, view.damage, view.machines, view.silent
        if (item.status, item.damage) != (view.status, view.damage):
            view.since_ms = sent_ms  # who stands before a closed road on another errand has not waited yet
        self._answer(view, item, sent_ms)
        view.status, view.node, view.damage = item.status, item.node, item.damage
        view.machines, view.told_ms, view.silent = item.machines, sent_ms, False
        return before != (view.status, view.damage, view.machines, view.silent)

    def _answer(self, view: CrewView, item: CrewReport, sent_ms: int) -> None:
        """Hold an order for answered once its team names the damage, cannot work, or is back from silence."""
        if view.order is None or sent_ms < view.ordered_ms:
            return
        if item.damage == view.order.damage or item.machines == 0 or view.silent:
            view.order = None


def _left(view: DamageView | None, item: DamageReport) -> int | None:
    """Return what is left of a step: the last measure of it holds until another step is next."""
    if item.left_ms is None and view is not None and view.capability == item.capability:
        return view.left_ms
    return item.left_ms
