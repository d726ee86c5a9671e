"""Few rows that hold every pair of values of some features: a covering array of strength two."""

import random
from collections.abc import Collection, Mapping
from itertools import combinations

Value = tuple[str, str]
"""A feature and one of its values."""
Pair = frozenset[Value]


def refused(one: Value, other: Value, never: Mapping[Value, Collection[Value]]) -> bool:
    """Whether two values cannot stand together."""
    return other in never.get(one, ()) or one in never.get(other, ())


def wanted(
    features: Mapping[str, Collection[str]], never: Mapping[Value, Collection[Value]] | None = None
) -> list[Pair]:
    """Return every pair of values of two features that can stand together, in the order of the features."""
    values = [(name, value) for name, among in features.items() for value in among]
    pairs = combinations(values, 2)
    return [frozenset(p) for p in pairs if p[0][0] != p[1][0] and not refused(*p, never or {})]


def covered(row: Mapping[str, str], masks: Collection[Value] = ()) -> set[Pair]:
    """Return the pairs that a row shows: beside a mask, only those of which a mask is one."""
    hidden = [value for value in row.items() if value in masks]
    shown = (frozenset(pair) for pair in combinations(row.items(), 2))
    return {pair for pair in shown if not hidden or any(value in pair for value in hidden)}


def rows(
    features: Mapping[str, Collection[str]],
    never: Mapping[Value, Collection[Value]] | None = None,
    masks: Collection[Value] = (),
    seed: int = 1,
    tries: int = 12,
) -> list[dict[str, str]]:
    """Return rows with one value of each feature that show every pair there can be, greedily.

    Parameters
    ----------
    features
        Values by feature, the first of which goes with everything.
    never
        What cannot stand together.
    masks
        Values that hide what the others do together.
    seed, tries
        Of the order in which features are filled in, and how many of them are tried for each row.
    """
    luck, left, found = random.Random(seed), wanted(features, never), []
    missing = dict.fromkeys(left)
    while missing:
        first = next(iter(missing))
        drawn = [_filled(dict(first), features, never or {}, masks, missing, luck) for _ in range(tries)]
        best = max(drawn, key=lambda row: len(covered(row, masks) & missing.keys()))
        gained = covered(best, masks) & missing.keys()
        assert gained, f"no row shows {sorted(first)}"
        for pair in gained:
            del missing[pair]
        found.append({name: best[name] for name in features})
    return found


def _filled(
    row: dict[str, str],
    features: Mapping[str, Collection[str]],
    never: Mapping[Value, Collection[Value]],
    masks: Collection[Value],
    missing: Mapping[Pair, None],
    luck: random.Random,
) -> dict[str, str]:
    """Return a row with a value of each feature, each the one that shows most that is missing so far."""
    masked = any(value in masks for value in row.items())
    order = [name for name in features if name not in row]
    luck.shuffle(order)
    for name in order:
        can = [(name, value) for value in features[name]]
        can = [v for v in can if not any(refused(v, other, never) for other in row.items())]
        can = [v for v in can if masked or v not in masks]
        luck.shuffle(can)
        row[name] = max(can, key=lambda v: sum(frozenset((v, o)) in missing for o in row.items()))[1]
    return row
