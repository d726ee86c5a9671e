"""The section on aid from above, flights and dispatch centres, and its lines in the terminal."""

from collections.abc import Mapping
from typing import Any

from sim.report.material import Material
from sim.report.parts import Part, Section, Text
from sim.report.say import count, decimal, known
from sim.report.words import WORDS, Both


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
            for tier, words in (("municipal", "市级 municipal"), ("national", "国家 national"))
        )
        found.append(
            f"上级增援 from above, 批准→报到 approved→in: {tiers}  调令 ordered {upper['ordered']}\n"
            f"飞行 flights {upper['flights']}, {decimal(upper['flown_h'])} h  "
            f"停飞 held 夜 night {upper['held_night']}, 雨 rain {upper['held_rain']}"
        )
    if centres is not None:
        found.append(
            f"接处警中心 centre: 失效 lost {decimal(centres['lost_h'])} h  "
            f"无人指挥 nobody {decimal(centres['alone_h'])} h\n"
            f"接替 second {decimal(centres['second_h'])} h  双重 both {decimal(centres['split_h'])} h"
        )
    return found
