"""Writing a report: tables, summary, figures and the page, into a folder that exists."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.report.files import write_columns, write_csv, write_json
from sim.report.material import Material, in_lang
from sim.report.words import Lang

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.record.log import Log

PNG_DPI: Final = 160


def write_report(
    log: "Log | Material",
    out: Path,
    figures: bool = True,
    lang: str = "zh",
    map_hours: Sequence[float] | None = None,
) -> list[Path]:
    """Write everything that a run has to say.

    Parameters
    ----------
    log
        The run, or what was read from it already.
    out
        An existing folder: ``tables/*.csv``, ``summary.json``, and with figures ``figures/*.png``,
        ``figures/*.svg`` and ``report.html`` are made in it.
    figures
        Whether to draw figures and make the page.
    lang
        ``zh`` or ``en``: language of the figures' files, and the one the page shows first.
    map_hours
        Hours after the first cut at which a map is drawn, where something was cut; where None, 6, 24
        and 72, or fewer where all is whole again by then.

    Returns
    -------
    list of Path
        The files, in the order in which they were written.
    """
    material = Material.of(log)
    made = list(_write_tables(material, out))
    made.append(write_json(material.summary, out / "summary.json"))
    if figures:
        made += _write_figures(material, out, Lang(lang), map_hours)
    return made


def _write_tables(material: Material, out: Path) -> Iterator[Path]:
    folder = out / "tables"
    folder.mkdir()
    yield write_columns(folder / "columns.csv")
    for name, table in material.tables.items():
        yield write_csv(table, folder / f"{name}.csv")


def _write_figures(
    material: Material, out: Path, lang: Lang, map_hours: Sequence[float] | None
) -> Iterator[Path]:
    """Draw every figure, in both languages for the page; the files are in one."""
    from sim.report.fonts import look
    from sim.report.html import data_uri, render
    from sim.report.page import page

    folder = out / "figures"
    folder.mkdir()
    images: dict[str, dict[str, str]] = {}
    with look():
        for name, draw in drawings(material, map_hours).items():
            images[name] = {}
            for each in Lang:
                figure = draw(each)
                svg = saved(figure, "svg")
                images[name][each.value] = data_uri(svg, "image/svg+xml")
                if each is lang:
                    yield _put(folder / f"{name}.svg", svg)
                    yield _put(folder / f"{name}.png", saved(figure, "png"))
    yield _put(out / "report.html", render(page(material, images, lang)).encode())


def _put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def saved(figure: "Figure", form: str) -> bytes:
    """Return a figure as the bytes of a file, without a date in them."""
    sink = BytesIO()
    dates = {"Date": None} if form == "svg" else {}
    figure.savefig(sink, format=form, dpi=PNG_DPI, metadata=dates)
    figure.set_layout_engine("none")  # laid out once, for every format alike
    return sink.getvalue()


def drawings(
    material: Material, map_hours: Sequence[float] | None = None
) -> "dict[str, Callable[[Lang], Figure]]":
    """Return, for each figure, the function that draws it in a language."""
    from sim.report.contact import bars_of, contact
    from sim.report.figures import response_curves, segment_bars, workload
    from sim.report.maps import district_map
    from sim.report.timeline import timeline

    tables = material.tables
    kinds, stations = material.kinds, material.stations
    found: dict[str, Callable[[Lang], Figure]] = {
        "map": lambda lang: district_map(material.scenario, material.township_minutes, lang),
        "curves": lambda lang: response_curves(tables.calls, in_lang(kinds, lang), lang),
        "segments": lambda lang: segment_bars(tables.calls, in_lang(kinds, lang), lang),
        "workload": lambda lang: workload(tables.stations, in_lang(stations, lang), lang),
        "timeline": lambda lang: timeline(tables.timeline, material.start, lang),
    }
    if not material.summary["response"]["reached"]:
        del found["curves"], found["segments"]  # nothing to draw: the section tells why
    if material.summary["communications"] is not None:
        found["contact"] = lambda lang: contact(bars_of(material, lang), material, lang)
    if (response := material.response) is not None:
        from sim.report.levels.figure import levels

        found["levels"] = lambda lang: levels(response, material.header.horizon_ms, lang)
    if "people" in material.summary:
        from sim.report.people.figure import evacuation

        found["evacuation"] = lambda lang: evacuation(material.crowd, lang)
    return found | _of_cuts(material, map_hours)


def _of_cuts(material: Material, map_hours: Sequence[float] | None) -> "dict[str, Callable[[Lang], Figure]]":
    """Return the figures of a run in which something was cut or broke, or a hazard began."""
    from sim.report.sequence import sequence
    from sim.report.sequence.times import starts
    from sim.report.service import service

    if starts(material.situation) is None:
        return {}
    scenario, situation = material.scenario, material.situation
    span = material.start, material.header.horizon_ms
    maps: dict[str, Callable[[Lang], Figure]] = {
        "sequence": lambda lang: sequence(scenario, situation, span, lang, map_hours, material.hazards)
    }
    if situation.begin_ms is None:
        return maps
    return {"service": lambda lang: service(material.levels, lang), **maps}
