"""A journal keeps what was written, names what was altered, and never gives a figure that was not written."""

import os
import random
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.study.journal import (
    FAILED,
    OK,
    Damage,
    Journal,
    Outcome,
    StoreError,
    StoreFull,
    checksum,
    pack,
    read_all,
)

FIGURES = st.dictionaries(
    st.text(max_size=20), st.none() | st.integers() | st.floats(allow_nan=False), max_size=9
)
OUTCOMES = st.builds(
    Outcome, st.sampled_from([OK, FAILED]), FIGURES, st.text(max_size=30), st.integers(0, 10**9)
)


def filled(path, count=40):
    """Write a journal of some runs and return what it holds."""
    rows = {
        f"{i:032x}": Outcome(OK, {"response.p50_s": i / 7, "calls.total": i, "none": None})
        for i in range(count)
    }
    with closing(Journal(path, writable=True)) as journal:
        for row in rows.items():
            journal.add([row])
    return rows


@settings(max_examples=40, deadline=None)
@given(rows=st.dictionaries(st.text("0123456789abcdef", min_size=1, max_size=32), OUTCOMES, max_size=20))
def test_what_is_written_can_be_read(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("journal") / "j.sqlite"
    with closing(Journal(path, writable=True)) as journal:
        journal.add(rows.items())
        assert len(journal) == len(rows)
        assert {key: journal.get(key) for key in rows} == rows
        assert journal.get("x") is None
    assert dict(read_all(path)) == rows


def test_a_run_made_again_replaces_the_old_one(tmp_path):
    with closing(Journal(tmp_path / "j.sqlite", writable=True)) as journal:
        journal.add([("a", Outcome(FAILED, {}, "no"))])
        journal.add([("a", Outcome(OK, {"x": 1}))])
        assert (len(journal), journal.get("a").status) == (1, OK)


def test_runs_are_there_for_others_before_the_journal_is_closed(tmp_path):
    with closing(Journal(tmp_path / "j.sqlite", writable=True)) as journal:
        journal.add([("a", Outcome(OK, {"x": 1}))])
        assert [key for key, _ in read_all(tmp_path / "j.sqlite")] == ["a"]


def test_a_whole_journal_is_not_damaged(tmp_path):
    filled(tmp_path / "j.sqlite")
    with closing(Journal(tmp_path / "j.sqlite")) as journal:
        assert journal.verify() == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE runs SET content = x'00' WHERE rowid = 7",
        "UPDATE runs SET content = NULL WHERE rowid = 7",
        "UPDATE runs SET status = 'failed' WHERE rowid = 7",
        "UPDATE runs SET error = 'x' WHERE rowid = 7",
        "UPDATE runs SET error = NULL WHERE rowid = 7",
        "UPDATE runs SET crc = crc + 1 WHERE rowid = 7",
        "UPDATE runs SET key = 'other' WHERE rowid = 7",
        "UPDATE runs SET content = (SELECT content FROM runs WHERE rowid = 8) WHERE rowid = 7",
    ],
)
def test_an_altered_row_is_named_and_not_given(tmp_path, change):
    path = tmp_path / "j.sqlite"
    rows = filled(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(change)
        db.commit()
    with closing(Journal(path)) as journal:
        assert [(damage.file, damage.row) for damage in journal.verify()] == [(path, 7)]
        assert journal.get(list(rows)[6]) is None
        assert len(list(journal.keys())) == 39


def test_damage_is_told_on_one_line(tmp_path):
    assert str(Damage(tmp_path / "j", 7, "bad")) == f"{tmp_path / 'j'}, row 7: bad"
    assert str(Damage(tmp_path / "j", None, "bad")) == f"{tmp_path / 'j'}: bad"


def test_content_that_is_no_figures_is_damage_even_with_a_good_checksum(tmp_path):
    path = tmp_path / "j.sqlite"
    filled(path, 2)
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "UPDATE runs SET content = ?, crc = ? WHERE rowid = 1",
            (b"x", checksum(f"{0:032x}", OK, b"x", "")),
        )
        db.commit()
    with closing(Journal(path)) as journal:
        assert [damage.row for damage in journal.verify()] == [1]


def flipped(path, whole, rng):
    """Flip one bit of a file."""
    at = rng.randrange(len(whole) * 8)
    raw = bytearray(whole)
    raw[at // 8] ^= 1 << at % 8
    path.write_bytes(raw)


def test_no_flipped_bit_gives_a_figure_that_was_not_written(tmp_path):
    """Each of 300 flips leaves the figures right, or is named; a flip in unused space may go unseen."""
    path = tmp_path / "j.sqlite"
    rows, rng = filled(path), random.Random(5)
    whole, named = path.read_bytes(), 0
    for _ in range(300):
        flipped(path, whole, rng)
        try:
            journal = Journal(path)
        except StoreError:
            named += 1
            continue
        with closing(journal):
            damaged = journal.verify()
            found = {key: journal.get(key) for key in rows}
        wrong = [key for key in rows if found[key] is not None and found[key][:3] != rows[key][:3]]
        lost = [key for key in rows if found[key] is None]
        assert wrong == []
        assert damaged or not lost
        named += bool(damaged)
    assert named > 100


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_torn_journal_is_named(tmp_path, share):
    path = tmp_path / "j.sqlite"
    rows = filled(path, 300)
    os.truncate(path, int(path.stat().st_size * share))
    with closing(Journal(path)) as journal:
        assert journal.verify()
        assert all(journal.get(key) in (None, outcome) for key, outcome in rows.items())


def test_what_is_no_journal_is_named(tmp_path):
    path = tmp_path / "j.sqlite"
    path.write_text("not a database, but long enough to be taken for one" * 20, encoding="utf-8")
    with closing(Journal(path)) as journal:
        assert journal.verify()[0].file == path
        assert journal.get("x") is None
        assert len(journal) == 0
    with pytest.raises(StoreError, match=r"j\.sqlite"):
        Journal(path, writable=True)


def test_a_folder_is_no_journal(tmp_path):
    with pytest.raises(StoreError, match="unable to open"):
        Journal(tmp_path, writable=True)


def test_several_processes_may_append_to_one_file(tmp_path):
    """The cache is one file: SQLite lets writers take turns."""
    path = tmp_path / "j.sqlite"
    with closing(Journal(path, writable=True)) as one, closing(Journal(path, writable=True)) as two:
        for i in range(50):
            one.add([(f"one{i}", Outcome(OK, {}))])
            two.add([(f"two{i}", Outcome(OK, {}))])
    assert len(read_all(path)) == 100


class Full:
    """A database on a full disk."""

    def __init__(self, words):
        self.words = words

    def execute(self, *_):
        return self

    def executemany(self, *_):
        raise sqlite3.OperationalError(self.words)

    def close(self):
        pass


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", StoreFull),
        ("disk I/O error", StoreFull),
        ("database is locked", StoreError),
    ],
)
def test_a_full_disk_is_called_by_its_name(tmp_path, words, kind):
    journal = Journal(tmp_path / "j.sqlite", writable=True)
    journal.close()
    journal._db = Full(words)
    with pytest.raises(kind, match=words) as error:
        journal.add([("a", Outcome(OK, {}))])
    assert type(error.value) is kind


def filled_up(journal):
    """Add runs until there is no room."""
    for count in range(1000):
        journal.add([(f"{count:032x}", Outcome(OK, {str(i): i / 7 for i in range(20)}))])


def test_a_full_database_loses_nothing_that_was_kept(tmp_path):
    path = tmp_path / "j.sqlite"
    with closing(Journal(path, writable=True)) as journal:
        journal._db.execute("PRAGMA max_page_count = 6")
        with pytest.raises(StoreFull, match="the same command"):
            filled_up(journal)
        count = len(journal)
        journal._db.execute("PRAGMA max_page_count = 100")
        journal.add([("after", Outcome(OK, {}))])
    assert count > 1
    assert [key for key, _ in read_all(path)] == [*(f"{i:032x}" for i in range(count)), "after"]


def test_a_row_is_small():
    """The summary of a run is about seventy figures; ten million runs are to fit on a disk."""
    rng = random.Random(1)
    figures = {f"segments.travel{i}.p50_s": rng.random() * 1000 for i in range(70)}
    assert len(pack("0" * 32, Outcome(OK, figures))[2]) < 2000
