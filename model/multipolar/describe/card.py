"""The model card: what the model is for, how well it does, and what it misses, misses first.

Every number comes from a table: the kept backtest, the record that is scored anew, the pins and the
published effects.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import isnan
from pathlib import Path

from multipolar.calibration import calibrated, pins
from multipolar.calibration.pins import PINNED
from multipolar.describe.refresh import NotACheckout, checkout
from multipolar.record import paths_of, record_specs
from multipolar.record.forecast import forecast_targets
from multipolar.record.rolling_votes import VoteScore, roll_votes
from multipolar.record.scorecard import FactRow, StructuralRow
from multipolar.record.scores_page import VOTE_COLUMNS, most_often, vote_cells, with_interval
from multipolar.record.scoring import fact_rows, structural_rows
from multipolar.rules import parameter_table
from multipolar.sources import DESCRIBED, SHIPPED_SOURCE
from multipolar.study.effects import effects
from multipolar.study.markdown import code, table

FILE = "docs/card.md"
BACKTEST = "docs/backtest.csv"

ENOUGH_ABOVE, ENOUGH_COVERED = 0.5, 0.75
"""Share of the monthly series that should beat their opponent, and that should be covered."""

COVERED = (0.80, 0.97)
"""Share of the figures that a 90 % interval should hold."""

OURS = "model"
"""Who tells the votes of states without knowing how strict the text will be."""

SERIES_COLUMNS = ("series", "figures", "best fair opponent", "skill, 90 %", "verdict", "in 90 %")
FACT_COLUMNS = ("fact", "what", "unit", "band", "model, 90 %", "runs in band")
FINDING_COLUMNS = ("finding", "what", "unit", "band", "model, 90 %", "between studies")


@dataclass(frozen=True)
class Aim:
    """Something that was aimed at: what, how many reach it out of how many, and which do not."""

    what: str
    met: bool
    reached: int
    of: int
    short: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """What a card is written from.

    Parameters
    ----------
    series : tuple of dict
        Rows of the kept backtest, told with the parameters that ensembles draw.
    votes : tuple of VoteScore
        How votes of states were told.
    facts : tuple of FactRow
        Checks of the record, misses first.
    findings : tuple of StructuralRow
        Published findings on sanctions, misses first.
    runs : int
        Runs for each seed behind the facts.
    """

    series: tuple[dict[str, str], ...]
    votes: tuple[VoteScore, ...]
    facts: tuple[FactRow, ...]
    findings: tuple[StructuralRow, ...]
    runs: int

    @property
    def monthly(self) -> tuple[dict[str, str], ...]:
        """The series that are counted every month."""
        return tuple(row for row in self.series if row["every"] == "month")


def kept_series(file: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a kept backtest that are told with the parameters of ensembles.

    Raises
    ------
    NotACheckout
        When there is no backtest.
    """
    if not file.is_file():
        raise NotACheckout(f"{file} is not there; multipolar backtest --out docs makes it")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return tuple(row for row in rows if row["parameters"] == SHIPPED_SOURCE)


def gather(runs: int, seeds: Sequence[int]) -> Standing:
    """Return what a card is written from: the record is scored anew, the backtest is read.

    Parameters
    ----------
    runs : int
        Runs of the record for each seed.
    seeds : sequence of int
        Seeds of the record.

    Raises
    ------
    NotACheckout
        When the package is installed without a checkout, or no backtest is kept there.
    """
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario

    series = kept_series(checkout() / BACKTEST)
    specs = record_specs(load_scenario("baseline"))
    results = [simulate(list(specs), runs=runs, seed=seed) for seed in seeds]
    told, spared = ([paths_of(each, k) for each in results] for k in (0, 1))
    facts, findings = fact_rows(told, spared), structural_rows(seeds[0])
    return Standing(series, roll_votes(), facts, findings, runs)


def bars(evidence: Standing) -> tuple[Aim, ...]:
    """Return what was aimed at, the missed first."""
    monthly = evidence.monthly
    low, high = COVERED
    ours = [row for row in evidence.votes if row.method == OURS]
    found = (
        _bar(
            "monthly series told better than by their best fair opponent (at least half)",
            {row["title"]: float(row["skill"]) > 0.0 for row in monthly},
            ENOUGH_ABOVE,
        ),
        _bar(
            "series that are not surely worse than their best fair opponent (all)",
            {row["title"]: row["verdict"] != "worse" for row in evidence.series},
        ),
        _bar(
            f"monthly series whose 90 % interval holds {100 * low:.0f} to {100 * high:.0f} % of "
            "the figures (at least three quarters)",
            {row["title"]: low <= float(row["coverage_90"]) <= high for row in monthly},
            ENOUGH_COVERED,
        ),
        _bar(
            "texts whose votes are surely told better than by the best fair opponent (all)",
            {row.resolution: not isnan(row.high) and row.high < 0.0 for row in ours},
        ),
        _bar(
            "checks of the record whose median lies in the published band (all)",
            {f"{row.fact} {row.check}": row.inside for row in evidence.facts},
        ),
        _bar(
            "published findings on sanctions that the model shows (all that it represents)",
            {row.title: row.inside for row in evidence.findings if row.inside is not None},
        ),
    )
    return tuple(sorted(found, key=lambda bar: bar.met))


def card(evidence: Standing) -> str:
    """Return the model card as Markdown."""
    known = pins()
    kinds = Counter(row.verdict for row in known)
    pinned = [row.parameter for row in known if row.verdict == "pinned"]
    uses = Counter(link.use for link in effects().values())
    tags = Counter(row.evidence for row in parameter_table().values() if row.free)
    untold = [f"* {row.title}: {row.untold}." for row in forecast_targets() if row.untold]
    template = files("multipolar.describe").joinpath("card_template.md")
    return template.read_text(encoding="utf-8").format(
        bars="\n".join(map(_bar_line, bars(evidence))),
        source=DESCRIBED[SHIPPED_SOURCE],
        series=table(SERIES_COLUMNS, map(_series_cells, evidence.series)),
        votes=table(VOTE_COLUMNS, map(vote_cells, evidence.votes)),
        runs=evidence.runs,
        facts=_table(FACT_COLUMNS, (_fact_cells(r) for r in evidence.facts if not r.inside)),
        findings=table(FINDING_COLUMNS, map(_finding_cells, evidence.findings)),
        effects=len(effects()),
        carried=uses["carried"],
        sign=uses["sign"],
        context=uses["context"],
        free=len(known),
        tags=", ".join(f"{tag} {count}" for tag, count in sorted(tags.items())),
        number_pinned=kinds["pinned"],
        number_narrowed=kinds["narrowed"],
        pinned=code(pinned) or "none",
        width=f"{100 * PINNED:.0f} %",
        last=calibrated().last,
        untold="\n".join(untold) or "* None.",
    )


def _bar(what: str, rows: dict[str, bool | None], enough: float = 1.0) -> Aim:
    reached = sum(map(bool, rows.values()))
    short = tuple(name for name, met in rows.items() if not met)
    return Aim(what, reached >= enough * len(rows), reached, len(rows), short)


def _bar_line(bar: Aim) -> str:
    short = f"; not: {', '.join(bar.short)}" if bar.short else ""
    return f"* **{'Met' if bar.met else 'Missed'}** ({bar.reached} of {bar.of}): {bar.what}{short}."


def _series_cells(row: dict[str, str]) -> list[str]:
    skill, low, high = (float(row[name] or "nan") for name in ("skill", "low", "high"))
    return [
        row["title"],
        row["figures"],
        most_often(row["opponent"]),
        with_interval(skill, low, high),
        row["verdict"],
        f"{float(row['coverage_90']):.0%}",
    ]


def _fact_cells(row: FactRow) -> list[str]:
    model = f"{row.median:.3g} [{row.low:.3g}, {row.high:.3g}]"
    return [row.fact, row.title, row.unit, row.target, model, f"{row.share:.0%}"]


def _finding_cells(row: StructuralRow) -> list[str]:
    told = row.inside is not None
    model = f"{row.median:.3g} [{row.low:.3g}, {row.high:.3g}]" if told else "not represented"
    return [row.fact, row.title, row.unit, row.target, model, row.studies]


def _table(columns: Sequence[str], rows: Iterable[list[str]]) -> str:
    """Return a table, or that there is none."""
    listed = list(rows)
    return table(columns, listed) if listed else "None."
