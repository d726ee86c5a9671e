"""A replay file 回放文件: one HTML page that plays an exercise, truth beside picture; nothing is fetched."""

import base64
import gzip
import hashlib
import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from sim.live.atlas import atlas
from sim.live.debrief import places_of, posts_of, told
from sim.live.exercise import Exercise, made_sure
from sim.live.journal import Entry
from sim.live.session import Session
from sim.live.view import plain
from sim.picture import Picture
from sim.record.facts import MessageDelivered, MessageLost, MessageSent
from sim.report.fonts import web_font
from sim.report.html import data_uri
from sim.report.words import Both, same
from sim.scenario.model import Scenario
from sim.terms.units import SECOND_MS
from sim.words.book import book_script

_PAGE: Final = Path(__file__).parent / "tape_page"
_SHARED: Final = Path(__file__).parent / "pages"
_SCRIPTS: Final = (_SHARED / "both.js", _SHARED / "words.js", _SHARED / "dom.js")
_LEARNT: Final = (_SHARED / "words-orders.js", _SHARED / "words-terms.js")
"""Words that the others learn; each stands in a block, as its names are its own."""
_LEAST_STEP_MS: Final = 30 * SECOND_MS
_MOST_STEPS: Final = 3000
_LINKS: Final = re.compile(r"^export |^import .*;$", re.MULTILINE)
State = dict[str, Any]
"""What is known, flat: ``u3`` for unit 3, with what is known of it."""


class Track:
    """What somebody knew over time, as changes 轨迹.

    Attributes
    ----------
    changes
        (time in ms, what changed: None where it is gone).
    """

    def __init__(self) -> None:
        self.changes: list[tuple[int, State]] = []
        self._now: State = {}

    def see(self, t_ms: int, state: State) -> None:
        """Take in what is known at a time."""
        changed = {key: value for key, value in state.items() if self._now.get(key) != value}
        changed |= dict.fromkeys(self._now.keys() - state.keys()) if self._now.keys() - state.keys() else {}
        if changed:
            self.changes.append((t_ms, dict(sorted(changed.items()))))
            self._now = state


def write_tape(file: Path, target: Path, lang: str) -> Path:
    """Write the page that plays an exercise that nobody holds; return its path."""
    target.write_text(page(tape(file), lang), encoding="utf-8")
    return target


def tape(file: Path) -> dict[str, Any]:
    """Return all that a page plays, as plain data: the exercise is played once, and looked at on the way.

    Raises
    ------
    JournalError
        If the file is held by somebody, is damaged, or its replay is not what was seen.
    """
    exercise = Exercise.at_start(file)
    try:
        return _tape(exercise)
    finally:
        exercise.close()


def _tape(exercise: Exercise) -> dict[str, Any]:
    journal, session = exercise.journal, exercise.session
    entries = journal.entries()
    reached_ms = max([journal.reached()[0], *(entry.t_ms for entry in entries)])
    seats = _seated(session.scenario, entries)
    tracks = {name: Track() for name in ("truth", *seats)}
    for t_ms in _times(session, _deeds(exercise), reached_ms):
        tracks["truth"].see(t_ms, _truth(session))
        for address in seats:
            picture = session.world.picture(int(address))
            if picture is not None:
                tracks[address].see(t_ms, _believed(picture))
    messages = _messages(session, {int(address) for address in seats})
    session.world.finish()
    places, done = told(exercise, posts_of(session))
    called = {place.name: place.called for place in places}
    return {
        "atlas": atlas(session.scenario),
        "reached": reached_ms,
        "file": journal.path.name,
        "seats": [{"address": int(address), **_both(name)} for address, name in seats.items()],
        "tracks": {name: track.changes for name, track in tracks.items()},
        "messages": messages,
        "done": [
            {
                "t": each.t_ms,
                "seat": _both(called.get(each.seat, same(each.seat))),
                "kind": each.kind,
                "words": _both(each.words),
            }
            for each in done
        ],
    }


def _seated(scenario: Scenario, entries: list[Entry]) -> dict[str, Both]:
    """Return what the posts with a seat are called, by address."""
    places = places_of(scenario, entries)
    return {str(place.address): place.called for place in places if place.address is not None}


def _deeds(exercise: Exercise) -> list[tuple[int, Callable[[], object]]]:
    """Return what people did, each with its time; where screens had come last, a look whether all is so."""
    journal, session = exercise.journal, exercise.session
    shown_ms, count, _ = journal.reached()
    deeds: list[tuple[int, Callable[[], object]]] = [
        (entry.t_ms, partial(session.act, entry.act)) for entry in journal.entries()
    ]
    deeds.insert(count, (shown_ms, partial(made_sure, journal, session)))
    return deeds


def _bare(path: Path) -> str:
    """Return a script without what links it to others."""
    return _LINKS.sub("", path.read_text(encoding="utf-8"))


def page(data: Mapping[str, Any], lang: str) -> str:
    """Return the page that plays some data: everything inside, its scripts named by their hashes."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    scripts = [_bare(path) for path in _SCRIPTS] + [f"{{\n{_bare(path)}}}" for path in _LEARNT]
    scripts.append(_bare(_PAGE / "tape.js"))
    script = "\n".join([_LINKS.sub("", book_script("\n".join(scripts))), *scripts])
    script = f'const localStorage = {{ getItem: () => "{lang}", setItem() {{}} }};\n{script}'
    style = (_PAGE / "tape.css").read_text(encoding="utf-8")
    font = data_uri(web_font(told + script), "font/woff")
    style = f'@font-face {{ font-family: "Sanduan Sans"; src: url("{font}"); }}\n{style}'
    packed = base64.b64encode(gzip.compress(told.encode(), 9, mtime=0)).decode("ascii")
    csp = (
        "default-src 'none'; img-src data:; font-src data:; "
        f"script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )
    whole = (_PAGE / "tape.html").read_text(encoding="utf-8")
    parts = {
        "csp": csp,
        "style": style,
        "script": script,
        "data": packed,
        "title": data["atlas"]["title"]["zh"],
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], whole)


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def _both(words: Any) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _times(session: Session, deeds: list[tuple[int, Callable[[], object]]], reached_ms: int) -> Iterator[int]:
    """Let time pass in small steps, and yield each at which something has happened."""
    step_ms = max(_LEAST_STEP_MS, reached_ms // _MOST_STEPS)
    left, seen = deque(deeds), -1
    for until_ms in [*range(0, reached_ms, step_ms), reached_ms]:
        while left and left[0][0] <= until_ms:
            t_ms, deed = left.popleft()
            session.advance(t_ms)
            deed()
        session.advance(until_ms)
        if len(session.log) != seen:
            seen = len(session.log)
            yield until_ms


def _truth(session: Session) -> State:
    truth = session.truth
    found: State = {f"u{i}": [u.node, u.status, u.call, u.eta_ms] for i, u in truth.units.items()}
    found |= {f"t{i}": [team.node, team.status, None, 0] for i, team in truth.teams.items()}
    found |= {f"c{i}": [crew.node, crew.status, crew.damage, crew.eta_ms] for i, crew in truth.crews.items()}
    found |= {f"r{link}": 1 for link in truth.closed}
    found |= {
        f"i{call}": [fact.node, fact.kind, call in truth.taken] for call, (_, fact) in truth.incidents.items()
    }
    found |= {f"d{town}": 1 for town in truth.dark}
    found |= {f"s{address}": 1 for address in truth.unheard}
    return found


def _believed(picture: Picture) -> State:
    """Return what a post knows: the same keys, each fact with the time at which it was told."""
    found: State = {
        f"u{i}": [u.node, u.status, u.call, u.told_ms, u.silent] for i, u in picture.units.items()
    }
    found |= {f"t{i}": [team.node, team.status, None, team.told_ms] for i, team in picture.teams.items()}
    crews = picture.repairs.crews
    found |= {f"c{i}": [crew.node, crew.status, crew.damage, crew.told_ms] for i, crew in crews.items()}
    found |= {f"r{link}": picture.road_told_ms(link) for link in picture.closed}
    return found | {f"i{i}": [call.node, call.kind, True, call.told_ms] for i, call in picture.calls.items()}


def _messages(session: Session, addresses: set[int]) -> list[list[Any]]:
    """Return messages from and to seats: sent, came or None, lost, from, to, by, what; none to oneself."""
    found: dict[int, list[Any]] = {}
    for seq, t, _, fact in session.log.entries():
        if isinstance(fact, MessageSent):
            if fact.sender != fact.receiver and not addresses.isdisjoint((fact.sender, fact.receiver)):
                body = [plain(item) for item in fact.body]
                found[seq] = [t, None, None, fact.sender, fact.receiver, "", body]
        elif isinstance(fact, MessageDelivered | MessageLost) and fact.message in found:
            _end(found[fact.message], t, fact)
    return list(found.values())


def _end(message: list[Any], t: int, fact: MessageDelivered | MessageLost) -> None:
    if isinstance(fact, MessageDelivered):
        message[1], message[5] = t, fact.by
    else:
        message[2], message[5] = t, fact.reason
