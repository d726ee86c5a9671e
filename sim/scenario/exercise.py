"""What a scenario says of the exercise that is held in it 推演设置: its seats, and its script of injects."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from sim.scenario.quantity import Frozen, Section
from sim.scenario.tables import Id

SeatRole: TypeAlias = Literal["centre", "eoc", "station", "township", "team", "neighbour", "observer"]
Words: TypeAlias = Annotated[str, Field(max_length=500)]


class SeatRow(Section):
    """A seat 席位 beside the facilitator's and the evaluator's."""

    id: Id = Field(description="name of the seat in the journal")
    role: SeatRole
    post: Id | None = Field(
        default=None, description="township, station or row of posts.csv at which it is; not for the centre"
    )
    zh: Words = Field(default="", description="what it is called; else as its post")
    en: Words = ""
    orders: tuple[str, ...] | None = Field(
        default=None, description="orders that may be given there; else all of such a seat"
    )


class Exercise(Section):
    """Section on the exercise; batch runs take no notice of it.

    Attributes
    ----------
    seats
        Who sits where.
    roads_close
        Whether a script that is brought in later may cut roads, though nothing else in the scenario does.
    area_code
        Of the district, by GB/T 2260: it begins the identifiers of its warnings (500102: Fuling).
    """

    seats: tuple[SeatRow, ...] = ()
    roads_close: bool = False
    area_code: Annotated[str, Field(pattern=r"^[0-9]{6}$", description="GB/T 2260")] = "500102"


class InjectRow(Frozen):
    """``msel.csv``: a line of the exercise's script 导调脚本 (MSEL); what each means: `sim.live.msel`.

    A line has at least a number and either text for a recipient or an effect.
    """

    id: Id
    time: Words = Field(default="", description="T+90, T+1:30, 08:30, D2 08:30 or a date and time")
    kind: Words = ""
    sender: Words = Field(default="", description="id or name; empty for somebody outside")
    recipient: Words = Field(default="", description="id or name of a post")
    bearer: Words = ""
    precedence: Words = ""
    title: Words = ""
    text: Words = ""
    expected: Words = Field(default="", description="action that is expected")
    due: Words = Field(default="", description="time for it, in minutes or as h:mm")
    indicator: Words = Field(default="", description="order:dispatch, for example, or words")
    trigger: Words = Field(default="", description="closed:R4 for 30min, level:3, order:dispatch, ...")
    effect: Words = Field(default="", description="slide:R4:300 for 6h, for example")
    controller: Words = ""
    notes: Words = ""
