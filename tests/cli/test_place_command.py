"""``sanduan place`` proposes, races and says what it may claim."""

import pytest
from typer.testing import CliRunner

import sim.cli
from sim.cli_place import _unproven
from sim.study.place.desk import Proposal


def place(*words):
    return CliRunner().invoke(sim.cli.app, ["place", *map(str, words)])


def test_it_proposes_sites_and_says_what_they_are_worth():
    done = place("hamlet", "--reps", 2, "--days", 2)
    assert done.exit_code == 0, done.output
    for words in ("p-median", "max-cover", "today", "95% 区间", "选定"):
        assert words in done.output


def test_without_replications_it_only_proposes():
    done = place("hamlet", "--reps", 0)
    assert done.exit_code == 0
    assert "p-median" in done.output
    assert "is proven to be its best" in done.output
    assert "95%" not in done.output


def test_a_model_that_ran_out_of_time_says_how_far_from_the_best_it_may_be():
    said = list(_unproven([Proposal(("X",), ("robust", "p-median"), {"robust": 0.25})]))
    assert len(said) == 1
    assert "robust" in said[0]
    assert "0.25" in said[0]


def test_reserves_and_base_stations_are_proposed_too(tmp_path):
    done = place("hamlet", "--kind", "reserve", "--reps", 0)
    assert done.exit_code == 0, done.output
    assert "expected-cover" in done.output
    grid = ["ncols 60", "nrows 60", "xllcorner 107.7", "yllcorner 29.8", "cellsize 0.01"]
    heights = [" ".join(["400"] * 60)] * 60
    (tmp_path / "dem.asc").write_text("\n".join([*grid, *heights]) + "\n", encoding="utf-8")
    sites = "id,lon,lat,mast_m\nA,107.96,30.03,30\nB,107.90,30.05,30\n"
    (tmp_path / "hills.csv").write_text(sites, encoding="utf-8")
    files = ("--terrain", tmp_path / "dem.asc", "--candidates", tmp_path / "hills.csv")
    done = place("hamlet-silent", "--kind", "base_station", "--reps", 0, *files)
    assert done.exit_code == 0, done.output
    assert "robust" in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["hamlet", "--kind", "helipad"], "--kind"),
        (["hamlet", "--reps", 1], "at least 2"),
        (["nowhere"], "nowhere"),
        (["hamlet", "--kind", "base_station"], "--terrain"),
        (["hamlet", "--kind", "reserve", "--terrain", "x.asc"], "--kind base_station"),
        (["hamlet", "--p", 20, "--reps", 0], "no choice of sites"),
        (["hamlet", "--reps", 2, "--days", 1, "--set", "demand.scale=0"], "no value"),
    ],
)
def test_bad_input_is_named_in_a_line_without_a_traceback(words, said):
    done = place(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output
