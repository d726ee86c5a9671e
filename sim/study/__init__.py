"""Studies 仿真试验: designed, reproducible, resumable batches of runs, in a folder that others can read.

The table
---------
What a study leaves is one tidy table, ``table.parquet`` where pyarrow is installed and ``table.csv.gz``
otherwise; ``sim.study.read_table(folder)`` reads either into pandas. A row for each run and response:

=============  =========================================================================================
column         what it holds
=============  =========================================================================================
``study``      id of the study
``point``      id of the point of the design: a digest of the values of all factors, so that a point keeps
               its id, and its rows, when others are added
``scenario``   the scenario, as the study file calls it
``policy``     the dispatch policy
*factors*      a column for each factor, named like it, in the order of the file
``seed``       seed of the study
``rep``        replication, from 0: the only thing that varies luck. Rows of one ``rep`` and ``scenario`` met
               the same calls and cuts under every policy and at every point, as far as the point lets them
               be the same: compare them in pairs
``key``        address of the run by content: scenario, changes, policy, seed, rep, days, program
``status``     ``ok``, ``failed`` (the run raised an error), ``crashed`` (it killed its worker three times) or
               ``timeout`` (it took longer than ``--timeout`` admits)
``response``   name of the response
``value``      the figure; missing where the run has no such figure (nobody was reached), or is not ``ok``
=============  =========================================================================================

Rows stand in the order scenario, policy, position of the point in the design, rep, response. Nothing in the
table depends on the number of workers, the back end, the order in which runs ended, or what was resumed.

``points.csv`` beside it tells the design in its order: ``position`` (from 0), ``point`` and the factors. A
design whose analysis needs the order joins by it. `saltelli` of N points and d factors is N rows of matrix A,
N of B, then N of A with column 1 from B, N with column 2 from B, and so on; `morris` is trajectories of d + 1
points one after the other, each step changing one factor. ``manifest.json`` tells the study as data (roles
and paths of factors, responses, replications), the scenarios' fingerprints, versions, seed and machine;
``failures.csv`` each run that is not ``ok`` with its changes, seed, rep and error.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.model import Study

__all__ = ["read_study", "read_table"]


def read_study(file: "Path | str") -> "Study":
    """Read and check a study file; see `sim.study.file.read_study`."""
    from sim.study.file import read_study as read

    return read(Path(file))


def read_table(folder: "Path | str") -> "pd.DataFrame":
    """Return the table of a study's folder as pandas; see `sim.study.table.read_table`."""
    from sim.study.table import read_table as read

    return read(Path(folder))
