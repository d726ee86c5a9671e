"""Laws of the random streams: the same everywhere, independent, of the distributions they claim."""

import hashlib
import math
import os
import subprocess
import sys
from itertools import accumulate, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.kernel.draw import Draws, Streams

MANY = 20_000


class Scripted:
    """Stands for NumPy's generator, and always gives one number."""

    def __init__(self, number: float) -> None:
        self.number = number

    def random(self, size: int) -> "Scripted":
        self.size = size
        return self

    def tolist(self) -> list[float]:
        return [self.number] * self.size


def always(number: float) -> Draws:
    return Draws(Scripted(number))  # type: ignore[arg-type]


def test_an_array_of_numbers_is_what_one_by_one_would_be_drawn() -> None:
    one, other = Streams(3, 1)("array"), Streams(3, 1)("array")
    assert one.uniforms(100).tolist() == [other.uniform() for _ in range(100)]


def test_an_array_leaves_the_block_that_was_begun() -> None:
    one, other = Streams(3, 1)("array"), Streams(3, 1)("array")
    first = one.uniform()
    drawn = one.uniforms(50)
    assert [first, one.uniform()] == [other.uniform(), other.uniform()]
    assert first not in drawn
    assert drawn.min() >= 0
    assert drawn.max() < 1


def digest(numbers: list[float]) -> str:
    """Digest of numbers to ten digits: the last bit of `math.exp` belongs to the C library."""
    return hashlib.blake2b(
        " ".join(f"{number:.9e}" for number in numbers).encode(), digest_size=8
    ).hexdigest()


def test_the_first_numbers_of_a_stream_are_the_same_on_every_machine() -> None:
    draws = Streams(1, 0)("demand/fire/times")
    assert [draws.uniform().hex() for _ in range(3)] == GOLDEN_FIRST


GOLDEN_FIRST = ["0x1.ca458a83f0e2ap-2", "0x1.4d18d0a986a60p-4", "0x1.cf011a9f1dc74p-2"]

GOLDEN = {
    "uniform": "a8a0a3796162e562",
    "exponential": "281ac0cf9bd95910",
    "lognormal": "2af0a8b230128d9b",
    "pick": "274332bc0ccfaa6c",
}


def sample(sampler: str, streams: Streams, size: int = 1000) -> list[float]:
    draws = streams(f"golden/{sampler}")
    one = {
        "uniform": draws.uniform,
        "exponential": lambda: draws.exponential(3.0),
        "lognormal": lambda: draws.lognormal(30.0, 0.7),
        "pick": lambda: draws.pick([1, 3, 6]),
    }[sampler]
    return [one() for _ in range(size)]


@pytest.mark.parametrize("sampler", sorted(GOLDEN))
def test_a_thousand_numbers_of_each_sampler_have_their_golden_digest(sampler: str) -> None:
    assert digest(sample(sampler, Streams(2025, 7))) == GOLDEN[sampler]


def test_another_hash_seed_changes_no_stream() -> None:
    code = "from sim.kernel.draw import Streams; print(Streams(3, 4)('a').uniform().hex())"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert said == {Streams(3, 4)("a").uniform().hex() + "\n"}


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.text(max_size=20))
def test_a_stream_is_a_function_of_seed_replication_and_name(seed: int, rep: int, name: str) -> None:
    first, second = Streams(seed, rep)(name), Streams(seed, rep)(name)
    assert [first.uniform() for _ in range(5)] == [second.uniform() for _ in range(5)]


def test_each_of_both_words_of_seed_and_replication_counts_in_its_place() -> None:
    words = (0, 1, 2**32 - 1, 2**32, 2**32 + 1, 2**63, 2**64 - 1)
    firsts = {Streams(seed, rep)("x").uniform() for seed, rep in product(words, words)}
    assert len(firsts) == len(words) ** 2


def test_every_name_has_its_own_numbers() -> None:
    streams = Streams(0, 0)
    assert len({streams(f"unit/{number}").uniform() for number in range(500)}) == 500


def test_drawing_from_one_stream_never_shifts_another() -> None:
    streams = Streams(9, 9)
    noisy, quiet = streams("a"), streams("b")
    mixed = []
    for number in range(600):
        noisy.uniform()
        if number % 2:
            mixed.append(quiet.uniform())
    again = streams("b")
    assert mixed == [again.uniform() for _ in range(300)]


PAIRS = [
    (Streams(1, 0)("a"), Streams(1, 0)("b")),
    (Streams(1, 0)("a"), Streams(1, 1)("a")),
    (Streams(1, 0)("a"), Streams(2, 0)("a")),
    (Streams(1, 0)("a"), Streams(0, 1)("a")),
    (Streams(0, 0)("unit/1"), Streams(0, 0)("unit/11")),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_streams_are_uncorrelated(one: Draws, other: Draws) -> None:
    first, second = zip(*((one.uniform(), other.uniform()) for _ in range(MANY)), strict=True)
    assert abs(stats.pearsonr(first, second).statistic) < 4 / math.sqrt(MANY)


def test_a_stream_is_uncorrelated_with_itself_shifted() -> None:
    draws = Streams(4, 4)("self")
    numbers = [draws.uniform() for _ in range(MANY)]
    for lag in (1, 2, 255, 256, 257):
        assert abs(stats.pearsonr(numbers[:-lag], numbers[lag:]).statistic) < 4 / math.sqrt(MANY)


def test_uniform_numbers_are_uniform() -> None:
    draws = Streams(1, 1)("ks/uniform")
    assert stats.kstest([draws.uniform() for _ in range(MANY)], "uniform").pvalue > 0.001


@pytest.mark.parametrize("mean", [0.001, 1.0, 1.8e6])
def test_exponential_numbers_have_their_distribution(mean: float) -> None:
    draws = Streams(1, 1)("ks/exponential")
    assert stats.kstest([draws.exponential(mean) for _ in range(MANY)], "expon", (0, mean)).pvalue > 0.001


@pytest.mark.parametrize("sigma", [0.1, 0.7, 2.0])
def test_lognormal_numbers_have_their_distribution(sigma: float) -> None:
    draws = Streams(1, 1)("ks/lognormal")
    numbers = [draws.lognormal(45.0, sigma) for _ in range(MANY)]
    assert stats.kstest(numbers, "lognorm", (sigma, 0, 45.0)).pvalue > 0.001


def test_without_spread_a_lognormal_number_is_its_median() -> None:
    assert Streams(0, 0)("x").lognormal(12.5, 0.0) == 12.5


def test_picks_follow_the_weights() -> None:
    weights = [5, 0, 1, 2.5, 1.5]
    cumulative = list(accumulate(weights))
    draws = Streams(1, 1)("chi/pick")
    counts = [0] * len(weights)
    for _ in range(MANY):
        counts[draws.pick(cumulative)] += 1
    assert counts[1] == 0
    expected = [MANY * weight / 10 for weight in weights if weight]
    assert stats.chisquare([count for count in counts if count], expected).pvalue > 0.001


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8), st.floats(0, 1, exclude_max=True))
def test_a_pick_is_an_index_and_never_one_without_weight(weights: list[float], number: float) -> None:
    cumulative = list(accumulate(weights))
    found = always(number).pick(cumulative)
    assert 0 <= found < len(weights)
    if cumulative[-1] > 1e-300:
        below = cumulative[found - 1] if found else 0.0
        assert below < cumulative[found] or below == cumulative[-1]


def test_a_pick_from_nothing_is_an_error() -> None:
    with pytest.raises(IndexError):
        Streams(0, 0)("x").pick([])


@pytest.mark.parametrize("number", [0.0, 2.0**-53, 0.5, 1 - 2.0**-53])
def test_every_sampler_is_finite_at_the_ends_of_the_unit_interval(number: float) -> None:
    draws = always(number)
    assert 0 <= draws.exponential(60.0) < 60 * 37
    assert 0 < draws.lognormal(60.0, 3.0) < math.inf
    assert draws.pick([1, 2]) in (0, 1)


@pytest.mark.parametrize("law", ["fixed", "exponential", "lognormal"])
def test_a_law_by_its_name_is_that_sampler(law: str) -> None:
    named, plain = Streams(5, 5)("law"), Streams(5, 5)("law")
    found = {
        "fixed": lambda: 30.0,
        "exponential": lambda: plain.exponential(30.0),
        "lognormal": lambda: plain.lognormal(30.0, 0.7),
    }[law]
    assert [named.of_law(law, 30.0, 0.7) for _ in range(4)] == [found() for _ in range(4)]


@given(st.floats(1e-6, 1e9), st.floats(1, 1e3), st.floats(0, 1, exclude_max=True))
def test_scaling_the_mean_scales_the_same_luck(mean: float, factor: float, number: float) -> None:
    one, other = always(number).exponential(mean), always(number).exponential(mean * factor)
    assert other == pytest.approx(one * factor)
    assert always(number).lognormal(mean * factor, 0.5) == pytest.approx(
        always(number).lognormal(mean, 0.5) * factor
    )
