"""The question of who joins, over the prior of the trade elasticity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from multipolar.arguments import ArgumentError, nearest, several
from multipolar.arrays import Array
from multipolar.quantiles import QUANTILES
from multipolar.trade.coalition import CoalitionTable, coalition_table
from multipolar.trade.data import coalition_2022
from multipolar.trade.sanctions import embargo, in_force
from multipolar.trade.surface import TARGETS, target_world

ELASTICITY = (3.0, 4.0, 6.0)
"""Low end, mode and high end of the triangular prior of the trade elasticity (Simonovska and Waugh
2014; Fontagne, Guimbard and Orefice 2022)."""


MEASURES = {"in_force": in_force, "embargo": embargo}

NOTES = {
    "PRK": "North Korea is in no trade table: it is a small open economy with the partner shares "
    "of 2017 from mirror statistics, and moves nobody else",
    "IRN": "Iran's oil is hardly recorded as Iranian, so its openness and its loss are too low",
}
"""What a reader must know about the data of a target."""


@dataclass(frozen=True)
class Answer:
    """What each coalition costs, at the median of the prior and at its 5 % and 95 % quantiles.

    Parameters
    ----------
    target, measures : str
        The sanctioned economy, and ``in_force`` or ``embargo``.
    founders, candidates : tuple of str
        Members of the coalition of 2022, and those who may join.
    elasticities : tuple of float
        Trade elasticities at the quantiles 5, 50 and 95 % of the prior.
    tables : tuple of CoalitionTable
        One for each elasticity.
    """

    target: str
    measures: str
    founders: tuple[str, ...]
    candidates: tuple[str, ...]
    elasticities: tuple[float, ...]
    tables: tuple[CoalitionTable, ...]

    @property
    def note(self) -> str:
        """What a reader must know about the data of the target; empty where there is nothing."""
        return NOTES.get(self.target, "")

    def rows(self) -> list[dict[str, object]]:
        """Return one row for each coalition: changes of real income in per cent, losses in USD bn.

        Each number has its median (no suffix) and its ends (``_low``, ``_high``).
        """
        names = ("target", "members", "third", "target_loss", "members_loss")
        scale = (100.0, 100.0, 100.0, 1.0, 1.0)
        found = []
        for number, row in enumerate(self.tables[1].rows):
            cells: dict[str, object] = {"added": "+".join(row.added)}
            for name, factor in zip(names, scale, strict=True):
                values = [factor * getattr(t.rows[number], name) for t in self.tables]
                cells |= _spread(name, values)
            found.append(cells)
        return found

    def contributions(self) -> list[dict[str, object]]:
        """Return what each candidate adds, the most per unit of its own loss first."""
        found = []
        for one in self.tables[1].contributions:
            same = [
                next(c for c in table.contributions if c.member == one.member)
                for table in self.tables
            ]
            cells: dict[str, object] = {"member": one.member}
            cells |= _spread("target_pp", [100.0 * c.target_share for c in same])
            cells |= _spread("own_pp", [100.0 * c.own_share for c in same])
            cells |= _spread("target_loss", [c.target_loss for c in same])
            cells |= _spread("own_loss", [c.own_loss for c in same])
            cells |= _spread("leverage", [c.leverage for c in same])
            found.append(cells)
        return found

    def members(self) -> list[dict[str, object]]:
        """Return the change of real income of each member and candidate, per cent.

        ``actual`` without the candidates, ``all`` with every one of them; the largest loss first.
        """
        found = []
        for name in (*self.founders, *self.candidates):
            change = np.array([100.0 * table.member_change[name] for table in self.tables])
            cells: dict[str, object] = {"member": name}
            cells |= _spread("actual", list(change[:, 0])) | _spread("all", list(change[:, -1]))
            found.append(cells)
        return sorted(found, key=lambda row: float(str(row["all"])))


def ask(
    target: str,
    candidates: str | Sequence[str],
    elasticities: Sequence[float] | None = None,
    measures: str | None = None,
) -> Answer:
    """Solve the measures against a target for every coalition of the candidates.

    Parameters
    ----------
    target : str
        ``RUS``, ``PRK`` or ``IRN``.
    candidates : str or sequence of str
        ISO 3166 alpha-3 codes of economies of the trade table that may join, at most 10.
    elasticities : sequence of float, optional
        Three elasticities, low, middle and high; by default quantiles 5, 50 and 95 % of the prior.
    measures : str, optional
        ``in_force`` (known for Russia only, and its default) or ``embargo``, the limit at which
        members trade nothing with the target.

    Raises
    ------
    ArgumentError
        When the target or a candidate is unknown, named twice or a member already; the message
        names the nearest code.
    """
    if target not in TARGETS:
        raise ArgumentError(f"target {target!r}: allowed are {', '.join(TARGETS)}{_near(target)}")
    base = target_world(target)
    founders = tuple(name for name in coalition_2022(base) if name != target)
    candidates = several(candidates)
    for name in candidates:
        if name not in base.names:
            raise ArgumentError(f"no economy {name!r} in the trade table{_near(name, base.names)}")
        if name in (*founders, target):
            raise ArgumentError(
                f"{name} is {'the target' if name == target else 'a member'} already"
            )
    kind = measures or ("in_force" if target == "RUS" else "embargo")
    if kind not in MEASURES or (kind == "in_force" and target != "RUS"):
        raise ArgumentError(f"measures {kind!r}: in_force is known for RUS only; embargo for all")
    chosen = tuple(elasticities) if elasticities is not None else prior_quantiles()
    sanctions = MEASURES[kind](target, founders)
    tables = tuple(coalition_table(base, sanctions, candidates, one) for one in chosen)
    return Answer(target, kind, founders, tuple(candidates), chosen, tables)


def prior_quantiles(prior: tuple[float, float, float] = ELASTICITY) -> tuple[float, ...]:
    """Return the quantiles 5, 50 and 95 % of a triangular prior, that of the elasticity."""
    low, mode, high = prior
    if low == high:
        return (mode,) * len(QUANTILES)
    at = np.array(QUANTILES)
    split = (mode - low) / (high - low)
    rising = low + np.sqrt(at * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - at) * (high - low) * (high - mode))
    return tuple(float(value) for value in np.where(at < split, rising, falling))


def _spread(name: str, values: list[float]) -> dict[str, object]:
    middle: Array = np.asarray(values[1])
    return {
        name: float(middle),
        f"{name}_low": float(min(values)),
        f"{name}_high": float(max(values)),
    }


def _near(name: str, allowed: Sequence[str] = TARGETS) -> str:
    near = nearest(name, allowed, cutoff=0.4)
    return "" if near is None else f"; nearest: {near}"
