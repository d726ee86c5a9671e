"""Which of two centres leads, as far as each of them knows 指挥权: who does not lead gives no orders."""

from collections.abc import Callable

from sim.agent.command import CommandPost
from sim.agent.response.build import Responders
from sim.agent.response.leaving import Leaving
from sim.agent.seats.hand import Hand
from sim.agent.seats.holding import Command
from sim.agent.standby import CentreWatchers
from sim.picture import Picture
from sim.record.facts import Order
from sim.record.response import CommandNotice
from sim.record.standby import CentreNotice


def district_leads(response: Responders | None, leaving: Leaving | None) -> None:
    """Let two operations centres know which of them leads, and the alternate take command by hand."""
    if response is None:
        return
    first, second, succession = response.centre, response.second, response.succession

    def is_lost() -> bool:
        return leaving is not None and leaving.lost

    if second is not None or leaving is not None:
        other = None if second is None else second.address
        first.command = lambda: Command(
            not is_lost() and not succession.given, is_lost(), True, other, None, False
        )
    if second is not None:
        second.command = lambda: Command(
            succession.leads, False, False, first.address, succession.last_word_ms, succession.may_take
        )
        second.hands[CommandNotice] = _take(second, succession.take, lambda: succession.may_take)
        second.returns.append(succession.look)


def centres_lead(watch: CentreWatchers | None, first: CommandPost) -> None:
    """Let two dispatch centres know which of them commands, and the second take command by hand."""
    if watch is None:
        return
    second = watch.second
    other = None if second is None else second.address
    first.command = lambda: Command(
        watch.first_leads and not watch.lost, watch.lost, True, other, None, False
    )
    if second is not None:
        second.command = lambda: Command(
            watch.second_leads, False, False, first.address, watch.last_word_ms, watch.may_take
        )
        second.hands[CentreNotice] = _take(second, watch.take, lambda: watch.may_take)
        second.returns.append(watch.look)


def _take(post: CommandPost, give: Callable[[int], None], may: Callable[[], bool]) -> Hand:
    """Return how command is taken by hand: as the plan says, once the first was not heard for so long."""

    def can(picture: Picture, order: CommandNotice | CentreNotice) -> bool:
        return order.post == post.address and getattr(order, "number", 0) == 0 and may()

    def take(order: Order, cause: int) -> None:
        give(cause)

    return Hand(can, take, stands_by=True)
