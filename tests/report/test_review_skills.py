"""The story of an incident names what it needed beyond engines: known, sent, there, done, or why never."""

from functools import cache
from itertools import pairwise

from sim.metric.fold import fold
from sim.report.review import look_at
from sim.report.review.write import said
from sim.run import run
from sim.scenario.load import load

STEPS = ("is told that it needs", "is ordered", "is there", "is done")


@cache
def lived():
    log = run(load("hamlet-capable"), days=2)
    return log, fold(log)


@cache
def look():
    log, folded = lived()
    return look_at(log, folded, sorted({need.call for need in folded.capabilities.needs.values()}))


def needs_of(call):
    return [need for _, need in sorted(lived()[1].capabilities.needs.items()) if need.call == call]


def skills(lines):
    """Return the lines that tell of needs: those that neither bear a number nor tell of lost time."""
    return [line for line in lines if not line.number and line.loss is None]


def test_the_hamlet_needs_something_that_is_done_and_something_that_never_is():
    done = [need.done_ms is not None for need in lived()[1].capabilities.needs.values()]
    assert any(done)
    assert look().stories


def test_each_step_that_came_about_is_told_once_at_its_time():
    for call, lines in look().stories.items():
        told = skills(lines)
        for need in needs_of(call):
            skill = need.skill.replace("_", " ")
            times = (need.known_ms, need.sent_ms, need.there_ms, need.done_ms)
            for words, t_ms in zip(STEPS, times, strict=True):
                found = [each.t_ms for each in told if words in each.text.en and skill in each.text.en]
                assert found == ([] if t_ms is None else [t_ms])


def test_what_was_never_done_is_told_with_its_reason_and_what_was_done_is_not():
    folded = lived()[1]
    for call, lines in look().stories.items():
        for need in needs_of(call):
            skill = need.skill.replace("_", " ")
            never = [each for each in skills(lines) if each.text.en.startswith(f"{skill} was not done")]
            assert bool(never) is bool(folded.capabilities.reason(need))
            assert all(each.t_ms == folded.end_ms for each in never)


def test_why_nothing_was_done_is_said_in_both_languages():
    told = [line.text for lines in look().stories.values() for line in skills(lines)]
    (never, *_) = (each for each in told if "was not done in" in each.en)
    assert never.en.endswith("no team able")
    assert never.zh.startswith("至期末")
    assert never.zh.endswith("无胜任队伍")


def test_a_need_that_nobody_told_of_has_no_step_but_its_beginning_and_its_reason():
    log, _ = lived()
    folded = fold(log)
    need = next(need for _, need in sorted(folded.capabilities.needs.items()) if need.done_ms is not None)
    need.known_ms = need.sent_ms = need.there_ms = need.done_ms = None
    lines = look_at(log, folded, [need.call]).stories[need.call]
    skill = need.skill.replace("_", " ")
    first, last = (line.text.en for line in skills(lines) if skill in line.text.en)
    assert first == f"it needs the capability {skill}"
    assert last.endswith("district not told")


def test_the_lines_bear_no_number_and_stay_in_the_order_of_time():
    for call, lines in look().stories.items():
        assert [line.t_ms for line in lines] == sorted(line.t_ms for line in lines)
        for line in skills(lines):
            assert "[0]" not in said(look(), line, 0).en
            assert "{" not in line.text.zh + line.text.en
            assert line.text.zh in said(look(), line, 0).zh
        assert needs_of(call)


def test_where_the_time_went_still_adds_up():
    for call in look().stories:
        spent = look().spent(call)
        whole = spent.whole
        assert all(a.until_ms == b.from_ms for a, b in pairwise(whole))
