"""What a report says of damage and repair, and that it says nothing where nothing broke."""

import pytest
from yards import Yard, breaks, team, yard

from sim.report.material import Material
from sim.report.parts import Folded, Heading, Table, Text
from sim.report.repairs import headline, repairs
from sim.report.words import WORDS


def material(*teams, injects=()):
    """Return what a report of a day is made of."""
    data = {**yard(teams, injects), "horizon": 1}
    return Material.of(Yard(data).finish().log)


def parts(of, kind):
    (section,) = repairs(of)
    return [part for part in section.parts if isinstance(part, kind)]


def texts(row):
    return [cell.text.en for cell in row]


@pytest.fixture(scope="module")
def cleared():
    return material(
        team(machines=3, operators=2), team("B", operators=4, machines=2), injects=[breaks(2, 1, size=600)]
    )


def test_where_nothing_broke_nothing_is_said():
    assert repairs(material(team(), injects=[breaks(0, 50)])) == []


def test_the_headline_counts_what_broke_and_what_was_mended(cleared):
    said = headline(cleared.summary["repairs"])
    assert said.en.startswith("1 cases of damage: 1 were seen, 1 were worked on, 1 were eased")
    assert "2 professional teams have 5 machines, 4 of which" in said.en
    assert "共 1 处险情" in said.zh


def test_the_waits_stand_in_their_order_and_add_up(cleared):
    table = parts(cleared, Table)[0]
    assert [column.title.en for column in table.columns][:3] == ["Seen", "Told", "Ordered"]
    hours = [float(text) for text in texts(table.rows[0])]
    assert sum(hours) == pytest.approx(cleared.summary["repairs"]["eased_mean_h"], abs=0.05)


def test_each_damage_has_its_row(cleared):
    (folded,) = parts(cleared, Folded)
    (row,) = folded.table.rows
    assert texts(row)[1:4] == ["R02", "600 m3", "1.0"]


def test_teams_that_were_sent_and_teams_that_do_not_fit_are_listed(cleared):
    tables = parts(cleared, Table)
    assert [texts(row)[0] for row in tables[1].rows] == ["A"]
    assert [texts(row) for row in tables[2].rows] == [
        ["A", "3", "2", "50", "2", "1", "0"],
        ["B", "2", "4", "50", "2", "0", "2"],
    ]


def test_where_nobody_was_sent_and_all_fit_that_is_said():
    found = material(team("B", "bridger"), injects=[breaks(2, 1)])
    said = [part.words for part in parts(found, Text)]
    assert WORDS["no_teams_sent"] in said
    assert WORDS["no_mismatch"] in said
    assert "–" in texts(parts(found, Table)[0].rows[0])
    assert len(parts(found, Heading)) == 3
