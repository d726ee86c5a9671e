"""What was computed once is read, and never for other arguments."""

import json
from dataclasses import replace

import pytest
from terrains import plane, ridge

from sim.comms.radio import cache
from sim.comms.radio.cache import LossCache, digest_of, write_whole
from sim.comms.radio.conditions import Conditions, Siting, TerrainClass
from sim.comms.radio.loss import BETWEEN_SITES, Antenna, LossModel, backhaul_table, loss_table

SITES = [Antenna("a", 107.0, 29.2, 30.0), Antenna("b", 107.4, 29.2, 30.0)]
PLACES = [Antenna("x", 107.2, 29.3, 1.5), Antenna("y", 107.1, 29.1, 1.5)]
MODEL = LossModel()


@pytest.fixture
def computed(monkeypatch):
    """Count the tables that are really computed."""
    asked = []
    for name, whole in (("loss_table", loss_table), ("backhaul_table", backhaul_table)):
        monkeypatch.setattr(
            cache, name, lambda *words, whole=whole, name=name: asked.append(name) or whole(*words)
        )
    return asked


def test_the_second_time_the_same_table_is_read(tmp_path, computed):
    first, second = (LossCache(tmp_path / "kept").loss_table(plane(), SITES, PLACES, MODEL) for _ in range(2))
    assert first == second == loss_table(plane(), SITES, PLACES, MODEL)
    assert computed == ["loss_table"]


def test_tables_of_backhaul_are_kept_apart(tmp_path, computed):
    kept = LossCache(tmp_path)
    for _ in range(2):
        assert kept.backhaul_table(plane(), SITES, BETWEEN_SITES) == backhaul_table(plane(), SITES)
        kept.loss_table(plane(), SITES, SITES, BETWEEN_SITES)
    assert computed == ["backhaul_table", "loss_table"]


def test_without_terrain_a_table_is_kept_too(tmp_path, computed):
    for _ in range(2):
        LossCache(tmp_path).loss_table(None, SITES, PLACES, MODEL)
    assert computed == ["loss_table"]


def test_everything_that_changes_a_loss_changes_the_digest():
    digests = [
        digest_of("table", terrain, sites, places, model)
        for terrain, sites, places, model in [
            (plane(), SITES, PLACES, MODEL),
            (ridge(), SITES, PLACES, MODEL),
            (None, SITES, PLACES, MODEL),
            (plane(), SITES[:1], PLACES, MODEL),
            (plane(), SITES[::-1], PLACES, MODEL),
            (plane(), [replace(SITES[0], height_m=31.0), SITES[1]], PLACES, MODEL),
            (plane(), [replace(SITES[0], id="c"), SITES[1]], PLACES, MODEL),
            (plane(), SITES, PLACES[:1], MODEL),
            (plane(), SITES, PLACES, replace(MODEL, conditions=Conditions(f_mhz=371))),
            (plane(), SITES, PLACES, replace(MODEL, terrain_class=TerrainClass.FLAT)),
            (plane(), SITES, PLACES, replace(MODEL, sitings=(Siting.RANDOM, Siting.RANDOM))),
            (plane(), SITES, PLACES, replace(MODEL, most_intervals=100)),
            (plane(), SITES, PLACES, replace(MODEL, steps_per_cell=2.0)),
        ]
    ]
    assert len(set(digests)) == len(digests)
    assert digest_of("backhaul", plane(), SITES, PLACES, MODEL) not in digests


def test_another_algorithm_reads_no_old_table(tmp_path, computed, monkeypatch):
    LossCache(tmp_path).loss_table(plane(), SITES, PLACES, MODEL)
    monkeypatch.setattr(cache, "ALGORITHM", "itm-2")
    LossCache(tmp_path).loss_table(plane(), SITES, PLACES, MODEL)
    assert len(computed) == 2


def spoilt(text):
    kept = json.loads(text)
    kept["rows"][0][0] += 1
    return json.dumps(kept)


@pytest.mark.parametrize(
    "spoil",
    [spoilt, lambda _: "", lambda text: text[:50], lambda _: "[1, 2]", lambda _: "{}", lambda _: "\udcff"],
)
def test_a_broken_file_is_computed_again_and_mended(tmp_path, computed, spoil):
    kept = LossCache(tmp_path)
    whole = kept.loss_table(plane(), SITES, PLACES, MODEL)
    (file,) = tmp_path.iterdir()
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8", errors="surrogateescape")
    assert [kept.loss_table(plane(), SITES, PLACES, MODEL) for _ in range(2)] == [whole, whole]
    assert len(computed) == 2


def test_a_file_is_written_as_a_whole_or_not_at_all(tmp_path):
    target = tmp_path / "new" / "a.csv"
    write_whole(target, "one\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(target, "\udcff")
    assert target.read_text(encoding="utf-8") == "one\n"
    assert [path.name for path in target.parent.iterdir()] == ["a.csv"]
    assert target.stat().st_mode & 0o777 == 0o644
