"""Talk groups 通话组: whose radios hear the same calls, counted at the sites that serve them."""

from collections.abc import Callable, Collection, Sequence

from sim.comms.member import Member
from sim.terms.enums import Party


class TalkGroup:
    """The sites at which a group has radios, and how many at each.

    The counts follow every radio that comes, moves or goes; a call only reads off where there are any.

    Examples
    --------
    >>> group = TalkGroup()
    >>> for site in (2, 0, 2):
    ...     group.move(None, site)
    >>> group.move(2, 1)
    >>> group.sites(4, 0)
    (4, 0, 1, 2)
    """

    __slots__ = ("_known", "_radios")

    def __init__(self) -> None:
        self._radios: dict[int, int] = {}
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def move(self, old: int | None, new: int | None) -> None:
        """Let a radio be registered at another site; None where it is at none."""
        if old is not None:
            self._radios[old] -= 1
            if not self._radios[old]:
                del self._radios[old]
                self._known.clear()
        if new is not None:
            if new not in self._radios:
                self._known.clear()
            self._radios[new] = self._radios.get(new, 0) + 1

    def sites(self, here: int, there: int) -> tuple[int, ...]:
        """Return where a call between two sites holds a slot: there first, then wherever else radios are."""
        known = self._known.get((here, there))
        if known is None:
            others = [site for site in sorted(self._radios) if site not in (here, there)]
            ends = (here,) if here == there else (here, there)
            known = self._known[here, there] = (*ends, *others)
        return known


class Registry:
    """At which site each radio that is on is registered 注册, and with it its groups.

    A radio stays with a site until it speaks, is called, or the network changes: so one on the move is where
    it was last heard of. One whose battery is empty is struck off at the next change of the network.

    Parameters
    ----------
    groups
        Kinds of parties that hear each group.
    serving
        Returns the site that joins a member to the network now; None where none does, or its radio is dead.
    """

    def __init__(self, groups: Sequence[Collection[Party]], serving: Callable[[Member], int | None]) -> None:
        made = [(TalkGroup(), frozenset(kinds)) for kinds in groups]
        self._of_kind = {kind: [group for group, kinds in made if kind in kinds] for kind in Party}
        self._common = {
            (one, other): next((group for group, kinds in made if {one, other} <= kinds), None)
            for one in Party
            for other in Party
        }
        self._serving = serving
        self._on: dict[int, Member] = {}
        self._site: dict[int, int | None] = {}
        self._epoch: int | None = None

    def common(self, one: Member, other: Member, epoch: int) -> TalkGroup | None:
        """Return the first group that both hear, as the network is at an epoch; None if there is none."""
        if epoch != self._epoch:
            self._epoch = epoch
            for member in self._on.values():
                self._register(member)
        return self._common[one.kind, other.kind]

    def switch_on(self, member: Member) -> None:
        """Let the radio of a member be on from now on."""
        if member.address not in self._on and self._of_kind[member.kind]:
            self._on[member.address] = member
            if self._epoch is not None:  # else the first call finds all radios at once
                self._register(member)

    def switch_off(self, member: Member) -> None:
        """Let the radio of a member be off."""
        if self._on.pop(member.address, None) is not None:
            self._move(member, None)

    def roam(self, member: Member) -> None:
        """Let a radio that is on be registered where its member is now."""
        if member.address in self._on:
            self._register(member)

    def _register(self, member: Member) -> None:
        self._move(member, self._serving(member))

    def _move(self, member: Member, new: int | None) -> None:
        old = self._site.get(member.address)
        if old != new:
            self._site[member.address] = new
            for group in self._of_kind[member.kind]:
                group.move(old, new)
