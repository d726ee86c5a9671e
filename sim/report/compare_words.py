"""The words of a comparison of plans 方案比较, in Chinese and English."""

from typing import Final

from sim.words import Both, both, both_in

COMPARE_WORDS: Final[dict[str, Both]] = {
    "as_is": both("as it is"),
    "compare_title": both("Plans compared: {scenario}"),
    # what is compared
    "m_p50": both("First arrival, median"),
    "m_p90": both("First arrival, 90th percentile"),
    "m_within": both("First arrival within 15 min"),
    "m_unreached": both("Calls that no unit reached"),
    "m_uncovered": both("People beyond coverage"),
    "m_blind": both("Out of contact, mean of posts"),
    "m_dark": both("People without power"),
    "m_trapped": both("Trapped people freed alive"),
    "u_min": both_in("report", "min"),
    "u_points": both("points"),
    "u_calls": both_in("report", "calls"),
    "u_people": both_in("command", "people"),
    "u_h": both_in("report", "h"),
    "u_person_h": both("person-hours"),
    # the table
    "col_measure": both("measure"),
    "col_value": both("plan"),
    "col_gap": both_in("report", "difference"),
    "col_interval": both("{level} interval"),
    "col_n": both_in("report", "pairs"),
    "col_p": both("p (Holm)"),
    "col_verdict": both_in("report", "verdict"),
    "col_more": both_in("report", "more"),
    "v_none": both("cannot be said"),
    "v_better": both("better"),
    "v_worse": both("worse"),
    "v_equal": both("negligible"),
    "v_same": both("the same"),
    "v_thin": both("too thin"),
    # the verdict
    "w_head": both("{name} against {baseline}: {overall}"),
    "w_better": both("better"),
    "w_worse": both("worse"),
    "w_better_thin": both("better, as far as can be told; for the rest the evidence is too thin"),
    "w_worse_thin": both("worse, as far as can be told; for the rest the evidence is too thin"),
    "w_mixed": both("better in some, worse in others"),
    "w_equal": both("no difference that matters"),
    "w_same": both("the same in every replication; nothing measured here tells them apart"),
    "w_thin": both("no difference seen, and the evidence is too thin to say there is none"),
    "w_none": both("fewer than two pairs of runs: nothing can be said"),
    "l_better": both("Better: {what}"),
    "l_worse": both("Worse: {what}"),
    "l_equal": both("No difference that matters: {what}"),
    "l_same": both("The same in every replication: {what}"),
    "l_thin": both("Too thin: {what}"),
    "l_none": both("No pairs of values: {what}"),
    "w_gap": both("{measure} {gap} {unit} ({low} to {high})"),
    "w_more": both("{told}, about {more} more replications"),
    "w_unseen": both("{told}, no difference to be seen so far"),
    "w_hopeless": both("{told}, more than {most}: so small a difference that runs will hardly settle it"),
    "w_next": both("The first to be settled would be {measure}: compare again with --reps {reps}"),
    "basis_runs": both(
        "n = {reps} replications, seed {seed}, common random numbers; {runs} runs, {bad} of them not ok"
    ),
    "assume": both(
        "Assumptions: {effect}; the standard deviation of the differences is as estimated "
        "from the pairs; differences are about normal; paired t test of power {power} "
        "(custom, Cohen 1988), at the level of the intervals ({level})"
    ),
    "assume_seen": both("the true difference is as large as the one seen"),
    "assume_matters": both(
        "the true difference is as large as the one seen; one smaller than what matters "
        "({matters}) is settled also by showing that it is"
    ),
    "left_out": both("Not compared, as no run has it: {what}"),
    "lost_note": both("Replications that lack a value on one side and make no pair: {what}"),
    "lost_one": both("{measure} {lost}"),
    "family_note": both(
        "{k} comparisons: the {level} intervals all hold at once (t, paired, Bonferroni), "
        "the verdicts go by p values after Holm"
    ),
    "means_note": both(
        "Times and share of first arrivals are of calls that a unit reached; people beyond "
        "coverage are a mean over time; time out of contact is a mean over posts (not the "
        "same ones, where a plan adds or drops some)"
    ),
    "skew_note": both(
        "The differences are skewed, so that the interval of their mean may cover less often "
        "than it says: {what}"
    ),
    "skew_one": both("{measure} (it takes about {need} replications)"),
    "of_plan": both("{name}, {measure}"),
    "same_note": both("Not drawn, the same in every replication: {what}"),
    "more_short": both("{more} more"),
    "forest_title": both("{title} (paired difference from {baseline})"),
    "forest_better": both("← better"),
    "forest_better_right": both("better →"),
}
