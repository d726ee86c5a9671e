"""Earthquake early warning 地震预警: stations, speeds of waves, what seconds are worth; off by default."""

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.tables import Id


class EarlyWarning(Section):
    """Seconds between word of an earthquake and its shaking 地震预警; who takes cover is not trapped.

    Seismometers stand at telecom sites: those named, else every one in the order of the table that keeps its
    distance from those before it. Each works as long as its site has power and a cable. Telephones ring where
    a cell serves; televisions, radios and loudspeakers tell nobody unless their shares are set.
    """

    on: bool = False
    stations: tuple[Id, ...] = ()
    spacing: Quantity = quantity(
        12,
        "km",
        0,
        200,
        "assumption: sites of telephone networks bear a seismometer at this distance; about 12 km is what "
        "the national programme planned for key areas, none of which Fuling is",
    )
    needed: Quantity = quantity(
        3,
        "units",
        1,
        50,
        "assumption: stations that the P wave reaches before the centre knows where it was",
    )
    p_speed: Quantity = quantity(5.8, "km/s", 1, 9, "AK135, Kennett and others 1995: P in the upper crust")
    s_speed: Quantity = quantity(3.46, "km/s", 0.5, 6, "AK135, Kennett and others 1995: S in the upper crust")
    depth: Quantity = quantity(10, "km", 0, 100, "assumption: a shallow earthquake of the continent")
    process: Quantity = quantity(
        5,
        "s",
        0,
        600,
        "assumption: from the last station needed until the warning is out; the national network aims at "
        "5 to 10 s",
    )
    deliver: Quantity = quantity(
        2, "s", 0, 600, "assumption: until telephones ring; 3GPP TS 22.168 asks for no more than 4 s"
    )
    least: Quantity = quantity(5, "1", 0, 8.5, "assumption: telephones ring from this magnitude on")
    reach: Quantity = quantity(
        0.6, "1", 0, 1, "assumption: share of the people where it arrives who notice it and take cover"
    )
    television: Quantity = quantity(
        0,
        "1",
        0,
        1,
        "assumption: nobody; share of the people who are before a television or radio that is on, where "
        "there is power, and take cover",
    )
    television_late: Quantity = quantity(
        1, "s", 0, 60, "assumption: a broadcast is seen so much later than telephones ring"
    )
    sirens: Quantity = quantity(
        0,
        "1",
        0,
        1,
        "assumption: nobody; share of the people who hear the loudspeakers of a village and take cover, "
        "where there is power for them and a cell that tells them",
    )
    spared_3: Quantity = quantity(
        0.14, "1", 0, 1, "estimate: 14 % fewer casualties by 3 s of warning, as often quoted in China"
    )
    spared_10: Quantity = quantity(0.39, "1", 0, 1, "estimate: 39 % fewer by 10 s, as often quoted in China")
    spared_20: Quantity = quantity(0.63, "1", 0, 1, "estimate: 63 % fewer by 20 s, as often quoted in China")

    def spared(self, lead_s: float) -> float:
        """Return the share of those who would be trapped whom so many seconds spare, if they heed them.

        It grows in straight lines between the figures, and no further after 20 s.

        Examples
        --------
        >>> [round(EarlyWarning().spared(lead_s), 3) for lead_s in (-1, 1.5, 3, 6.5, 30)]
        [0.0, 0.07, 0.14, 0.265, 0.63]
        """
        known = ((0.0, 0.0), (3.0, self.spared_3.value), (10.0, self.spared_10.value))
        low_s, low = known[0]
        for high_s, high in (*known[1:], (20.0, self.spared_20.value)):
            if lead_s < high_s:
                return low + (high - low) * max(0.0, lead_s - low_s) / (high_s - low_s)
            low_s, low = high_s, high
        return low
