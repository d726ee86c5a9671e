"""A study file says what it means, and everything that is wrong with it is said at once."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import HEAD, SMALL, study_file

import sim.cli
from sim.study import read_study
from sim.study.check import check
from sim.study.file import read_study as read
from sim.study.model import Analysis, Replications, Study
from sim.study.spread import Law, Levels, Range
from sim.terms.errors import BadInput

ROOT = Path(sim.cli.__file__).resolve().parents[1]
END = "responses: [response.p50_s]\n"
PLAIN = "scenario: hamlet\n" + END


def refused(folder, body, head=HEAD, look=read):
    """Return what is said of a bad study file, without its name."""
    file = study_file(folder, body, head)
    with pytest.raises(BadInput) as error:
        look(file)
    return [str(fault).removeprefix(f"{file}:") for fault in error.value.faults]


def factors(text, design="{kind: latin_hypercube, points: 4}"):
    """Return the body of a study file with factors, the first of them on line 6."""
    return f"{PLAIN}factors:\n{text}\ndesign: {design}\n"


# --- what is read


def test_a_study_is_what_its_file_says(tmp_path):
    study = read_study(study_file(tmp_path))
    assert (study.id, study.title, study.seed, study.days) == ("try", {"zh": "试", "en": "Try"}, 1, 2)
    assert study.scenarios == {"hamlet": "hamlet"}
    assert study.policies == ("run-card", "nearest")
    assert study.replications == Replications(3, 3, 3)
    assert [response.figure for response in study.responses] == ["response.p50_s", "calls.total"]
    (factor,) = study.factors
    assert (factor.name, factor.role, factor.spread.values) == ("calls", "uncertainty", (4, 8))
    assert factor.changes(8) == ("demand.scale=8",)


def test_what_is_left_out_has_a_default(tmp_path):
    study = read(study_file(tmp_path, PLAIN))
    assert (study.seed, study.days, study.policies, study.factors) == (1, None, (), ())
    assert (study.design.kind, study.replications.most) == ("one_point", 10)


def test_factors_may_be_levels_ranges_distributions_and_variants(tmp_path):
    text = """\
  a: {path: demand.scale, levels: [1, 2]}
  b: {path: dispatch.answer, range: {low: 1, high: 100, scale: log}}
  c: {path: dispatch.call_takers, distribution: {law: triangular, low: 1, mode: 2, high: 9, whole: true}}
  d: {path: roads.night_factor, distribution: {law: uniform, low: 0.5, high: 1}}
  e: {variants: {none: [], both: ["forces.town_brigades=false", "forces.neighbours=true"]}}"""
    found = {factor.name: factor for factor in read(study_file(tmp_path, factors(text))).factors}
    assert isinstance(found["a"].spread, Levels)
    assert (found["b"].spread.log, found["b"].spread.high) == (True, 100)
    assert isinstance(found["c"].spread, Law)
    assert found["c"].spread.whole
    assert type(found["d"].spread) is Range
    assert found["e"].changes("both") == ("forces.town_brigades=false", "forces.neighbours=true")
    assert found["e"].changes("none") == ()


def test_a_factor_of_a_list_takes_its_levels_from_the_points(tmp_path):
    text = factors("  a: {path: demand.scale}", "{kind: list, points: [{a: 3}, {a: 1}, {a: 3}]}")
    study = read(study_file(tmp_path, text))
    assert study.factors[0].spread.values == (3, 1)
    assert study.design.listed == ((3,), (1,), (3,))


def test_replications_may_follow_a_half_width(tmp_path):
    rule = "{first: 5, max: 50, step: 5, until: {response: p, half_width: 2.5, level: 0.9}}"
    body = "scenario: hamlet\nresponses: [{name: p, figure: response.p50_s}]\nreplications: " + rule
    assert read(study_file(tmp_path, body)).replications == Replications(5, 50, 5, "p", 2.5, 0.9)


def test_a_quantile_says_what_it_is_whatever_it_is_called(tmp_path):
    wanted = "{name: mine, quantile: 0.95, of: calls.response_s, where: {kind: fire, cross_boundary: 1}}"
    study = read(study_file(tmp_path, f"scenario: hamlet\nresponses: [{wanted}]"))
    (response,) = study.responses
    assert response.name == "mine"
    assert response.figure == "quantile(0.95, calls.response_s, cross_boundary=1, kind=fire)"


def test_a_study_can_be_told_as_plain_data_and_back(tmp_path):
    study = read(study_file(tmp_path))
    again = Study.of(study.plain())
    assert again.plain()["responses"] == study.plain()["responses"]
    assert (again.id, again.seed, again.replications, again.responses) == (
        study.id,
        study.seed,
        study.replications,
        study.responses,
    )


def test_a_folder_beside_the_study_file_is_a_scenario(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "scenario.yaml").write_text("extends: hamlet\nname: mine\n", encoding="utf-8")
    body = "scenarios: [mine, hamlet]\n" + END
    checked = check(study_file(tmp_path, body))
    assert checked.study.scenarios == {"mine": tmp_path / "mine", "hamlet": "hamlet"}
    assert len(set(checked.fingerprints.values())) == 2


@pytest.mark.parametrize("file", sorted((ROOT / "experiments").glob("*.yaml")), ids=lambda file: file.stem)
def test_every_shipped_study_is_without_faults(file):
    assert check(file).study.id == file.stem.replace("_", "-")


# --- what is refused by the file alone

REFUSED = {
    "no title": (PLAIN, "id: try\n", "1:1: title: expected this key"),
    "a title in one language": (PLAIN, "id: a\ntitle: {zh: 试}\n", "2:1: title.en: expected this key"),
    "an id with blanks": (
        PLAIN,
        "id: a b\ntitle: {zh: a, en: a}\n",
        "1:5: id: expected an id of small letters, digits and dashes, such as town-brigades (got 'a b')",
    ),
    "an unknown key": (
        PLAIN + "seeds: 1\n",
        HEAD,
        "5:1: seeds: expected a known key; did you mean 'seed'?",
    ),
    "a negative seed": (PLAIN + "seed: -1\n", HEAD, "5:7: seed: expected a number from 0 to 1.844674407e+19"),
    "a seed in words": (PLAIN + "seed: one\n", HEAD, "5:7: seed: expected a whole number in digits"),
    "no days": (PLAIN + "days: 0\n", HEAD, "5:7: days: expected a number from 0.001 to 36500 (got 0)"),
    "days in words": (PLAIN + "days: long\n", HEAD, "5:7: days: expected a number (got 'long')"),
    "another version": (
        PLAIN + "study_version: 2\n",
        HEAD,
        "5:16: study_version: expected a number from 1 to 1",
    ),
    "no scenario": (END, HEAD, "1:1: scenario: expected this key"),
    "an unknown scenario": (
        "scenario: hamlt\n" + END,
        HEAD,
        "3:11: scenario: expected a folder with a scenario, or one of the shipped scenarios",
    ),
    "a scenario that is a number": ("scenario: 3\n" + END, HEAD, "3:11: scenario: expected a folder"),
    "scenario and scenarios": (
        "scenario: hamlet\nscenarios: [hamlet-cut]\n" + END,
        HEAD,
        "3:11: scenario: expected one of the keys scenario and scenarios",
    ),
    "no responses": ("scenario: hamlet\n", HEAD, "1:1: responses: expected this key"),
    "an empty list of responses": (
        "scenario: hamlet\nresponses: []\n",
        HEAD,
        "4:12: responses: expected 1 or more entries (got a list of 0)",
    ),
    "a response twice": (
        "scenario: hamlet\nresponses: [calls.total, calls.total]\n",
        HEAD,
        "4:26: responses.1: expected each response once (got 'calls.total')",
    ),
    "a response that is a number": (
        "scenario: hamlet\nresponses: [3]\n",
        HEAD,
        "4:13: responses.0: expected a text (got 3)",
    ),
    "a quantile above one": (
        "scenario: hamlet\nresponses: [{quantile: 95, of: calls.response_s}]\n",
        HEAD,
        "4:24: responses.0.quantile: expected a number from 0 to 1 (got 95)",
    ),
    "a quantile of no column": (
        "scenario: hamlet\nresponses: [{quantile: 0.5, of: calls}]\n",
        HEAD,
        "4:33: responses.0.of: expected table.column, such as calls.response_s (got 'calls')",
    ),
    "a quantile of an unknown table": (
        "scenario: hamlet\nresponses: [{quantile: 0.5, of: call.response_s}]\n",
        HEAD,
        "4:33: responses.0.of: expected a table of a run (got 'call.response_s'); did you mean 'calls'?",
    ),
    "a quantile of names": (
        "scenario: hamlet\nresponses: [{quantile: 0.5, of: calls.kind}]\n",
        HEAD,
        "4:33: responses.0.of: expected a column of the table calls that holds numbers (got 'calls.kind')",
    ),
    "a condition on an unknown column": (
        "scenario: hamlet\nresponses: [{quantile: 0.5, of: calls.response_s, where: {kinds: fire}}]\n",
        HEAD,
        "4:59: responses.0.where.kinds: expected a column of the table calls; did you mean 'kind'?",
    ),
    "a condition that is a list": (
        "scenario: hamlet\nresponses: [{quantile: 0.5, of: calls.response_s, where: {kind: [fire]}}]\n",
        HEAD,
        "4:65: responses.0.where.kind: expected a number, a text, true or false (got a list of 1)",
    ),
    "no replications": (
        PLAIN + "replications: 0\n",
        HEAD,
        "5:15: replications: expected a number from 1 to 10000000 (got 0)",
    ),
    "a rule without an end": (
        PLAIN + "replications: {first: 2, until: {response: response.p50_s, half_width: 1}}\n",
        HEAD,
        "5:1: replications.max: expected this key",
    ),
    "a rule on an unknown response": (
        PLAIN + "replications: {max: 90, until: {response: response.p90_s, half_width: 1}}\n",
        HEAD,
        "5:43: replications.until.response: expected one of the responses of the study",
    ),
    "a rule without a width": (
        PLAIN + "replications: {max: 90, until: {response: response.p50_s, half_width: 0}}\n",
        HEAD,
        "5:71: replications.until.half_width: expected a number of at least 1e-12 (got 0)",
    ),
    "a rule that never ends": (
        PLAIN + "replications: {max: 90}\n",
        HEAD,
        "5:1: replications.until: expected this key",
    ),
    "policies that are numbers": (
        PLAIN + "policies: [1]\n",
        HEAD,
        "5:12: policies.0: expected a text: put it in quotes",
    ),
    "policies twice": (
        PLAIN + "policies: [nearest, nearest]\n",
        HEAD,
        "5:21: policies.1: expected each value once (got 'nearest')",
    ),
    "a title that is a text": (
        "scenario: hamlet\n" + END,
        "id: a\ntitle: b\n",
        "2:8: title: expected a mapping of keys (got 'b')",
    ),
    "an anchor": (PLAIN + "seed: &a 1\n", HEAD, "5:7: expected no anchors and aliases"),
    "a file that is a list": ("- a\n", "", "1:1: expected a mapping of keys (got a list of 1)"),
    "an empty file": ("", "", " expected a mapping of keys"),
}


@pytest.mark.parametrize(("body", "head", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_with_a_file_is_said_with_its_place(tmp_path, body, head, words):
    assert any(line.startswith(words) for line in refused(tmp_path, body, head)), refused(
        tmp_path, body, head
    )


FACTORS = {
    "no levels": (
        "  a: {path: demand.scale, levels: []}",
        "6:35: factors.a.levels: expected 1 or more entries (got a list of 0)",
    ),
    "levels twice": (
        "  a: {path: demand.scale, levels: [1, 1.0]}",
        "6:39: factors.a.levels.1: expected each value once (got 1.0)",
    ),
    "levels that are lists": (
        "  a: {path: demand.scale, levels: [[1]]}",
        "6:36: factors.a.levels.0: expected a number, a text, true or false (got a list of 1)",
    ),
    "levels that are no list": (
        "  a: {path: demand.scale, levels: 1}",
        "6:35: factors.a.levels: expected a list (got 1)",
    ),
    "no path": ("  a: {levels: [1]}", "6:3: factors.a.path: expected this key"),
    "an empty path": (
        "  a: {path: '', levels: [1]}",
        "6:13: factors.a.path: expected a text that is not empty",
    ),
    "no values": (
        "  a: {path: demand.scale}",
        "6:6: factors.a: expected levels, range, distribution or variants, as design latin",
    ),
    "levels and a range": (
        "  a: {path: demand.scale, levels: [1], range: {low: 1, high: 2}}",
        "6:47: factors.a.range: expected one of the keys levels, range, distribution, variants",
    ),
    "the name of a column": (
        "  seed: {path: demand.scale, levels: [1]}",
        "6:3: factors.seed: expected a name of letters, digits and underscores that is no",
    ),
    "an unknown role": (
        "  a: {path: demand.scale, role: leaver, levels: [1]}",
        "6:33: factors.a.role: expected one of lever, uncertainty (got 'leaver'); did you mean 'lever'?",
    ),
    "one path twice": (
        "  a: {path: demand.scale, levels: [1]}\n  b: {path: demand.scale, levels: [2]}",
        "7:6: factors.b: expected each key of the scenario in one factor; a changes it already",
    ),
    "one path in variants too": (
        "  a: {path: demand.scale, levels: [1]}\n  b: {variants: {x: ['demand.scale=2']}}",
        "7:6: factors.b: expected each key of the scenario in one factor; a changes it already",
    ),
    "a range upside down": (
        "  a: {path: demand.scale, range: {low: 2, high: 1}}",
        "6:49: factors.a.range.high: expected a value above low, 2 (got 1)",
    ),
    "a range without an end": (
        "  a: {path: demand.scale, range: {low: 2}}",
        "6:27: factors.a.range.high: expected this key",
    ),
    "a logarithm of nothing": (
        "  a: {path: demand.scale, range: {low: 0, high: 1, scale: log}}",
        "6:40: factors.a.range.low: expected a low above 0, as the scale is logarithmic (got 0)",
    ),
    "a range that is whole in words": (
        "  a: {path: demand.scale, range: {low: 0, high: 1, whole: 'yes'}}",
        "6:59: factors.a.range.whole: expected true or false (got 'yes')",
    ),
    "an unknown law": (
        "  a: {path: demand.scale, distribution: {law: gauss, low: 1, high: 2}}",
        "6:47: factors.a.distribution.law: expected one of uniform, loguniform, normal",
    ),
    "a law without its parameter": (
        "  a: {path: demand.scale, distribution: {law: normal, mean: 1, low: 1, high: 2}}",
        "6:27: factors.a.distribution.sd: expected this key",
    ),
    "a law without ends": (
        "  a: {path: demand.scale, distribution: {law: normal, mean: 1, sd: 1}}",
        "6:27: factors.a.distribution.high: expected this key",
    ),
    "a spread of nothing": (
        "  a: {path: demand.scale, distribution: {law: normal, mean: 1, sd: 0, low: 1, high: 2}}",
        "6:68: factors.a.distribution.sd: expected a number of at least 1e-12 (got 0)",
    ),
    "a mode outside": (
        "  a: {path: demand.scale, distribution: {law: triangular, mode: 3, low: 1, high: 2}}",
        "6:65: factors.a.distribution.mode: expected a value from low to high, 1 to 2 (got 3)",
    ),
    "a lognormal from below": (
        "  a: {path: demand.scale, distribution: {law: lognormal, median: 1, sigma: 1, low: -1, high: 2}}",
        "6:84: factors.a.distribution.low: expected a low above 0",
    ),
    "no variants": (
        "  a: {variants: {}}",
        "6:17: factors.a.variants: expected 1 or more entries (got a mapping)",
    ),
    "variants of numbers": (
        "  a: {variants: {x: [1]}}",
        "6:22: factors.a.variants.x.0: expected path=value (got 1)",
    ),
    "a factor that is a text": ("  a: b", "6:6: factors.a: expected a mapping of keys (got 'b')"),
}


@pytest.mark.parametrize(("text", "words"), FACTORS.values(), ids=FACTORS)
def test_what_is_wrong_with_a_factor_is_said_with_its_place(tmp_path, text, words):
    found = refused(tmp_path, factors(text))
    assert any(line.startswith(words) for line in found), found


TWO = "  a: {path: demand.scale, levels: [1, 2]}\n  b: {path: dispatch.answer, range: {low: 1, high: 2}}"
DESIGNS = {
    "an unknown kind": (
        TWO,
        "{kind: sobl}",
        "8:16: design.kind: expected one of full_factorial, fractional_factorial, latin_hypercube, sobol",
    ),
    "no kind": (TWO, "{points: 4}", "8:1: design.kind: expected this key"),
    "no levels for a range": (
        TWO,
        "{kind: full_factorial}",
        "8:1: design.levels: expected a number of levels, as factor b has no levels of its own",
    ),
    "points of a hypercube left out": (
        TWO,
        "{kind: latin_hypercube}",
        "8:1: design.points: expected this key",
    ),
    "points that are no power": (
        TWO,
        "{kind: sobol, points: 6}",
        "8:31: design.points: expected a power of two (got 6)",
    ),
    "a matrix that is no power": (
        TWO,
        "{kind: saltelli, points: 6}",
        "8:34: design.points: expected a power of two",
    ),
    "odd levels of Morris": (
        TWO,
        "{kind: morris, trajectories: 2, levels: 3}",
        "8:49: design.levels: expected an even number (got 3)",
    ),
    "too many points": (
        TWO,
        "{kind: saltelli, points: 524288}",
        "8:1: design: expected at most 1000000 points, but the design has 2097152",
    ),
    "three levels in a fraction": (
        "  a: {path: demand.scale, levels: [1, 2, 3]}\n  b: {path: dispatch.answer, levels: [1, 2]}",
        "{kind: fractional_factorial, generators: {b: [a]}}",
        "8:1: design: expected factors of two levels each, but a has 3",
    ),
    "a fraction of unknown factors": (
        TWO,
        "{kind: fractional_factorial, generators: {c: [a]}}",
        "8:51: design.generators.c: expected a factor of the study",
    ),
    "a fraction made of unknown factors": (
        TWO,
        "{kind: fractional_factorial, generators: {b: [calls]}}",
        "8:55: design.generators.b: expected a factor of the study (got 'calls')",
    ),
    "a fraction made of itself": (
        TWO,
        "{kind: fractional_factorial, generators: {b: [b]}}",
        "8:55: design.generators.b: expected a factor that is not generated itself (got 'b')",
    ),
    "a list without points": (
        TWO,
        "{kind: list, points: []}",
        "8:30: design.points: expected 1 or more entries",
    ),
    "a point without a factor": (
        TWO,
        "{kind: list, points: [{a: 1}]}",
        "8:31: design.points.0.b: expected this key",
    ),
    "a point with another factor": (
        TWO,
        "{kind: list, points: [{a: 1, b: 1, c: 1}]}",
        "8:44: design.points.0.c: expected a known key",
    ),
    "a point off the levels": (
        TWO,
        "{kind: list, points: [{a: 3, b: 1}]}",
        "8:35: design.points.0.a: expected a value of the factor a: 1, 2 (got 3)",
    ),
    "a point out of the range": (
        TWO,
        "{kind: list, points: [{a: 1, b: 3}]}",
        "8:41: design.points.0.b: expected a value of the factor b: 1 to 2 (got 3)",
    ),
    "a point that is a list": (
        TWO,
        "{kind: list, points: [{a: 1, b: [1]}]}",
        "8:41: design.points.0.b: expected a number, a text, true or false (got a list of 1)",
    ),
}


@pytest.mark.parametrize(("text", "design", "words"), DESIGNS.values(), ids=DESIGNS)
def test_what_is_wrong_with_a_design_is_said_with_its_place(tmp_path, text, design, words):
    found = refused(tmp_path, factors(text, design))
    assert any(line.startswith(words) for line in found), found


def test_factors_need_a_design(tmp_path):
    body = f"{PLAIN}factors:\n  a: {{path: demand.scale, levels: [1]}}\n"
    assert refused(tmp_path, body) == ["1:1: design: expected this key"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"none\.yaml: expected a study file in YAML"):
        read(tmp_path / "none.yaml")


def test_everything_is_said_at_once(tmp_path):
    body = "scenario: hamlt\nseed: x\ndays: 0\nreplications: 0\nresponses: []\nbogus: 1\n"
    assert len(refused(tmp_path, body)) == 6


# --- what is refused by the scenarios

HELD = {
    "a path that leads nowhere, once": (
        "  a: {path: demand.scal, levels: [1, 2]}",
        "6:13: demand.scal: expected a key of the scenario; did you mean 'scale'?",
    ),
    "a level of another type": (
        "  a: {path: forces.town_brigades, levels: [true, 3]}",
        "6:50: forces.town_brigades: expected true or false (got 3)",
    ),
    "a level outside what is admitted": (
        "  a: {path: dispatch.answer, levels: [5, 700]}",
        "6:42: dispatch.answer: expected a number from 0 to 600 s (got 700)",
    ),
    "a range that leaves what is admitted": (
        "  a: {path: dispatch.answer, range: {low: 5, high: 700}}",
        "6:52: dispatch.answer: expected a number from 0 to 600 s (got 700.0)",
    ),
    "a distribution that leaves what is admitted": (
        "  a: {path: dispatch.answer, distribution: {law: normal, mean: 5, sd: 3, low: -1, high: 20}}",
        "6:79: dispatch.answer: expected a number from 0 to 600 s (got -1.0)",
    ),
    "a range of what is counted": (
        "  a: {path: dispatch.call_takers, range: {low: 1, high: 5}}",
        "6:35: dispatch.call_takers: expected a whole number from 1 to 500 seats (got 2.527864)",
    ),
    "a row that is not there": (
        "  a: {path: stations.XX.crew, levels: [1]}",
        "6:13: stations.XX.crew: expected the id of a row in stations.csv",
    ),
    "a change that goes nowhere in a variant": (
        "  a: {variants: {x: ['forces.town=true']}}",
        "6:22: forces.town: expected a key of the scenario",
    ),
    "a policy as a factor": (
        "  a: {path: dispatch.policy, levels: [nearest]}",
        "6:39: factors.a: expected no factor here: list the policies under the key policies",
    ),
}


@pytest.mark.parametrize(("text", "words"), HELD.values(), ids=HELD)
def test_what_does_not_fit_the_scenario_is_said_with_its_place(tmp_path, text, words):
    found = refused(tmp_path, factors(text), look=check)
    assert [line for line in found if line.startswith(words)], found
    assert len(found) == 1


def test_a_policy_that_nobody_knows_is_named(tmp_path):
    (line,) = refused(tmp_path, PLAIN + "policies: [nearest, run-cards]\n", look=check)
    assert line.startswith("5:21: policies.1: expected one of the policies nearest, run-card, coverage")
    assert line.endswith("did you mean 'run-card'?")


@pytest.mark.parametrize(
    ("figure", "hint"),
    [
        ("response.p50", "did you mean 'response.p50_s'?"),
        ("calls", ""),
        ("seed", ""),
        ("workload.busiest_unit", ""),
        ("messages.radio.bogus", ""),
        ("title.zh", ""),
    ],
)
def test_a_figure_that_no_run_has_is_named(tmp_path, figure, hint):
    body = f"scenario: hamlet\nresponses: [calls.total, {figure}]\n"
    (line,) = refused(tmp_path, body, look=check)
    assert line.startswith("4:26: responses.1: expected a figure of the summary that is a number")
    assert hint in line


def test_figures_of_bearers_are_taken_on_trust(tmp_path):
    check(study_file(tmp_path, "scenario: hamlet\nresponses: [messages.radio.sent]\n"))


def test_a_scenario_with_faults_is_told_with_its_own_places(tmp_path):
    (tmp_path / "mine").mkdir()
    text = "extends: hamlet\nname: mine\nhorizon: 0\n"
    (tmp_path / "mine" / "scenario.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"scenario\.yaml:3:10: horizon"):
        check(study_file(tmp_path, "scenario: mine\n" + END))


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(HEAD + SMALL) - 1), char=st.sampled_from("{}[]:,-&*!'\"0x \n#"))
def test_a_file_with_any_character_changed_is_read_or_refused(tmp_path_factory, at, char):
    text = HEAD + SMALL
    file = tmp_path_factory.getbasetemp() / "changed.yaml"
    file.write_text(text[:at] + char + text[at + 1 :], encoding="utf-8")
    try:
        found = read(file)
    except BadInput as error:
        found = error.faults
    assert isinstance(found, Study) or found


# --- what is asked of the results

ASKED = """scenarios: [hamlet]
policies: [nearest, run-card]
factors:
  crews: {role: lever, path: dispatch.call_takers, levels: [1, 2]}
design: {kind: full_factorial}
responses: [response.p50_s]
"""

QUESTIONS = {
    "an unknown column": (
        "compare: {by: [polcy]}",
        "10:18: analysis.compare.by.0: expected one of scenario, policy, ",
    ),
    "no column": ("compare: {}", "10:3: analysis.compare.by: expected this key"),
    "a baseline of another length": (
        "compare: {by: [policy], baseline: [nearest, 1]}",
        "10:37: analysis.compare.baseline: expected exactly 1 entries",
    ),
    "a baseline that is no level": (
        "compare: {by: [crews], baseline: 3}",
        "10:36: analysis.compare.baseline: expected one of 1, 2 (got 3)",
    ),
    "a baseline that is no policy": (
        "compare: {by: [policy, crews], baseline: [nearst, 1]}",
        "10:45: analysis.compare.baseline.0: expected one of nearest, run-card (got 'nearst'); did you mean",
    ),
    "a baseline that is a mapping": (
        "compare: {by: [policy], baseline: {a: 1}}",
        "10:37: analysis.compare.baseline: expected a number, a text, true or false",
    ),
    "an unknown control": (
        "compare: {by: [policy], control: sidak}",
        "10:36: analysis.compare.control: expected one of holm, bonferroni, none (got 'sidak')",
    ),
    "a level of one": ("level: 1", "10:10: analysis.level: expected a number from 0.5 to 0.999999 (got 1)"),
    "a case of an unknown response": (
        "discovery: {response: response.p90_s, above: 1}",
        "10:25: analysis.discovery.response: expected one of the responses of the study (got ",
    ),
    "a case without a bound": (
        "discovery: {response: response.p50_s}",
        "10:3: analysis.discovery.above: expected this key",
    ),
    "a case on both sides": (
        "discovery: {response: response.p50_s, above: 1, below: 2}",
        "10:48: analysis.discovery.above: expected one of the keys above, below (got 1)",
    ),
    "a goal that is no number": (
        "robustness: {response: response.p50_s, goal: soon}",
        "10:48: analysis.robustness.goal: expected a number (got 'soon')",
    ),
    "no smallest difference": (
        "selection: {response: response.p50_s}",
        "10:3: analysis.selection.delta: expected this key",
    ),
    "a smallest difference of nothing": (
        "selection: {response: response.p50_s, delta: 0}",
        "10:48: analysis.selection.delta: expected a number of at least 1e-12 (got 0)",
    ),
    "an unknown question": (
        "discovry: {}",
        "10:3: analysis.discovry: expected a known key; did you mean 'discovery'?",
    ),
}


@pytest.mark.parametrize(("text", "words"), QUESTIONS.values(), ids=QUESTIONS)
def test_what_is_wrong_with_a_question_is_said_with_its_place(tmp_path, text, words):
    told = refused(tmp_path, f"{ASKED}analysis:\n  {text}\n", HEAD)
    assert [line.startswith(words) for line in told] == [True], told


def test_what_is_asked_is_read_kept_and_read_again(tmp_path):
    text = """analysis:
  level: 0.9
  compare: {by: [policy, crews], baseline: [nearest, 2], control: bonferroni}
  discovery: {response: response.p50_s, below: 300}
  robustness: {response: response.p50_s}
  selection: {response: response.p50_s, delta: 5}
"""
    study = read(study_file(tmp_path, ASKED + text))
    assert study.analysis == Analysis(
        level=0.9,
        by=("policy", "crews"),
        baseline=("nearest", 2),
        control="bonferroni",
        discovery=("response.p50_s", "below", 300),
        robustness=("response.p50_s", None),
        selection=("response.p50_s", 5),
    )
    assert Study.of(json.loads(json.dumps(study.plain()))).analysis == study.analysis


def test_a_response_says_what_it_is_called_and_what_is_better(tmp_path):
    text = "{figure: response.p50_s, title: {zh: 甲, en: A}, better: more, worth: 3}"
    (found,) = read(study_file(tmp_path, ASKED.replace("[response.p50_s]", f"[{text}]"))).responses
    assert (found.title, found.better, found.worth) == ({"zh": "甲", "en": "A"}, "more", 3)
    for wrong, words in (
        ("better: big", "responses.0.better: expected one of less, more, neither (got 'big')"),
        ("worth: -1", "responses.0.worth: expected a number of at least 0 (got -1)"),
        ("title: {zh: 甲}", "responses.0.title.en: expected this key"),
    ):
        body = ASKED.replace("[response.p50_s]", f"[{{figure: response.p50_s, {wrong}}}]")
        assert any(words in line for line in refused(tmp_path, body, HEAD)), refused(tmp_path, body, HEAD)
