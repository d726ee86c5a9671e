"""Laws of the figures of studies: each is drawn without a warning and says n, seed and interval."""

import math
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from analysis_lab import ishigami, normal, saltelli, trajectories, uniform
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.report.fonts import look
from sim.report.study_figures import GOOD, Bar, Basis, estimate_figure
from sim.report.words import Lang
from sim.report.write import saved
from sim.study.analysis import shown
from sim.study.analysis.discovery import prim
from sim.study.analysis.estimates import mean, quantile
from sim.study.analysis.indices import sobol
from sim.study.analysis.paired import as_family, paired
from sim.study.analysis.robust import robustness
from sim.study.analysis.sample import BadSample, Sample
from sim.study.analysis.screening import morris
from sim.study.analysis.select import columns_of, kn
from sim.study.analysis.sequential import StopRule, progress
from sim.study.analysis.series import warm_up

SEED = 4711
BASE = normal("shown", 40)
POINTS = pd.DataFrame(uniform("space", 300, 3), columns=["rain", "repair", "battery"]).assign(
    scheme=[("none", "one")[i % 2] for i in range(300)]
)
RULE = StopRule(0.2, most=400)


def pairs():
    gaps = ((-1.0, "fewer"), (1.0, "more"), (0.01, "like"), (0.0, "same"))
    found = [
        paired(BASE + gap + 0.2 * (gap != 0) * normal(name, 40), BASE, name, "now", 0.9875)
        for gap, name in gaps
    ]
    return as_family(found, "bonferroni")


def a_sobol(reps: int = 3):
    parts = (ishigami(part)[..., np.newaxis] for part in saltelli(64, 3))
    return sobol(
        *(part + normal(f"s{i}", *part.shape[:-1], reps) for i, part in enumerate(parts)), "abc", SEED
    )


def a_morris(reps: int = 3):
    units = trajectories(10, 3)
    return morris(units, (2 * units[:, 0])[:, np.newaxis] + 0.1 * normal("m", len(units), reps), "abc", SEED)


def a_discovery():
    hit = (POINTS["rain"] > 0.5) & (POINTS["scheme"] == "one") & (POINTS["repair"] < 0.7)
    return prim(POINTS, hit.to_numpy())


def a_choice(reps: int = 10):
    values = np.array([[1.0, 9.0], [5.0, 5.0]]) + normal("r", reps, 2, 2)
    return robustness(values, ["dare", "even"], ["dry", "wet"], SEED, goal=6.0)


VALUES = normal("kn", 300, 4) + np.array([0, 0.6, 1.2, 3.0])

FIGURES: dict[str, Callable[[Lang], Figure]] = {
    "estimates": lambda lang: shown.of_estimates(
        {"a": mean(BASE), "b": mean(Sample(BASE[:20], 2, 3)), "c": mean(BASE[:1])}, "wait", SEED, lang
    ),
    "pairs": lambda lang: shown.of_pairs(pairs(), "wait", SEED, lang),
    "progress": lambda lang: shown.of_progress(
        {"a": progress(normal("p", 400), RULE), "b": progress(normal("q", 400), RULE)},
        RULE,
        "wait",
        SEED,
        lang,
    ),
    "warm_up": lambda lang: shown.of_warm_up([9.0] * 20 + [0.0, 1.0] * 100, "wait", SEED, lang),
    "sobol": lambda lang: shown.of_sobol(a_sobol(), "wait", SEED, lang),
    "morris": lambda lang: shown.of_morris(a_morris(), "wait", SEED, lang),
    "trajectory": lambda lang: shown.of_trajectory(a_discovery(), "late", SEED, lang),
    "box": lambda lang: shown.of_box(a_discovery(), POINTS, SEED, lang),
    "regret": lambda lang: shown.of_regret(a_choice(), "wait", SEED, lang),
    "domain": lambda lang: shown.of_domain(a_choice(), "6 min", SEED, lang),
    "selection": lambda lang: shown.of_selection(
        kn(columns_of(VALUES), 4, 0.5), VALUES, "abcd", "wait", SEED, lang
    ),
}
WITHOUT_INTERVAL = ("warm_up", "trajectory", "box")


def drawn(make: Callable[[Lang], Figure], lang: Lang = Lang.EN) -> Figure:
    with look(), warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = make(lang)
        FigureCanvasAgg(figure).draw()
    return figure


def words(figure: Figure) -> list[str]:
    texts = [text.get_text() for ax in figure.axes for text in ax.texts]
    labels = [label.get_text() for ax in figure.axes for label in ax.get_yticklabels()]
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    return [*texts, *labels, *titles]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_n_seed_and_interval(name: str, lang: Lang) -> None:
    basis = drawn(FIGURES[name], lang).get_supxlabel()
    assert "n = " in basis
    assert str(SEED) in basis
    if name in WITHOUT_INTERVAL:
        assert ("无区间" if lang is Lang.ZH else "no interval") in basis
    else:
        assert " %" in basis
        assert ("区间" if lang is Lang.ZH else "interval") in basis


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_in_english_holds_no_chinese_and_one_in_chinese_some(name: str) -> None:
    def chinese(figure: Figure) -> bool:
        said = "".join([*words(figure), figure.get_supxlabel()])
        return any("\u4e00" <= character <= "\u9fff" for character in said)

    assert not chinese(drawn(FIGURES[name], Lang.EN))
    assert chinese(drawn(FIGURES[name], Lang.ZH))


def test_the_same_study_gives_the_same_bytes() -> None:
    with look():
        one, other = (saved(FIGURES["sobol"](Lang.ZH), "svg") for _ in range(2))
    assert one == other


def test_intervals_are_drawn_from_end_to_end() -> None:
    found = mean(BASE)
    figure = drawn(lambda lang: shown.of_estimates({"a": found}, "wait", SEED, lang))
    spans = [tuple(line.get_xdata()) for line in figure.axes[0].lines if len(line.get_xdata()) == 2]
    assert (found.low, found.high) in spans


def test_an_open_interval_runs_to_the_edge_with_an_arrow() -> None:
    high = quantile(BASE[:10], 0.95)
    assert high.high == math.inf
    figure = drawn(lambda lang: shown.of_estimates({"p95": high}, "wait", SEED, lang))
    arrows = [line for line in figure.axes[0].lines if line.get_marker() == ">"]
    assert arrows[0].get_xdata()[0] == figure.axes[0].get_xlim()[1]


def test_failed_and_missing_runs_are_told_below_the_figure() -> None:
    basis = drawn(FIGURES["estimates"]).get_supxlabel()
    assert "2 failed" in basis
    assert "3 without a value" in basis
    assert "n = 1–40" in basis


def test_differences_are_coloured_and_worded_by_their_verdicts() -> None:
    figure = drawn(FIGURES["pairs"])
    said = words(figure)
    for verdict in ("better", "worse", "the same in every replication"):
        assert verdict in said
    assert any("too thin: about" in word for word in said)
    assert any(line.get_color() == GOOD for line in figure.axes[0].lines)
    assert "Bonferroni (4)" in figure.get_supxlabel()


def test_a_caveat_stands_below_its_figure() -> None:
    skewed = np.exp(2 * normal("skew", 60))
    cells = {"a": progress(skewed, RULE)}
    with look():
        basis = shown.of_progress(cells, RULE, "wait", SEED, Lang.EN).get_supxlabel()
        plain = shown.of_sobol(a_sobol(1), "wait", SEED, Lang.ZH).get_supxlabel()
        single = shown.of_regret(a_choice(1), "wait", SEED, Lang.EN).get_supxlabel()
    assert "skewed" in basis
    assert "只有一次重复" in plain
    assert "overstated" in single


def test_without_replications_morris_draws_no_floor() -> None:
    assert "what luck alone would give" in words(drawn(FIGURES["morris"]))
    assert "what luck alone would give" not in words(
        drawn(lambda lang: shown.of_morris(a_morris(1), "wait", SEED, lang))
    )


def test_luck_too_small_to_be_seen_is_not_written_over_the_axis() -> None:
    units = trajectories(10, 3)
    noise = 1e-4 * normal("m", len(units), 3)
    found = morris(units, (2 * units[:, 0])[:, np.newaxis] + noise, "abc", SEED)
    figure = drawn(lambda lang: shown.of_morris(found, "wait", SEED, lang))
    assert "what luck alone would give" not in words(figure)
    assert figure.axes[0].get_ylim()[1] > 0.09  # what only rounding moves does not fill the plane


def test_the_end_of_a_warm_up_is_drawn_where_it_is() -> None:
    series = [9.0] * 20 + [0.0, 1.0] * 100
    assert f"warm-up ends at {warm_up(series).cut}" in words(drawn(FIGURES["warm_up"]))
    rising = drawn(lambda lang: shown.of_warm_up(np.arange(200.0) ** 2, "wait", SEED, lang))
    assert "not seen to settle" in words(rising)


def test_the_largest_regret_stands_beside_its_row() -> None:
    found = a_choice()
    said = words(drawn(FIGURES["regret"]))
    for one in found.alternatives:
        assert any(word.startswith(f"{one.max_regret.value:.3g} [") for word in said)


def test_a_table_of_very_many_states_writes_no_numbers_into_its_cells() -> None:
    values = normal("wide", 5, 2, 100)
    found = robustness(values, ["a", "b"], [str(i) for i in range(100)], SEED)
    figure = drawn(lambda lang: shown.of_regret(found, "wait", SEED, lang))
    assert len(figure.axes[0].texts) == 3


def test_the_chosen_alternative_and_its_claim_are_on_the_figure() -> None:
    said = words(drawn(FIGURES["selection"]))
    assert any(word.startswith("chosen  n = ") for word in said)
    assert any(word.startswith("dropped  n = ") for word in said)
    assert any("a chosen: right with probability 95 %" in word for word in said)
    values = normal("even", 25, 3)
    open_ = kn(columns_of(values), 3, 0.05)
    figure = drawn(lambda lang: shown.of_selection(open_, values, "abc", "wait", SEED, lang))
    assert any(word.startswith("left  n = ") for word in words(figure))


def test_a_limit_is_drawn_as_its_share_of_the_factor_s_range() -> None:
    found = a_discovery()
    figure = drawn(FIGURES["box"])
    limit = next(one for one in found.box.limits if one.factor == "rain")
    row = [one.factor for one in found.box.limits].index("rain")
    low, high = POINTS["rain"].min(), POINTS["rain"].max()
    bars = [patch for patch in figure.axes[0].patches if round(patch.get_y() + 0.3) == row]
    assert bars[1].get_x() == pytest.approx((limit.low - low) / (high - low))
    assert any("one" in word for word in words(figure))


def test_a_figure_of_nothing_is_an_error() -> None:
    for make in (
        lambda: shown.of_estimates({}, "wait", SEED, Lang.EN),
        lambda: shown.of_pairs([], "wait", SEED, Lang.EN),
        lambda: shown.of_progress({}, RULE, "wait", SEED, Lang.EN),
        lambda: shown.of_domain(robustness(np.ones((1, 1)), ["a"], ["s"], SEED), "6 min", SEED, Lang.EN),
    ):
        with pytest.raises(BadSample, match="nothing"):
            make()


def test_a_basis_without_method_or_reason_says_that_there_is_no_interval() -> None:
    assert Basis(3, SEED).told(Lang.EN).endswith("no interval")


def test_bars_without_any_width_have_an_axis_of_some_width() -> None:
    with look():
        figure = estimate_figure([Bar("a", 2.0, 2.0, 2.0)], "wait", Basis(1, SEED), Lang.EN)
    low, high = figure.axes[0].get_xlim()
    assert low < 2 < high
