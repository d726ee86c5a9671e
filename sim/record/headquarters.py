"""What the headquarters of professional teams 专业队伍指挥部 order and answer."""

from sim.record.item import Item


class StandDown(Item, frozen=True, tag="stand"):
    """Leave the work and come back to the base; with `rest`, rest where you work 撤回归建或就地轮休.

    `avoid` are links known closed.
    """

    team: int
    rest: bool
    avoid: tuple[int, ...] = ()


class WorkRefused(Item, frozen=True, tag="wref"):
    """The headquarters of a team does not send it to a damage 不接受派工: who ordered it may send another."""

    team: int
    damage: int
