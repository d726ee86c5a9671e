"""The 370 MHz trunked radio network as a bearer 370MHz集群: who hears which site; slots for each call."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import NamedTuple

from sim.comms.bearer import NO_TERMINAL, Ended, Path, ReadyBearer, has_power
from sim.comms.member import Member, Parcel
from sim.comms.plant import Plant
from sim.comms.radio.budget import Margins, Radio, margins
from sim.comms.trunk.background import Background
from sim.comms.trunk.call import nothing
from sim.comms.trunk.degrade import patience_ms, traffic_slots
from sim.comms.trunk.group_call import Backhaul, GroupCall
from sim.comms.trunk.holding import Speech, text_ms
from sim.comms.trunk.slots import Slots
from sim.comms.trunk.talk_group import Registry
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.terms.enums import BearerKind, Degradation, Party

_IN_VEHICLES = frozenset(
    {
        Party.UNIT,
        Party.SITE_COMMANDER,
        Party.COMMS_TEAM,
        Party.DISPATCH_CENTRE,
        Party.EOC,
        Party.STATION,
    }
)
"""Who has a radio with an antenna on a vehicle or a roof; the others have handhelds."""
_ON_THE_MOVE = frozenset({Party.UNIT, Party.COMMS_TEAM})
"""Whose place changes while the network stays as it is."""


class RadioPlan(NamedTuple):
    """What the network is made of.

    Attributes
    ----------
    handheld, vehicle
        The terminals.
    sigma_db
        Spread of shadowing.
    patience_ms
        How long a call waits for a slot.
    speech
        How long one speaks.
    slot_kbit_s
        Rate of text on a slot.
    direct_m
        How far handhelds reach one another without a site, in metres.
    groups
        Kinds of parties that hear each talk group; of several groups that both ends hear, the first is taken.
    """

    handheld: Radio
    vehicle: Radio
    sigma_db: float
    patience_ms: int
    speech: Speech
    slot_kbit_s: float
    direct_m: float
    groups: Sequence[Collection[Party]] = ()


class Station(NamedTuple):
    """A radio site as the air sees it: its radio, its carriers, the traffic of its other users."""

    radio: Radio
    carriers: int
    background: Background


class RadioBearer(ReadyBearer):
    """Calls over trunked radio, in whatever the failures have left of it.

    Both ends need a site that they hear and that hears them. Where both sites are joined to the network, the
    call holds a slot at each, and where both ends hear one talk group 通话组 also wherever else that group
    has a radio; otherwise it is an individual call 单呼. Where they are not joined, only a site that both
    hear carries it, and holds a slot alone; without any, radios reach one another directly over a short way.
    Shadowing is drawn once for each pair of site and place in a replication.

    Parameters
    ----------
    clock
        Of the run.
    plant
        The sites as they are.
    plan
        Of the network.
    stations
        Radio of each site of the tables.
    loss_db
        Returns the median loss between a site and a node.
    distance_m
        Returns how far two nodes are from each other.
    streams
        Of the run.

    Attributes
    ----------
    registry
        Where the radios are registered that are on.
    """

    kind = BearerKind.RADIO

    def __init__(
        self,
        clock: Clock,
        plant: Plant,
        plan: RadioPlan,
        stations: Sequence[Station],
        loss_db: Callable[[int, int], float],
        distance_m: Callable[[int, int], float],
        streams: Streams,
    ) -> None:
        self._clock = clock
        self._plant = plant
        self._plan = plan
        self._loss_db = loss_db
        self._distance_m = distance_m
        self._streams = streams
        self._speech = streams("radio/speech")
        self._stations: list[Station] = []
        self._slots: list[Slots] = []
        self._links: list[Backhaul] = []
        self._planned = len(stations)
        self.registry = Registry(plan.groups, self._serving)
        self._near: dict[tuple[int, bool, int | None], Sequence[int]] = {}
        for station in stations:
            self.add(station)
        plant.on_level(self._on_level)

    def add(self, station: Station) -> None:
        """Let a site be known; its number is the next."""
        number = len(self._slots)
        self._stations.append(station)
        capacity = traffic_slots(station.carriers, Degradation.WIDE_AREA)
        slots = Slots(self._clock, number, capacity, self._plan.patience_ms, station.background)
        self._slots.append(slots)
        self._links.append(Backhaul())
        self._near.clear()

    def path(self, sender: Member, receiver: Member) -> Path | str:
        """Return the sites that carry a call between two members now."""
        now = self._clock.now
        if not (has_power(sender, self.kind, now) and has_power(receiver, self.kind, now)):
            return NO_TERMINAL
        one, other = self.heard(sender), self.heard(receiver)
        here, there = self._joined(one), self._joined(other)
        if here is not None and there is not None:
            group = self.registry.common(sender, receiver, self._plant.epoch)
            if group is not None:
                return Path(group.sites(here, there))
            return Path((here,) if here == there else (here, there))
        sites = self._plant.sites
        shared = (site for site in one if site in other and sites[site].level is not Degradation.DIRECT)
        if (alone := next(shared, None)) is not None:
            return Path((alone,))
        if self._distance_m(sender.where(), receiver.where()) <= self._plan.direct_m:
            return Path()
        return "no_site" if not one or not other else "site_down"

    def carry(self, parcel: Parcel, path: Path, ended: Ended) -> None:
        """Take a slot at each site, speak, and let go."""
        hold_ms = self._speech_ms(parcel)
        for end in (parcel.sender, parcel.receiver):
            if end.kind in _ON_THE_MOVE:
                self.registry.roam(end)
        if not path.via:
            self._clock.call_after(hold_ms, partial(ended, None))
            return
        via = sorted(path.via)
        call = GroupCall(
            self._clock,
            [self._slots[site] for site in via],
            [self._links[site] for site in via],
            hold_ms,
            parcel.precedence,
            nothing,
            lambda why: ended(why.value),
            partial(ended, None),
            self._plan.patience_ms,
        )
        call.dial()

    def heard(self, member: Member) -> Sequence[int]:
        """Return the sites between which and a member speech passes both ways, the best first, as planned."""
        node, strong = member.where(), member.kind in _IN_VEHICLES
        key = (node, strong, member.village)
        known = self._near.get(key)
        if known is None:
            known = self._near[key] = self._in_reach(node, strong, member.village)
        return known

    def margins(self, node: int, strong: bool, village: int | None = None) -> list[Margins]:
        """Return the margins of the links between each site and a place, behind its shadow, as planned.

        Parameters
        ----------
        node
            Of the road graph.
        strong
            Whether the radio there is one of a vehicle; a handheld otherwise.
        village
            Row of the village whose homes are meant, which have shadows of their own.
        """
        terminal = self._plan.vehicle if strong else self._plan.handheld
        found = []
        for site, shadow_db in enumerate(self._shadows_db(node, village)):
            link = margins(self._stations[site].radio, terminal, self._loss_db(site, node))
            found.append(Margins(link.up_db + shadow_db, link.down_db + shadow_db))
        return found

    def _serving(self, member: Member) -> int | None:
        """Return the site at which the radio of a member is registered if it does that now."""
        if not has_power(member, self.kind, self._clock.now):
            return None
        return self._joined(self.heard(member))

    def _joined(self, heard: Sequence[int]) -> int | None:
        """Return the best of the sites that somebody hears that is joined to the network now."""
        sites = self._plant.sites
        for site in heard:
            if sites[site].level is Degradation.WIDE_AREA:
                return site
        return None

    def _in_reach(self, node: int, strong: bool, village: int | None) -> Sequence[int]:
        found = [(-min(link), site) for site, link in enumerate(self.margins(node, strong, village))]
        return [site for loss_db, site in sorted(found) if loss_db <= 0]

    def _shadows_db(self, node: int, village: int | None) -> list[float]:
        """Return the shadowing between each site and a place; the homes of a village have their own."""
        place = f"node/{node}" if village is None else f"village/{village}"
        draws, sigma_db = self._streams(f"radio/shadow/{place}"), self._plan.sigma_db
        planned = [draws.normal(sigma_db) for _ in range(self._planned)]
        brought = range(self._planned, len(self._stations))
        return planned + [self._streams(f"radio/shadow/{place}/{i}").normal(sigma_db) for i in brought]

    def _speech_ms(self, parcel: Parcel) -> int:
        text = text_ms(parcel.bits, self._plan.slot_kbit_s)
        return text + self._plan.speech.draw_ms(self._speech)

    def _on_level(self, site: int, found: Degradation) -> None:
        """Let the slots of a site follow what it has become."""
        slots, link = self._slots[site], self._links[site]
        if found is Degradation.DIRECT:
            slots.close()
            link.cut()
            return
        if found is Degradation.WIDE_AREA:
            link.mend()
        else:
            link.cut()
        capacity = traffic_slots(self._stations[site].carriers, found)
        slots.become(capacity, patience_ms(self._plan.patience_ms, found))
        slots.open()
