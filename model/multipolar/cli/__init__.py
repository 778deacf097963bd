"""The command line. Heavy imports wait until a command needs them."""

from __future__ import annotations

import click

from multipolar import __version__
from multipolar.cli import (
    attribute,
    backtest,
    batch,
    calibrate,
    card,
    carriers,
    choose,
    claims,
    coalition,
    compare,
    discover,
    effects,
    explain,
    explore,
    export,
    forecast,
    notebooks,
    odd,
    record,
    refresh,
    report,
    runs,
    scenarios,
    seats,
    seminar,
    tables,
    verify,
)
from multipolar.cli.common import CommandLine


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="multipolar")
def main() -> None:
    """Run, question and contradict a model of sanctions and escalation.

    Start with `multipolar run baseline`.
    """


for command in (
    runs.run,
    runs.show,
    batch.batch,
    export.export,
    compare.compare,
    report.report,
    report.figure,
    verify.verify,
    discover.discover,
    attribute.attribute,
    choose.choose,
    effects.effects,
    coalition.coalition,
    carriers.carriers,
    record.record,
    backtest.backtest,
    forecast.forecast,
    calibrate.calibrate,
    calibrate.pins,
    explain.explain,
    explore.explore,
    scenarios.scenarios,
    claims.claims,
    tables.states,
    seats.seats,
    tables.parameters,
    tables.rules,
    tables.attributes,
    tables.measures,
    tables.stakes,
    notebooks.notebooks,
    odd.odd,
    card.card,
    refresh.refresh,
    seminar.seminar,
):
    main.add_command(command)
