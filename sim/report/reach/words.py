"""What tables, maps and pages of reach say, in both languages."""

from typing import Final

from sim.report.words import Both, Lang
from sim.words import both, both_in

WORDS: Final[dict[str, Both]] = {
    "first": both("First unit"),
    "full": both("Full response"),
    "condition": both("condition"),
    "people": both("share of people"),
    "within": both("≤{minutes:g} min"),
    "median": both("median min"),
    "unreached": both("not reached"),
    "reach": both("Reach: {kind} ({needs})"),
    "map": both("{what}, places of equal time: {kind}"),
    "scale": both("From the order to arrival"),
    "never": both("not reached"),
    "note": both(
        "By the map as drawn, everybody at home and word at once: what the roads allow, not "
        "what a disaster brings. Each place has the time of the nearest node of the road "
        "graph."
    ),
    "roads": both("Roads and bridges, each alone taken out"),
    "power": both("Grid, each alone taken out"),
    "networks": both("Networks, each alone failing"),
    "what": both("what"),
    "thing": both("name"),
    "cut_off": both_in("reach", "cut off"),
    "engine": both("engine +min"),
    "seat": both("seat +min"),
    "hospital": both("hospital +min"),
    "worst": both("worst +min"),
    "slower": both("slower"),
    "dark": both("dark"),
    "dark_tied": both("dark, ties"),
    "critical": both("critical"),
    "critical_tied": both("critical, ties"),
    "silent": both("unheard"),
    "callers": both("no calls"),
    "posts": both("posts unheard"),
    "radio_posts": both("without radio"),
    "none": both("Nothing is lost, whichever of them goes alone."),
    "critical_map": both("Roads and bridges by what is lost without them"),
    "critical_note": both(
        "Cut off, slower: of first engine, district seat and hospital, the one that most "
        "people lose. Mean +min: later on average over those still reached. One at a time; "
        "several at once cost more."
    ),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """Return a wording in a language, with values put in.

    Raises
    ------
    KeyError
        If there is no such wording.
    """
    return WORDS[key].of(lang).format(**values)
