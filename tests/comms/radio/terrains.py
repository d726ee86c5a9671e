"""Small pieces of terrain, in memory and on disk."""

import struct

import numpy as np

from sim.comms.radio.terrain import Grid, Terrain

WEST, SOUTH = 107.0, 29.0


def grid(heights, step=0.01, west=WEST, south=SOUTH, source="hills"):
    """Return a grid of heights, the southernmost row first."""
    return Grid(source, west, south, step, step, np.array(heights, np.float32))


def plane(side=41, step=0.01, east_m=0.0, north_m=0.0, base_m=0.0):
    """Return terrain that rises so many metres with each step to the east and to the north."""
    rows = [[base_m + east_m * x + north_m * y for x in range(side)] for y in range(side)]
    return Terrain([grid(rows, step)])


def ridge(height_m=600.0, side=41, step=0.01):
    """Return flat terrain with a wall from south to north in its middle."""
    row = [height_m if x == side // 2 else 0.0 for x in range(side)]
    return Terrain([grid([row] * side, step)])


# --- files: all hold the same six heights; the first row is the northernmost

NORTH_FIRST = [[10.0, 20.0, 30.0], [40.0, 50.0, 60.0]]
STEP = 0.5


def asc_text(rows=NORTH_FIRST, origin="xllcenter 107\nyllcenter 29\n", gap=""):
    """Return an ESRI ASCII grid."""
    head = f"ncols {len(rows[0])}\nnrows {len(rows)}\n{origin}cellsize {STEP}\n{gap}"
    return head + "\n".join(" ".join(f"{height:g}" for height in row) for row in rows) + "\n"


def npz_file(path, lat=(29.0, 29.5), lon=(107.0, 107.5, 108.0), z=NORTH_FIRST[::-1]):
    """Write NumPy arrays."""
    np.savez(path, lat=np.array(lat), lon=np.array(lon), z=np.array(z))
    return path


def hgt_file(path, side=1201, heights=None):
    """Write an SRTM tile; by default each height is 100 and those of the northernmost row 200."""
    if heights is None:
        heights = np.full((side, side), 100)
        heights[0] = 200
    path.write_bytes(heights.astype(">i2").tobytes())
    return path


GEOGRAPHIC_AREA = (1, 1, 0, 2, 1024, 0, 1, 2, 1025, 0, 1, 1)
GEOGRAPHIC_POINT = (1, 1, 0, 2, 1024, 0, 1, 2, 1025, 0, 1, 2)
PROJECTED = (1, 1, 0, 1, 1024, 0, 1, 1)


def tif_file(path, rows=NORTH_FIRST, keys=GEOGRAPHIC_POINT, tie=(0, 0, 0, 107, 29.5, 0), **more):
    """Write a GeoTIFF through Pillow.

    `more` may hold `compression`, the `gap` (GDAL_NODATA) and the `kind` of numbers.
    """
    from PIL import Image, TiffImagePlugin

    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for tag, kind, value in (
        (33550, 12, (STEP, STEP, 0.0)),
        (33922, 12, tuple(map(float, tie)) if tie else None),
        (34735, 3, keys),
        (42113, 2, more.get("gap")),
    ):
        if value is not None:
            tags.tagtype[tag] = kind
            tags[tag] = value
    image = Image.fromarray(np.array(rows, more.get("kind", np.float32)))
    image.save(path, format="TIFF", tiffinfo=tags, compression=more.get("compression"))
    return path


def signed_tif_file(path, rows):
    """Write a GeoTIFF of signed 16-bit heights, which Pillow reads but does not write."""
    heights = np.array(rows, "<i2")
    scale, tie = struct.pack("<3d", STEP, STEP, 0), struct.pack("<6d", 0, 0, 0, 107, 29.5, 0)
    keys = struct.pack(f"<{len(GEOGRAPHIC_POINT)}H", *GEOGRAPHIC_POINT)
    data = heights.tobytes()
    count = 12
    body = 8 + 2 + 12 * count + 4
    at = {"scale": body, "tie": body + 24, "keys": body + 72, "data": body + 72 + len(keys)}
    entries = [
        (256, 4, 1, heights.shape[1]), (257, 4, 1, heights.shape[0]), (258, 3, 1, 16), (259, 3, 1, 1),
        (262, 3, 1, 1), (273, 4, 1, at["data"]), (278, 4, 1, heights.shape[0]), (279, 4, 1, len(data)),
        (339, 3, 1, 2), (33550, 12, 3, at["scale"]), (33922, 12, 6, at["tie"]),
        (34735, 3, len(GEOGRAPHIC_POINT), at["keys"]),
    ]  # fmt: skip
    directory = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head = struct.pack("<2sHIH", b"II", 42, 8, count)
    path.write_bytes(head + directory + struct.pack("<I", 0) + scale + tie + keys + data)
    return path
