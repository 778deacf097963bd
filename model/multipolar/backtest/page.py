"""The page of a backtest, for a reader: misses first, and whether calibrating paid."""

from __future__ import annotations

from importlib.resources import files

from multipolar.backtest.origin import OriginTold
from multipolar.backtest.procedure import Backtest
from multipolar.backtest.table import HORIZONS, BacktestRow, against_prior, best_source, rows
from multipolar.record.differences import BLOCK, Skill
from multipolar.record.forecast import forecast_targets
from multipolar.record.scores_page import (
    SERIES_COLUMNS,
    VOTE_COLUMNS,
    series_cells,
    signed,
    summary,
    vote_cells,
    with_interval,
)
from multipolar.record.tables import END, targets
from multipolar.sources import SHIPPED_SOURCE, ParameterSource
from multipolar.study.markdown import code, table

CSV, PAGE, PICTURE = "backtest.csv", "backtest.md", "backtest.png"

HORIZON_COLUMNS = (
    "series",
    *(f"{first} to {last} months" for first, last in HORIZONS),
    *("posterior against prior, 90 %", "defaults against prior, 90 %"),
)
ORIGIN_COLUMNS = ("origin", "numbers heard", "out of reach", "inferred", "vectors", "fallen back")


def page(found: Backtest) -> str:
    """Return the page of a backtest in Markdown."""
    source = best_source(found)
    scores, sizes = found.scores[source], found.sizes
    origins = [one.origin for one in found.origins]
    template = files("multipolar.backtest").joinpath("page_template.md")
    return template.read_text(encoding="utf-8").format(
        summary=f"{summary(scores)} {verdict(found)}",
        misses=misses(found),
        parameters=source,
        origins=len(origins),
        first=origins[0],
        last=origins[-1],
        end=END,
        runs=sizes.runs,
        seeds=", ".join(map(str, sizes.seeds)),
        sample=f"{sizes.sample:,}",
        trajectories=sizes.trajectories,
        block=BLOCK,
        series=table(SERIES_COLUMNS, [series_cells(row) for row in scores.series]),
        horizons=table(HORIZON_COLUMNS, _by_horizon(found, source)),
        calibrations=table(ORIGIN_COLUMNS, [_origin_cells(one) for one in found.origins]),
        fallen_back=_fallen_back(found.origins),
        votes=table(VOTE_COLUMNS, [vote_cells(row) for row in scores.votes]),
        left_out=_left_out(found, source),
    )


def verdict(found: Backtest) -> str:
    """Return in one sentence whether calibrating paid out of sample."""
    against = against_prior(found, "posterior")
    said = f"mean skill {_interval(against)} over the monthly series"
    if best_source(found) == "posterior":
        told = f"The posterior beats the prior out of sample ({said}); its scores are told"
    else:
        told = f"The posterior does not beat the prior out of sample ({said}); the prior's are told"
    return f"{told}. Unless told otherwise ensembles draw from the {SHIPPED_SOURCE}."


def misses(found: Backtest) -> str:
    """Return what falls short of what was aimed at, as a list; the worst first."""
    scores = found.scores[best_source(found)]
    monthly = scores.monthly
    below = [row.series for row in monthly if row.skill <= 0.0]
    outside = [
        f"{row.series} {row.coverage_90:.0%}"
        for row in monthly
        if not 0.8 <= row.coverage_90 <= 0.97
    ]
    worse = [row.series for row in scores.series if row.verdict == "worse"]
    said = {
        "surely worse than the best fair opponent": worse,
        "no better than the best fair opponent": below,
        "90 % interval that holds less than 80 or more than 97 % of the figures": outside,
    }
    lines = [f"* {what}: {', '.join(names)}." for what, names in said.items() if names]
    return "\n".join(lines) or "* None."


def _by_horizon(found: Backtest, source: ParameterSource) -> list[list[str]]:
    sources: tuple[ParameterSource, ...] = ("posterior", "default")
    against = {
        which: {row.score.series: row.against_prior for row in rows(found, which)}
        for which in sources
    }
    return [
        _horizon_cells(row, [against[w][row.score.series] for w in sources])
        for row in rows(found, source)
    ]


def _horizon_cells(row: BacktestRow, against: list[Skill]) -> list[str]:
    return [row.score.title, *map(signed, row.by_horizon), *map(_interval, against)]


def _interval(of: Skill) -> str:
    return with_interval(of.value, of.low, of.high)


def _origin_cells(one: OriginTold) -> list[str]:
    learned = one.learned
    return [
        one.origin,
        str(learned.heard),
        ", ".join(learned.out_of_reach) or "nothing",
        str(len(learned.active)),
        str(learned.vectors),
        str(len(learned.fallen_back)),
    ]


def _fallen_back(origins: tuple[OriginTold, ...]) -> str:
    """Return which parameters fell back at which origins, and which stayed, as a list."""
    last: dict[str, str] = {}
    fixed: dict[str, str] = {}
    for one in origins:
        last |= dict.fromkeys(one.learned.fallen_back, one.origin)
        fixed |= dict.fromkeys(one.learned.fixed, one.origin)
    lines = [f"* to {to}: {code(_named(last, to))}." for to in sorted(set(last.values()))]
    if fixed:
        lines.append(f"* without a range, so that they stay: {code(sorted(fixed))}.")
    return "\n".join(lines) or "* None."


def _named(last: dict[str, str], origin: str) -> list[str]:
    return sorted(name for name, to in last.items() if to == origin)


def _left_out(found: Backtest, source: ParameterSource) -> str:
    titles = {series.series: series.title for series in targets()}
    titles |= {target.forecast: target.title for target in forecast_targets() if not target.series}
    unscored = found.scores[source].unscored
    return (
        "\n".join(f"* {titles[name]}: {why}." for name, why in sorted(unscored.items()))
        or "* None."
    )
