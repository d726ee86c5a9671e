"""Links of a mesh: kinds of node, the link budget, and whether one node sees another."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from sim.comms.places import EARTH_RADIUS_M, distance_m
from sim.terms.units import HOUR_MS, MINUTE_MS

MESH_MHZ: Final = 1400.0
"""Usual carrier of a mesh, in MHz. Source: assumption (300-2400)."""

_BENDING: Final = 4 / 3
"""Effective radius of the Earth over its own, for a standard atmosphere. Source: ITU-R P.310."""


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of mesh node 自组网节点类型.

    Attributes
    ----------
    name, zh
        Its names.
    power_w
        Transmitter power, in W.
    gain_dbi
        Antenna gain, in dBi.
    height_m
        Of the antenna above ground, in m, unless the node says otherwise.
    setup_ms
        From its arrival until it works, in ms.
    endurance_ms
        From then until its battery or its fuel is gone, in ms.
    roving
        Whether it works on while it moves; otherwise it must be set up again.
    gust_limit_m_s
        Gust above which it may not fly, in m/s; None for what stays on the ground. Nor does it fly in heavy
        rain.
    """

    name: str
    zh: str
    power_w: float
    gain_dbi: float
    height_m: float
    setup_ms: int
    endurance_ms: int
    roving: bool
    gust_limit_m_s: float | None = None


HANDHELD: Final = NodeKind("handheld", "手持节点", 2.0, 2.0, 1.5, 5 * MINUTE_MS, 8 * HOUR_MS, True)
"""Source: assumption for every figure (set-up 2.5-10 min)."""

VEHICLE: Final = NodeKind("vehicle", "车载节点", 10.0, 5.0, 6.0, 15 * MINUTE_MS, 24 * HOUR_MS, False)
"""With a mast. Source: assumption for every figure (set-up 7.5-30 min)."""

MULTIROTOR: Final = NodeKind(
    "multirotor", "多旋翼中继", 10.0, 2.0, 120.0, 20 * MINUTE_MS, 35 * MINUTE_MS, True, 10.0
)
"""In free flight. Source: assumption for every figure (set-up 10-40 min, endurance 20-50 min)."""

TETHERED: Final = NodeKind(
    "tethered", "系留无人机中继", 10.0, 2.0, 150.0, 20 * MINUTE_MS, 16 * HOUR_MS, False, 10.0
)
"""On its cable. Source: assumption for every figure (height 100-200 m, endurance 8-24 h)."""


@dataclass(frozen=True, slots=True)
class MeshNode:
    """A node, and where it is.

    Attributes
    ----------
    id
        Ties are broken by it.
    kind
        What it is.
    lon, lat
        In degrees.
    height_m
        Of the antenna above ground, in m; None for that of its kind.
    """

    id: int
    kind: NodeKind
    lon: float
    lat: float
    height_m: float | None = None

    @property
    def antenna_m(self) -> float:
        """Height of the antenna above ground, in m."""
        return self.kind.height_m if self.height_m is None else self.height_m


Loss: TypeAlias = Callable[[MeshNode, MeshNode], float]
"""Loss between the antennas of two nodes, in dB, the same both ways; infinite where nothing passes."""


@dataclass(frozen=True, slots=True)
class LinkBudget:
    """Radio of a mesh 链路预算.

    Attributes
    ----------
    frequency_mhz
        Carrier, in MHz.
    sensitivity_dbm
        Weakest signal that is received in 5 MHz, in dBm. Source: assumption.
    one_hop_mbps
        Throughput C1 of one hop, in Mbit/s. Source: assumption (2-80).
    chain_divisor
        What C1 is divided by from four hops on: 4 ideal, 7 practical. Source: Li et al. 2001, Capacity of ad
        hoc wireless networks, as recalled: assumption.
    hop_ms
        Delay of a hop, in ms. Source: assumption (10-20).
    """

    frequency_mhz: float = MESH_MHZ
    sensitivity_dbm: float = -95.0
    one_hop_mbps: float = 20.0
    chain_divisor: float = 4.0
    hop_ms: int = 15

    def received_dbm(self, sender: NodeKind, receiver: NodeKind, loss_db: float) -> float:
        """Return the strength of the signal at the receiver, in dBm."""
        return 30 + 10 * math.log10(sender.power_w) + sender.gain_dbi + receiver.gain_dbi - loss_db

    def margin_db(self, a: NodeKind, b: NodeKind, loss_db: float) -> float:
        """Return by how much the weaker direction exceeds the sensitivity, in dB; a link needs more."""
        weaker_dbm = min(self.received_dbm(a, b, loss_db), self.received_dbm(b, a, loss_db))
        return weaker_dbm - self.sensitivity_dbm

    def throughput_mbps(self, hops: int) -> float:
        """Return what a chain of hops on one channel carries, in Mbit/s.

        Raises
        ------
        ValueError
            If there is no hop.
        """
        if hops < 1:
            raise ValueError(f"a chain has at least one hop, not {hops}")
        return self.one_hop_mbps / (hops if hops <= 3 else self.chain_divisor)

    def delay_ms(self, hops: int) -> int:
        """Return how long a packet takes over some hops, in ms."""
        return hops * self.hop_ms


def free_space_db(distance_m: float, frequency_mhz: float) -> float:
    """Return the loss of free space, in dB.

    Notes
    -----
    Source: ITU-R P.525. Within a metre it is that of a metre.
    """
    return 32.45 + 20 * math.log10(frequency_mhz) + 20 * math.log10(max(distance_m, 1.0) / 1000)


def line_of_sight(
    frequency_mhz: float = MESH_MHZ,
    ground_m: Callable[[float, float], float] | None = None,
    step_m: float = 100.0,
) -> Loss:
    """Return a loss that is that of free space where the nodes see each other, and infinite elsewhere 通视.

    Parameters
    ----------
    frequency_mhz
        Carrier, in MHz.
    ground_m
        Height of the ground at a longitude and latitude, in m; None for a smooth Earth.
    step_m
        How closely the ground between two nodes is looked at, in m.
    """

    def loss_db(a: MeshNode, b: MeshNode) -> float:
        apart_m = distance_m(a.lon, a.lat, b.lon, b.lat)
        seen = _above_horizon(a, b, apart_m) if ground_m is None else _clear(a, b, apart_m, ground_m, step_m)
        return free_space_db(apart_m, frequency_mhz) if seen else math.inf

    return loss_db


def _above_horizon(a: MeshNode, b: MeshNode, apart_m: float) -> bool:
    """Whether the horizons of two antennas on a smooth Earth meet."""
    across_m = 2 * _BENDING * EARTH_RADIUS_M
    return apart_m <= math.sqrt(across_m * a.antenna_m) + math.sqrt(across_m * b.antenna_m)


def _clear(
    a: MeshNode, b: MeshNode, apart_m: float, ground_m: Callable[[float, float], float], step_m: float
) -> bool:
    """Whether the line between two antennas stays above the ground and the bulge of the Earth."""
    from_m = ground_m(a.lon, a.lat) + a.antenna_m
    to_m = ground_m(b.lon, b.lat) + b.antenna_m
    steps = max(1, math.ceil(apart_m / step_m))
    for step in range(1, steps):
        part = step / steps
        ray_m = from_m + (to_m - from_m) * part
        bulge_m = apart_m * apart_m * part * (1 - part) / (2 * _BENDING * EARTH_RADIUS_M)
        if ground_m(a.lon + (b.lon - a.lon) * part, a.lat + (b.lat - a.lat) * part) + bulge_m > ray_m:
            return False
    return True
