"""Posts of the municipality and of the nation 市级与国家指挥机构: they approve, then lend, or order."""

from functools import partial

from sim.agent.command import CommandPost
from sim.agent.context import Context
from sim.record.aid import RequestResource
from sim.record.message import Letter
from sim.record.upper import TierApproved
from sim.scenario.aid import Aid
from sim.scenario.lenders import LenderRow
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity
from sim.scenario.tiers import Municipal


class TierApproval:
    """An upper tier looks into a request before its reserves are asked 上级审批.

    Parameters
    ----------
    post
        Of the tier.
    lender
        What the tier has.
    context
        Of the world.
    """

    def __init__(self, post: CommandPost, lender: LenderRow, context: Context) -> None:
        self._post, self._tier, self._context = post, lender.tier, context
        self._rules = context.scenario.upper.rules(lender.tier)
        self._open: set[int] = set()
        self._ahead = 0
        self._inner = context.net.inbox(post.address)
        context.net.join(post.address, self.receive)

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message; a request is seen by nobody else before it is approved."""
        item = letter.body[0]
        if type(item) is not RequestResource or item.request in self._post.picture.aid.requests:
            self._inner(letter)
        elif item.request not in self._open:
            self._open.add(item.request)
            self._context.clock.call_after(self._delay_ms(item), partial(self._approve, item, letter))

    def _delay_ms(self, item: RequestResource) -> int:
        """Return how long it takes: drawn for the call, so that it is the same under every policy."""
        key = str(item.call)
        if item.call is None:
            key, self._ahead = f"ahead/{self._ahead}", self._ahead + 1
        draws = self._context.streams(f"aid/approval/{self._tier}/{key}")
        return round(draws.lognormal(self._rules.approval.ms, self._rules.approval_sigma.value))

    def _approve(self, item: RequestResource, letter: Letter) -> None:
        now, fact = self._context.clock.now, TierApproved(self._post.address, item.request)
        self._inner(letter.led_to(self._context.log.add(now, fact, letter.seq)))


def assembly(scenario: Scenario, lender: LenderRow) -> tuple[Quantity, Quantity]:
    """Return median and spread of the time in which a lender's units assemble."""
    rules: Aid | Municipal = scenario.upper.rules(lender.tier) if lender.tier else scenario.aid
    return rules.assembly, rules.assembly_sigma
