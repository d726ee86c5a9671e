"""Laws of earthquake early warning, each broken once by hand."""

import pytest

from sim.metric.laws.seismic import SeismicLaws
from sim.record.facts import SiteChanged
from sim.record.hazard_facts import HazardBegan
from sim.record.seismic import QuakeAired, QuakeAlarm, QuakeDetected, QuakeSpared
from sim.scenario.load import load
from sim.terms.errors import InvariantBroken

BEGAN = HazardBegan(0, "earthquake")
SEEN = QuakeDetected(0, 650, 4, 5, True)
UNSEEN = QuakeDetected(0, 650, 2, 5, False)


@pytest.fixture(scope="module")
def scenario():
    return load("hamlet-quake", ["early_warning.on=true"])


@pytest.fixture
def villages(scenario):
    return tuple(range(len(scenario.villages)))


def tell(scenario, *facts):
    """Let laws look at facts, one after the other."""
    checks = SeismicLaws(scenario).checks
    for seq, fact in enumerate(facts):
        checks[type(fact)](seq, seq, fact)


def alarm(villages, *, lead_ms=900, site=3, blind=1):
    return QuakeAlarm(0, ((villages[0], lead_ms, site),), villages[blind:-1], villages[-1:])


def site(number, up, network="telecom"):
    return SiteChanged(network, number, up, *[None] * (len(SiteChanged.__struct_fields__) - 3))


def test_what_follows_the_laws_passes(scenario, villages):
    tell(scenario, BEGAN, SEEN, alarm(villages), QuakeSpared(0, 0, 2))
    tell(scenario, BEGAN, UNSEEN)
    tell(scenario, site(3, False), site(3, True), BEGAN, SEEN, alarm(villages))


def test_what_breaks_after_the_earthquake_has_begun_has_rung_before(scenario, villages):
    tell(scenario, BEGAN, site(3, False), SEEN, alarm(villages))


def test_other_networks_ring_no_telephones(scenario, villages):
    tell(scenario, site(3, False, "radio370"), BEGAN, SEEN, alarm(villages))


def test_no_site_is_followed_where_there_is_no_early_warning():
    assert SiteChanged not in SeismicLaws(load("hamlet-quake")).checks


@pytest.mark.parametrize(
    ("law", "story"),
    [
        ("before enough stations", lambda v: (SEEN,)),
        ("before enough stations", lambda v: (BEGAN, SEEN, SEEN)),
        ("before enough stations", lambda v: (BEGAN, QuakeDetected(0, 650, 2, 5, True))),
        ("before enough stations", lambda v: (BEGAN, QuakeDetected(0, 650, 6, 5, True))),
        ("before enough stations", lambda v: (BEGAN, alarm(v))),
        ("before enough stations", lambda v: (BEGAN, UNSEEN, alarm(v))),
        ("before enough stations", lambda v: (BEGAN, SEEN, alarm(v), alarm(v))),
        ("before enough stations", lambda v: (BEGAN, SEEN, alarm(v, lead_ms=0))),
        ("before enough stations", lambda v: (BEGAN, SEEN, alarm(v, blind=0))),
        ("before enough stations", lambda v: (BEGAN, SEEN, alarm(v, blind=2))),
        ("where a site served", lambda v: (site(3, False), BEGAN, SEEN, alarm(v))),
        ("whom no warning reached", lambda v: (BEGAN, SEEN, QuakeSpared(0, 0, 1))),
        ("whom no warning reached", lambda v: (BEGAN, SEEN, alarm(v), QuakeSpared(0, 1, 1))),
        ("whom no warning reached", lambda v: (BEGAN, SEEN, alarm(v), QuakeSpared(0, 0, 0))),
    ],
)
def test_what_breaks_a_law_is_named(scenario, villages, law, story):
    with pytest.raises(InvariantBroken, match=law):
        tell(scenario, *story(villages))


AIRED = QuakeAired(0, "sirens", ((0, 900),), (1,))


def test_who_was_told_by_another_channel_may_be_spared(scenario):
    tell(scenario, BEGAN, SEEN, AIRED, QuakeSpared(0, 0, 1))


@pytest.mark.parametrize(
    "facts",
    [
        (BEGAN, AIRED),
        (BEGAN, UNSEEN, AIRED),
        (BEGAN, SEEN, QuakeAired(0, "sirens", ((0, 0),), ())),
        (BEGAN, SEEN, QuakeAired(0, "sirens", ((0, 5), (0, 6)), ())),
        (BEGAN, SEEN, QuakeAired(0, "sirens", ((0, 5),), (0,))),
        (BEGAN, SEEN, AIRED, QuakeSpared(0, 1, 1)),
    ],
)
def test_nobody_is_told_by_a_channel_too_soon_twice_or_spared_where_it_is_silent(scenario, facts):
    with pytest.raises(InvariantBroken):
        tell(scenario, *facts)
