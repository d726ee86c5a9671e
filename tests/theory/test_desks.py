"""The staff of a post is the queue M/M/c: share that waits, and mean wait, by Erlang's C formula."""

from types import SimpleNamespace

import pytest
from exact import table
from worlds import line, scenario

from sim.agent.response.desk import Desk
from sim.kernel.clock import Clock
from sim.kernel.draw import Streams
from sim.record.message import Letter
from sim.record.response import DeskServed

MESSAGES = 20_000
MINUTE_MS = 60_000


class Book:
    """Keeps how long each message waited."""

    def __init__(self):
        self.waits = []

    def add(self, t, fact, cause):
        assert isinstance(fact, DeskServed)
        self.waits.append(fact.waited_ms)


def waits(officers, load, law="exponential"):
    """Return how long messages wait that come as they like, in minutes of which each takes one."""
    staff = {"on": True, "desks": officers, "service": 1, "law": law}
    world = scenario({**line(), "response": {"staff": staff}})
    clock, book, streams = Clock(), Book(), Streams(1 + officers, 0)
    context = SimpleNamespace(clock=clock, log=book, scenario=world)
    read = []
    desk = Desk(context, 1, read.append, streams("desk"))
    arrivals, t = streams("arrivals"), 0.0
    for number in range(MESSAGES):
        t += arrivals.exponential(MINUTE_MS / load)
        clock.call_after(round(t), lambda number=number: desk.receive(Letter(1, 0, number, ())))
    clock.run(round(t) + 10_000 * MINUTE_MS)
    assert sorted(letter.seq for letter in read) == list(range(MESSAGES))
    return [ms / MINUTE_MS for ms in book.waits]


ROWS = [
    row for row in table("erlang_b_c.csv") if row["c"] in (1, 2, 5, 10) and row["a_erlang"] / row["c"] <= 0.8
]


@pytest.mark.parametrize("row", ROWS)
def test_messages_wait_as_erlang_says(row):
    found = waits(int(row["c"]), row["a_erlang"])
    mean = sum(found) / len(found)
    assert sum(wait > 0 for wait in found) / len(found) == pytest.approx(row["erlang_c"], abs=0.03)
    assert mean == pytest.approx(row["Wq_over_mean_service"], rel=0.2, abs=0.02)


def test_with_messages_that_all_take_as_long_the_wait_is_half_of_that():
    """Pollaczek and Khinchine: 0.5 / (1 - 0.5) / 2."""
    found = waits(1, 0.5, "fixed")
    assert sum(found) / len(found) == pytest.approx(0.5, rel=0.1)
