"""A group call 组呼: one slot at every site where the group has members, and the links between them."""

from collections.abc import Sequence
from functools import partial

from sim.comms.trunk.call import Call, Done, Failed, nothing
from sim.comms.trunk.slots import PATIENCE_MS, Slots
from sim.kernel.clock import Clock
from sim.terms.enums import CallFailure, Precedence


class Backhaul:
    """The link of a site to the exchange 回传链路, and the group calls that lean on it.

    Attributes
    ----------
    up
        Whether it works.
    """

    def __init__(self) -> None:
        self.up = True
        self._calls: dict[GroupCall, None] = {}

    @property
    def calls(self) -> int:
        """Group calls that wait for their slots or are in progress over it."""
        return len(self._calls)

    def cut(self) -> None:
        """Let it fail, and with it every group call over it."""
        self.up = False
        for call in [*self._calls]:
            call.fail(CallFailure.NO_BACKHAUL)

    def mend(self) -> None:
        """Let it work again."""
        self.up = True

    def carry(self, call: "GroupCall") -> None:
        """Let a group call lean on it."""
        self._calls[call] = None

    def drop(self, call: "GroupCall") -> None:
        """Let a group call lean on it no longer."""
        self._calls.pop(call, None)


class GroupCall:
    """One call to a talk group 通话组: it starts when it holds a slot at each site, then gives all back.

    Slots are taken one site after the other in the order of the sites' numbers, those got are held: since all
    group calls keep to that order, none waits for one that waits for it, and there is no deadlock 死锁.

    Parameters
    ----------
    clock
        On which it lives.
    sites
        Slots of every site with a registered member, in any order.
    links
        Backhaul of each of these sites; none is needed where there is one site only.
    hold_ms
        How long the call takes, once it has started.
    on_start, on_fail, on_end
        As for `Slots.request`; also called at once, before `dial` returns.
    patience_ms
        How long it waits for all its slots, None if without end. A site's own patience holds as well.

    Raises
    ------
    ValueError
        If there is no site, or one twice.

    Notes
    -----
    When one of the sites or links fails, the whole call fails. Source: assumption; a real exchange may
    carry on among the other sites, but the speaker does not hear who is left.

    Examples
    --------
    >>> clock, said = Clock(), []
    >>> sites = [Slots(clock, number, capacity=1) for number in (0, 1)]
    >>> links = [Backhaul(), Backhaul()]
    >>> done = partial(said.append, "done")
    >>> GroupCall(clock, sites, links, 5_000, Precedence.COMMAND, nothing, said.append, done).dial()
    >>> [site.in_use for site in sites]
    [1, 1]
    >>> clock.run(5_001)
    >>> said, [site.in_use for site in sites]
    (['done'], [0, 0])
    """

    __slots__ = (
        "_clock",
        "_dialling",
        "_hold_ms",
        "_legs",
        "_links",
        "_on_end",
        "_on_fail",
        "_on_start",
        "_patience_ms",
        "_precedence",
        "_sites",
        "began_ms",
        "over",
    )

    def __init__(
        self,
        clock: Clock,
        sites: Sequence[Slots],
        links: Sequence[Backhaul],
        hold_ms: int,
        precedence: Precedence,
        on_start: Done,
        on_fail: Failed,
        on_end: Done = nothing,
        patience_ms: int | None = PATIENCE_MS,
    ) -> None:
        numbers = [site.site for site in sites]
        if not numbers or len({*numbers}) < len(numbers):
            raise ValueError(f"a group call holds one slot at each of some sites, not at {numbers}")
        self._clock = clock
        self._sites = sorted(sites, key=lambda site: site.site)
        self._links = links if len(sites) > 1 else ()
        self._hold_ms = hold_ms
        self._precedence = precedence
        self._on_start = on_start
        self._on_fail = on_fail
        self._on_end = on_end
        self._patience_ms = patience_ms
        self._legs: list[Call] = []
        self._dialling = False
        self.began_ms: int | None = None
        self.over = False

    def dial(self) -> None:
        """Begin to take slots; to be called once."""
        for link in self._links:
            link.carry(self)
        if not all(link.up for link in self._links):
            self.fail(CallFailure.NO_BACKHAUL)
            return
        self._advance()
        if self.began_ms is None and not self.over and self._patience_ms is not None:
            self._clock.call_after(self._patience_ms, self._give_up)

    def fail(self, why: CallFailure) -> None:
        """Give all slots back and say why; nothing happens if it is over."""
        self._finish(partial(self._on_fail, why))

    def _advance(self) -> None:
        """Take one site after the other, until one lets us wait."""
        if self._dialling:  # a site that gives a slot at once calls back from within the loop below
            return
        self._dialling = True
        while not self.over and self._next_site():
            pass
        self._dialling = False

    def _next_site(self) -> bool:
        """Ask the next site for a slot, or begin where none is left; return whether to go on."""
        if len(self._legs) == len(self._sites):
            self._begin()
            return False
        site = self._sites[len(self._legs)]
        leg = site.request(None, self._precedence, self._advance, self.fail)
        if not self.over:
            self._legs.append(leg)
        return not leg.waiting

    def _begin(self) -> None:
        self.began_ms = self._clock.now
        self._clock.call_after(self._hold_ms, partial(self._finish, self._on_end))
        self._on_start()

    def _give_up(self) -> None:
        if self.began_ms is None:
            self.fail(CallFailure.NO_SLOT)

    def _finish(self, say: Done) -> None:
        """Give all slots back, then speak, and only then let others start."""
        if self.over:
            return
        self.over = True
        for link in self._links:
            link.drop(self)
        held = [*zip(self._sites, self._legs, strict=False)]
        self._legs = []  # they know this call, and it them: nothing else would free them
        for site, leg in held:
            site.leave(leg)
        say()
        for site, _ in held:
            site.serve()
