"""The three cuts 三断 of a new district: the rainstorm of the scenario three-cuts-all, laid over it."""

import re
from typing import Final

from sim.district.build import District
from sim.district.forces import offset_h
from sim.district.measure import distance_m
from sim.scenario.layers import YAML_FILE, shipped
from sim.scenario.source import Faults
from sim.scenario.textfile import read_text

FOLDER: Final = "three-cuts"
_MODEL: Final = "three-cuts-all"
_LEAST_KM, _MOST_KM = 5.0, 100.0
_HEAD: Final = ("extends:", "name:", "title:", "  zh:", "  en:", "start:", "#")
_FIGURE: Final = re.compile(r"^(\s+)(lon|lat|reach|depth): \{.*\}$", re.MULTILINE)


def storm_yaml(district: District, name: str, said: str) -> str:
    """Return ``scenario.yaml`` of the rainstorm over a new district, to stand in a folder inside its own.

    Parameters
    ----------
    district
        The district.
    name
        Id of the new scenario.
    said
        Name of the district, as JSON has it.
    """
    file = shipped()[_MODEL] / YAML_FILE
    text = read_text(file, str(file), 5, Faults()) or ""
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(_HEAD))
    west, south, east, north = district.area.box
    middle = (west + east) / 2, (south + north) / 2
    reach = distance_m((west, south), (east, north)) / 2000
    of_own = {
        "lon": (f"{middle[0]:.4f}", "the middle of the district"),
        "lat": (f"{middle[1]:.4f}", "the middle of the district"),
        "reach": (f"{min(_MOST_KM, max(_LEAST_KM, reach)):.1f}", "as large as the district"),
        "depth": (
            "360",
            f"the rain of the scenario {_MODEL}, of Chongqing; what falls here was not looked up",
        ),
    }

    def figure(found: re.Match[str]) -> str:
        value, why = of_own[found[2]]
        return f'{found[1]}{found[2]}: {{value: {value}, source: "assumption: {why}", label: assumption}}'

    return f"""\
# The rainstorm of the scenario {_MODEL} over this district. Nothing is scripted to fail.
# Severity: --set hazards.rainstorms.storm.depth=480; without one cut: --set hazards.breaks.power=false
extends: ".."
name: {name}
title:
  zh: {said[:-1]}·三断"
  en: {said[:-1]}, three cuts"
start: "2025-07-10T18:00:00{offset_h(district.main.place.at):+03d}:00"
{_FIGURE.sub(figure, kept).strip()}
"""
