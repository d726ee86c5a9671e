"""Plain data as JSON text, faster than by the standard library: for what is shown many times a second."""

from typing import Any, Final

import msgspec

_ENCODE: Final = msgspec.json.Encoder().encode


def json_text(data: Any) -> str:
    """Return plain data as JSON without spaces; what is no number, such as NaN, is null.

    Examples
    --------
    >>> json_text({"断": [1, None, float("nan")]})
    '{"断":[1,null,null]}'
    """
    return _ENCODE(data).decode()
