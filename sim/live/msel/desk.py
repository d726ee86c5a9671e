"""What a facilitator does with a script 导调台: plays a line now, skips it, puts it off, changes it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from sim.live.exercise import Exercise
from sim.live.msel.columns import KEYS, Cells
from sim.live.msel.script import KEY, Script, acts_left
from sim.live.session import Refused
from sim.terms.errors import BadInput
from sim.terms.units import HOUR_MS, MINUTE_MS, SECOND_MS
from sim.words import both

SEAT: Final = "msel"
"""In whose name lines are played that are due."""
_MOST_DELAY_MIN: Final = 100_000


def script_of(exercise: Exercise) -> Script:
    """Return the script of an exercise: as it was changed last, else that of the scenario.

    Raises
    ------
    BadInput
        If that of the scenario has faults.
    """
    scenario, kept = exercise.session.scenario, exercise.journal.get(KEY)
    return Script.of_scenario(scenario) if kept is None else Script.kept(scenario, kept)


def go_back(exercise: Exercise) -> Script:
    """Return the script of a branch that has just been begun; what failed later is free again."""
    script = script_of(exercise)
    script.retry(exercise.session.now_ms)
    if exercise.journal.get(KEY) is not None:
        exercise.journal.set(KEY, script.keep())
    return script


def advance(exercise: Exercise, script: Script, until_ms: int) -> int:
    """Let time pass to just before a time, playing what falls due on the way; return how many lines did.

    What cannot be played is skipped, with the reason.
    """
    session, count = exercise.session, _play_due(exercise, script)
    until_ms = min(until_ms, session.header.horizon_ms)
    while session.now_ms < until_ms:
        session.advance(script.stop_ms(session, until_ms))
        count += _play_due(exercise, script)
    return count


def _play_due(exercise: Exercise, script: Script) -> int:
    if exercise.session.over:
        return 0
    due = script.due(exercise.session)
    for line in due:
        with suppress(Refused):
            _play(exercise, script, line.id, SEAT)
    return len(due)


def _play(exercise: Exercise, script: Script, name: str, seat: str) -> None:
    line = script.lines[name]
    try:
        for act in acts_left(exercise.session, line):
            exercise.do(seat, act)
    except Refused as error:
        script.skipped[name] = str(error)
        exercise.journal.set(KEY, script.keep())
        raise


def next_due_ms(exercise: Exercise, script: Script) -> int | None:
    """Return the time of the next line that has one; None where none has."""
    waiting = script.waiting(exercise.session)
    return min((line.t_ms for line in waiting if line.t_ms is not None), default=None)


# --- what is asked for from the panel


def change(exercise: Exercise, script: Script, seat: str, body: Mapping[str, Any]) -> None:
    """Do with a line of the script what a facilitator asks for.

    Parameters
    ----------
    exercise, script
        What is played.
    seat
        Of the facilitator.
    body
        ``{"do": "play", "line": "I1"}``; besides ``skip``, ``keep`` (not skip after all), ``delay`` with
        ``minutes``, and ``edit`` with ``cells``, which makes a new line where there is none of the number.

    Raises
    ------
    Refused
        If it cannot be done.
    """
    name, what = body.get("line"), _CHANGES.get(str(body.get("do")))
    if what is None or not isinstance(name, str):
        raise Refused(both("no such line").en_zh)
    if what is not _edit and name not in script.lines:
        raise Refused(both("no such line").en_zh)
    if exercise.session.watch.played.get(name) is not None:
        raise Refused(both("the line was played already").en_zh)
    what(exercise, script, seat, body)
    exercise.journal.set(KEY, script.keep())


def _now(exercise: Exercise, script: Script, seat: str, body: Mapping[str, Any]) -> None:
    script.skipped.pop(str(body["line"]), None)
    _play(exercise, script, str(body["line"]), seat)


def _skip(exercise: Exercise, script: Script, seat: str, body: Mapping[str, Any]) -> None:
    script.skipped[str(body["line"])] = ""


def _keep(exercise: Exercise, script: Script, seat: str, body: Mapping[str, Any]) -> None:
    script.skipped.pop(str(body["line"]), None)


def _delay(exercise: Exercise, script: Script, seat: str, body: Mapping[str, Any]) -> None:
    minutes, line = body.get("minutes"), script.lines[str(body["line"])]
    if type(minutes) is not int or not 0 < minutes <= _MOST_DELAY_MIN:
        raise Refused(both("put it off by a number of minutes").en_zh)
    t_ms = max(line.t_ms or 0, exercise.session.now_ms) + minutes * MINUTE_MS
    row = next(row for row in script.rows if row["id"].strip() == line.id)
    _set(exercise, script, {**row, "time": since_start(t_ms)})


def _edit(exercise: Exercise, script: Script, seat: str, body: Mapping[str, Any]) -> None:
    cells = body.get("cells")
    if not isinstance(cells, Mapping) or not all(isinstance(text, str) for text in cells.values()):
        raise Refused(both("cells are text").en_zh)
    old = next((row for row in script.rows if row["id"].strip() == body["line"]), {})
    new = {key: str(cells[key]) for key in KEYS if key in cells}
    _set(exercise, script, {**old, **new, "id": str(body["line"])})


def _set(exercise: Exercise, script: Script, row: Cells) -> None:
    """Put a line in the place of the one with its number, or at the end."""
    rows = [row if old["id"].strip() == row["id"].strip() else old for old in script.rows]
    rows += [] if any(each is row for each in rows) else [row]
    try:
        new = Script.of(exercise.session.scenario, rows, script.skipped)
    except BadInput as error:
        raise Refused("; ".join(f"{fault.key}: {fault.expected}" for fault in error.faults)) from error
    script.rows, script.lines = new.rows, new.lines


def since_start(t_ms: int) -> str:
    """Return a time since the start as a script writes it.

    Examples
    --------
    >>> since_start(5_400_000)
    'T+1:30:00'
    """
    hours, left = divmod(t_ms, HOUR_MS)
    minutes, left = divmod(left, MINUTE_MS)
    return f"T+{hours}:{minutes:02}:{left // SECOND_MS:02}"


_CHANGES: Final[dict[str, Callable[[Exercise, Script, str, Mapping[str, Any]], None]]] = {
    "play": _now,
    "skip": _skip,
    "keep": _keep,
    "delay": _delay,
    "edit": _edit,
}
