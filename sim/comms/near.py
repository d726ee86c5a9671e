"""Bearers over short ways: face to face, and the mesh of nodes that hear one another."""

from functools import partial

from sim.comms.bearer import NO_TERMINAL, Ended, Path, ReadyBearer, has_power
from sim.comms.member import Member, Parcel, speech_ms
from sim.comms.mesh import Mesh, MeshPath
from sim.kernel.clock import Clock
from sim.terms.enums import BearerKind, Party


class VoiceBearer(ReadyBearer):
    """People who are in the same station, at the same post or at the same scene 当面: it takes no time.

    Parameters
    ----------
    clock
        Of the run.
    """

    kind = BearerKind.VOICE

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def path(self, sender: Member, receiver: Member) -> Path | str:
        """Return a way between a station and one of its units that is in it, within a post, at a scene."""
        if sender is receiver or (sender.scene is not None and sender.scene == receiver.scene):
            return Path()
        unit, station = (sender, receiver) if sender.kind is Party.UNIT else (receiver, sender)
        if unit.kind is not Party.UNIT or station.kind is not Party.STATION:
            return "apart"
        return Path() if unit.station == station.address and unit.where() == unit.home else "apart"

    def carry(self, parcel: Parcel, path: Path, ended: Ended) -> None:
        """Say it."""
        self._clock.call_after(0, lambda: ended(None))


class MeshBearer(ReadyBearer):
    """Members with a node of the mesh 自组网, as far as chains of nodes lead.

    Parameters
    ----------
    clock
        Of the run.
    mesh
        Its nodes; that of a member has its address as id.
    """

    kind = BearerKind.MESH

    def __init__(self, clock: Clock, mesh: Mesh) -> None:
        self._clock = clock
        self._mesh = mesh
        self._nodes: set[int] = set()

    def path(self, sender: Member, receiver: Member) -> Path | str:
        """Return a way if a chain of nodes leads from one to the other."""
        now = self._clock.now
        if not (has_power(sender, self.kind, now) and has_power(receiver, self.kind, now)):
            return NO_TERMINAL
        if not self.has_joined(sender.address, receiver.address):
            return NO_TERMINAL
        return "no_chain" if self._chain(sender, receiver) is None else Path()

    def join(self, address: int) -> None:
        """Let a member have a node, which the mesh knows by its address."""
        self._nodes.add(address)

    def leave(self, address: int) -> None:
        """Let a member have a node no longer."""
        self._nodes.discard(address)

    def has_joined(self, *addresses: int) -> bool:
        """Whether each of some members has a node."""
        return self._nodes.issuperset(addresses)

    def carry(self, parcel: Parcel, path: Path, ended: Ended) -> None:
        """Speak over the chain."""
        found = self._chain(parcel.sender, parcel.receiver)
        assert found is not None
        delay_ms = self._mesh.budget.delay_ms(max(1, found.hops)) + speech_ms(parcel)
        self._clock.call_after(delay_ms, partial(self._arrive, parcel, ended))

    def _arrive(self, parcel: Parcel, ended: Ended) -> None:
        """Have it delivered, if a chain still leads there."""
        ended("cut_off" if self._chain(parcel.sender, parcel.receiver) is None else None)

    def _chain(self, sender: Member, receiver: Member) -> MeshPath | None:
        if not self.has_joined(sender.address, receiver.address):
            return None
        return self._mesh.path(self._clock.now, sender.address, receiver.address)
