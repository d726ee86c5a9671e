"""The scenarios of a study, read once: every point is a changed copy of one of them."""

import pickle
import zlib
from collections.abc import Iterable

from sim.scenario import layers
from sim.scenario.check import cross_check
from sim.scenario.model import Scenario
from sim.scenario.patches import Patch, apply
from sim.scenario.source import Draft, Faults, Mark
from sim.scenario.validate import validated
from sim.terms.errors import BadInput

_LEVEL = 1


class Base:
    """A scenario as its files say it, packed so that it can be sent to workers and copied fast.

    Workers run what was checked, also when somebody edits the files meanwhile, and on machines that do not
    have them.
    """

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._plain: bytes | None = None

    @classmethod
    def read(cls, source: object, faults: Faults) -> "Base | None":
        """Read the files of a scenario; None where there are faults, which are added.

        Parameters
        ----------
        source
            A shipped name, or a folder.
        faults
            Where faults are gathered.
        """
        own = Faults()
        draft = layers.read(source, (), own)  # type: ignore[arg-type]
        base = None
        if draft is not None:
            base = cls(zlib.compress(pickle.dumps(draft, pickle.HIGHEST_PROTOCOL), _LEVEL))
            _checked(draft, own)
        for fault in own:
            faults.take(fault)
        return None if own else base

    def __reduce__(self) -> tuple[type["Base"], tuple[bytes]]:
        """Let only the packed scenario be sent."""
        return type(self), (self._packed,)

    def changed(self, changes: Iterable[tuple[str, Mark]], faults: Faults) -> Scenario | None:
        """Return the scenario with changes, each with its place; None where there are faults."""
        own = Faults()
        draft = self._copy()
        for text, mark in changes:
            apply(Patch(text, mark), draft, own)
        scenario = None if own else _checked(draft, own)
        for fault in own:
            faults.take(fault)
        return scenario

    def leads(self, change: str, mark: Mark, faults: Faults) -> bool:
        """Whether the path of a change leads somewhere; if not, that is added to the faults."""
        own = Faults()
        apply(Patch(change, mark), self._copy(), own)
        for fault in own:
            faults.take(fault)
        return not own

    def scenario(self, changes: Iterable[str] = ()) -> Scenario:
        """Return the scenario with changes ``path=value``.

        Raises
        ------
        BadInput
            If the changes do not go together.
        """
        faults = Faults()
        found = self.changed([(text, Mark(text)) for text in changes], faults)
        if found is None:
            raise BadInput(list(faults))
        return found

    def _copy(self) -> Draft:
        if self._plain is None:
            self._plain = zlib.decompress(self._packed)
        draft: Draft = pickle.loads(self._plain)
        return draft


def _checked(draft: Draft, faults: Faults) -> Scenario | None:
    """Return the scenario, or None where there are faults, which are added."""
    scenario = validated(draft, faults)
    cross_check(draft, faults)
    return None if faults else scenario
