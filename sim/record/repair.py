"""What is told, ordered and true of damage and of the professional teams 专业队伍 that mend it."""

from typing import Final, TypeAlias

from sim.record.item import Item


class DamageReport(Item, frozen=True, tag="damage"):
    """Someone tells what is broken, or how far it is mended 险情报告.

    `nodes` are where it can be worked on. `capability` is what it is seen to need next, empty where nothing
    can be done. `left_ms` is what is left of that for one machine or crew of a standard rate, as those who
    work there have measured it; None before they have. `whole` says that nothing is broken any more.
    """

    damage: int
    kind: str
    target: int
    size: int
    nodes: tuple[int, ...]
    capability: str
    whole: bool
    left_ms: int | None = None


class CrewReport(Item, frozen=True, tag="crew"):
    """A professional team tells where it is and what it does 专业队伍报告.

    `damage` is the one it goes to or works on; `machines` are those that it can use there.
    """

    team: int
    status: str
    node: int
    damage: int | None
    machines: int


class WorkOrder(Item, frozen=True, tag="work"):
    """Go to a damage and mend it 派工单; an order that comes later takes the place of it.

    `nodes` are where it can be worked on, the first chosen first; `avoid` are links known closed.
    """

    team: int
    damage: int
    nodes: tuple[int, ...]
    avoid: tuple[int, ...] = ()


class DamageSeen(Item, frozen=True, tag="ds"):
    """Somebody sees damage with their own eyes, or on their board 发现险情: `address` is theirs."""

    damage: int
    address: int


class CrewChanged(Item, frozen=True, tag="cc"):
    """A professional team changes what it does 专业队伍状态.

    `node` is where it is or, under way, where it is bound; `machines` are those that it can use there;
    `reason` says why it stands by at a damage, and is empty otherwise. Under way `eta_ms` is the time that it
    expects to take and `path` the links that it means to take.
    """

    team: int
    status: str
    node: int
    damage: int | None
    machines: int
    reason: str = ""
    eta_ms: int = 0
    path: tuple[int, ...] = ()


class CrewTurned(Item, frozen=True, tag="ctn"):
    """A professional team finds a link closed and turns round at `node` 专业队伍遇阻."""

    team: int
    link: int
    node: int


class WorkDone(Item, frozen=True, tag="wd"):
    """A team has done a share of a step of a repair 完成工作量: `work_ms` of one standard machine or crew."""

    team: int
    damage: int
    step: int
    work_ms: int


class WorkHeld(Item, frozen=True, tag="wh"):
    """Work at a damage stops for danger, or goes on 停工避险: aftershocks, heavy rain, a slope that moves."""

    damage: int
    held: bool


RepairReport: TypeAlias = DamageReport | CrewReport
RepairFact: TypeAlias = DamageSeen | CrewChanged | CrewTurned | WorkDone | WorkHeld
REPAIR_FACTS: Final = (DamageSeen, CrewChanged, CrewTurned, WorkDone, WorkHeld)
"""The facts of this module, in the order of their codes: a new one goes to the end of `facts.FACTS`."""
