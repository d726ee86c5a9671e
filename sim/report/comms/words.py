"""The words of a survey of communications, in Chinese and English, and what stands for each state."""

from typing import Final, NamedTuple

from sim.record.survey import Contact, Failing, Named
from sim.report.words import Both, Lang
from sim.terms.enums import BearerKind, Degradation
from sim.words import both, both_in

_WORDS: Final[dict[str, Both]] = {
    "at": both("{at:g} h after the start ({when})"),
    "heard_townships": both("townships heard {some}/{all}"),
    "radio_townships": both("by radio {some}"),
    "heard_villages": both("villages heard {some}/{all}"),
    "callers": both("people who get through to 119: {share}"),
    "townships": both("townships (and their villages)"),
    "stations": both_in("comms", "stations"),
    "others": both("posts and teams"),
    "villages": both_in("comms", "villages"),
    "villages_heard": both("villages\nheard"),
    "matrix": both("Means to and from the fire dispatch centre"),
    "failures": both("single points of failure: who falls silent if it alone fails"),
    "radio_failures": both("single points of failure of radio (mains left out): most posts that lose it"),
    "autonomy_sites": both("autonomy of sites without mains (h)"),
    "autonomy_loads": both("autonomy of loads without mains (h)"),
    "load": both("load"),
    "runs_on": both("runs on"),
    "autonomy_posts": both("autonomy of terminals without mains (h)"),
    "coverage": both("coverage at 370 MHz: up, down, both ways of people; of nodes"),
    "thing": both("what fails"),
    "people": both_in("command.cli_new", "people"),
    "callers_lost": both("cannot\ncall 119"),
    "radio_lost": both("radio\nlost"),
    "post": both("post"),
    "site": both_in("comms", "site"),
    "any": both("any"),
    "mains": both("mains"),
    "on": both("on"),
    "off": both_in("comms", "off"),
    "dead": both_in("comms", "down"),
    "hours": both("lasts\nh"),
    "level": both("level"),
    "handheld": both("hand"),
    "vehicle": both("veh."),
    "up": both("up"),
    "down": both_in("comms.down", "down"),
    "both": both_in("comms", "both"),
    "of_nodes": both_in("comms", "nodes"),
    "none_lost": both("No single failure silences anybody."),
    "township": both("township"),
    # map
    "map_nodes": both("Nodes (handheld)"),
    "node_wide": both("wide area, margin ≥ 10 dB"),
    "node_weak": both("wide area, margin < 10 dB"),
    "node_single": both("single site, repeater"),
    "node_none": both_in("comms", "none"),
    "best": both("node to its best site"),
    "map_sites": both("Sites at 370 MHz"),
    "map_public": both("Public network, fibre"),
    "core": both("core"),
    "hub": both("hub"),
    "cell": both_in("comms", "cells"),
    "out": both("out of service"),
    "trunk_fibre": both("trunk fibre"),
    "access_fibre": both("access fibre"),
    "cut_fibre": both("cut fibre"),
    "backhaul": both_in("comms", "backhaul"),
    "backhaul_lost": both("backhaul lost"),
    "dark": both("township without mains"),
    "centre": both("dispatch centre"),
    # coverage
    "panel": both("handheld {handheld}, vehicle {vehicle}"),
    "by_handheld": both("handheld, both ways"),
    "by_vehicle": both("vehicle only, both ways"),
    "hears_only": both("can only listen"),
    "coverage_note": both(
        "Coverage of each site while it works (shares of people); dots are nodes of the road graph"
    ),
}
WORDS: Final[dict[str, Both]] = dict(_WORDS)
"""Every word by its key."""

MEANS: Final[dict[BearerKind, Both]] = {
    BearerKind.FIXED: both("fixed"),
    BearerKind.CELLULAR: both_in("comms.words", "cells"),
    BearerKind.RADIO: both("radio"),
    BearerKind.MESH: both("mesh"),
    BearerKind.VSAT: both("vsat"),
    BearerKind.TIANTONG: both("sat"),
    BearerKind.BEIDOU: both("beidou"),
}
"""Short names of means."""

SIGNS: Final[dict[Contact, str]] = {
    Contact.BOTH: "●",
    Contact.UP: "↑",
    Contact.DOWN: "↓",
    Contact.TO_SET_UP: "○",
    Contact.NO_WAY: "×",
    Contact.NO_POWER: "−",
    Contact.NO_TERMINAL: "",
}
"""What stands for a state of contact where there is no colour."""

CONTACTS: Final[dict[Contact, Both]] = {
    Contact.BOTH: both("both ways"),
    Contact.UP: both("only to the centre"),
    Contact.DOWN: both("only from the centre"),
    Contact.TO_SET_UP: both("can be set up"),
    Contact.NO_WAY: both_in("comms", "no way"),
    Contact.NO_POWER: both("terminal without power"),
    Contact.NO_TERMINAL: both("no terminal"),
}
LEVELS: Final[dict[Degradation, Both]] = {
    Degradation.WIDE_AREA: both("wide area"),
    Degradation.SINGLE_SITE: both("single site"),
    Degradation.CONVENTIONAL: both("repeater"),
    Degradation.DIRECT: both_in("comms", "down"),
}
FAILING: Final[dict[Failing, Both]] = {
    Failing.SITE: both_in("comms.words", "site"),
    Failing.BACKHAUL: both_in("comms.words", "backhaul"),
    Failing.TELECOM: both("telecom"),
    Failing.FIBRE: both("fibre"),
    Failing.MAINS: both("mains now"),
    Failing.MAINS_LATER: both("mains later"),
}


class Heading(NamedTuple):
    """Words above a survey: the scenario and the time, and how many are heard."""

    title: str
    told: tuple[str, ...]


def say(key: str, lang: Lang, **values: object) -> str:
    """Return words in a language, with their gaps filled."""
    return WORDS[key].of(lang).format(**values)


def name_of(thing: Named, lang: Lang) -> str:
    """Return the name of a thing in a language.

    Examples
    --------
    >>> name_of(Named("T1", "镇", "Town"), Lang.EN)
    'Town'
    """
    return thing.en if lang is Lang.EN else thing.zh
