"""Chinese on a machine without Chinese fonts."""

import sys
from importlib.machinery import ModuleSpec
from io import BytesIO

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from sim.report import fonts
from sim.terms.errors import SanduanError


def test_the_font_is_found_without_importing_the_package_that_carries_it() -> None:
    assert fonts.font_file().is_file()
    assert "zhplot" not in sys.modules


def test_registering_twice_adds_the_font_once() -> None:
    fonts.register()
    fonts.register()
    assert sum(entry.name == fonts.FAMILY for entry in font_manager.fontManager.ttflist) == 1


def test_settings_are_put_back_after_a_figure() -> None:
    before = dict(mpl.rcParams)
    with fonts.look():
        assert mpl.rcParams["font.family"] == [fonts.FAMILY]
    assert dict(mpl.rcParams) == before


def test_settings_of_the_user_do_not_reach_our_figures() -> None:
    with mpl.rc_context({"axes.facecolor": "red", "svg.hashsalt": None}):
        with fonts.look():
            assert mpl.rcParams["axes.facecolor"] != "red"
            assert mpl.rcParams["svg.hashsalt"] == "sanduan"
        assert mpl.rcParams["axes.facecolor"] == "red"


def test_a_web_font_has_the_characters_asked_for_and_few_others() -> None:
    data = fonts.web_font("涪陵区 119")
    points = set(TTFont(BytesIO(data)).getBestCmap())
    assert {ord(character) for character in "涪陵区 119"} <= points
    assert len(points) < 12
    assert len(data) < 10_000


def test_a_web_font_is_the_same_bytes_for_the_same_characters() -> None:
    assert fonts.web_font("长江乌江") == fonts.web_font("江乌长")


@pytest.mark.parametrize(
    "spec", [None, ModuleSpec("zhplot", None), ModuleSpec("zhplot", None, origin="/nowhere/x.py")]
)
def test_a_missing_font_is_named(monkeypatch: pytest.MonkeyPatch, spec: ModuleSpec | None) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: spec)
    with pytest.raises(SanduanError, match="no Chinese font"):
        fonts.font_file()
