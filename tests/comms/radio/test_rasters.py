"""Files of elevations: four formats with the same heights, and every way in which they can be broken."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from terrains import (
    GEOGRAPHIC_AREA,
    NORTH_FIRST,
    PROJECTED,
    asc_text,
    hgt_file,
    npz_file,
    signed_tif_file,
    tif_file,
)

from sim.comms.radio.rasters import read_terrain
from sim.terms.errors import BadInput

needs_pillow = pytest.mark.usefixtures("pillow")


@pytest.fixture(scope="module")
def pillow():
    """Pillow comes with the figures; without it GeoTIFF is not read."""
    return pytest.importorskip("PIL")


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def corners(terrain):
    """Return the heights of the corners: north-west, north-east, south-west, south-east."""
    return [terrain.height_m(lon, lat) for lat in (29.5, 29.0) for lon in (107.0, 108.0)]


def said(path):
    """Return what is said about a file that is refused."""
    with pytest.raises(BadInput) as raised:
        read_terrain(path)
    (fault,) = raised.value.faults
    assert fault.file == str(path)
    return str(fault)


# --- ESRI ASCII grid


def test_an_ascii_grid_stands_with_its_north_up(tmp_path):
    assert corners(read_terrain(written(tmp_path / "a.asc", asc_text()))) == [10, 30, 40, 60]


def test_the_corner_of_a_cell_is_half_a_step_from_its_centre(tmp_path):
    text = asc_text(origin="XLLCORNER 106.75\nYLLCORNER 28.75\n")
    assert corners(read_terrain(written(tmp_path / "a.ASC", text))) == [10, 30, 40, 60]


def test_what_the_header_calls_no_data_is_a_gap(tmp_path):
    text = asc_text([[10, -9999, 30], [40, 50, 60]], gap="NODATA_value -9999\n")
    terrain = read_terrain(written(tmp_path / "a.asc", text))
    assert terrain.height_m(107.5, 29.0) == 50
    with pytest.raises(BadInput, match="it is a gap"):
        terrain.height_m(107.4, 29.4)


def test_heights_that_no_land_has_are_gaps(tmp_path):
    terrain = read_terrain(written(tmp_path / "a.asc", asc_text([[-32768, 20, 30], [40, 50, 60]])))
    with pytest.raises(BadInput, match="it is a gap"):
        terrain.height_m(107.0, 29.4)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("ncols 3", "ncols 4", "2 rows of 4 heights (got 6 heights)"),
        ("ncols 3\n", "", "ncols: expected a number greater than nought in the header"),
        ("cellsize 0.5", "cellsize 0", "cellsize: expected a number greater than nought"),
        ("cellsize 0.5", "cellsize half", "a header of names and numbers"),
        ("xllcenter 107\n", "", "xllcorner or xllcenter: expected it in the header"),
        ("xllcenter 107", "xllcenter 370000", "not a projected grid"),
        (" 60", " sixty", "heights that are numbers"),
        (" 60", " 海", "an ESRI ASCII grid"),
        ("cellsize 0.5", "cellsize nan", "cellsize: expected a number greater than nought"),
        ("xllcenter 107", "xllcenter nan", "steps in longitude and latitude"),
    ],
)
def test_a_broken_ascii_grid_is_named_with_what_is_wrong(tmp_path, old, new, word):
    assert word in said(written(tmp_path / "a.asc", asc_text().replace(old, new)))


def test_an_empty_file_is_no_grid(tmp_path):
    assert "ncols" in said(written(tmp_path / "a.asc", ""))


def test_a_single_row_is_no_terrain(tmp_path):
    assert "at least 2 rows" in said(written(tmp_path / "a.asc", asc_text([[1, 2, 3]])))


@given(st.text(max_size=60))
def test_whatever_the_text_it_is_refused_in_words(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("fuzz") / "a.asc"
    assert said(written(path, text))


# --- SRTM


@pytest.mark.parametrize("side", [1201, 3601])
def test_an_srtm_tile_lies_where_its_name_says(tmp_path, side):
    terrain = read_terrain(hgt_file(tmp_path / "N29E107.hgt", side))
    assert terrain.height_m(107.5, 29.5) == 100
    assert terrain.height_m(107.5, 30.0) == 200
    assert terrain.step_m == pytest.approx(111_195 / (side - 1), rel=1e-4)


def test_south_and_west_are_negative(tmp_path):
    terrain = read_terrain(hgt_file(tmp_path / "S34W071.hgt"))
    assert terrain.height_m(-70.5, -33.5) == 100
    with pytest.raises(BadInput, match="a place it covers"):
        terrain.height_m(107.5, 29.5)


def test_heights_of_srtm_have_their_high_byte_first_and_its_own_gap(tmp_path):
    heights = np.full((1201, 1201), 1911)
    heights[:, 600:] = -32768
    terrain = read_terrain(hgt_file(tmp_path / "N29E107.hgt", heights=heights))
    assert terrain.height_m(107.2, 29.2) == 1911
    with pytest.raises(BadInput, match="it is a gap"):
        terrain.height_m(107.8, 29.2)


def test_a_tile_of_another_size_is_refused(tmp_path):
    path = tmp_path / "N29E107.hgt"
    path.write_bytes(bytes(1000))
    assert "expected 25,934,402 or 2,884,802 bytes (1 or 3 arc-seconds) (got 1,000 bytes)" in said(path)


def test_a_tile_without_its_place_in_its_name_is_refused(tmp_path):
    assert "such as N29E107.hgt" in said(hgt_file(tmp_path / "fuling.hgt"))


def test_a_folder_of_tiles_is_one_terrain(tmp_path):
    for name in ("N29E107.hgt", "N29E106.hgt"):
        hgt_file(tmp_path / name)
    written(tmp_path / "README.txt", "tiles")
    heights = read_terrain(tmp_path).profile((106.8, 29.5), (107.2, 29.5), 500, 100).heights_m
    assert set(heights) == {100}


def test_a_folder_without_elevations_is_refused(tmp_path):
    assert "files of elevations (.asc, .hgt, .tif, .tiff, .npz) in this folder" in said(tmp_path)


# --- NumPy


def test_arrays_are_read_whichever_way_the_latitudes_run(tmp_path):
    rising = read_terrain(npz_file(tmp_path / "a.npz"))
    falling = read_terrain(npz_file(tmp_path / "b.npz", lat=(29.5, 29.0), z=NORTH_FIRST))
    assert corners(rising) == corners(falling) == [10, 30, 40, 60]
    assert rising.digest == falling.digest


def test_the_same_heights_have_one_digest_in_every_format(tmp_path):
    text = read_terrain(written(tmp_path / "a.asc", asc_text()))
    assert text.digest == read_terrain(npz_file(tmp_path / "a.npz")).digest


@pytest.mark.parametrize(
    ("arrays", "word"),
    [
        ({"z": [[1.0, 2.0], [3.0, 4.0]]}, "z of 2 latitudes by 3 longitudes (got 2 by 2)"),
        ({"z": [1.0, 2.0, 3.0]}, "z of 2 latitudes by 3 longitudes"),
        ({"lon": [107.0, 107.1, 108.0]}, "lon: expected values at equal steps"),
        ({"lat": [29.0, 29.0]}, "lat: expected values at equal steps"),
        ({"lat": [29.0, float("nan")]}, "lat: expected values at equal steps"),
        ({"z": [["a", "b", "c"], ["d", "e", "f"]]}, "the arrays lat, lon and z"),
        ({"lat": [29.0], "z": [[1.0, 2.0, 3.0]]}, "lat: expected values at equal steps"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path, arrays, word):
    assert word in said(npz_file(tmp_path / "a.npz", **arrays))


def test_an_archive_without_the_arrays_or_no_archive_is_refused(tmp_path):
    np.savez(tmp_path / "a.npz", heights=np.zeros((2, 2)))
    assert "the arrays lat, lon and z" in said(tmp_path / "a.npz")
    assert "the arrays lat, lon and z" in said(written(tmp_path / "b.npz", "no archive"))


# --- GeoTIFF


@needs_pillow
@pytest.mark.parametrize("compression", [None, "tiff_lzw", "tiff_deflate", "tiff_adobe_deflate"])
@pytest.mark.parametrize("kind", [np.float32, np.int32, np.uint16, np.uint8])
def test_a_geotiff_is_read_however_it_is_packed(tmp_path, compression, kind):
    path = tif_file(tmp_path / "a.tif", compression=compression, kind=kind)
    assert corners(read_terrain(path)) == [10, 30, 40, 60]


@needs_pillow
def test_signed_heights_below_the_sea_are_read(tmp_path):
    path = signed_tif_file(tmp_path / "a.tif", [[-10, 20, 30], [40, 50, -60]])
    assert corners(read_terrain(path)) == [-10, 30, 40, -60]


@needs_pillow
def test_a_pixel_that_is_an_area_lies_half_a_step_farther_in(tmp_path):
    path = tif_file(tmp_path / "a.tiff", keys=GEOGRAPHIC_AREA, tie=(0, 0, 0, 106.75, 29.75, 0))
    assert corners(read_terrain(path)) == [10, 30, 40, 60]


@needs_pillow
def test_the_tie_point_may_be_any_pixel(tmp_path):
    path = tif_file(tmp_path / "a.tif", tie=(2, 1, 0, 108.0, 29.0, 0))
    assert corners(read_terrain(path)) == [10, 30, 40, 60]


@needs_pillow
def test_what_gdal_calls_no_data_is_a_gap(tmp_path):
    terrain = read_terrain(tif_file(tmp_path / "a.tif", gap="10"))
    assert terrain.height_m(108.0, 29.5) == 30
    with pytest.raises(BadInput, match="it is a gap"):
        terrain.height_m(107.1, 29.4)


@needs_pillow
@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"keys": PROJECTED}, "not a projected grid"),
        ({"tie": None}, "a pixel scale and a tie point"),
        ({"gap": "none"}, "GDAL_NODATA"),
        ({"rows": np.zeros((2, 2, 3)), "kind": np.uint8}, "one band of heights (got 3 of kind RGB)"),
    ],
)
def test_a_geotiff_that_cannot_be_placed_is_refused(tmp_path, more, word):
    assert word in said(tif_file(tmp_path / "a.tif", **more))


@needs_pillow
@given(st.data())
def test_a_geotiff_with_broken_bytes_is_read_or_refused_in_words(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    whole = bytearray(tif_file(folder / "a.tif").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = folder / "b.tif"
    path.write_bytes(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    try:
        assert read_terrain(path).digest
    except BadInput as error:
        words = str(error)
    else:
        words = str(path)
    assert words.startswith(str(path))


def test_without_pillow_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert 'pip install "sanduan[terrain]"' in said(written(tmp_path / "a.tif", ""))


# --- any file


def test_a_file_of_another_kind_is_refused(tmp_path):
    assert "expected a file of elevations: .asc, .hgt" in said(written(tmp_path / "a.docx", ""))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "a file, but there is none" in said(tmp_path / "none.asc")


def test_a_file_that_cannot_be_read_is_refused(tmp_path, monkeypatch):
    path = hgt_file(tmp_path / "N29E107.hgt")

    def denied(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", denied)
    assert "a file that can be read (got Permission denied)" in said(path)
