"""The lines of a script, read from the cells of a table; every fault is told with its cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sim.live.msel import cells
from sim.live.msel.cells import BadCell, Effect, Names, Trigger
from sim.live.msel.columns import KEYS, MOST_CELL, MOST_LINES, Cells, letter
from sim.scenario.model import Scenario
from sim.terms.errors import Fault

MOST_TEXT: Final = 200
"""Characters of what is told: as much as anybody may tell."""


@dataclass(frozen=True, slots=True)
class Inject:
    """A line of a script 一条导调注入.

    Attributes
    ----------
    id
        Its number.
    t_ms
        When it is due since the start, or from when on its condition counts; None where it has no time.
    trigger
        Its condition; without time and condition it is played by hand.
    sender, recipient
        Addresses; no recipient where nothing is told.
    bearer, precedence
        As for `sim.record.seat_facts.Word`.
    text
        What is told.
    effect
        What it breaks.
    due_ms
        Time for the action that is expected.
    order
        Tag of the order that meets its indicator; empty where people judge.
    """

    id: str
    t_ms: int | None = None
    trigger: Trigger | None = None
    sender: int = 0
    recipient: int | None = None
    bearer: str = ""
    precedence: str = ""
    text: str = ""
    effect: Effect | None = None
    due_ms: int | None = None
    order: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether it waits for somebody to play it."""
        return self.t_ms is None and self.trigger is None


class Reader:
    """Reads lines against a scenario.

    Parameters
    ----------
    scenario
        Whose places and roads are named.
    file
        What the table is called in faults.
    """

    def __init__(self, scenario: Scenario, file: str = "msel") -> None:
        self._names, self._file = Names(scenario), file
        start = scenario.start
        self._read: dict[str, Callable[[str], Any]] = {
            "time": lambda text: cells.time_ms(text, start),
            "trigger": lambda text: cells.trigger(text, self._names),
            "sender": self._names.sender,
            "recipient": self._names.address,
            "bearer": cells.bearer,
            "precedence": cells.precedence,
            "text": _told,
            "effect": lambda text: cells.effect(text, self._names),
            "due": cells.span_ms,
        }
        self.faults: list[Fault] = []
        self._places: dict[str, int] = {key: place for place, key in enumerate(KEYS)}

    def read(
        self, rows: Sequence[Cells], first: int = 2, places: dict[str, int] | None = None
    ) -> list[Inject]:
        """Return the lines of a table; what is wrong with it goes to `faults`.

        Parameters
        ----------
        rows
            The cells of each row.
        first
            Number of the first row in its sheet.
        places
            Column of each key in its sheet, from nought.
        """
        self._places = places or self._places
        if len(rows) > MOST_LINES:
            self._tell(first + MOST_LINES, "id", "", f"at most {MOST_LINES} lines")
            return []
        found: dict[str, Inject] = {}
        for row, line in enumerate(rows, first):
            inject = self._line(row, line)
            if inject.id in found:
                self._tell(row, "id", inject.id, "a number that no line above has")
            found[inject.id] = inject
        self._follow(rows, first, found)
        return list(found.values())

    def _line(self, row: int, line: Cells) -> Inject:
        got = {key: self._cell(row, key, line.get(key, "")) for key in self._read}
        for key in KEYS:
            if len(line.get(key, "")) > MOST_CELL:
                self._tell(row, key, "", f"at most {MOST_CELL} characters")
        name = line.get("id", "").strip()
        if not 0 < len(name) <= 40:
            self._tell(row, "id", name, "a number of the line")
        if got["text"] and not line.get("recipient", "").strip():
            self._tell(row, "recipient", "", "whom it is told")
        if not line.get("text", "").strip() and not line.get("effect", "").strip():
            self._tell(row, "text", "", "what is told, or an effect")
        return _inject(name, line, got)

    def _cell(self, row: int, key: str, text: str) -> Any:
        if not text.strip():
            return "" if key in ("bearer", "precedence", "text") else 0 if key == "sender" else None
        try:
            return self._read[key](text)
        except BadCell as error:
            self._tell(row, key, text, str(error))
            return None

    def _follow(self, rows: Sequence[Cells], first: int, found: dict[str, Inject]) -> None:
        """Let conditions on other lines name lines that there are."""
        for row, line in enumerate(rows, first):
            inject = found.get(line.get("id", "").strip())
            hangs = None if inject is None else inject.trigger
            if hangs and hangs.kind in ("inject", "delivered") and hangs.what not in found:
                self._tell(row, "trigger", line.get("trigger", ""), "the number of another line")

    def _tell(self, row: int, key: str, value: str, expected: str) -> None:
        place = self._places.get(key, 0)
        cell = f"{letter(place)}{row}"
        self.faults.append(Fault(self._file, row, place + 1, cell, value[:60], expected))


def _told(text: str) -> str:
    if len(text.strip()) > MOST_TEXT:
        raise BadCell(f"at most {MOST_TEXT} characters")
    return text.strip()


def _inject(name: str, line: Cells, got: dict[str, Any]) -> Inject:
    said = line.get("indicator", "").strip()
    kind, _, order = said.replace("：", ":").partition(":")
    return Inject(
        name,
        got["time"],
        got["trigger"],
        got["sender"] or 0,
        got["recipient"],
        got["bearer"] or "",
        got["precedence"] or "",
        got["text"] or "",
        got["effect"],
        got["due"],
        order.strip() if kind in ("order", "指令") else "",
    )
