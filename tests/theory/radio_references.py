"""Losses by the reference program of the Irregular Terrain Model, and how ours are computed for them."""

import csv
from pathlib import Path

from sim.comms.radio.conditions import Climate, Conditions, Siting
from sim.comms.radio.itm import area, point_to_point
from sim.comms.radio.profile import Profile

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "../shared/data/validation/radio"
MODES = {"line_of_sight": "1", "diffraction": "2", "troposcatter": "3"}


def rows(name):
    """Return the rows of one of our tables."""
    return _read(HERE / "data" / name)


def published(name):
    """Return the rows of a published table, which is not ours to ship; none where it is absent."""
    return _read(SHARED / name) if (SHARED / name).is_file() else []


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def conditions(row, frequency="f_mhz", n0="N0", suffix="_pct"):
    """Return the conditions of a row."""
    return Conditions(
        f_mhz=float(row[frequency]),
        n0=float(row[n0]),
        epsilon=float(row["epsilon"]),
        sigma_s_per_m=float(row["sigma"]),
        vertical=row["pol"] == "1",
        climate=Climate(int(row["climate"])),
        mdvar=int(row["mdvar"]),
        time_pct=float(row[f"time{suffix}"]),
        location_pct=float(row[f"location{suffix}"]),
        situation_pct=float(row[f"situation{suffix}"]),
    )


def over_profile(row):
    """Compute a row of a table over known profiles."""
    heights = [float(height) for height in row["pfl_elev_m"].split(";")]
    antennas = float(row["h_tx_m"]), float(row["h_rx_m"])
    return point_to_point(Profile(float(row["pfl_step_m"]), heights), antennas, conditions(row))


def over_area(row):
    """Compute a row of our table of the area mode."""
    antennas = float(row["h_tx_m"]), float(row["h_rx_m"])
    sitings = Siting(int(row["tx_siting"])), Siting(int(row["rx_siting"]))
    return area(1000 * float(row["d_km"]), float(row["delta_h_m"]), antennas, conditions(row), sitings)


def over_published_area(row):
    """Compute a row of the published table of the area mode, whose columns bear other names."""
    antennas = float(row["h_tx__meter"]), float(row["h_rx__meter"])
    sitings = Siting(int(row["tx_siting_criteria"])), Siting(int(row["rx_siting_criteria"]))
    wanted = conditions(row, "f__mhz", "N_0", "")
    return area(1000 * float(row["d__km"]), float(row["delta_h__meter"]), antennas, wanted, sitings)
