"""Reading terrain from files: ESRI ASCII grid, SRTM, GeoTIFF, and NumPy arrays.

Whatever is wrong with a file is said as a `BadInput` that names it.
"""

import math
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from sim.comms.radio.terrain import Grid, Terrain
from sim.terms.errors import BadInput, Fault

SRTM_SIZES: Final = (3601, 1201)
"""Heights along one side of a tile: every arc-second, or every third."""
SRTM_GAP: Final = -32768
HIGHEST_M: Final = 9000.0
"""Above all mountains and, taken negative, below all land: what is outside is a gap."""


def read_terrain(path: Path) -> Terrain:
    """Read terrain from a file, or from all files of a folder that hold terrain.

    Parameters
    ----------
    path
        ``.asc`` (ESRI ASCII grid), ``.hgt`` (SRTM, 1 or 3 arc-seconds, named by its south-west corner, such
        as ``N29E107.hgt``), ``.tif`` (GeoTIFF with one band, in degrees), or ``.npz`` (arrays ``lat``,
        ``lon`` and ``z[lat, lon]``).

    Raises
    ------
    BadInput
        If it is not there, is none of these, or is broken.
    """
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in READERS)
        if not files:
            raise _fault(path, f"files of elevations ({', '.join(READERS)}) in this folder")
        return Terrain([_read(file) for file in files])
    return Terrain([_read(path)])


def _read(path: Path) -> Grid:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _fault(path, f"a file of elevations: {', '.join(READERS)}", path.suffix)
    if not path.is_file():
        raise _fault(path, "a file, but there is none")
    try:
        grid = reader(path)
    except OSError as error:
        raise _fault(path, "a file that can be read", error.strerror or str(error)) from None
    _check(path, grid)
    return grid._replace(heights_m=np.where(np.abs(grid.heights_m) <= HIGHEST_M, grid.heights_m, np.nan))


def _check(path: Path, grid: Grid) -> None:
    rows, columns = grid.heights_m.shape
    if rows < 2 or columns < 2:
        raise _fault(path, "at least 2 rows and 2 columns", f"{rows} and {columns}")
    if not (grid.step_lon > 0 and grid.step_lat > 0 and all(map(math.isfinite, grid[1:5]))):
        raise _fault(path, "steps in longitude and latitude greater than nought")
    west, south, east, north = grid.bounds
    if west < -181 or east > 361 or south < -91 or north > 91:
        found = f"{west:g} to {east:g}, {south:g} to {north:g}"
        raise _fault(path, "longitudes and latitudes in degrees (WGS 84), not a projected grid", found)


def _fault(path: Path, expected: str, found: str = "", key: str = "", hint: str = "") -> BadInput:
    return BadInput([Fault(str(path), None, None, key, found, expected, hint)])


@contextmanager
def _broken(path: Path, expected: str) -> Iterator[None]:
    """Turn whatever a library raises or warns of at a broken file into words."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", UserWarning)  # Pillow only warns of bytes that are not there
            yield
    except BadInput:
        raise
    except Exception as error:  # what readers of broken bytes raise is without end
        raise _fault(path, expected, str(error).splitlines()[0][:100] if str(error) else "") from None


# --- ESRI ASCII grid ----------------------------------------------------------------------------------------


def _read_asc(path: Path) -> Grid:
    with _broken(path, "an ESRI ASCII grid: a header, then numbers"):
        words = path.read_text(encoding="ascii").split()
    header, body = _asc_header(path, words)
    columns, rows = int(header["ncols"]), int(header["nrows"])
    if len(body) != columns * rows:
        raise _fault(path, f"{rows} rows of {columns} heights", f"{len(body)} heights")
    with _broken(path, "heights that are numbers"):
        heights = np.array(body, np.float32).reshape(rows, columns)[::-1]
    if "nodata_value" in header:
        heights[heights == np.float32(header["nodata_value"])] = np.nan
    step = header["cellsize"]
    return Grid(
        str(path), _asc_origin(path, header, "x"), _asc_origin(path, header, "y"), step, step, heights
    )


def _asc_header(path: Path, words: list[str]) -> tuple[dict[str, float], list[str]]:
    header: dict[str, float] = {}
    at = 0
    with _broken(path, "an ESRI ASCII grid: a header of names and numbers"):
        while at < len(words) and words[at][0].isalpha() and words[at].lower() != "nan":
            header[words[at].lower()] = float(words[at + 1])
            at += 2
    for key in ("ncols", "nrows", "cellsize"):
        if not header.get(key, 0) > 0:
            raise _fault(path, "a number greater than nought in the header", key=key)
    return header, words[at:]


def _asc_origin(path: Path, header: dict[str, float], axis: str) -> float:
    """Return the coordinate of the outermost height: the header gives it, or the corner of its cell."""
    if f"{axis}llcenter" in header:
        return header[f"{axis}llcenter"]
    if f"{axis}llcorner" in header:
        return header[f"{axis}llcorner"] + 0.5 * header["cellsize"]
    raise _fault(path, "it in the header", key=f"{axis}llcorner or {axis}llcenter")


# --- SRTM ---------------------------------------------------------------------------------------------------


def _read_hgt(path: Path) -> Grid:
    named = re.match(r"([NS])(\d\d)([EW])(\d\d\d)", path.name.upper())
    if named is None:
        raise _fault(path, "a name that begins with the south-west corner, such as N29E107.hgt")
    south = int(named[2]) if named[1] == "N" else -int(named[2])
    west = int(named[4]) if named[3] == "E" else -int(named[4])
    raw = path.read_bytes()
    side = next((size for size in SRTM_SIZES if 2 * size * size == len(raw)), None)
    if side is None:
        sizes = " or ".join(f"{2 * size * size:,}" for size in SRTM_SIZES)
        raise _fault(path, f"{sizes} bytes (1 or 3 arc-seconds)", f"{len(raw):,} bytes")
    whole = np.frombuffer(raw, ">i2").reshape(side, side)[::-1]
    heights = np.where(whole == SRTM_GAP, np.float32(np.nan), whole).astype(np.float32)
    step = 1.0 / (side - 1)
    return Grid(str(path), float(west), float(south), step, step, heights)


# --- NumPy --------------------------------------------------------------------------------------------------


def _read_npz(path: Path) -> Grid:
    with _broken(path, "a NumPy archive with the arrays lat, lon and z"), np.load(path) as arrays:
        lat, lon, z = (np.asarray(arrays[name]) for name in ("lat", "lon", "z"))
        lat, lon, z = lat.astype(float), lon.astype(float), z.astype(np.float32)
    if z.ndim != 2 or z.shape != (lat.size, lon.size):
        raise _fault(
            path, f"z of {lat.size} latitudes by {lon.size} longitudes", " by ".join(map(str, z.shape))
        )
    if lat.size > 1 and lat[0] > lat[-1]:
        lat, z = lat[::-1], z[::-1]
    south, step_lat = _even(path, "lat", lat)
    west, step_lon = _even(path, "lon", lon)
    return Grid(str(path), west, south, step_lon, step_lat, z)


def _even(path: Path, name: str, values: Any) -> tuple[float, float]:
    """Return the first value and the step of an array that rises evenly."""
    step = float(values[-1] - values[0]) / max(values.size - 1, 1)
    steps = np.diff(values)
    if not (values.ndim == 1 and np.all(np.abs(steps - step) <= 0.01 * abs(step)) and step > 0):
        raise _fault(path, "values at equal steps", key=name)
    return float(values[0]), step


# --- GeoTIFF ------------------------------------------------------------------------------------------------

PIXEL_SCALE: Final = 33550
TIE_POINT: Final = 33922
GEO_KEYS: Final = 34735
GDAL_NODATA: Final = 42113
MODEL_TYPE, RASTER_TYPE = 1024, 1025
GEOGRAPHIC, PIXEL_IS_POINT = 2, 2


def _read_tif(path: Path) -> Grid:
    try:
        from PIL import Image
    except ImportError:
        hint = 'pip install "sanduan[terrain]", or convert it to .asc'
        raise _fault(path, "Pillow to be installed, which reads GeoTIFF", hint=hint) from None
    with _broken(path, "a GeoTIFF with one band of heights"), Image.open(path, formats=["TIFF"]) as image:
        bands = len(image.getbands())
        if bands != 1 or image.mode in ("1", "P"):
            raise _fault(path, "one band of heights", f"{bands} of kind {image.mode}")
        tags = {
            tag: getattr(image, "tag_v2", {}).get(tag)
            for tag in (PIXEL_SCALE, TIE_POINT, GEO_KEYS, GDAL_NODATA)
        }
        heights = np.array(image, np.float32)[::-1]
    return _placed(path, tags, heights)


def _placed(path: Path, tags: dict[int, Any], heights: Any) -> Grid:
    """Place an image on the earth by its tags."""
    scale, tie = tags[PIXEL_SCALE], tags[TIE_POINT]
    if scale is None or tie is None or len(scale) < 2 or len(tie) < 6:
        raise _fault(path, "a GeoTIFF that says where it lies: a pixel scale and a tie point")
    keys = _geo_keys(tags[GEO_KEYS] or ())
    if keys.get(MODEL_TYPE, GEOGRAPHIC) != GEOGRAPHIC:
        raise _fault(path, "longitudes and latitudes in degrees (WGS 84), not a projected grid")
    if tags[GDAL_NODATA] is not None:
        with _broken(path, "a number for what is unknown (GDAL_NODATA)"):
            gap = np.float32(str(tags[GDAL_NODATA]).strip("\0 "))
        heights[heights == gap] = np.nan
    inside = 0.0 if keys.get(RASTER_TYPE) == PIXEL_IS_POINT else 0.5
    step_lon, step_lat = float(scale[0]), float(scale[1])
    west = tie[3] + (inside - tie[0]) * step_lon
    north = tie[4] - (inside - tie[1]) * step_lat
    south = north - (heights.shape[0] - 1) * step_lat
    return Grid(str(path), west, south, step_lon, step_lat, heights)


def _geo_keys(words: tuple[int, ...]) -> dict[int, int]:
    """Return the keys whose values stand in the directory itself: four words each, after a header of four."""
    groups = (words[at : at + 4] for at in range(4, len(words) - 3, 4))
    return {key: value for key, place, _, value in groups if place == 0}


READERS: Final[dict[str, Callable[[Path], Grid]]] = {
    ".asc": _read_asc,
    ".hgt": _read_hgt,
    ".tif": _read_tif,
    ".tiff": _read_tif,
    ".npz": _read_npz,
}
