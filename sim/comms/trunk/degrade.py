"""Fallback of trunked radio 故障弱化: what still works when a site loses its link, its controller, itself."""

from sim.terms.enums import Degradation


def level(site_up: bool, controller_up: bool, backhaul_up: bool) -> Degradation:
    """Return what terminals at a site are left with.

    Parameters
    ----------
    site_up
        Whether the repeaters of the site work (power, mast, antennas).
    controller_up
        Whether the controller of the site works, which gives out slots.
    backhaul_up
        Whether the site reaches the exchange, and so the other sites.

    Notes
    -----
    Wide-area trunking 广域集群 carries groups over all sites; single-site trunking 单站集群 only among
    terminals at the same site; a conventional repeater 常规中转 one call at a time, without a queue; in
    direct mode 直通 handhelds only reach one another. Source: assumption, after the fallback of DMR and PDT
    systems.

    Examples
    --------
    >>> level(site_up=True, controller_up=True, backhaul_up=False).zh
    '单站集群'
    """
    if not site_up:
        return Degradation.DIRECT
    if not controller_up:
        return Degradation.CONVENTIONAL
    return Degradation.WIDE_AREA if backhaul_up else Degradation.SINGLE_SITE


def traffic_slots(carriers: int, at: Degradation) -> int:
    """Return how many calls a site carries at once.

    Each carrier has two slots (two-slot TDMA of ETSI TS 102 361-1), and one slot of the site is for
    control. A conventional repeater uses one slot, direct mode none of the site.

    Raises
    ------
    ValueError
        If the site has no carrier.

    Examples
    --------
    >>> [traffic_slots(4, at) for at in Degradation]
    [7, 7, 1, 0]
    """
    if carriers < 1:
        raise ValueError(f"a site has at least one carrier, not {carriers}")
    if at is Degradation.DIRECT:
        return 0
    return 1 if at is Degradation.CONVENTIONAL else 2 * carriers - 1


def patience_ms(trunked_ms: int | None, at: Degradation) -> int | None:
    """Return how long a call waits for a slot: as in trunking, or not at all where nothing keeps a queue.

    Parameters
    ----------
    trunked_ms
        Patience where there is a queue; None is without limit.
    """
    return trunked_ms if at in (Degradation.WIDE_AREA, Degradation.SINGLE_SITE) else 0
