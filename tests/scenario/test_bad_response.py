"""Response levels that are wrong: what is said of each, all at once."""

import pytest
from drills import call, world
from worlds import NOTE, connected
from worlds_on_disk import write

from sim.scenario.load import check, load


@pytest.fixture
def folder(tmp_path):
    data = connected(world([call(60, 1)]), {"eoc": ("fixed",)}, (), None, 0)
    data["posts"].append({"id": "EOC2", "name_zh": "备用", "kind": "eoc", "node": "N03", **NOTE})
    write(tmp_path / "line", data)
    return tmp_path / "line"


def said(folder, *patches):
    return [str(fault) for fault in check(folder, ["response.levels=true", *patches])]


def test_a_sound_response_is_not_faulted(folder):
    good = ["response.succession.alternate=EOC2", "response.missing=[fire]"]
    good.append("response.plans=[{id: T01, measure: report, level: 4}]")
    assert said(folder, *good) == []
    assert load(folder, ["response.measures.report.level=2"]).response.measures.report.level == 2


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ("comms=ideal", "expected comms: bearers"),
        ("response.missing=[fier]", "an id in demand.kinds of scenario.yaml (got 'fier')"),
        ("response.succession.alternate=EOC1", "a post of kind eoc in posts.csv other than the first by id"),
        ("response.succession.alternate=DC1", "a post of kind eoc in posts.csv other than the first by id"),
        ("response.succession.vehicle=boat", "an id in roads.vehicles"),
        ("response.succession.vehicle=engine", "an alternate, which the vehicle bears"),
        ("response.succession.place=N99", "an id in nodes.csv (got 'N99')"),
        ("response.succession.lost=[{at: 3, until: 2}]", "until"),
        ("response.plans=[{id: T99, measure: report, level: 4}]", "an id in townships.csv (got 'T99')"),
        ("response.plans=[{id: T01, measure: call_in, level: 4}]", "an id in stations.csv (got 'T01')"),
        (
            "response.plans=[{id: T01, measure: muster, level: 9}]",
            "level: expected the value 0, 1, 2, 3 or 4",
        ),
        ("posts.EOC1.kind=nobody", "kind: expected one of"),
        ("response.plans=[{id: T01, measure: dance, level: 4}]", "measure: expected"),
        ("response.escalation=late", "escalation: expected one of"),
        ("response.thresholds.iv.calls=-1", "calls: expected a number from 0"),
    ],
)
def test_each_fault_is_said_with_what_was_expected(patch, words, folder):
    assert any(words in fault for fault in said(folder, patch)), said(folder, patch)


def test_somebody_must_decide(folder):
    found = said(folder, "posts.EOC1=null", "posts.EOC2=null", "terminals.eoc-fixed=null")
    assert any(
        "expected a post of kind eoc in posts.csv, which decides on the level" in each for each in found
    )


def test_where_levels_are_off_nothing_is_asked_for(folder):
    assert [str(fault) for fault in check(folder, ["response.missing=[fier]"])] == []
