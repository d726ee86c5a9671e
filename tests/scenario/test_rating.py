"""Templates of evaluation are data: read with every fault named, and a figure suggests a grade."""

import pytest

from sim.metric.indicators import INDICATORS
from sim.scenario.rating import read_template, shipped_templates
from sim.terms.errors import BadInput

GOOD = """
id: own
title: {zh: 自定, en: Own}
source: {zh: 自拟, en: our own}
scale:
  - {id: A, name: {zh: 好, en: good}, points: 90}
  - {id: B, name: {zh: 中, en: fair}, points: 60}
  - {id: C, name: {zh: 差, en: poor}, points: 30}
groups:
  - name: {zh: 组, en: group}
    criteria:
      - {id: a, name: {zh: 甲, en: a}, figure: first_unit_min, steps: [15, 30], source: "assumption: ours"}
      - {id: b, name: {zh: 乙, en: b}, figure: told_share, steps: [0.9, 0.5], source: "assumption: ours"}
      - {id: c, name: {zh: 丙, en: c}}
"""


def written(tmp_path, text):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def own(tmp_path):
    return read_template(written(tmp_path, GOOD))


def test_every_figure_of_a_shipped_template_is_an_indicator_and_every_text_is_in_both_languages():
    templates = shipped_templates()
    assert sorted(templates) == ["cn-tabletop", "hseep"]
    for template in templates.values():
        assert {each.figure for each in template.criteria} - {""} <= INDICATORS.keys()
        assert all(each.source for each in template.criteria if each.steps)
    assert [grade.id for grade in templates["hseep"].scale] == ["P", "S", "M", "U"]


@pytest.mark.parametrize(
    ("criterion", "value", "grade"),
    [(0, 15, "A"), (0, 15.1, "B"), (0, 31, "C"), (1, 0.95, "A"), (1, 0.9, "A"), (1, 0.6, "B"), (1, 0, "C")],
)
def test_a_figure_suggests_the_grade_of_its_step(own, criterion, value, grade):
    assert own.suggested(own.criteria[criterion], value).id == grade


def test_without_a_figure_nothing_is_suggested(own):
    assert own.suggested(own.criteria[0], None) is None
    assert own.suggested(own.criteria[2], 3.0) is None
    assert own.grade("B").points == 60
    assert own.grade("Z") is None


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("points: 90", "points: 900", "less than or equal"),
        ("steps: [15, 30]", "steps: [15]", "one fewer"),
        ("steps: [0.9, 0.5]", "steps: [0.9, 0.95, 0.2]", "rise, or fall"),
        ('source: "assumption: ours"', 'source: ""', "need a source"),
        ("figure: told_share, ", "", "belong together"),
        ("{id: b,", "{id: a,", "twice"),
        ("id: own", "id: own\nhue: red", "Extra inputs"),
        ("id: own", "id: [", ""),
    ],
)
def test_what_is_wrong_with_a_template_is_said(tmp_path, was, becomes, said):
    with pytest.raises(BadInput) as caught:
        read_template(written(tmp_path, GOOD.replace(was, becomes, 1)))
    assert any(said in str(fault) for fault in caught.value.faults)


def test_a_template_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadInput, match="nowhere"):
        read_template(tmp_path / "nowhere.yaml")
