"""A script while it is played 导调脚本: which lines are due, and what became of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.live.msel.columns import KEYS, Cells
from sim.live.msel.conditions import holds
from sim.live.msel.lines import Inject, Reader
from sim.record.seat import Act
from sim.record.seat_facts import InjectStruck, WordGiven
from sim.scenario.model import Scenario
from sim.terms.errors import BadInput
from sim.terms.units import MINUTE_MS

if TYPE_CHECKING:
    from sim.live.session import Session

KEY: Final = "msel"
"""Under which a script stands in the file of an exercise."""
LOOK_MS: Final = MINUTE_MS
"""How often conditions are looked at."""


@dataclass(slots=True)
class Script:
    """The lines of an exercise's script.

    What was played is told by the log, so that it is undone by going back in time. Lines can be changed,
    skipped and put off until they are played.

    Attributes
    ----------
    rows
        The cells of each line.
    skipped
        Lines that are not to be played, each with the reason; no reason where the facilitator said so.
    lines
        What they mean, by number.
    """

    rows: list[Cells] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    lines: dict[str, Inject] = field(default_factory=dict)

    @classmethod
    def of(cls, scenario: Scenario, rows: list[Cells], skipped: Mapping[str, str] | None = None) -> "Script":
        """Return the script that a table holds.

        Raises
        ------
        BadInput
            If it has faults; each is told with its cell.
        """
        reader = Reader(scenario)
        lines = {line.id: line for line in reader.read(rows)}
        if reader.faults:
            raise BadInput(reader.faults)
        return cls(rows, dict(skipped or {}), lines)

    @classmethod
    def of_scenario(cls, scenario: Scenario) -> "Script":
        """Return the script that a scenario holds: that of its ``msel.csv``.

        Raises
        ------
        BadInput
            If it has faults.
        """
        rows = [{key: getattr(row, key) for key in KEYS} for row in scenario.msel]
        return cls.of(scenario, rows)

    @classmethod
    def of_file(cls, path: Path, scenario: Scenario) -> "Script":
        """Return the script that a file holds, Excel or CSV.

        Raises
        ------
        BadInput
            If it has faults; each is told with its cell.
        BadUpload
            If it is no such file.
        """
        from sim.live.msel.upload import script_of

        table, _, faults = script_of(path.name, path.read_bytes(), scenario)
        if faults:
            raise BadInput(faults)
        return cls.of(scenario, [row for row in table.rows if any(row.values())])

    @classmethod
    def kept(cls, scenario: Scenario, data: bytes) -> "Script":
        """Return the script that was kept by `keep`."""
        said = json.loads(data)
        return cls.of(scenario, said["rows"], said["skipped"])

    def keep(self) -> bytes:
        """Return the script as bytes, for the file of the exercise."""
        return json.dumps({"rows": self.rows, "skipped": self.skipped}, ensure_ascii=False).encode()

    def retry(self, since_ms: int) -> None:
        """Let lines that could not be played from a time on be tried again: one has gone back to before it.

        What the facilitator skipped stays so.

        Parameters
        ----------
        since_ms
            To which one went back.
        """
        for name, reason in list(self.skipped.items()):
            line = self.lines.get(name)
            if reason and line is not None and (line.t_ms is None or line.t_ms > since_ms):
                del self.skipped[name]

    # --- time

    def waiting(self, session: "Session") -> list[Inject]:
        """Return the lines that have not been played and are not skipped, in the order of their times."""
        left = [
            line for line in self.lines.values() if line.id not in self.skipped and acts_left(session, line)
        ]
        return sorted(left, key=lambda line: (line.t_ms or 0, line.id))

    def stop_ms(self, session: "Session", until_ms: int) -> int:
        """Return how far time may pass before lines are to be looked at again, at most to a time."""
        now, stop = session.now_ms, until_ms
        for line in self.waiting(session):
            if line.t_ms is not None and line.t_ms > now:
                stop = min(stop, line.t_ms)
            elif line.trigger is not None:
                stop = min(stop, (now // LOOK_MS + 1) * LOOK_MS)
        return stop

    def due(self, session: "Session") -> list[Inject]:
        """Return the lines to be played now; conditions are looked at on whole minutes."""
        return [line for line in self.waiting(session) if _is_due(session, line)]

    # --- what the facilitator sees

    def shown(self, session: "Session") -> list[dict[str, Any]]:
        """Return each line with what became of it, as plain data."""
        return [self._shown(session, row, self.lines[row["id"].strip()]) for row in self.rows]

    def _shown(self, session: "Session", row: Cells, line: Inject) -> dict[str, Any]:
        watch = session.watch
        played = watch.played.get(line.id)
        told = watch.told.get(line.id)
        return {
            "cells": {key: row[key] for key in KEYS if row.get(key)},
            "t_ms": line.t_ms,
            "hand": line.by_hand,
            "skipped": self.skipped.get(line.id),
            "played_ms": played,
            "told_ms": None if told is None else told[0],
            "by": "" if told is None else told[1],
            "lost": line.id in watch.failed,
            "met_ms": None if played is None else met_ms(session, line, played),
            "due_ms": None if played is None or line.due_ms is None else played + line.due_ms,
        }


def acts_of(session: "Session", line: Inject) -> list[Act]:
    """Return what playing a line does: it breaks something, or tells something, or both."""
    acts: list[Act] = []
    if line.effect is not None:
        effect, now = line.effect, session.now_ms
        until_ms = None if effect.lasts_ms is None else now + effect.lasts_ms
        acts.append(InjectStruck(line.id, effect.kind.value, effect.target, effect.size, until_ms))
    if line.recipient is not None and line.text:
        word = (line.sender, line.recipient, line.text, line.bearer, line.precedence, line.id)
        acts.append(WordGiven(*word))
    return acts


def acts_left(session: "Session", line: Inject) -> list[Act]:
    """Return what has not been done of a line yet: whatever ended the program, nothing is done twice."""
    return [act for act in acts_of(session, line) if (line.id, type(act)) not in session.watch.acts]


def met_ms(session: "Session", line: Inject, since_ms: int) -> int | None:
    """Return when the order that meets a line's indicator was first sent after it was played."""
    times = session.watch.orders.get(line.order, [])
    return next((t for t in times if t >= since_ms), None)


def _is_due(session: "Session", line: Inject) -> bool:
    if line.by_hand or (line.t_ms is not None and line.t_ms > session.now_ms):
        return False
    return line.trigger is None or (session.now_ms % LOOK_MS == 0 and holds(session, line.trigger))
