"""Laws of the whole report: what is in it, what is not, and that it is the same for the same run."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from worlds import line, scenario

from sim.record.log import Log
from sim.report import write_report
from sim.report.html import data_uri, render
from sim.report.material import Material
from sim.report.page import page
from sim.report.words import Lang
from sim.run import run
from sim.scenario.load import load

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ("map", "curves", "segments", "workload", "timeline")


class Reader(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.words: dict[str, list[str]] = {"zh": [], "en": []}
        self._lang: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append((tag, known))
        if tag not in {"meta", "img", "input", "br"}:
            self.open.append(tag)
            self._lang.append(str(known.get("class")))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)
        else:
            self._lang.pop()

    def handle_data(self, data: str) -> None:
        if self._lang and self._lang[-1] in self.words:
            self.words[self._lang[-1]].append(data)


@pytest.fixture(scope="module")
def html(report: Path) -> str:
    return (report / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def read(html: str) -> Reader:
    return Reader(html)


def test_everything_that_was_promised_is_there_and_told(report: Path, told: list[Path]) -> None:
    names = {path.relative_to(report).as_posix() for path in told}
    assert names == {path.relative_to(report).as_posix() for path in report.rglob("*") if path.is_file()}
    assert {"summary.json", "report.html", "tables/columns.csv", "tables/calls.csv"} <= names
    assert {f"figures/{name}.{form}" for name in FIGURES for form in ("png", "svg")} <= names


def test_without_figures_only_tables_and_summary_are_written(hamlet_log: Log, tmp_path: Path) -> None:
    write_report(hamlet_log, tmp_path, figures=False)
    assert {path.name for path in tmp_path.iterdir()} == {"tables", "summary.json"}


def test_the_page_is_well_formed(read: Reader) -> None:
    assert read.faults == []
    assert read.open == []


def test_the_page_asks_nothing_of_any_other_machine(read: Reader, html: str) -> None:
    links = [
        value
        for _, attrs in read.tags
        for key, value in attrs.items()
        if key in {"src", "href", "srcset", "data"}
    ]
    assert links
    assert all(value and value.startswith(("data:", "#")) for value in links)
    without_data = re.sub(r"data:[a-z/+]+;base64,[A-Za-z0-9+/=]+", "", html)
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!\))", without_data.split("</head>")[0])


def test_the_page_has_no_script(read: Reader) -> None:
    assert not [tag for tag, _ in read.tags if tag in {"script", "iframe", "object", "link", "embed", "form"}]
    assert not [key for _, attrs in read.tags for key in attrs if key.startswith("on")]
    policy = next(attrs["content"] for tag, attrs in read.tags if "http-equiv" in attrs)
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_figures_inside_the_page_fetch_nothing_either(report: Path) -> None:
    for path in (report / "figures").glob("*.svg"):
        links = re.findall(r'(?:href|src)="([^"]*)"', path.read_text(encoding="utf-8"))
        assert all(link.startswith(("#", "data:")) for link in links), path.name


def test_every_township_has_exactly_one_row(read: Reader, hamlet: Material) -> None:
    rows = [attrs["id"] for tag, attrs in read.tags if tag == "tr" and attrs.get("id")]
    assert sorted(str(row) for row in rows) == sorted(
        f"township-{town.id}" for town in hamlet.scenario.townships
    )


def test_the_page_names_what_the_run_was_a_function_of(html: str, hamlet: Material) -> None:
    header = hamlet.header
    assert hamlet.digest in html
    assert header.fingerprint in html
    assert f"sanduan run hamlet --policy {header.policy} --seed 7 --rep 0 --days 20" in html


def test_both_languages_say_the_same_number_of_things(read: Reader) -> None:
    assert len(read.words["zh"]) == len(read.words["en"]) > 50
    assert not [words for words in read.words["en"] if re.search("[\u4e00-\u9fff]", words)]
    images = [attrs["class"] for tag, attrs in read.tags if tag == "img"]
    assert images.count("zh") == images.count("en") == len(FIGURES)


def test_numbers_are_the_same_in_both_languages(read: Reader) -> None:
    for zh, en in zip(read.words["zh"], read.words["en"], strict=True):
        if "NFPA" not in zh:
            assert sorted(re.findall(r"\d+\.\d+", zh)) == sorted(re.findall(r"\d+\.\d+", en))


@pytest.mark.parametrize("lang", Lang)
def test_the_language_asked_for_is_shown_first(hamlet: Material, lang: Lang) -> None:
    inputs = [attrs for tag, attrs in Reader(render(page(hamlet, {}, lang))).tags if tag == "input"]
    assert [attrs["id"] for attrs in inputs if "checked" in attrs] == [f"lang-{lang.value}"]


def test_every_figure_in_use_is_named_with_its_source_and_of_the_others_the_number_is_told(
    html: str, hamlet: Material
) -> None:
    from sim.scenario.assumptions import assumptions
    from sim.scenario.doubts import figures_in_use

    used = figures_in_use(hamlet.scenario)
    off = len(assumptions(hamlet.scenario)) - len(used)
    assert 0 < off < len(used) + off
    assert f"The {off} of what is switched off: sanduan check" in html
    for figure in used:
        assert f">{figure.path}<" in html
        assert f">{figure.text}<" in html
        assert figure.source.replace("&", "&amp;").replace("'", "&#39;") in html


def test_names_of_the_user_are_text_and_never_markup() -> None:
    world = line(nodes=2, title={"zh": "<script>alert(1)</script>", "en": "a & b"})
    world["townships"][0]["name_zh"] = '"><img src=x onerror=y>'
    text = render(page(Material.of(run(scenario(world), days=1)), {}, Lang.ZH))
    assert "<script" not in text
    assert "<img" not in text
    assert "a &amp; b" in text


def test_the_font_holds_every_character_of_the_page(html: str) -> None:
    from base64 import b64decode
    from io import BytesIO

    from fontTools.ttLib import TTFont

    font = re.search(r"url\(data:font/woff;base64,([A-Za-z0-9+/=]+)\)", html)
    assert font
    held = set(TTFont(BytesIO(b64decode(font[1]))).getBestCmap())
    shown = set(re.sub(r"data:[a-z/+]+;base64,[A-Za-z0-9+/=]+", "", html))
    assert not {character for character in shown if not character.isspace() and ord(character) not in held}


def test_a_run_without_calls_has_a_report_that_says_so(quiet_report: Path) -> None:
    text = (quiet_report / "report.html").read_text(encoding="utf-8")
    assert "No call in " in text
    plain = re.sub(r"data:[a-z/+]+;base64,[A-Za-z0-9+/=]+", "", text).lower().split("<body>")[1]
    assert not re.search(r"\bnan\b", plain)  # Yunnan may be there


def test_a_folder_that_holds_a_report_is_not_written_over(report: Path, hamlet_log: Log) -> None:
    with pytest.raises(FileExistsError):
        write_report(hamlet_log, report)


def test_another_process_writes_the_same_bytes_and_warns_of_nothing(report: Path, tmp_path: Path) -> None:
    """Another hash seed, another time zone, and every warning an error: a missing character would be one."""
    code = (
        "import sys, warnings; warnings.simplefilter('error'); from pathlib import Path;"
        "from sim.report import write_report; from sim.run import run; from sim.scenario.load import load;"
        "write_report(run(load('hamlet'), days=20, seed=7), Path(sys.argv[1]))"
    )
    done = in_another_process(code, str(tmp_path), PYTHONHASHSEED="42", TZ="America/New_York")
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    for path in sorted(report.rglob("*")):
        if path.is_file():
            assert (tmp_path / path.relative_to(report)).read_bytes() == path.read_bytes(), path.name


def in_another_process(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        cwd=ROOT,
    )


def test_reports_load_no_heavy_library_before_they_are_asked_for() -> None:
    heavy = ("matplotlib", "pandas", "numpy", "jinja2")
    code = f"import sys, sim.report; print([name for name in {heavy} if name in sys.modules])"
    assert in_another_process(code).stdout.strip() == "[]"


def test_bytes_survive_their_uri() -> None:
    from base64 import b64decode

    assert b64decode(data_uri(bytes(range(256)), "font/woff").split(",")[1]) == bytes(range(256))


def test_switched_off_brigades_are_not_among_the_stations() -> None:
    material = Material.of(run(load("hamlet", ["forces.town_brigades=false"]), days=1))
    text = render(page(material, {}, Lang.ZH))
    off = [
        station.name_zh for station in material.scenario.stations if not material.scenario.takes_part(station)
    ]
    assert off
    assert not [name for name in off if f">{name}<" in text]
