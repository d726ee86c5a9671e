"""Section of ``scenario.yaml`` on relief supplies 救灾物资 and on shelters that open 避难场所启用."""

from typing import Final

from pydantic import Field

from sim.scenario.quantity import Quantity, Section, quantity
from sim.scenario.sections import Title
from sim.scenario.tables import Id

SPHERE: Final = "Sphere Handbook 2018: 2.5 to 3 L of water a day to survive by drinking and food alone; 3 kg"


class Store(Section):
    """A store of relief supplies 救灾物资库, with what carries them."""

    id: Id
    name: Title
    node: Id
    water: Quantity = quantity(20000, "1", 0, 1e8, "assumption: person-days of water in store")
    food: Quantity = quantity(20000, "1", 0, 1e8, "assumption: person-days of food in store")
    tents: Quantity = quantity(2000, "1", 0, 1e7, "assumption: places in tents in store")
    trucks: Quantity = quantity(4, "units", 0, 1000, "assumption: trucks at hand")
    boats: Quantity = quantity(0, "units", 0, 1000, "assumption: boats at hand")
    parties: Quantity = quantity(2, "units", 0, 1000, "assumption: parties of porters at hand")
    aircraft: Quantity = quantity(0, "units", 0, 100, "assumption: helicopters that may drop supplies")


class ShelterRules(Section):
    """When shelters take people in, and what they need 避难场所运行."""

    dual_use: tuple[Id, ...] = Field(
        default=(), description="shelters that must be opened first 平急两用; all others stand open"
    )
    all_dual_use: bool = Field(default=False, description="whether all shelters must be opened first")
    opens_in: Quantity = quantity(
        2, "h", 0, 240, "assumption: from the order until a dual-use place takes people in"
    )
    dark_room: Quantity = quantity(
        0.7, "1", 0, 1, "assumption: share of its room that a shelter can use without power"
    )
    stock: Quantity = quantity(
        1, "d", 0, 365, "assumption: days for which a full shelter has food and, without power, water"
    )
    nearly_full: Quantity = quantity(
        0.8, "1", 0, 1, "assumption: a shelter that is told to be as full has the next dual-use one opened"
    )


class Relief(Section):
    """Supplies to places cut off, and to shelters 救灾救助; off unless ``model`` is set.

    A place is cut off while no vehicle of the kind `vehicle` can come there from the seat of the district.
    Its people live on what is at home. Water comes by the tap as long as there is power.
    """

    model: bool = False
    stores: tuple[Store, ...] = ()
    shelters: ShelterRules = ShelterRules()
    vehicle: Id = "light"
    home_water: Quantity = quantity(1, "d", 0, 365, "assumption: days of drinking water at home")
    home_food: Quantity = quantity(3, "d", 0, 365, "assumption: days of food at home in the countryside")
    homeless: Quantity = quantity(
        0.01, "1", 0, 1, "assumption: share of people cut off whose homes cannot be lived in"
    )
    notice: Quantity = quantity(
        3, "h", 0, 1000, "assumption: cut off for so long, a village counts what it has, and tells"
    )
    again: Quantity = quantity(12, "h", 0.1, 1000, "assumption: until it tells how it stands again")
    cover: Quantity = quantity(3, "d", 0.1, 60, "assumption: days for which supplies are asked")
    check: Quantity = quantity(
        30, "min", 1, 1440, "assumption: how soon a village notices that a road is gone"
    )
    water_weight: Quantity = quantity(3, "kg", 0.1, 100, SPHERE)
    food_weight: Quantity = quantity(
        0.6, "kg", 0.1, 10, "assumption: dry rations of 2,100 kcal a day (Sphere)"
    )
    tent_weight: Quantity = quantity(12, "kg", 0.1, 100, "assumption: a tent of 60 kg for five people")
    load: Quantity = quantity(60, "min", 0, 1440, "assumption: a truck, boat or aircraft is loaded")
    unload: Quantity = quantity(30, "min", 0, 1440, "assumption: and unloaded")
    truck_load: Quantity = quantity(5000, "kg", 1, 1e5, "assumption: a truck of five tonnes")
    boat_load: Quantity = quantity(2000, "kg", 1, 1e6, "assumption: an assault boat or ferry")
    foot_load: Quantity = quantity(400, "kg", 1, 1e5, "assumption: a party of twenty with 20 kg each")
    air_load: Quantity = quantity(1000, "kg", 1, 1e5, "assumption: a medium helicopter, with sling or bags")
    boat_speed: Quantity = quantity(
        15, "km/h", 1, 100, "assumption: along the river, against the current too"
    )
    air_speed: Quantity = quantity(180, "km/h", 20, 500, "assumption: medium helicopter")
    landing: Quantity = quantity(
        2, "km", 0, 50, "assumption: so near a river a place has a landing from which people carry"
    )
    foot_limit: Quantity = quantity(8, "h", 0, 100, "assumption: the longest way on which porters are sent")
    boat_rain: Quantity = quantity(
        20, "mm/h", 0, 300, "assumption: no boats while it rains so hard at one end, for the current"
    )
    air_rain: Quantity = quantity(8, "mm/h", 0, 300, "assumption: no flights in heavy rain; nor at night")
    patience: Quantity = quantity(
        6, "h", 0, 1000, "assumption: so long boats and aircraft wait for the weather"
    )
    lost: Quantity = quantity(
        12, "h", 0.1, 1000, "assumption: a consignment of which no word came for so long is held for lost"
    )
