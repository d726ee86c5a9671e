"""Mains and pumps, put in their places: only where a scenario asks for them."""

from sim.agent.context import Context
from sim.agent.utilities.gas import GasEffect
from sim.agent.utilities.hydrants import WaterEffect
from sim.agent.utilities.pumps import Drainage
from sim.agent.works import Works
from sim.hazard.damage import Damages
from sim.hazard.play import Play
from sim.terms.enums import Asset


def utilities(context: Context, damages: Damages, play: Play, works: Works) -> None:
    """Let mains break and pumps drain roads, as far as a scenario asks for it.

    Hydrants at fires are those of the mains, and hospitals take patients only where they have water, besides
    whatever else they need. Pumps need somebody who sends them.

    Parameters
    ----------
    context
        Of the world; its water for fires is there already, if it is to be.
    damages, play, works
        What is broken, what breaks it, and who mends it.
    """
    wanted = context.scenario.utilities
    if wanted.model:
        damages.bind(Asset.GAS_MAIN, GasEffect(context, damages))
        _bind_water(context, damages)
    if wanted.pumps.on and works.district is not None:
        pumps = Drainage(context, damages)
        works.pool, play.moves = pumps.pool, pumps.move


def _bind_water(context: Context, damages: Damages) -> None:
    water, has_power = WaterEffect(context), context.takes_patients
    damages.bind(Asset.WATER_MAIN, water)
    context.takes_patients = lambda node: has_power(node) and water.takes(node)
    if context.water is not None:
        context.water.is_dry, context.water.drawn = water.is_dry, water.drawn
