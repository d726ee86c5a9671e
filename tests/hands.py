"""People who order what policies order: by forms, at posts of small worlds."""

from typing import Any

from sim.live.orders import order_of
from sim.live.session import Session
from sim.record.facts import Fact, MessageDelivered, MessageSent
from sim.scenario.model import Scenario
from sim.terms.units import HOUR_MS


def sat(of: Scenario, *addresses: int) -> Session:
    """Return a session in which somebody sits at some posts from the start."""
    session = Session(of)
    for address in addresses:
        session.take(address)
    return session


def fill(session: Session, address: int, kind: str, **form: Any) -> int:
    """Give the order that a form at a post means."""
    picture = session.world.picture(address)
    assert picture is not None
    return session.order(address, order_of({"kind": kind, **form}, picture, session.scenario))


def wait(session: Session, hours: float) -> None:
    """Let hours pass."""
    session.advance(session.now_ms + round(hours * HOUR_MS))


def facts(session: Session, kind: type[Fact]) -> list[tuple[int, Any]]:
    """Return the facts of a kind so far, each with its time."""
    session.log.flush()
    return [(t, fact) for _, t, _, fact in session.log.entries() if type(fact) is kind]


def came(session: Session, address: int, kind: type) -> list[Any]:
    """Return what of a kind was delivered to an address."""
    sent = {seq: fact for seq, _, _, fact in session.log.entries() if type(fact) is MessageSent}
    found = [sent[fact.message] for _, fact in facts(session, MessageDelivered)]
    return [item for fact in found if fact.receiver == address for item in fact.body if type(item) is kind]
