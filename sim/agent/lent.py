"""A unit that another district may lend: it obeys its own post, and ours from check-in until release."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from sim.agent.context import Context
from sim.agent.loans import LoanBook
from sim.agent.lodging import LodgingUnit
from sim.agent.station import Station
from sim.agent.turnout import turnout
from sim.record.aid import DeploymentStatus, ReleaseResource
from sim.record.facts import UNIT_ORDERS, Dispatch, MoveUp, Recall, Report
from sim.record.message import Letter
from sim.scenario.tables import UnitRow
from sim.terms.aid import LoanStage
from sim.terms.enums import StationKind
from sim.terms.ids import DISPATCH_CENTRE, Address, UnitId
from sim.terms.statuses import (
    EN_ROUTE,
    IN_QUARTERS,
    MOVING_UP,
    OUT_OF_SERVICE,
    RETURNING,
    STANDING_BY,
    TURNING_OUT,
    UNSTAFFED,
)

_AT_HOME: Final = frozenset({IN_QUARTERS, UNSTAFFED})
_STAGES: Final = {
    STANDING_BY: LoanStage.CHECKED_IN,
    TURNING_OUT: LoanStage.ASSIGNED,
    EN_ROUTE: LoanStage.ASSIGNED,
    RETURNING: LoanStage.RELEASED,
    OUT_OF_SERVICE: LoanStage.RELEASED,
}
"""Stage of a loan that a status brings about."""
_CAN_BE_LET_GO: Final = frozenset({STANDING_BY, MOVING_UP})


class LentUnit(LodgingUnit):
    """A vehicle with its crew of another district 增援车组.

    It tells its own post all that it does. The dispatch centre hears of it, and may give it orders, from when
    it checks in at the place that was agreed, or turns out to a call under a standing agreement. Between
    calls it goes back to where it checked in, rests and fills up there, and goes home when it is released,
    spent, or was sent to one call alone.

    Parameters
    ----------
    owner
        Address of its own post.
    book
        Of all loans.

    Attributes
    ----------
    back_home
        Told, with the entry in the log, that it is at home and ready; None where nobody waits for it there.
    """

    def __init__(
        self,
        model: Any,
        number: UnitId,
        row: UnitRow,
        station: Station,
        context: Context,
        owner: Address,
        book: LoanBook,
    ) -> None:
        super().__init__(model, number, row, station, context)
        self._turnout_ms = turnout(context, StationKind.NATIONAL, row.id)
        self._owner, self._book = owner, book
        self._shared = self._at_own_call = False
        self.back_home: Callable[[int], None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether it is at home, manned, not lent, and not engaged in its own district."""
        return self.status == IN_QUARTERS and self._book.stage(self.number) is None

    def serve_home(self, engaged: bool, cause: int) -> None:
        """Be engaged in its own district, or no more; its post hears that nobody is there to man it."""
        self._at_own_call = engaged
        enough = self.station.people >= self.crew_min and not engaged
        status = IN_QUARTERS if enough else UNSTAFFED
        if status != self.status:
            self._change(status, self.station.node, cause)

    def staff(self, enough: bool) -> None:
        """Be told by the station whether there are people for it, which says nothing while it is engaged."""
        super().staff(enough and not self._at_own_call)

    def _man(self) -> bool:
        return not self._at_own_call and super()._man()

    # --- what it is told ------------------------------------------------------------------------------------

    def receive(self, letter: Letter) -> None:
        """Take in a delivered message; to orders of those to whom it is not lent it says so."""
        ordered = any(isinstance(item, (*UNIT_ORDERS, ReleaseResource)) for item in letter.body)
        if ordered and letter.sender != self._owner and not self._shared:
            stage = self._book.stage(self.number) or LoanStage.HOME
            if stage in (LoanStage.RELEASED, LoanStage.HOME):
                self._say(stage, letter.sender, letter.seq)
            return
        super().receive(letter)
        for item in letter.body:
            if type(item) is ReleaseResource:
                self._be_let_go(item, letter.seq)

    def _obey(self, order: Dispatch | MoveUp | Recall, cause: int) -> None:
        super()._obey(order, cause)
        if self._order is None and self._book.stage(self.number) is LoanStage.MUSTERING:
            self._book.change(self.number, LoanStage.HOME, self._driver.node, cause)  # nobody to man it
            self._say(LoanStage.HOME, self._owner, cause)

    def _be_let_go(self, item: ReleaseResource, cause: int) -> None:
        """Go home, unless it serves a call, or rests: then it tells how it stands."""
        if self.status not in _CAN_BE_LET_GO or type(self._order) is Dispatch:
            self.tell((), cause)
            return
        self._end(cause)
        self._obey(MoveUp(self.number, self.station.number, item.avoid), self.cause)

    # --- what it tells --------------------------------------------------------------------------------------

    def _change(
        self,
        status: str,
        bound: int,
        cause: int | None,
        eta_ms: int = 0,
        path: tuple[int, ...] = (),
        tell: tuple[Report, ...] = (),
    ) -> None:
        """Enter a status, and book what that means for the loan."""
        stage = self._book.stage(self.number)
        if stage is not None:
            self._shared = status not in _AT_HOME and (self._shared or status in (STANDING_BY, TURNING_OUT))
        super()._change(status, bound, cause, eta_ms, path, tell)
        if stage is not None:
            self._book_stage(stage, status)
            if self.back_home is not None and self.is_idle:
                self._context.clock.call_after(0, partial(self.back_home, self.cause))

    def _book_stage(self, stage: LoanStage, status: str) -> None:
        """Note the stage that a status brings about, if it is another one."""
        if status in _AT_HOME:
            if stage is not LoanStage.MUSTERING:
                self._end(self.cause, LoanStage.HOME)
            return
        new = _STAGES.get(status, LoanStage.DEPARTED if stage is LoanStage.MUSTERING else stage)
        if new is LoanStage.RELEASED and stage is not new:
            self._end(self.cause)
        elif new is not stage and stage is not LoanStage.RELEASED:
            self.cause = self._book.change(self.number, new, self._driver.node, self.cause)

    def _end(self, cause: int, stage: LoanStage = LoanStage.RELEASED) -> None:
        """Be on loan no more, or be home; and say so to those who must know."""
        self._lodging, shared, self._shared = None, self._shared, False
        self.cause = self._book.change(self.number, stage, self._driver.node, cause)
        for address in [DISPATCH_CENTRE] * shared + [self._owner]:
            self._say(stage, address, self.cause)

    def _say(self, stage: LoanStage, to: int, cause: int) -> None:
        body = (DeploymentStatus(self.number, stage.value),)
        self._context.net.send(self._address, to, body, cause)

    def tell(self, more: tuple[Report, ...], cause: int) -> None:
        """Tell its own post, and the dispatch centre as long as it is lent to it."""
        self._local = self._owner
        if self._shared:
            super().tell(more, cause)
        else:
            self._context.net.send(self._address, self._owner, (self._report(), *more), cause)
