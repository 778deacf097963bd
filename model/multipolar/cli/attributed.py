"""What `multipolar attribute` computes, prints and keeps: shares, or indices of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from multipolar.study.indices import Sensitivity
    from multipolar.study.shares import Attribution

Lines = tuple[str, list[str], list[list[str]]]
"""Title, columns and rows of a table to print."""

MOST_SHOWN = 20
"""Parameters that are printed; the files hold all."""


class ToldShares:
    """Shares of mechanisms or claims, computed and told.

    Parameters
    ----------
    measure : str
        Name of the measure.
    asked : dict
        What `multipolar.study.attribution.attribute` is asked.
    """

    found: Attribution

    def __init__(self, measure: str, asked: dict[str, Any]) -> None:
        self.measure = measure
        self.asked = asked

    @property
    def total(self) -> int:
        """Most runs that are made: the bar ends early when they are fewer."""
        from multipolar.study.attribution import most_runs
        from multipolar.study.claims import claims

        of_claims = {claim.knock_out for claim in claims().values()} - {"none"}
        mechanisms = self.asked["definition"].switches
        everybody = of_claims if self.asked["over"] == "claims" else mechanisms
        return most_runs(1 + len(self.asked["only"] or everybody), self.asked["runs"])

    def compute(self, **means: Any) -> None:
        """Compute with an executor, a folder and a bar."""
        from multipolar.study.attribution import attribute

        self.found = attribute(self.measure, **self.asked, **means)

    def table(self) -> pd.DataFrame:
        """Return the table to keep."""
        from multipolar.study.shares import attribution_table

        return attribution_table(self.found)

    def picture(self) -> Figure:
        """Draw it."""
        from multipolar.figures.attribution import attribution

        return attribution(self.found)

    def lines(self) -> Lines:
        """Return what to print as a table."""
        found = self.found
        title = (
            f"Shares of the whole, Shapley values [90 % interval], {found.runs} runs of each "
            f"world, seed {found.seed}"
        )
        rows = [
            [
                row.player.name,
                _with_interval(row.share, row.interval, "+"),
                f"{row.share / found.whole:+.1%}" if found.whole else "",
                " ".join(row.player.claims),
            ]
            for row in found.owed
        ]
        return title, ["player", "share", "of the whole", "claims"], rows

    def sentences(self) -> tuple[str, ...]:
        """Return it in words."""
        from multipolar.study.shares import sentences

        return sentences(self.found)


class ToldIndices:
    """Indices of parameters, computed and told.

    Parameters
    ----------
    measure : str
        Name of the measure.
    asked : dict
        What `multipolar.study.indices.sensitivity` is asked.
    """

    found: Sensitivity

    def __init__(self, measure: str, asked: dict[str, Any]) -> None:
        self.measure = measure
        self.asked = asked

    @property
    def total(self) -> int:
        """Runs that are made."""
        from multipolar.ensemble import problem
        from multipolar.study.indices import POINTS, rows_of

        method, only = self.asked["method"], self.asked["only"]
        free = problem(self.asked["scenario"], definition=self.asked["definition"])["num_vars"]
        points = self.asked["points"] or POINTS[method]
        return rows_of(method, points, len(only) if only else free) * int(self.asked["runs"])

    def compute(self, **means: Any) -> None:
        """Compute with an executor, a folder and a bar."""
        from multipolar.study.indices import sensitivity

        self.found = sensitivity(self.measure, **self.asked, **means)

    def table(self) -> pd.DataFrame:
        """Return the table to keep."""
        from multipolar.study.indices import sensitivity_table

        return sensitivity_table(self.found)

    def picture(self) -> Figure:
        """Draw it."""
        from multipolar.figures.attribution import indices

        return indices(self.found)

    def lines(self) -> Lines:
        """Return what to print as a table."""
        found = self.found
        first = {row.parameter: row for row in found.indices if row.kind == "first"}
        sizes = [row for row in found.indices if row.kind != "first"]
        rows = []
        for row in sizes[:MOST_SHOWN]:
            told = [row, first[row.parameter]] if first else [row]
            rows.append([row.parameter, *(_with_interval(i.value, i.interval) for i in told)])
        title = (
            f"Indices of parameters [90 % interval], {found.method}, {found.vectors} vectors of "
            f"{found.runs} runs, {found.luck} luck, seed {found.seed}"
        )
        return title, ["parameter", sizes[0].kind, *(["first"] if first else [])], rows

    def sentences(self) -> tuple[str, ...]:
        """Return it in words."""
        from multipolar.study.indices import sensitivity_sentences

        hidden = sum(row.kind != "first" for row in self.found.indices) - MOST_SHOWN
        more = (f"{hidden} more parameters have smaller indices.",) if hidden > 0 else ()
        return (*more, *sensitivity_sentences(self.found))


Told = ToldShares | ToldIndices


def _with_interval(value: float, interval: Sequence[float], sign: str = "") -> str:
    low, high = interval
    return f"{value:{sign}.3g} [{low:{sign}.3g}, {high:{sign}.3g}]"
