"""Random orders from random seats: no view ever holds a fact whose message has not come to that post."""

from contextlib import suppress

from exercises import CENTRE, EOC, district
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from test_fog import anything, check, posts

from sim.live.session import Refused, Session
from sim.record.facts import OrderGiven
from sim.record.seat_facts import SeatChanged, WordGiven
from sim.run import run_again
from sim.terms.ids import Band
from sim.terms.units import MINUTE_MS

STATION = int(Band.STATION.address(0))
SEATS = (CENTRE, EOC, STATION)


class Seats(RuleBasedStateMachine):
    """People who take seats, order what they like, tell what they like, and leave; time passes."""

    @initialize()
    def begin(self):
        self.session = Session(district())
        self.held = 0

    @rule(address=st.sampled_from(SEATS), taken=st.booleans())
    def sit(self, address, taken):
        with suppress(Refused):
            self.session.do(SeatChanged(address, taken))

    @rule(address=st.sampled_from((CENTRE, EOC)), data=st.data())
    def order(self, address, data):
        with suppress(Refused):
            self.session.do(OrderGiven(anything(data.draw, self.session, address), address))

    @rule(sender=st.sampled_from((0, *SEATS)), to=st.sampled_from(SEATS), text=st.text(max_size=20))
    def tell(self, sender, to, text):
        with suppress(Refused):
            self.session.do(WordGiven(sender, to, text))

    @rule(minutes=st.integers(1, 90))
    def wait(self, minutes):
        self.session.advance(self.session.now_ms + minutes * MINUTE_MS)

    @invariant()
    def nothing_is_known_that_was_not_told(self):
        if not hasattr(self, "session"):
            return
        for address in posts(self.session):
            self.held += check(self.session, address) or 0

    def teardown(self):
        if hasattr(self, "session"):
            log = self.session.finish()
            assert run_again(log).digest == log.digest


TestSeats = Seats.TestCase
TestSeats.settings = settings(
    max_examples=6,
    stateful_step_count=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
