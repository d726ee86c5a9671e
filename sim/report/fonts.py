"""Chinese labels on a machine without Chinese fonts; figures whose bytes depend on their content alone.

The font is Noto Sans SC (SIL Open Font Licence), carried by the package ``zhplot``. Only its file is used:
the package is never imported, because its import changes the defaults of every figure in the process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from sim.terms.errors import SanduanError

FAMILY = "Noto Sans SC"
"""Name of the font family, as matplotlib knows it once the file is registered."""


def font_file() -> Path:
    """Return the font file that ``zhplot`` carries.

    Raises
    ------
    SanduanError
        If the package or its file is missing.
    """
    spec = find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise SanduanError("no Chinese font: install the package zhplot")
    path = Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
    if not path.is_file():
        raise SanduanError(f"no Chinese font: {path.name} is missing from the package zhplot")
    return path


@cache
def register() -> str:
    """Make the font known to matplotlib, once for a process, and return its family name."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(font_file()))
    return FAMILY


@contextmanager
def look() -> Iterator[None]:
    """Hold matplotlib's settings to those of our figures while one is drawn and saved.

    Identifiers inside an SVG come from a fixed salt, so that the same figure is the same bytes.
    """
    import matplotlib as mpl

    settings: dict[str, Any] = {
        "font.family": [register()],
        "font.size": 9.5,
        "axes.unicode_minus": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#8a8f98",
        "axes.labelcolor": "#30343b",
        "xtick.color": "#50555e",
        "ytick.color": "#50555e",
        "xtick.labelcolor": "#30343b",
        "ytick.labelcolor": "#30343b",
        "legend.frameon": False,
        "svg.hashsalt": "sanduan",
        "svg.fonttype": "path",
    }
    # to read the default of "backend" would import pyplot and choose one
    defaults: dict[str, Any] = {
        key: mpl.rcParamsDefault[key] for key in mpl.rcParamsDefault if not key.startswith("backend")
    }
    ours: Any = {**defaults, **settings}
    with mpl.rc_context():
        mpl.rcParams.update(ours)
        yield


def web_font(text: str) -> bytes:
    """Return a WOFF font of just the characters of a text, about 150 bytes for each.

    Parameters
    ----------
    text
        Whatever will be shown in the font; characters that it lacks are left out.
    """
    from fontTools.subset import (  # type: ignore[import-untyped]
        Options,
        Subsetter,
        load_font,
        save_font,
    )

    options = Options(layout_features=[], hinting=False, name_IDs=[], flavor="woff", notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    sink = BytesIO()
    with load_font(str(font_file()), options) as font:
        subsetter.subset(font)
        save_font(font, sink, options)
    return sink.getvalue()
