"""Random orders of every kind from every seat: no view ever holds a fact whose message has not come there."""

from contextlib import suppress
from functools import cache

from drills import call
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from leagues import EOC, LONG, NEIGHBOUR, league
from test_fog import check, posts
from worlds import NOTE, scenario
from yards import AT_ONCE, TYPES, breaks, team

from sim.live.orders import order_of
from sim.live.session import Refused, Session
from sim.record.facts import OrderGiven
from sim.record.seat_facts import SeatChanged
from sim.run import run_again
from sim.terms.ids import DISPATCH_CENTRE, Band
from sim.terms.units import MINUTE_MS

BUREAU = Band.POST.address(3)
SEATS = (DISPATCH_CENTRE, EOC, NEIGHBOUR, BUREAU)
UNITS = st.lists(st.integers(0, 3), max_size=2)
REQUEST, UNIT, CALL, TEAM = st.integers(0, 1), st.integers(0, 3), st.integers(0, 2), st.integers(0, 1)
ENGINE, TO = st.just({"engine": 1}), st.just(NEIGHBOUR)


def form(*kinds, may=(), **fields):
    """Return forms of some kinds, with fields that may be left out."""
    more = {key: fields.pop(key) for key in may}
    return st.fixed_dictionaries({"kind": st.sampled_from(kinds), **fields}, optional=more)


FORMS = {
    DISPATCH_CENTRE: (
        form("rr", call=CALL, station=st.integers(0, 1), needs=ENGINE, to=TO, may=("to",)),
        form("rel", unit=UNIT),
        form("dispatch", unit=UNIT, call=CALL),
    ),
    EOC: (
        form("rr", request=REQUEST, to=TO, needs=ENGINE),
        form("rqr", request=REQUEST, to=TO, units=UNITS),
        form("cr", request=REQUEST, by=TO),
        form("rrr", request=REQUEST, units=st.just([])),
        form("work", team=TEAM, damage=st.integers(0, 2)),
    ),
    NEIGHBOUR: (form("rrr", "cr", request=REQUEST, units=UNITS), form("rel", unit=UNIT)),
    BUREAU: (
        form("work", "wref", team=TEAM, damage=st.integers(0, 2)),
        form("stand", team=TEAM, rest=st.booleans()),
    ),
}


@cache
def whole():
    """Return a line with a neighbour that lends, and a bureau through which road teams are sent."""
    data = league(
        [call(60, 0), call(120, 0)],
        kinds=LONG,
        bearers=True,
        carries={"team": ("fixed",), "crew": ("cellular",)},
    )
    data["posts"].append({"id": "PT1", "name_zh": "公路局", "kind": "team", "node": "N00", **NOTE})
    crews = [team("A", post="PT1", ready_min=6), team("B", post="PT1", ready_min=6)]
    repair = {**AT_ONCE, "headquarters": True}
    injects = {"injects": [breaks(1, 0.1), breaks(2, 0.2)]}
    return scenario({**data, "team_types": TYPES, "teams": crews, "repair": repair, "hazards": injects})


class AllSeats(RuleBasedStateMachine):
    """People who take seats, order what they like by every form, and leave; time passes."""

    @initialize()
    def begin(self):
        self.session = Session(whole())
        self.given = 0

    @rule(address=st.sampled_from(SEATS), taken=st.sampled_from((True, True, False)))
    def sit(self, address, taken):
        with suppress(Refused):
            self.session.do(SeatChanged(address, taken))

    @rule(address=st.sampled_from(SEATS), chosen=st.data())
    def order(self, address, chosen):
        filled = chosen.draw(st.one_of(*FORMS[address]))
        picture = self.session.world.picture(address)
        with suppress(Refused):
            self.session.do(OrderGiven(order_of(filled, picture, self.session.scenario), address))
            self.given += 1

    @rule(minutes=st.integers(1, 40))
    def wait(self, minutes):
        self.session.advance(self.session.now_ms + minutes * MINUTE_MS)

    @invariant()
    def nothing_is_known_that_was_not_told(self):
        if hasattr(self, "session"):
            for address in posts(self.session):
                check(self.session, address)

    def teardown(self):
        if hasattr(self, "session"):
            log = self.session.finish()
            assert run_again(log).digest == log.digest


TestAllSeats = AllSeats.TestCase
TestAllSeats.settings = settings(
    max_examples=8,
    stateful_step_count=16,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


def test_every_seat_of_the_machine_decides():
    session = Session(whole())
    assert all(session.world.post(address) is not None for address in SEATS)
