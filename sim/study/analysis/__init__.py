"""What a study found, and how sure one can be of it 统计分析: pure functions on its table or on plain arrays.

==================  =================================================================================
module              answers
==================  =================================================================================
`sample`            which values of the table count; what failed is counted beside them, never dropped
`estimates`         how large is it? mean, share, quantile, any statistic, each with its interval
`series`            one long run: warm-up check, batch means
`paired`            is A better than B? on common random numbers, with multiple-comparison control
`sequential`        have we run enough?
`indices`           which factor matters? Sobol and Morris, with what is luck kept apart
`discovery`         under which conditions does it go wrong? PRIM
`robust`            what to choose if nobody knows which future comes? regret, domain criterion
`select`            which of k is best, with what probability of being right? KN, OCBA, subset
==================  =================================================================================

Every result carries how many runs it rests on, its level and its method. Whatever is resampled is so with a
named stream of a stated seed: the same table gives the same figures.
"""
