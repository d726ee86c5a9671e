"""Plain data as JSON text: what the standard library reads back, in fewer characters."""

import json
import math

from hypothesis import given
from hypothesis import strategies as st

from sim.record.text import json_text

LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text()
DATA = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@given(DATA.filter(lambda data: "inf" not in str(data)))
def test_what_is_written_is_read_back_the_same(data):
    assert json.loads(json_text(data)) == data


def test_what_is_no_number_is_null_as_browsers_read_no_nan():
    assert json_text([math.nan, math.inf]) == "[null,null]"
    assert json_text({"断": (1, 2)}) == '{"断":[1,2]}'
