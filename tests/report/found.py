"""A survey made by hand, in which every state stands once: reports are tested without the model."""

from sim.record.survey import (
    QUICK,
    Autonomy,
    Contact,
    Coverage,
    Failing,
    Failure,
    FibreState,
    Loss,
    Named,
    PostContacts,
    SiteLink,
    SiteState,
    Survey,
    TelecomState,
    VillageContacts,
)
from sim.scenario.load import load
from sim.scenario.model import Scenario
from sim.terms.enums import Degradation, Party, SiteKind, TelecomKind

STATES = tuple(Contact)
T1 = Named("T1", "横塘镇", "Hengtang")
T2 = Named("T2", "石坪镇", "Shiping")
T3 = Named("T3", "云顶乡", "Yunding")
RS1 = Named("RS1", "东风垭口基站", "Dongfeng pass site")
RS2 = Named("RS2", "坏站", "Dead site")
TEAM = Named("CT3", "370MHz便携基站组", "Portable 370 MHz site")
LONG = Named(
    "S9", "一个名字特别特别特别特别特别长的站", "A station whose name is longer than any room on the page"
)
MARGINS = {
    "RS1": {"H01": (12, 20), "H02": (3, 11), "H04": (-2, 6), "H05": (-9, -1), "H06": (-30, -20)},
    "CT3": {"H01": (4, 12), "H02": (-3, 5), "H04": (15, 23), "H05": (-9, -1), "H06": (-30, -20)},
}
"""Lesser margins of a handheld and of a vehicle, by site and node, in dB."""


def hamlet() -> Scenario:
    """Return the scenario that was surveyed."""
    return load("hamlet-silent")


def post(kind: Party, name: Named, *states: Contact) -> PostContacts:
    """Return a post with some states; without terminals for the other means."""
    contacts = (*states, *[Contact.NO_TERMINAL] * (len(QUICK) - len(states)))
    reasons = tuple("" if state.is_heard else state.value for state in contacts)
    return PostContacts(kind, name, "T1", contacts, reasons)


def villages(name: Named, heard: int, count: int) -> VillageContacts:
    """Return a township with so many villages of a hundred people."""
    by_means = (heard, 0, 0, 0, 0, 0, 0)
    return VillageContacts(name, count, 100 * count, heard, 100 * heard, 100 * heard, by_means)


def links() -> tuple[SiteLink, ...]:
    """Return the links of both sites; downwards they are 6 dB better."""
    return tuple(
        SiteLink(site, node, held, held + 6, carried, carried + 6)
        for site, nodes in MARGINS.items()
        for node, (held, carried) in nodes.items()
    )


def survey() -> Survey:
    """Return a survey with every state in it."""
    share = (0.5, 0.75, 0.5, 0.4, 0.6, 0.4)
    wholes = [
        (RS1, Degradation.SINGLE_SITE),
        (TEAM, Degradation.WIDE_AREA),
        (RS2, Degradation.DIRECT),
        (Named("now", "全网", "network"), None),
    ]
    return Survey(
        at_h=12.5,
        seed=3,
        rep=4,
        centre=Named("DC1", "119接处警中心", "119 dispatch centre"),
        posts=(
            post(Party.TOWNSHIP, T1, *STATES),
            post(Party.TOWNSHIP, T2, Contact.NO_POWER, Contact.NO_WAY, Contact.NO_WAY),
            post(Party.TOWNSHIP, T3, Contact.UP, Contact.NO_WAY, Contact.BOTH),
            post(Party.STATION, LONG, Contact.NO_WAY),
            post(Party.EOC, Named("EOC1", "县应急指挥部", "County centre"), *[Contact.BOTH] * 7),
        ),
        villages=(villages(T1, 4, 4), villages(T2, 0, 3), villages(T3, 1, 2)),
        failures=(
            Failure(Failing.MAINS_LATER, T1, Loss(1200, 5, 3, 2, 1100, 1)),
            Failure(Failing.SITE, RS1, Loss(0, 0, 0, 0, 0, 3)),
            Failure(Failing.FIBRE, Named("F01", "CORE1 – HUB1", "CORE1 – HUB1"), Loss(0, 0, 0, 0, 0, 0)),
        ),
        autonomy=(
            Autonomy("site", RS1, "T1", "", True, True, 8.0),
            Autonomy("hub", Named("HUB1", "石坪汇聚机房", "Shiping hub"), "T2", "", False, False, 0.0),
            *(
                Autonomy("cell", Named(f"C{i:02d}", f"基站{i}", f"cells {i}"), "T1", "", True, True, 20.0 - i)
                for i in range(12)
            ),
            Autonomy("township", T2, "T2", "fixed", False, False, 0.0),
            Autonomy("township", T2, "T2", "radio370", False, True, None),
            Autonomy("village", Named("V1", "村", "Village"), "T1", "fixed", True, True, 2.0),
        ),
        coverage=tuple(
            Coverage(name, level, vehicle, *share) for name, level in wholes for vehicle in (False, True)
        ),
        links=links(),
        sites=(
            SiteState(RS1, SiteKind.FIXED, 107.985, 30.045, Degradation.SINGLE_SITE, "CORE1"),
            SiteState(TEAM, SiteKind.PORTABLE, 107.975, 29.982, Degradation.WIDE_AREA, ""),
            SiteState(RS2, SiteKind.FIXED, 108.02, 29.96, Degradation.DIRECT, "RS1"),
        ),
        telecom=(
            TelecomState(Named("CORE1", "核心局", "core"), TelecomKind.CORE, True, True),
            TelecomState(Named("HUB1", "机房", "hub"), TelecomKind.HUB, True, False),
            TelecomState(Named("CELL-H02", "基站", "cells"), TelecomKind.CELL, True, True),
            TelecomState(Named("CELL-H04", "基站", "cells"), TelecomKind.CELL, False, False),
        ),
        fibres=(FibreState("F01", "CORE1", "HUB1", False), FibreState("F03", "CELL-H02", "CORE1", True)),
        dark=("T2",),
    )
