"""Shares of a study, put together, are the study; what does not belong together is refused."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import SMALL, Here, planned, study_file, swept
from tasks import Fake

from sim.study.journal import StoreError
from sim.study.model import Replications
from sim.study.schedule import Schedule
from sim.study.shards import Shard, merge
from sim.study.sweep import opened, write_results

RULE = "replications: {first: 4, max: 12, step: 2, until: {response: response.p50_s, half_width: 30}}"


def made(table):
    """Return the keys of the runs in the bytes of a table."""
    lines = gzip.decompress(table).decode().splitlines()
    at = lines[0].split(",").index("key")
    return {line.split(",")[at] for line in lines[1:]}


@settings(max_examples=40)
@given(cells=st.integers(1, 20), reps=st.integers(1, 20), of=st.integers(1, 9), watched=st.booleans())
def test_every_run_is_of_one_share_and_their_numbers_add_up(cells, reps, of, watched):
    rule = Replications(reps, reps, 1, "a" if watched else "", 1.0)
    shares = [Shard(number, of) for number in range(1, of + 1)]
    runs = list(Schedule(cells, Replications(reps, reps, reps)))
    for run in runs:
        assert sum(share.holds(run, rule) for share in shares) == 1
    for share in shares:
        assert share.most(cells, rule) == sum(share.holds(run, rule) for run in runs)


def test_shares_of_a_fixed_number_differ_by_one_for_each_cell_at_most():
    rule = Replications(10, 10, 10)
    found = [Shard(number, 4).most(7, rule) for number in range(1, 5)]
    assert sum(found) == 70
    assert max(found) - min(found) <= 7


@pytest.mark.parametrize("rule", ["replications: 3", RULE])
def test_shares_put_together_give_the_bytes_of_the_whole(tmp_path, rule):
    file = study_file(tmp_path, SMALL.replace("replications: 3", rule))
    whole, _ = swept(file, tmp_path / "whole", lambda _: Here(Fake(0)()))
    homes = [tmp_path / f"share{number}" for number in range(3)]
    for number, home in enumerate(homes):
        swept(file, home, lambda _: Here(Fake(0)()), shard=Shard(number + 1, 3))
    _, plan = planned(file)
    with opened(tmp_path / "all", plan, None) as store:
        count = merge(store, plan, homes)
        table = write_results(tmp_path / "all", plan, store)
    assert count == len(made(whole))
    assert table.read_bytes() == whole


def test_shares_of_another_study_or_program_are_refused(tmp_path):
    file = study_file(tmp_path)
    swept(file, tmp_path / "one", lambda _: Here(Fake(0)()))
    swept(file, tmp_path / "old", lambda _: Here(Fake(0)()), code="older")
    (tmp_path / "b").mkdir()
    other = study_file(tmp_path / "b", head="id: other\ntitle: {zh: 试, en: Try}\n")
    swept(other, tmp_path / "other", lambda _: Here(Fake(0)()))
    _, plan = planned(file)
    with opened(tmp_path / "all", plan, None) as store:
        for folder, said in (("other", "holds the study other"), ("old", "another version of the program")):
            with pytest.raises(StoreError, match=said):
                merge(store, plan, [tmp_path / "one", tmp_path / folder])
        assert len(list(store.runs())) == 0  # nothing came in before all were looked at
