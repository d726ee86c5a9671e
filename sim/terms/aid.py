"""Terms of mutual aid 跨区增援 (EDXL-RM, NIMS: a resource is requested, checks in, is assigned, released)."""

from sim.terms.enums import Term


class LoanStage(Term):
    """Where a unit stands that one district lends to another 借调阶段."""

    MUSTERING = "mustering", "集结准备"
    DEPARTED = "departed", "已出发"
    CHECKED_IN = "checked_in", "集结点报到待命"
    ASSIGNED = "assigned", "已分派"
    RELEASED = "released", "已解除"
    HOME = "home", "已归建"
