"""The section on aid from above, flights and dispatch centres, and its lines in the terminal."""

from collections.abc import Mapping
from typing import Any, Final

from sim.report.material import Material
from sim.report.parts import Part, Section, Text
from sim.report.say import count, decimal, known
from sim.report.words import WORDS, Both
from sim.words import both, both_in

_BOTH: Final = both_in("municipal", "both")
_SECOND: Final = both("second")
_NOBODY: Final = both("nobody")
_LOST: Final = both_in("municipal", "lost")
_CENTRE: Final = both("centre")
_RAIN: Final = both("rain")
_NIGHT: Final = both("night")
_HELD: Final = both_in("municipal", "held")
_FLIGHTS: Final = both("flights")
_ORDERED: Final = both_in("municipal", "ordered")
_APPROVED_IN: Final = both("approved→in")
_FROM_ABOVE: Final = both("from above")


def municipal(material: Material) -> list[Section]:
    """Return the section in a list, which is empty where neither tiers nor a second centre are on."""
    upper, centres = material.summary.get("upper"), material.summary.get("centres")
    parts: list[Part] = [] if upper is None else [Text(upper_told(upper))]
    if centres is not None:
        parts += [Text(words) for words in centres_told(centres)]
        parts.append(Text(WORDS["municipal_note"], "note"))
    return [Section(WORDS["section_municipal"], parts)] if parts else []


def upper_told(told: Mapping[str, Any]) -> Both:
    """Return what came from above in a few sentences."""
    return WORDS["upper_told"].fill(
        municipal=count(told["municipal"]["approved"]),
        municipal_in=count(told["municipal"]["checked_in"]),
        national=count(told["national"]["approved"]),
        national_in=count(told["national"]["checked_in"]),
        ordered=count(told["ordered"]),
        flights=count(told["flights"]),
        flown=decimal(told["flown_h"]),
        night=count(told["held_night"]),
        rain=count(told["held_rain"]),
    )


def centres_told(told: Mapping[str, Any]) -> list[Both]:
    """Return who commanded the fire service, in a few sentences."""
    found = [
        WORDS["centres_told"].fill(
            lost=count(told["lost"]),
            lost_h=decimal(told["lost_h"]),
            alone=decimal(told["alone_h"]),
            taken=count(told["taken"]),
            second=decimal(told["second_h"]),
            split=decimal(told["split_h"]),
        )
    ]
    if known(told["set_up_h"]):
        found.append(WORDS["vehicle_told"].fill(set_up=decimal(told["set_up_h"])))
    return found


def in_lines(summary: Mapping[str, Any]) -> list[str]:
    """Return the same in lines for the terminal, none where neither is on."""
    upper, centres, found = summary.get("upper"), summary.get("centres"), []
    if upper is not None:
        tiers = "  ".join(
            f"{words} {upper[tier]['approved']}→{upper[tier]['checked_in']}"
            for tier, words in (("municipal", both("municipal").zh_en), ("national", both("national").zh_en))
        )
        found.append(
            f"{_FROM_ABOVE.zh_en}, {_APPROVED_IN.zh_en}: {tiers}  {_ORDERED.zh_en} {upper['ordered']}\n"
            f"{_FLIGHTS.zh_en} {upper['flights']}, {decimal(upper['flown_h'])} h  "
            f"{_HELD.zh_en} {_NIGHT.zh_en} {upper['held_night']}, {_RAIN.zh_en} {upper['held_rain']}"
        )
    if centres is not None:
        found.append(
            f"{_CENTRE.zh_en}: {_LOST.zh_en} {decimal(centres['lost_h'])} h  "
            f"{_NOBODY.zh_en} {decimal(centres['alone_h'])} h\n"
            f"{_SECOND.zh_en} {decimal(centres['second_h'])} h  {_BOTH.zh_en} {decimal(centres['split_h'])} h"
        )
    return found
