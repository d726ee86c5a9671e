"""Posts of the municipality and of the nation 市级与国家指挥机构: they approve, then lend, or order."""

from functools import partial

from sim.agent.command import CommandPost
from sim.agent.considers import Considers
from sim.agent.context import Context
from sim.record.upper import TierApproved
from sim.scenario.aid import Aid
from sim.scenario.lenders import LenderRow
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity
from sim.scenario.tiers import Municipal


def approval(post: CommandPost, lender: LenderRow, context: Context) -> None:
    """Let an upper tier look into a request before its reserves are asked 上级审批.

    Parameters
    ----------
    post
        Of the tier.
    lender
        What the tier has.
    context
        Of the world.
    """
    rules = context.scenario.upper.rules(lender.tier)
    Considers(
        post,
        context,
        f"aid/approval/{lender.tier}",
        lambda draws: draws.lognormal(rules.approval.ms, rules.approval_sigma.value),
        partial(TierApproved, post.address),
    )


def assembly(scenario: Scenario, lender: LenderRow) -> tuple[Quantity, Quantity]:
    """Return median and spread of the time in which a lender's units assemble."""
    rules: Aid | Municipal = scenario.upper.rules(lender.tier) if lender.tier else scenario.aid
    return rules.assembly, rules.assembly_sigma
