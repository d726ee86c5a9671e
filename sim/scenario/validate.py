"""From a draft to the typed scenario; every complaint of pydantic becomes a fault with its place."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.scenario import messages
from sim.scenario.fields import TABLES, columns, known_keys, type_at
from sim.scenario.model import Scenario
from sim.scenario.quantity import Quantity
from sim.scenario.source import Draft, Faults, Found, Path_
from sim.scenario.tables import Id

_Complaint = dict[str, Any]
_ID_PATTERN: Final = next(part.pattern for part in Id.__metadata__[0].metadata if getattr(part, "pattern", None))


def validated(draft: Draft, faults: Faults) -> Scenario | None:
    """Return the typed scenario, or None where it has faults, which are added.

    Parameters
    ----------
    draft
        The scenario as read.
    faults
        Where faults are gathered.
    """
    try:
        return Scenario.model_validate_json(json.dumps(draft.plain()))
    except ValidationError as error:
        for details in error.errors(include_url=False, include_input=False):
            _add(details, draft, faults)
        return None


def _add(details: ErrorDetails, draft: Draft, faults: Faults) -> None:
    faults.add(draft.find(tuple(details["loc"])).mark, ".".join(map(str, details["loc"])), "other", why=details["msg"])
