"""Reports and facts of the minutes before the first engine: who finds a fire, neighbours, what they do."""

from typing import Final, TypeAlias

from sim.record.item import Item


class LocalAlarm(Item, frozen=True, tag="alarm"):
    """Somebody tells the neighbours of an incident 呼叫邻近群众与微型消防站."""

    call: int
    kind: int
    place: int


class FirstLook(Item, frozen=True, tag="look"):
    """Neighbours tell what an incident needs 初期灾情报告: (capability, units) pairs, as a size-up does."""

    call: int
    needs: tuple[tuple[str, int], ...]


class FireFound(Item, frozen=True, tag="ff"):
    """Somebody finds an incident and is about to call 发现: ``people`` or ``detector``."""

    call: int
    by: str


class NeighboursChanged(Item, frozen=True, tag="nc"):
    """Neighbours of a village change what they do 微型消防站、志愿队状态: `status` is a `NeighbourStatus`."""

    village: int
    status: str
    call: int
    people: int


class FireHeld(Item, frozen=True, tag="fh"):
    """Neighbours hold an incident, or put it out, which saves work 控制初起火灾; in ms of those needed."""

    call: int
    village: int
    out: bool
    saved_ms: int


FirstMinutesReport: TypeAlias = LocalAlarm | FirstLook
FirstMinutesFact: TypeAlias = FireFound | NeighboursChanged | FireHeld
FIRST_MINUTES_FACTS: Final = (FireFound, NeighboursChanged, FireHeld)
